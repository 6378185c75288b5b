"""Reviewing scans: undoing one, and settling its conflicts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from attendance.domain.passes import Pass
from attendance.domain.person import Availability, Person, ScanChange, Seats, availability, scan_change
from attendance.domain.problem import Problem
from attendance.domain.scan import UNDO_WINDOW, Settlement, StoredScan
from attendance.vocabulary.codes import Conflict, Role


class UndoNotAllowed(Problem):
    """A scan that somebody else made, and that the caller may not undo."""

    code = "forbidden"

    def __init__(self) -> None:
        super().__init__(self.code, "Only who made a scan, or an organiser, can take it back.")


class UndoTooLate(Problem):
    """A scan that only an organiser may still undo."""

    code = "undo_too_late"

    def __init__(self) -> None:
        minutes = UNDO_WINDOW // timedelta(minutes=1)
        detail = f"A volunteer can take a scan back for {minutes} minutes; an organiser at any time."
        super().__init__(self.code, detail)


def undo(person: Person, scan: StoredScan, by: Pass, now: datetime, seats: Mapping[str, Seats]) -> ScanChange:
    """Return the change made by undoing a scan.

    The person may be back in an atelier that has filled up since; the scan is then listed as a
    conflict. A second undo changes nothing. Raises UndoNotAllowed or UndoTooLate.
    """
    if by.role != Role.ORGANISER:
        if scan.reader.pass_id != by.id:
            raise UndoNotAllowed
        if scan.undone_at is None and now > scan.received_at + UNDO_WINDOW:
            raise UndoTooLate
    if scan.undone_at is not None:
        return ScanChange(before=person, after=person, scan=scan)
    undone = replace(scan, undone_at=now, undone_by=by.id, listed=())
    rests_on = availability(person, person.with_scan(undone), seats)
    if Availability.NONE in rests_on.values():
        undone = replace(undone, listed=(Conflict.OVER_CAPACITY,), settled=None)
    return scan_change(person, undone, rests_on)


def annul(
    person: Person, scan: StoredScan, settlement: Settlement, by: Pass, now: datetime, seats: Mapping[str, Seats]
) -> ScanChange:
    """Return the change made by settling a scan's conflicts by undoing it; the first settlement stays.

    Where that puts somebody back into an atelier that has filled up, the scan stays listed for that.
    """
    if scan.settled is not None or scan.undone_at is not None:
        return ScanChange(before=person, after=person, scan=scan)
    change = undo(person, scan, by, now, seats)
    if change.scan.listed:
        return change
    settled = settle(person, replace(change.scan, listed=scan.listed), settlement)
    return scan_change(person, settled.scan, change.availability)


def settle(person: Person, scan: StoredScan, settlement: Settlement) -> ScanChange:
    """Return the change made by settling a scan's conflicts; the first settlement stays.

    For an erased person, the note is dropped.
    """
    if scan.settled is not None:
        return ScanChange(before=person, after=person, scan=scan)
    settled = replace(scan, settled=settlement)
    is_erased = person.attendee is not None and person.attendee.erased_at is not None
    return scan_change(person, settled.without_note() if is_erased else settled, {})
