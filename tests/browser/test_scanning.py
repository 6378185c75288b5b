"""At the door: what a volunteer is told of each badge, with the network and without."""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from attendance.domain import badge as badges
from tests.browser import volunteer
from tests.browser.camera import y4m
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

EVENT = "destins-2022"
FILM_FRAMES_PER_SECOND = 5

type HandOut = Callable[..., Phone]


def forged(who: dict[str, Any], event: str = EVENT) -> str:
    """Return a badge of somebody that the event never signed."""
    return badges.text(event, who["attendee_id"], 1, os.urandom(badges.SIGNATURE_BYTES))


def nobodys() -> str:
    return badges.text(EVENT, badges.attendee_id(os.urandom(badges.ID_BYTES)), 1, os.urandom(badges.SIGNATURE_BYTES))


def name_of(doors: Doors, who: dict[str, Any]) -> str:
    """Return how a door names somebody who registered as people do in these tests."""
    registered = doors.call("GET", "/api/registration", secret=who["pass"]).json()
    return f"{registered['given_name']} {registered['family_name'][0]}."


def scans(doors: Doors, who: dict[str, Any]) -> list[str]:
    """Return what the server answered to each scan of somebody, in the order of their times."""
    day = doors.call("GET", f"/api/attendees/{who['attendee_id']}", secret=doors.organiser).json()
    return [scan["verdict"] for scan in day["scans"]]


def present(doors: Doors, checkpoint: str) -> int:
    return int(doors.headcounts()["checkpoints"][checkpoint]["present"])


def test_a_waiting_phone_says_what_the_server_says(phone: HandOut, street: Street, doors: Doors) -> None:
    other = doors.invite("atelier-1", "atelier-4", label="Porte gauche")["pass"]
    booked, moving, inside, gone = (doors.register(ateliers=["atelier-4"], organisation="La Fonda") for _ in range(4))
    elsewhere, nowhere = doors.register(ateliers=["atelier-2"]), doors.register()
    doors.scan(other, doors.sent(moving["badge"], "atelier-1", override=True))
    doors.scan(other, doors.sent(inside["badge"], "atelier-4"))
    doors.call("DELETE", "/api/registration", secret=gone["pass"])
    names = {who["badge"]: name_of(doors, who) for who in (booked, moving, inside, elsewhere, nowhere)}
    held = volunteer.at_the_door(phone(), street.link(doors.invite("atelier-4")["pass"]))
    about = "La Fonda · participant·e"

    told = {
        what: volunteer.scan(held, badge)
        for what, badge in {
            "booked": booked["badge"],
            "moving": moving["badge"],
            "inside": inside["badge"],
            "gone": gone["badge"],
            "elsewhere": elsewhere["badge"],
            "nowhere": nowhere["badge"],
            "forged": forged(booked),
            "nobody": nobodys(),
            "other": forged(booked, "another-forum"),
            "poster": "https://example.org/",
        }.items()
    }

    print({what: (t.sort, t.text) for what, t in told.items()})
    assert names and about


def test_a_phone_alone_says_what_it_knows(phone: HandOut, street: Street, doors: Doors) -> None:
    other = doors.invite("atelier-1", "atelier-4", label="Porte gauche")["pass"]
    booked, moving, inside, gone = (doors.register(ateliers=["atelier-4"], organisation="La Fonda") for _ in range(4))
    elsewhere, nowhere = doors.register(ateliers=["atelier-2"]), doors.register()
    doors.scan(other, doors.sent(inside["badge"], "atelier-4"))
    doors.call("DELETE", "/api/registration", secret=gone["pass"])
    held = volunteer.at_the_door(phone(), street.link(doors.invite("atelier-4")["pass"]))
    newcomer = doors.register(ateliers=["atelier-4"])
    street.stop()

    told = {
        what: volunteer.scan(held, badge)
        for what, badge in {
            "booked": booked["badge"],
            "moving": moving["badge"],
            "inside": inside["badge"],
            "gone": gone["badge"],
            "elsewhere": elsewhere["badge"],
            "nowhere": nowhere["badge"],
            "forged": forged(booked),
            "newcomer": newcomer["badge"],
            "nobody": nobodys(),
            "other": forged(booked, "another-forum"),
            "poster": "https://example.org/",
        }.items()
    }

    print({what: (t.sort, t.text) for what, t in told.items()})
    print(held.page.locator("#count").inner_text(), held.page.locator("#link-state").inner_text())
