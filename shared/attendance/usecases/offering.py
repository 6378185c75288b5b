"""Offering seats to waiting people: the steps that an organiser's click and the offering function share."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import NamedTuple

from attendance.domain import waiting as rules
from attendance.domain.programme import Programme
from attendance.domain.waiting import NobodyWaits, NoSeat, Waiter
from attendance.store import offers, people, programmes, tallies, waiting
from attendance.store.retry import Deadline
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import ActKind


class ManualOffer(NamedTuple):
    """An organiser who offers, and the id of the offer."""

    caller: Caller
    offer_id: str | None


def by_hand(caller: Caller, atelier: str, chosen: str | None, *, offer_id: str | None = None) -> str:
    """Hold a seat for the chosen person or for the longest-waiting, and return them.

    A repeated offer id returns the first offer. Raises NobodyWaits, NoSeat, OffersEnded or Later.
    """
    return Deadline.from_now().retry(lambda: _by_hand(caller, atelier, chosen, offer_id))


def to_all(programme: Programme, listed: Iterable[Waiter], atelier: str, now: datetime, deadline: Deadline) -> int:
    """Hold the free seats for the people who have waited longest, and return how many.

    Raises OffersEnded or Later.
    """
    offered = 0
    with suppress(NoSeat):
        for waiter in rules.queue(listed, atelier):
            offered += deadline.retry(partial(_offer_next, programme, waiter, now))
    return offered


def take_back(programme: Programme, listed: Iterable[Waiter], now: datetime, deadline: Deadline) -> int:
    """Take back lapsed offers, and return from how many people. Raises Later."""
    overdue = {waiter.attendee_id for waiter in listed if rules.has_lapsed(waiter.waiting, now)}
    return sum(deadline.retry(partial(_lapse, programme, attendee_id, now)) for attendee_id in sorted(overdue))


def _by_hand(caller: Caller, atelier: str, chosen: str | None, offer_id: str | None) -> str:
    programme, manual = caller.programme, ManualOffer(caller, offer_id)
    before = offers.made_before(programme.event.id, atelier, offer_id)
    if before:
        return before
    if chosen:
        _offer(programme, atelier, chosen, caller.now, manual)
        return chosen
    for waiter in rules.queue(waiting.listed(programme.event.id, atelier), atelier):
        if _offer_next(programme, waiter, caller.now, manual):
            return waiter.attendee_id
    raise NobodyWaits(atelier)


def _offer_next(programme: Programme, waiter: Waiter, now: datetime, manual: ManualOffer | None = None) -> bool:
    """Offer a seat to the next person by the lagging index; False if they left the list or have an offer."""
    with suppress(NobodyWaits):
        return _offer(programme, waiter.waiting.atelier, waiter.attendee_id, now, manual)
    return False


def _offer(programme: Programme, atelier: str, attendee_id: str, now: datetime, manual: ManualOffer | None) -> bool:
    """Gather the person and the seats, decide, store; False if the person has an offer already."""
    until = rules.offered_until(programme, atelier, now)
    # The person is read last: a seat that went meanwhile may be the one held for them.
    seats = tallies.seats(programme.event.id, [atelier])
    person = people.known(programme.event.id, attendee_id)
    change = rules.offer(person, atelier, until, seats)
    if manual is None:
        people.commit(change, programme)
        return not change.is_none
    remembered = offers.writes(
        programme.event.id, atelier, manual.offer_id, attendee_id, programmes.purge_at(programme)
    )
    people.commit(
        change, programme, also=remembered, act=manual.caller.act(ActKind.OFFERED, attendee_id, atelier=atelier)
    )
    return not change.is_none


def _lapse(programme: Programme, attendee_id: str, now: datetime) -> bool:
    """Gather the person, decide, store; False if the person has accepted the seat meanwhile."""
    change = rules.lapse(people.known(programme.event.id, attendee_id), now)
    people.commit(change, programme)
    return not change.is_none
