"""Somebody registers, with and without JavaScript."""

from collections.abc import Callable

import pytest

from tests.browser.street import Street
from tests.doors import Doors
from tests.engines.window import Window


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_form_comes_back_with_its_faults_and_then_is_the_badge(
    window: Callable[..., Window], street: Street, doors: Doors, script: bool
) -> None:
    held, who = window(*([] if script else ["plain"])), doors.registration()
    name = f"register-{'script' if script else 'plain'}"
    held.open(f"{street.origin}/")
    if script:
        held.sees("html[data-ready='1']")
    held.fits(f"{name}-1-front")

    held.fill("#given_name", who["given_name"])
    held.press("#send")
    held.sees("#faults li:nth-child(5)")
    held.fits(f"{name}-2-faults")
    held.fill("#family_name", who["family_name"])
    held.fill("#email", who["email"])
    for slot in ("strategic", "prospective"):
        held.tick(f"[name=slot-{slot}][value='']")
    held.tick("#consent")
    held.press("#send")

    assert who["given_name"] in held.sees("main[data-page=badge] h1")
    held.fits(f"{name}-3-badge")
    found = doors.call("GET", f"/api/attendees?q={who['given_name']}", secret=doors.organiser).json()["attendees"]
    assert len(found) == 1
