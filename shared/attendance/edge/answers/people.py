"""Answers about people: a registration, and what of somebody's day they may see themselves."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict

from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.domain.person import Person
from attendance.domain.programme import Programme
from attendance.domain.scan import StoredScan
from attendance.edge.answers import questions
from attendance.edge.answers.conflicts import SettlementShown, settlement
from attendance.edge.answers.questions import Answers


class WaitingShown(TypedDict):
    """A position in a waiting list, from 1; None while a seat is offered, until an hour."""

    atelier: str
    since: datetime
    place: int | None
    offered_until: datetime | None


class Registration(TypedDict):
    """All that an attendee chose, as they see it; `released` seats were given back because they did not come.

    `opened_at` is when somebody first followed a link that was mailed to this address. The pending one
    replaces it once the link in the mail to it was opened.
    """

    attendee_id: str
    badge: str
    code: str
    issue: int
    given_name: str | None
    family_name: str | None
    email: str | None
    opened_at: datetime | None
    pending_email: str | None
    organisation: str
    kind: str
    stand: str
    ateliers: list[str]
    released: list[str]
    waiting: list[WaitingShown]
    lunch: bool
    diet: str
    village: bool
    drink: bool
    language: str
    answers: Answers
    registered_at: datetime
    cancelled_at: datetime | None


_NoPass = TypedDict("_NoPass", {"pass": None})


class Amended(Registration, _NoPass):
    """A registration after its holder's change. `pass` is null: no change ends the links of its author."""


class AttendanceShown(TypedDict):
    inside: bool
    place: str | None
    first_at: dict[str, datetime]
    walk_in: list[str]


class OwnScan(TypedDict):
    """A scan as the person themselves may see it: without who read the badge."""

    scan_id: str
    checkpoint: str
    direction: str
    at: datetime
    received_at: datetime
    verdict: str
    offline: str | None
    server_verdict: str | None
    conflicts: list[str]
    override: bool
    by_hand: bool
    undone_at: datetime | None
    settled: SettlementShown | None


class Cancelled(TypedDict):
    attendee_id: str
    cancelled_at: datetime | None


class Erased(TypedDict):
    attendee_id: str
    erased_at: datetime | None


def cancelled(attendee: Attendee) -> Cancelled:
    return {"attendee_id": attendee.id, "cancelled_at": attendee.cancelled_at}


def erased(attendee: Attendee) -> Erased:
    return {"attendee_id": attendee.id, "erased_at": attendee.erased_at}


def registration(attendee: Attendee, programme: Programme, positions: Mapping[str, int]) -> Registration:
    """Return a registration, with its `positions` in waiting lists."""
    return {
        "attendee_id": attendee.id,
        "badge": badge.of(attendee, programme.event.id),
        "code": attendee.code,
        "issue": attendee.issue,
        "given_name": attendee.given_name,
        "family_name": attendee.family_name,
        "email": attendee.email,
        "opened_at": attendee.opened_at,
        "pending_email": attendee.pending.email if attendee.pending else None,
        "organisation": attendee.organisation,
        "kind": attendee.kind,
        "stand": attendee.stand,
        "ateliers": list(attendee.ateliers),
        "released": list(attendee.released),
        "waiting": [
            {
                "atelier": w.atelier,
                "since": w.since,
                "place": positions.get(w.atelier),
                "offered_until": w.offered_until,
            }
            for w in attendee.waiting
        ],
        "lunch": attendee.lunch,
        "diet": attendee.diet,
        "village": attendee.village,
        "drink": attendee.drink,
        "language": attendee.language,
        "answers": questions.answers(attendee, programme.questions),
        "registered_at": attendee.registered_at,
        "cancelled_at": attendee.cancelled_at,
    }


def amended(shown: Registration) -> Amended:
    return {**shown, "pass": None}


def in_order(person: Person) -> list[StoredScan]:
    return sorted(person.scans, key=lambda s: (s.at, s.scan_id))


def attendance_shown(person: Person) -> AttendanceShown:
    attendance = person.attendance
    return {
        "inside": attendance.inside,
        "place": attendance.place,
        "first_at": attendance.first_at,
        "walk_in": sorted(person.walk_ins),
    }


def scan_shown(scan: StoredScan) -> OwnScan:
    return {
        "scan_id": scan.scan_id,
        "checkpoint": scan.checkpoint,
        "direction": scan.direction,
        "at": scan.at,
        "received_at": scan.received_at,
        "verdict": scan.verdict,
        "offline": scan.offline,
        "server_verdict": scan.server_verdict,
        "conflicts": list(scan.conflicts),
        "override": scan.override,
        "by_hand": scan.by_hand,
        "undone_at": scan.undone_at,
        "settled": settlement(scan),
    }
