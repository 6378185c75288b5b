"""Answers to an organiser's changes during the day: to an atelier, or to many people.

A hundred people are changed at a time: `next` is the `page` to go on with; null at the end.
"""

from typing import TypedDict

from attendance.domain.headcount import PRESENT
from attendance.domain.person import NO_SEATS, Seats
from attendance.domain.programme import Atelier, Programme
from attendance.edge.answers.headcounts import SeatsCount, seats
from attendance.store.tallies import Board
from attendance.usecases.in_batches import Swept


class AtelierChanged(TypedDict):
    """`revision` is the programme's, by which those who booked the atelier are told where it moved."""

    id: str
    title: str
    room: str
    capacity: int
    seats: SeatsCount
    revision: int


class Released(TypedDict):
    released: int
    present: int
    seats: SeatsCount
    next: str | None


class DayEnded(TypedDict):
    left: int
    next: str | None


class ScansUndone(TypedDict):
    undone: int
    next: str | None


def atelier_changed(atelier: Atelier, seats_now: Seats, programme: Programme) -> AtelierChanged:
    return {
        "id": atelier.id,
        "title": atelier.title,
        "room": atelier.room,
        "capacity": atelier.capacity,
        "seats": seats(seats_now),
        "revision": programme.revision,
    }


def released(swept: Swept, atelier: str, board: Board) -> Released:
    return {
        "released": swept.changed,
        "present": board.totals[atelier, PRESENT],
        "seats": seats(board.seats.get(atelier, NO_SEATS)),
        "next": swept.next,
    }
