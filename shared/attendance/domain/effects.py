"""The effects of a person's change: the numbers and seats that move, and what a changed registration brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from attendance.domain.attendee import Address, Attendee, Waiting, is_same_mailbox
from attendance.domain.frozen import frozen
from attendance.domain.headcount import Totals, differences, totals
from attendance.domain.mails import Mail, due
from attendance.domain.person import Availability, Change, queues, seats
from attendance.domain.programme import Programme
from attendance.domain.questions import for_the_caterer


@frozen
class SeatsMove:
    """How an atelier's taken seats and waiting list move; `availability` is the condition of the decision, if any."""

    atelier: str
    taken: int
    waiting: int
    availability: Availability | None = None


@frozen
class Mailbox:
    """An address that nobody else may register with; if it is shared, others may."""

    email: str
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The effects of a changed registration.

    `joined` and `left` are places in waiting lists. `wished` is what the person writes to the caterer now,
    by question, and `unwished` are the questions of which nothing is left. `may_return` are the addresses
    that become restorable, and those with the numbers `forgotten` no longer are. Of an `erased_line` we
    only keep that its person was erased.
    """

    mails: tuple[Mail, ...]
    joined: tuple[Waiting, ...]
    left: tuple[str, ...]
    wished: Mapping[str, str]
    unwished: tuple[str, ...]
    freed: Mailbox | None
    added: Mailbox | None
    may_return: tuple[Address, ...]
    forgotten: tuple[int, ...]
    erased_line: str | None


@frozen
class Effects:
    """Everything that moves with a change; `amendment` is None if the registration is unchanged, as in a scan."""

    moves: Totals
    seats: tuple[SeatsMove, ...]
    amendment: Amendment | None


def of(change: Change, programme: Programme, now: datetime, *, notify: bool = True) -> Effects:
    """Return the effects of a change. Without `notify`, mail goes only to a mailbox that is left."""
    before, after = change.before, change.after
    taken, waited = differences(seats(before), seats(after)), differences(queues(before), queues(after))
    rows = tuple(SeatsMove(a, taken[a], waited[a], change.availability.get(a)) for a in {**taken, **waited})
    was = before.attendee if before else None
    amendment = None
    if after.attendee and after.attendee != was:
        amendment = _amendment(change, was, after.attendee, due(change, now, notify=notify), programme)
    return Effects(differences(totals(before, programme), totals(after, programme)), rows, amendment)


def _amendment(
    change: Change, was: Attendee | None, attendee: Attendee, mails: tuple[Mail, ...], programme: Programme
) -> Amendment:
    wished_before, wished = wishes(was, programme), wishes(attendee, programme)
    waited = {place.atelier: place for place in was.waiting} if was else {}
    waits = {place.atelier: place for place in attendee.waiting}
    could_return, may_return = change.before.former if change.before else (), change.after.former
    numbers = {address.number for address in may_return}
    freed, added = _mailbox(was), _mailbox(attendee)
    if freed and added and is_same_mailbox(freed.email, added.email):
        freed = added = None
    return Amendment(
        mails=mails,
        joined=tuple(place for place in attendee.waiting if place != waited.get(place.atelier)),
        left=tuple(atelier for atelier in waited if atelier not in waits),
        wished={question: text for question, text in wished.items() if text != wished_before.get(question)},
        unwished=tuple(question for question in wished_before if question not in wished),
        freed=freed,
        added=added,
        may_return=tuple(address for address in may_return if address not in could_return),
        forgotten=tuple(address.number for address in could_return if address.number not in numbers),
        erased_line=was.brought_as if was and attendee.erased_at else None,
    )


def wishes(attendee: Attendee | None, programme: Programme) -> dict[str, str]:
    """Return what somebody writes for the caterer, by question. Nobody cooks for who has cancelled."""
    if attendee is None or attendee.is_cancelled:
        return {}
    return for_the_caterer(programme.questions, attendee.answers)


def _mailbox(attendee: Attendee | None) -> Mailbox | None:
    """Return the address that an attendee occupies; a cancelled person occupies none."""
    if attendee is None or attendee.is_cancelled or attendee.email is None:
        return None
    return Mailbox(attendee.email, attendee.shares_email)
