"""Telling people that an atelier which they booked is elsewhere, or at another hour."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from attendance.domain import mails as rules
from attendance.domain.attendee import Attendee
from attendance.domain.journal import Act
from attendance.domain.programme import Programme
from attendance.store import acts, mails, people, programmes, table
from attendance.usecases import in_batches
from attendance.usecases.caller import Caller
from attendance.usecases.in_batches import Swept
from attendance.vocabulary.codes import ActKind


def tell(caller: Caller, ateliers: Collection[str], programme: Programme, revision: int, page: str | None) -> Swept:
    """Make a mail due to each of at most a hundred people, once for a revision; return how many, and the cursor."""
    # What another alteration than the last one replaced is nowhere but in the journal.
    was = programme.replaced if revision == programme.revision else None
    telling = _Telling(caller, ateliers, revision, was, caller.act(ActKind.MOVE_TOLD, ateliers=sorted(ateliers)))
    return in_batches.sweep(caller.event_id, page, concerned=telling.concerned, change=telling.tell)


@dataclass
class _Telling:
    """One request's telling: one act, which counts up with each mail."""

    caller: Caller
    ateliers: Collection[str]
    revision: int
    was: Mapping[str, str | int] | None
    act: Act
    told: int = 0

    def concerned(self, some: Sequence[Attendee]) -> Iterable[Attendee]:
        return (who for who in some if self._mail(who))

    def tell(self, attendee_id: str) -> bool:
        """Gather the person, decide, store; False for who was told already, or has left meanwhile."""
        event_id, who = self.caller.event_id, people.profile(self.caller.event_id, attendee_id)
        mail = self._mail(who) if who else None
        if mail is None or mails.find(event_id, attendee_id, mail.reason):
            return False
        act = replace(self.act, details={**self.act.details, "told": self.told + 1})
        purge_at = programmes.purge_at(self.caller.programme)
        journal = acts.writes(event_id, act, purge_at)
        table.transact([*mails.writes(event_id, [mail], {"purge_at": purge_at}), *journal])
        self.told += 1
        return True

    def _mail(self, who: Attendee) -> rules.Mail | None:
        return rules.moved(who, self.ateliers, self.revision, programmes.real_now(), self.was)
