"""The passes that most tests of a function need."""

import time

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


@pytest.fixture
def in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the time of a request be over after its first pause."""
    paused, monotonic = [0.0], time.monotonic
    monkeypatch.setattr("time.sleep", lambda _: paused.append(paused[-1] + 3_600))
    monkeypatch.setattr("time.monotonic", lambda: monotonic() + paused[-1])
