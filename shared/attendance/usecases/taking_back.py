"""Taking back the scans of one pass: whoever had its link may have scanned anybody."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from attendance.domain import scan_review
from attendance.domain.attendee import Attendee
from attendance.domain.journal import SCANS_UNDONE, Act
from attendance.domain.passes import Pass
from attendance.domain.person import Person, seats_given_back
from attendance.domain.scan import StoredScan
from attendance.store import everyone, people, scans, tallies
from attendance.store.retry import Later, Patience
from attendance.usecases import cursor
from attendance.usecases.caller import Caller
from attendance.usecases.in_batches import Swept


def taken_back(caller: Caller, made_with: Pass, page: str | None) -> Swept:
    """Take back the scans of a pass, person by person, then those of strangers; return how many, and where to go on.

    Only the people themselves tell who scanned them, so everybody is read. Where a page begins
    is not known once the name has changed that it comes after: it begins anew, and a scan that is
    taken back is not again. Raises Problem, and Later where nobody was seen to.
    """
    last = cursor.person(caller.event_id, page) if page is not None else None
    taking = _Taking(caller, caller.act(SCANS_UNDONE, role=made_with.role, label=made_with.label))
    try:
        everybody = people.everybody(caller.event_id, after=last)
        for who, person in everyone.side_by_side(partial(_known, caller.event_id), everybody):
            taking.take_back(made_with, who.id, person.scans)
            last = who
        taking.take_back(made_with, people.STRANGER, scans.strangers(caller.event_id))
    except Later:
        if last is None:
            raise
        return Swept(taking.undone, cursor.after_person(last))
    return Swept(taking.undone, None)


def _known(event_id: str, who: Attendee) -> tuple[Attendee, Person]:
    return who, people.known(event_id, who.id)


@dataclass
class _Taking:
    """What one request takes back: one act, which tells with each scan how many there are by now."""

    caller: Caller
    act: Act
    patience: Patience = field(default_factory=Patience.of)
    undone: int = 0

    def take_back(self, made_with: Pass, attendee_id: str, scans: Iterable[StoredScan]) -> None:
        """Take back those of somebody's scans that were made with a pass, the earliest first. Raises Later.

        An exit that is taken back before its entry would put the person back into a room that may be full.
        """
        theirs = (scan for scan in scans if scan.reader.pass_id == made_with.id and scan.undone_at is None)
        for scan in sorted(theirs, key=lambda scan: (scan.at, scan.scan_id)):
            self.undone += self.patience.settle(partial(self._undo, attendee_id, scan.scan_id))
        self.patience.check()

    def _undo(self, attendee_id: str, scan_id: str) -> bool:
        """Gather everything of the person, take the scan back, store; False where somebody else just has."""
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
