"""The passes that most tests of a function need."""

import pytest

from tests.forum import Forum, bystander, forum
from tests.functions.takeaway import bucket, crowd, errands
from tests.mailroom import Mailroom

__all__ = ["bucket", "crowd", "errands", "forum"]


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


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pause for no time at all, and note for how long it would have been."""
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    return pauses
