"""Answers about waiting lists: who waits for which atelier, and for whom a seat is held."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypedDict

from attendance.domain import waiting as rules
from attendance.domain.attendee import Attendee
from attendance.domain.person import NO_SEATS, Seats
from attendance.domain.programme import Atelier, Programme
from attendance.domain.waiting import Waiter


class WaiterShown(TypedDict):
    """A person in a list; `booked` is the atelier of the same slot that they keep until they answer."""

    attendee_id: str
    name: str | None
    since: datetime
    offered_until: datetime | None
    booked: str | None


class WaitingList(TypedDict):
    """One atelier's list in order: waiting people, and those with an offer where they stood."""

    atelier: str
    title: str
    capacity: int
    taken: int
    offers_end_at: datetime
    waiting: list[WaiterShown]


class WaitingLists(TypedDict):
    by_itself: bool
    ateliers: list[WaitingList]


def waiting_lists(shown: Programme, seats: Mapping[str, Seats], attendees: Mapping[str, Attendee]) -> WaitingLists:
    """Return every atelier's list. `attendees` are the people as they are now, as the index may lag."""
    lists = [waiting_list(shown, atelier, seats, attendees) for atelier in shown.ateliers]
    return {"by_itself": shown.offers_by_itself, "ateliers": lists}


def waiting_list(
    shown: Programme, atelier: Atelier, seats: Mapping[str, Seats], attendees: Mapping[str, Attendee]
) -> WaitingList:
    found = seats.get(atelier.id, NO_SEATS)
    listed = rules.waiters(attendees.values(), atelier.id)
    return {
        "atelier": atelier.id,
        "title": atelier.title,
        "capacity": found.capacity,
        "taken": found.taken,
        "offers_end_at": shown.offers_end_at(atelier.id),
        "waiting": [_waiter(waiter, attendees[waiter.attendee_id], atelier, shown) for waiter in listed],
    }


def _waiter(waiter: Waiter, attendee: Attendee, atelier: Atelier, shown: Programme) -> WaiterShown:
    booked: Iterable[str] = (a for a in attendee.bookings if shown.group(a) == atelier.slot)
    return {
        "attendee_id": attendee.id,
        "name": attendee.name,
        "since": waiter.waiting.since,
        "offered_until": waiter.waiting.offered_until,
        "booked": next(iter(booked), None),
    }
