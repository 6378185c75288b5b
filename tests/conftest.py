"""A whole stack, for the tests that speak HTTP; and how long any test may take."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings

from infra.local import stack
from tests.doors import Doors

# No test rests on how fast the machine is.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def doors() -> Iterator[Doors]:
    """One stack for all tests that speak HTTP: the emulator enforces the template's permissions."""
    with stack.running(clock="11:15") as running:
        yield Doors(running)


@pytest.fixture
def take_seats(doors: Doors) -> Iterator[Callable[[str, int], None]]:
    """Let people register until so many seats are left in an atelier; in the end they are free again."""
    people: list[dict[str, Any]] = []

    def take(atelier: str, left: int) -> None:
        seats = doors.headcounts()["checkpoints"][atelier]["seats"]
        people.extend(doors.register(ateliers=[atelier]) for _ in range(seats["capacity"] - seats["taken"] - left))

    yield take
    for person in people:
        doors.call("DELETE", "/api/registration", secret=person["pass"])
