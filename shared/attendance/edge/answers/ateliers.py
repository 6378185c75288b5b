"""Answers about an atelier that an organiser changes."""

from typing import TypedDict

from attendance.domain.person import Seats
from attendance.domain.programme import Atelier
from attendance.edge.answers.headcounts import SeatsCount, seats


class AtelierChanged(TypedDict):
    id: str
    title: str
    room: str
    capacity: int
    seats: SeatsCount


def shown(atelier: Atelier, room: Seats) -> AtelierChanged:
    return {
        "id": atelier.id,
        "title": atelier.title,
        "room": atelier.room,
        "capacity": atelier.capacity,
        "seats": seats(room),
    }
