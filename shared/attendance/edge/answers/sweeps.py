"""Answers where many people are concerned, a hundred at a time. `next` is the `page` to go on with; null at the end."""

from typing import TypedDict

from attendance.edge.answers.headcounts import SeatsCount


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
