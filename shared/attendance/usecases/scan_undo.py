"""Undoing all scans of one pass: anybody with its link may have scanned anybody."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from attendance.domain import scan_review
from attendance.domain.attendee import Attendee
from attendance.domain.journal import Act
from attendance.domain.passes import Pass
from attendance.domain.person import Person, seats_given_back
from attendance.domain.problem import Later
from attendance.domain.scan import StoredScan
from attendance.store import everyone, people, scans, tallies
from attendance.store.retry import Deadline
from attendance.usecases import cursor
from attendance.usecases.caller import Caller
from attendance.usecases.in_batches import Swept
from attendance.vocabulary.codes import ActKind


def undo_all(caller: Caller, made_with: Pass, page: str | None) -> Swept:
    """Undo the scans of a pass, person by person, then those of strangers; return how many, and the next cursor.

    Only the people themselves show who scanned them, so everybody is read. If the name at which a page
    begins has changed since, the pass over people begins anew; scans that are undone are not undone
    again. Raises Problem, and Later if nothing was done.
    """
    last = cursor.person(caller.event_id, page)
    undoing = _Undoing(caller, caller.act(ActKind.SCANS_UNDONE, role=made_with.role, label=made_with.label))
    try:
        everybody = people.by_name(caller.event_id, after=last)
        for who, person in everyone.side_by_side(partial(_known, caller.event_id), everybody):
            undoing.undo_made_with(made_with, who.id, person.scans)
            last = who
        undoing.undo_made_with(made_with, people.STRANGER, scans.strangers(caller.event_id))
    except Later:
        if last is None:
            raise
        return Swept(undoing.undone, cursor.after_person(last))
    return Swept(undoing.undone, None)


def _known(event_id: str, who: Attendee) -> tuple[Attendee, Person]:
    return who, people.known(event_id, who.id)


@dataclass
class _Undoing:
    """One request's undoing: one act, which counts up with each scan."""

    caller: Caller
    act: Act
    deadline: Deadline = field(default_factory=Deadline.from_now)
    undone: int = 0

    def undo_made_with(self, made_with: Pass, attendee_id: str, scans: Iterable[StoredScan]) -> None:
        """Undo those of a person's scans that were made with a pass, the earliest first. Raises Later.

        Undoing that somebody left before that they came would put the person back into a room that may be full.
        """
        theirs = (scan for scan in scans if scan.reader.pass_id == made_with.id and scan.undone_at is None)
        for scan in sorted(theirs, key=lambda scan: (scan.at, scan.scan_id)):
            self.undone += self.deadline.retry(partial(self._undo, attendee_id, scan.scan_id))
        self.deadline.check()

    def _undo(self, attendee_id: str, scan_id: str) -> bool:
        """Gather everything of the person, undo the scan, store; False if somebody else just has."""
        caller = self.caller
        person = people.of_scan(caller.event_id, attendee_id, scan_id)
        scan = person.scan(scan_id)
        if scan is None:
            return False
        seats = tallies.seats(caller.event_id, seats_given_back(person))
        change = scan_review.undo(person, scan, caller.holder, caller.now, seats)
        act = replace(self.act, details={**self.act.details, "undone": self.undone + 1})
        people.commit(change, caller.programme, act=act)
        return not change.is_none
