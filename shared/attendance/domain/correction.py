"""Correcting what was scanned: taking a scan back, and settling what it contradicts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from attendance.domain.contradiction import OVER_CAPACITY
from attendance.domain.passes import ORGANISER, Pass
from attendance.domain.person import Person, Room, ScanChange, Seats, room, scan_change
from attendance.domain.scan import UNDO_WINDOW, Settlement, StoredScan


class UndoRefused(Exception):
    """A scan that may not be taken back. `code` says why."""

    code: str


class UndoNotAllowed(UndoRefused):
    """Only who made a scan, or an organiser, can take it back."""

    code = "forbidden"


class UndoTooLate(UndoRefused):
    """A volunteer can take a scan back for 15 minutes; an organiser at any time."""

    code = "undo_too_late"


def undo(person: Person, scan: StoredScan, by: Pass, now: datetime, seats: Mapping[str, Seats]) -> ScanChange:
    """Return the change that taking a scan back is.

    It may put a person back into an atelier that is full by now, and is then listed. A
    second undo changes nothing. Raises UndoNotAllowed or UndoTooLate.
    """
    if by.role != ORGANISER:
        if scan.reader.pass_id != by.id:
            raise UndoNotAllowed
        if scan.undone_at is None and now > scan.received_at + UNDO_WINDOW:
            raise UndoTooLate
    if scan.undone_at is not None:
        return ScanChange(before=person, after=person, scan=scan)
    undone = replace(scan, undone_at=now, undone_by=by.id, listed=())
    rests_on = room(person, person.with_scan(undone), seats)
    if Room.NONE in rests_on.values():
        undone = replace(undone, listed=(OVER_CAPACITY,), settled=None)
    return scan_change(person, undone, rests_on)


def settle(person: Person, scan: StoredScan, settlement: Settlement) -> ScanChange:
    """Return the change that settling a scan's conflicts is; what was settled stays as it was settled first.

    Of who was erased nothing is noted any more.
    """
    if scan.settled is not None:
        return ScanChange(before=person, after=person, scan=scan)
    settled = replace(scan, settled=settlement)
    is_erased = person.attendee is not None and person.attendee.erased_at is not None
    return scan_change(person, settled.without_note() if is_erased else settled, {})
