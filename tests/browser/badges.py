"""Badges of every kind, those that are no good among them."""

import os
from dataclasses import dataclass
from typing import Any

from attendance.domain import badge
from tests.builders import twin
from tests.doors import Doors

EVENT = "destins-2022"


def forged(who: dict[str, Any], event: str = EVENT) -> str:
    """Return a badge of somebody that the event never signed."""
    return badge.text(event, who["attendee_id"], badge.FIRST_ISSUE, os.urandom(badge.SIGNATURE_BYTES))


def other_form(who: dict[str, Any]) -> str:
    """Return somebody's badge with its signature's other form, which anybody can make of it."""
    read = badge.read(who["badge"])
    assert read
    return badge.text(EVENT, read.attendee_id, read.issue, twin(read.signature))


def nobodys() -> str:
    """Return a well-formed badge that nobody has."""
    return forged({"attendee_id": badge.attendee_id(os.urandom(badge.ID_BYTES))})


@dataclass(frozen=True)
class Crowd:
    """Who comes to atelier 4: by what they have to do with it, what they show."""

    badges: dict[str, str]
    people: dict[str, dict[str, Any]]


def crowd(doors: Doors, *, inside: str = "Cid") -> Crowd:
    """Let people register who each get another verdict at atelier 4, and give them the badges that are no good.

    Who is `inside` has that given name, for who searches by it where other tests registered people.
    """
    at_four: dict[str, Any] = {"ateliers": ["atelier-4"], "organisation": "La Fonda"}
    people = {
        "booked": doors.register(given_name="Ada", **at_four),
        "moving": doors.register(given_name="Bea", **at_four),
        "inside": doors.register(given_name=inside, **at_four),
        "cancelled": doors.register(given_name="Dan", **at_four),
        "elsewhere": doors.register(given_name="Eva", ateliers=["atelier-2"]),
        "nowhere": doors.register(given_name="Fay"),
    }
    gate = doors.invite("atelier-1", "atelier-4", label="Porte gauche")["pass"]
    doors.scan(gate, doors.sent(people["moving"]["badge"], "atelier-1", override=True))
    doors.scan(gate, doors.sent(people["inside"]["badge"], "atelier-4"))
    doors.call("DELETE", "/api/registration", secret=people["cancelled"]["pass"])
    shown = {name: who["badge"] for name, who in people.items()} | {
        "forged": forged(people["booked"]),
        "nobody's": nobodys(),
        "another forum's": forged(people["booked"], "another-forum"),
        "a poster": "https://example.org/",
    }
    return Crowd(shown, people)
