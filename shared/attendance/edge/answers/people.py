"""Answers about people: a registration, a search, one person's day."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.domain.person import Person
from attendance.domain.scan import StoredScan
from attendance.edge.answers.conflicts import SettlementShown, settlement


class Links(TypedDict):
    badge: str


Registered = TypedDict("Registered", {"attendee_id": str, "badge": str, "code": str, "pass": str, "links": Links})


class Registration(TypedDict):
    """All that an attendee chose, as they see it themselves."""

    attendee_id: str
    badge: str
    code: str
    given_name: str | None
    family_name: str | None
    email: str | None
    organisation: str
    kind: str
    ateliers: list[str]
    lunch: bool
    diet: str
    village: bool
    drink: bool
    language: str
    registered_at: datetime
    cancelled_at: datetime | None


class Found(TypedDict):
    id: str
    code: str
    name: str | None
    organisation: str
    kind: str
    ateliers: list[str]
    cancelled: bool


class Search(TypedDict):
    attendees: list[Found]


class AttendanceShown(TypedDict):
    inside: bool
    place: str | None
    first_at: dict[str, datetime]
    walk_in: list[str]


class ScanShown(TypedDict):
    scan_id: str
    checkpoint: str
    direction: str
    at: datetime
    received_at: datetime
    by: str
    verdict: str
    offline: str | None
    server_verdict: str | None
    conflicts: list[str]
    override: bool
    by_hand: bool
    undone_at: datetime | None
    settled: SettlementShown | None


class Day(TypedDict):
    """One person's day: what they booked, where they are, and every scan of theirs in order."""

    registration: Registration
    attendance: AttendanceShown
    scans: list[ScanShown]


class Cancelled(TypedDict):
    attendee_id: str
    cancelled_at: datetime


def registered(attendee: Attendee, event_id: str, secret: str, link: str) -> Registered:
    return {
        "attendee_id": attendee.id,
        "badge": badge_text(attendee, event_id),
        "code": attendee.code,
        "pass": secret,
        "links": {"badge": link},
    }


def registration(attendee: Attendee, event_id: str) -> Registration:
    return {
        "attendee_id": attendee.id,
        "badge": badge_text(attendee, event_id),
        "code": attendee.code,
        "given_name": attendee.given_name,
        "family_name": attendee.family_name,
        "email": attendee.email,
        "organisation": attendee.organisation,
        "kind": attendee.kind,
        "ateliers": list(attendee.ateliers),
        "lunch": attendee.lunch,
        "diet": attendee.diet,
        "village": attendee.village,
        "drink": attendee.drink,
        "language": attendee.language,
        "registered_at": attendee.registered_at,
        "cancelled_at": attendee.cancelled_at,
    }


def badge_text(attendee: Attendee, event_id: str) -> str:
    """Return what the valid badge's QR code says."""
    return badge.text(event_id, attendee.id, attendee.issue, attendee.signatures[-1])


def found(attendees: Iterable[Attendee]) -> Search:
    return {
        "attendees": [
            {
                "id": a.id,
                "code": a.code,
                "name": a.name,
                "organisation": a.organisation,
                "kind": a.kind,
                "ateliers": list(a.ateliers),
                "cancelled": a.is_cancelled,
            }
            for a in attendees
        ]
    }


def day(person: Person, attendee: Attendee, event_id: str) -> Day:
    attendance = person.attendance
    return {
        "registration": registration(attendee, event_id),
        "attendance": {
            "inside": attendance.inside,
            "place": attendance.place,
            "first_at": attendance.first_at,
            "walk_in": sorted(person.walk_ins),
        },
        "scans": [_scan(scan) for scan in sorted(person.scans, key=lambda s: (s.at, s.scan_id))],
    }


def _scan(scan: StoredScan) -> ScanShown:
    return {
        "scan_id": scan.scan_id,
        "checkpoint": scan.checkpoint,
        "direction": scan.direction,
        "at": scan.at,
        "received_at": scan.received_at,
        "by": scan.reader.name,
        "verdict": scan.verdict,
        "offline": scan.offline,
        "server_verdict": scan.server_verdict,
        "conflicts": list(scan.conflicts),
        "override": scan.override,
        "by_hand": scan.by_hand,
        "undone_at": scan.undone_at,
        "settled": settlement(scan),
    }
