"""Answers to scans: a verdict for each, and the count at the door."""

from datetime import datetime
from typing import Any, TypedDict

from attendance.domain.attendee import Attendee
from attendance.domain.headcount import BOOKED, WALK_INS, present
from attendance.domain.passes import Pass
from attendance.domain.person import Seats
from attendance.domain.programme import LUNCH, Programme
from attendance.domain.scan import StoredScan
from attendance.edge.answers import questions
from attendance.edge.answers.questions import WithNotes
from attendance.edge.problems import ProblemBody
from attendance.store.recent_board import RecentBoard
from attendance.store.tallies import Board
from attendance.vocabulary.codes import RETRIED


class BookedPlace(TypedDict):
    checkpoint: str
    title: str | None
    room: str | None


class ShownAttendee(WithNotes):
    """What a door sees of a person; the name is null once erased."""

    id: str
    name: str | None
    kind: str
    organisation: str


class Result(TypedDict):
    scan_id: str
    verdict: str
    at: datetime
    attendee: ShownAttendee | None
    booked: list[BookedPlace]
    since: datetime | None
    by: str | None
    moved_from: str | None
    walk_in: bool
    override_possible: bool
    diet: str | None
    server_verdict: str | None
    conflicts: list[str]


class ScanProblem(TypedDict):
    """Why a scan could not be judged; `retry` says whether it may be sent again unchanged."""

    scan_id: str | None
    problem: dict[str, Any]


class SeatsShown(TypedDict):
    capacity: int
    taken: int


class DoorHeadcount(TypedDict):
    """The count at a door; `walk_ins` of the present came without a booking."""

    present: int
    booked: int
    walk_ins: int
    seats: SeatsShown | None


class Counted(TypedDict):
    """The count at each door as a process last read it, with the request's own scans; none if nothing was read."""

    headcounts: dict[str, DoorHeadcount]
    as_of: datetime | None


class ScanAnswer(Counted):
    results: list[Result | ScanProblem]
    received_at: datetime


class Undone(Counted):
    scan_id: str
    undone_at: datetime | None


def result(stored: StoredScan, attendee: Attendee | None, holder: Pass, programme: Programme) -> Result:
    """Return a stored scan's answer: codes, times and ids of then, names and rooms of now."""
    return {
        "scan_id": stored.scan_id,
        "verdict": stored.verdict,
        "at": stored.at,
        "attendee": shown(attendee, holder, programme) if attendee and stored.attendee_id else None,
        "booked": [_place(atelier, programme) for atelier in stored.booked],
        "since": stored.since,
        "by": stored.by,
        "moved_from": stored.moved_from,
        "walk_in": stored.walk_in,
        "override_possible": stored.override_possible,
        "diet": attendee.diet if attendee and stored.checkpoint == LUNCH else None,
        "server_verdict": stored.server_verdict,
        "conflicts": list(stored.conflicts),
    }


def refused(sent: Any, problem: ProblemBody) -> ScanProblem:
    """Return one scan's own problem, with its id as far as it is text, so that the phone knows which one it is."""
    scan_id = sent.get("scan_id") if isinstance(sent, dict) else None
    return {
        "scan_id": scan_id if isinstance(scan_id, str) else None,
        "problem": {**problem, "retry": problem["code"] in RETRIED},
    }


def shown(attendee: Attendee, holder: Pass, programme: Programme) -> ShownAttendee:
    person: ShownAttendee = {
        "id": attendee.id,
        "name": attendee.short_name,
        "kind": attendee.kind,
        "organisation": attendee.organisation,
    }
    if notes := questions.notes(attendee, questions.of_doors(holder.visible(programme), programme)):
        person["notes"] = notes
    return person


def counted(recent: RecentBoard | None, holder: Pass, programme: Programme) -> Counted:
    """Return the count at each door of a pass, and of when it is by the event's clock."""
    if recent is None:
        return {"headcounts": {}, "as_of": None}
    return {"headcounts": _doors(recent.board, holder, programme), "as_of": programme.clock.hour(recent.read_at)}


def _doors(board: Board, holder: Pass, programme: Programme) -> dict[str, DoorHeadcount]:
    return {
        c.id: {
            "present": present(c.id, c.group, board.totals),
            "booked": board.totals[c.id, BOOKED],
            "walk_ins": board.totals[c.id, WALK_INS],
            "seats": seats(board.seats.get(c.id)),
        }
        for c in holder.visible(programme)
    }


def seats(found: Seats | None) -> SeatsShown | None:
    return {"capacity": found.capacity, "taken": found.taken} if found else None


def _place(checkpoint_id: str, programme: Programme) -> BookedPlace:
    atelier = programme.atelier(checkpoint_id)
    return {
        "checkpoint": checkpoint_id,
        "title": atelier.title if atelier else None,
        "room": atelier.room if atelier else None,
    }
