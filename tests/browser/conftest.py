"""Phones, and the street between them and the stack."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.phone import Camera, Phone
from tests.browser.street import Street
from tests.doors import Doors


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    # Not for the session: while it runs, no other test of this thread could start an event loop.
    with sync_playwright() as started:
        yield started


@pytest.fixture
def street(doors: Doors) -> Iterator[Street]:
    """The way to the stack, with an origin of its own, so that each test's phones begin with nothing."""
    street = Street(doors.stack.base_url)
    yield street
    street.leave()


@pytest.fixture
def phone(playwright: Playwright, street: Street, tmp_path: Path) -> Iterator[Callable[..., Phone]]:
    """Hand out phones; at the end none may have asked a stranger, broken the policy or thrown anything."""
    phones: list[Phone] = []
    numbers = count()

    def hand_out(camera: Camera = "stub", **more: object) -> Phone:
        phones.append(Phone(playwright, tmp_path / f"phone-{next(numbers)}", street.origin, camera=camera, **more))
        return phones[-1]

    yield hand_out
    for each in phones:
        each.close()
    assert [each.strangers for each in phones if each.strangers] == []
    assert [each.faults for each in phones if each.faults] == []
