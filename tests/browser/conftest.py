"""Phones, and the street between them and the stack."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.organiser import opened
from tests.browser.phone import Camera, Phone, program
from tests.browser.street import Street
from tests.doors import Doors
from tests.forum import at_hand

__all__ = ["at_hand"]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    # Not for the session: while it runs, no other test of this thread could start an event loop.
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Callable[[], Browser]]:
    """The browser of all phones that need none of their own, started for the first."""
    started: list[Browser] = []

    def shared() -> Browser:
        if not started:
            started.append(playwright.chromium.launch(**program()))
        return started[0]

    yield shared
    for each in started:
        each.close()


@pytest.fixture
def street(doors: Doors) -> Iterator[Street]:
    """The way to the stack, with an origin of its own, so that each test's phones begin with nothing."""
    street = Street(doors.stack.base_url)
    yield street
    street.leave()


@pytest.fixture
def phone(
    playwright: Playwright, browser: Callable[[], Browser], street: Street, tmp_path: Path
) -> Iterator[Callable[..., Phone]]:
    """Hand out phones; at the end none may have asked a stranger, broken the policy or thrown anything."""
    phones: list[Phone] = []
    numbers = count()

    def hand_out(camera: Camera = "stub", *, lasting: bool = False, patient: bool = True, **more: Any) -> Phone:
        """Return a phone; one that is started again in its test has to be lasting."""
        folder = tmp_path / f"phone-{next(numbers)}"
        shared = None if lasting else browser
        phones.append(Phone(playwright, folder, street.origin, camera=camera, shared=shared, patient=patient, **more))
        return phones[-1]

    yield hand_out
    for each in phones:
        each.close()
    assert [each.strangers for each in phones if each.strangers] == []
    assert [each.faults for each in phones if each.faults] == []


@pytest.fixture
def organiser(street: Street, doors: Doors, phone: Callable[..., Phone]) -> Phone:
    """An organiser's browser with the page open."""
    held = phone()
    opened(held, street.link(doors.organiser, "/inscriptions"))
    expect(held.page.locator("#people-title")).to_be_visible()
    return held
