"""Offering seats to those who wait: the steps that an organiser's click and the seats' own function share."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import NamedTuple

from attendance.domain import waiting as rules
from attendance.domain.journal import OFFERED
from attendance.domain.programme import Programme
from attendance.domain.waiting import NobodyWaits, NoSeat, Place
from attendance.store import offers, people, programmes, tallies, waiting
from attendance.store.retry import Patience
from attendance.usecases.caller import Caller


class Hand(NamedTuple):
    """An organiser who offers, and what they named the offer."""

    caller: Caller
    offer_id: str | None


def by_hand(caller: Caller, atelier: str, chosen: str | None, *, offer_id: str | None = None) -> str:
    """Hold a seat for the one who was chosen or who has waited longest, and return who that is.

    An offer that was made before under its id is told again. Raises NobodyWaits, NoSeat,
    OffersEnded or Later.
    """
    return Patience.of().settle(lambda: _by_hand(caller, atelier, chosen, offer_id))


def to_all(programme: Programme, listed: Iterable[Place], atelier: str, now: datetime, patience: Patience) -> int:
    """Hold the seats that are left for those who have waited longest, and return how many.

    Raises OffersEnded or Later.
    """
    offered = 0
    with suppress(NoSeat):
        for place in rules.queue(listed, atelier):
            offered += patience.settle(partial(_in_turn, programme, place, now))
    return offered


def take_back(programme: Programme, listed: Iterable[Place], now: datetime, patience: Patience) -> int:
    """Take back the offers that were not taken in time, and return of how many people. Raises Later."""
    overdue = {place.attendee_id for place in listed if rules.has_lapsed(place.waiting, now)}
    return sum(patience.settle(partial(_lapse, programme, attendee_id, now)) for attendee_id in sorted(overdue))


def _by_hand(caller: Caller, atelier: str, chosen: str | None, offer_id: str | None) -> str:
    programme, hand = caller.programme, Hand(caller, offer_id)
    before = offers.made_before(programme.event.id, atelier, offer_id)
    if before:
        return before
    if chosen:
        _offer(programme, atelier, chosen, caller.now, hand)
        return chosen
    for place in rules.queue(waiting.listed(programme.event.id, atelier), atelier):
        if _in_turn(programme, place, caller.now, hand):
            return place.attendee_id
    raise NobodyWaits(atelier)


def _in_turn(programme: Programme, place: Place, now: datetime, hand: Hand | None = None) -> bool:
    """Offer a seat to whose turn it is by the index, which lags: False for who has left the list since, or has one."""
    with suppress(NobodyWaits):
        return _offer(programme, place.waiting.atelier, place.attendee_id, now, hand)
    return False


def _offer(programme: Programme, atelier: str, attendee_id: str, now: datetime, hand: Hand | None) -> bool:
    """Gather the person and the seats, decide, store; False for who has an offer already."""
    until = rules.offered_until(programme, atelier, now)
    # The person last: a seat that has gone meanwhile may be the one that is held for them.
    seats = tallies.seats(programme.event.id, [atelier])
    person = people.known(programme.event.id, attendee_id)
    change = rules.offer(person, atelier, until, seats)
    if hand is None:
        people.commit(change, programme)
        return not change.is_none
    guard = offers.writes(programme.event.id, atelier, hand.offer_id, attendee_id, programmes.purge_at(programme))
    people.commit(change, programme, with_it=guard, act=hand.caller.act(OFFERED, attendee_id, atelier=atelier))
    return not change.is_none


def _lapse(programme: Programme, attendee_id: str, now: datetime) -> bool:
    """Gather the person, decide, store; False for who has taken the seat meanwhile."""
    change = rules.lapse(people.known(programme.event.id, attendee_id), now)
    people.commit(change, programme)
    return not change.is_none
