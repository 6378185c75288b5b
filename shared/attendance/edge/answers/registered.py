"""The answers to registering a person, and to asking for a lost link."""

from typing import TypedDict

from attendance.domain import badge
from attendance.domain.attendee import Attendee


class LinkAsked(TypedDict):
    asked: bool


class Links(TypedDict):
    badge: str | None


_OwnPass = TypedDict("_OwnPass", {"pass": str | None})


class Registered(_OwnPass):
    """A registered person: for themselves with a pass and its link, for the staff with the badge drawn instead."""

    attendee_id: str
    badge: str
    code: str
    links: Links
    badge_svg: str | None


def own(attendee: Attendee, event_id: str, secret: str, link: str) -> Registered:
    return {
        "attendee_id": attendee.id,
        "badge": badge.of(attendee, event_id),
        "code": attendee.code,
        "pass": secret,
        "links": {"badge": link},
        "badge_svg": None,
    }


def by_staff(attendee: Attendee, issued: str, drawn: str) -> Registered:
    return {
        "attendee_id": attendee.id,
        "badge": issued,
        "code": attendee.code,
        "pass": None,
        "links": {"badge": None},
        "badge_svg": drawn,
    }


def link_asked() -> LinkAsked:
    """Return the one answer to everybody who lost their link, registered or not."""
    return {"asked": True}
