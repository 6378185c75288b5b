"""Phones, and the street between them and the stack."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

from tests.browser.organiser import opened
from tests.browser.phone import Camera, Phone, program
from tests.browser.street import Street
from tests.doors import Doors
from tests.forum import at_hand

__all__ = ["at_hand"]

handed_out: list[Phone] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell of a failed test what its phones show: it may fail once in a thousand runs, on a machine out of reach."""
    report = yield
    if report.when == "call" and report.failed:
        report.sections += [(f"what phone {number} shows", shown(each)) for number, each in enumerate(handed_out, 1)]
    return report


def shown(phone: Phone) -> str:
    try:
        return f"{phone.page.url.partition('#')[0]}\n{phone.page.locator('body').inner_text(timeout=10_000)}"
    except BrowserError as error:
        return str(error)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    # Not for the session: while it runs, no other test of this thread could start an event loop.
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
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


@contextmanager
def way_to(doors: Doors) -> Iterator[Street]:
    street = Street(doors.stack.base_url)
    yield street
    street.leave()


@pytest.fixture
def street(doors: Doors) -> Iterator[Street]:
    """The way to the stack, with an origin of its own, so that each test's phones begin with nothing."""
    with way_to(doors) as street:
        yield street


@contextmanager
def shop(
    playwright: Playwright, browser: Callable[[], Browser], street: Street, folder: Path
) -> Iterator[Callable[..., Phone]]:
    """Hand out phones; at the end none may have asked a stranger, broken the policy or thrown anything."""
    phones: list[Phone] = []
    numbers = count()

    def hand_out(camera: Camera = "stub", *, lasting: bool = False, patient: bool = True, **more: Any) -> Phone:
        """Return a phone; one that is started again in its test has to be lasting."""
        kept = folder / f"phone-{next(numbers)}"
        shared = None if lasting else browser
        phones.append(Phone(playwright, kept, street.origin, camera=camera, shared=shared, patient=patient, **more))
        handed_out.append(phones[-1])
        return phones[-1]

    yield hand_out
    for each in phones:
        handed_out.remove(each)
        each.close()
    assert [each.strangers for each in phones if each.strangers] == []
    assert [each.faults for each in phones if each.faults] == []


@pytest.fixture
def phone(
    playwright: Playwright, browser: Callable[[], Browser], street: Street, tmp_path: Path
) -> Iterator[Callable[..., Phone]]:
    """Hand out phones, each with nothing on it."""
    with shop(playwright, browser, street, tmp_path) as hand_out:
        yield hand_out


@pytest.fixture(scope="module")
def phone_of_the_file(
    playwright: Playwright, browser: Callable[[], Browser], doors: Doors, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Phone]:
    """A phone that stays where it is through all tests of a file: to open the page takes longer than most of them."""
    with way_to(doors) as street, shop(playwright, browser, street, tmp_path_factory.mktemp("phone")) as hand_out:
        yield hand_out()


@pytest.fixture
def organiser(street: Street, doors: Doors, phone: Callable[..., Phone]) -> Phone:
    """An organiser's browser with the page open."""
    held = phone()
    opened(held, street.link(doors.organiser, "/inscriptions"))
    expect(held.page.locator("#people-title")).to_be_visible()
    return held
