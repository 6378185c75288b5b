"""Answers about conflicts: what an organiser has to settle, and how it was settled."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypedDict

from attendance.domain.attendee import Attendee
from attendance.domain.scan import StoredScan
from attendance.store.people import STRANGER


class SettlementShown(TypedDict):
    at: datetime
    by: str
    note: str


class Conflict(TypedDict):
    """A scan with what it contradicts. Its `verdict` is the standing one; `undone_at` is null while it counts."""

    scan_id: str
    attendee_id: str
    name: str | None
    checkpoint: str
    at: datetime
    by: str
    conflicts: list[str]
    direction: str
    verdict: str
    undone_at: datetime | None
    settled: SettlementShown | None


class Conflicts(TypedDict):
    conflicts: list[Conflict]


def conflicts(scans: Iterable[StoredScan], attendees: Mapping[str, Attendee]) -> Conflicts:
    return {"conflicts": [conflict(scan, attendees.get(scan.attendee_id or "")) for scan in scans]}


def conflict(scan: StoredScan, attendee: Attendee | None) -> Conflict:
    return {
        "scan_id": scan.scan_id,
        "attendee_id": scan.attendee_id or STRANGER,
        "name": attendee.name if attendee else None,
        "checkpoint": scan.checkpoint,
        "at": scan.at,
        "by": scan.reader.name,
        "conflicts": list(scan.listed),
        "direction": scan.direction,
        "verdict": scan.verdict,
        "undone_at": scan.undone_at,
        "settled": settlement(scan),
    }


def settlement(scan: StoredScan) -> SettlementShown | None:
    settled = scan.settled
    return {"at": settled.at, "by": settled.by, "note": settled.note} if settled else None
