"""The passes that most tests of a function need."""

import pytest

from tests.forum import Forum, bystander, forum
from tests.mailroom import Mailroom

__all__ = ["forum"]


@pytest.fixture
def organiser(forum: Forum) -> str:
    return forum.invite("organiser")


@pytest.fixture
def entrance(forum: Forum) -> str:
    return forum.invite("volunteer", "entrance", label="Porte A1")


@pytest.fixture
def mailroom(forum: Forum) -> Mailroom:
    bystander("ses").verify_email_identity(EmailAddress="forum@example.org")
    return Mailroom()
