"""Answers about totals: headcounts by checkpoint, and the catering numbers."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict

from attendance.domain.catering import Catering, Meals
from attendance.domain.headcount import BOOKED, CANCELLED, PRESENT, conflicts, headcount
from attendance.domain.programme import ENTRANCE, Checkpoint, Programme
from attendance.edge.answers.scans import SeatsShown, seats
from attendance.store.tallies import Board

Count = TypedDict("Count", {"from": datetime, "count": int})


class CheckpointCount(TypedDict):
    title: str
    group: str
    booked: int
    present: int
    ever: int
    walk_ins: int
    refused: int
    refused_by_verdict: dict[str, int]
    already: int
    seats: SeatsShown | None
    arrivals: list[Count]


class Headcounts(TypedDict):
    as_of: datetime
    checkpoints: dict[str, CheckpointCount]
    inside: int
    registered: int
    cancelled: int
    conflicts: int


class MealCount(TypedDict):
    booked: int
    booked_inside: int
    served: int


class LunchCount(MealCount):
    served_not_booked: int
    diets: dict[str, MealCount]


class VillageCount(TypedDict):
    exhibitors_booked: int
    exhibitors_inside: int
    announced: int
    visitors: int
    visits: list[Count]


class DrinkCount(TypedDict):
    announced: int
    announced_inside: int
    inside: int


class CateringAnswer(TypedDict):
    as_of: datetime
    lunch: LunchCount
    village: VillageCount
    drink: DrinkCount


def headcounts(board: Board, visible: list[Checkpoint], programme: Programme, now: datetime) -> Headcounts:
    return {
        "as_of": now,
        "checkpoints": {checkpoint.id: _count(checkpoint, board, programme) for checkpoint in visible},
        "inside": board.totals[ENTRANCE, PRESENT],
        "registered": board.totals[ENTRANCE, BOOKED],
        "cancelled": board.totals[ENTRANCE, CANCELLED],
        "conflicts": conflicts(board.totals, programme),
    }


def catering(counted: Catering, now: datetime) -> CateringAnswer:
    return {
        "as_of": now,
        "lunch": {
            **_meals(counted.lunch),
            "served_not_booked": counted.served_not_booked,
            "diets": {diet: _meals(meals) for diet, meals in counted.diets.items()},
        },
        "village": {
            "exhibitors_booked": counted.exhibitors_booked,
            "exhibitors_inside": counted.exhibitors_inside,
            "announced": counted.announced,
            "visitors": counted.visitors,
            "visits": _steps(counted.visits),
        },
        "drink": {
            "announced": counted.drinks_announced,
            "announced_inside": counted.drinks_announced_inside,
            "inside": counted.inside,
        },
    }


def _count(checkpoint: Checkpoint, board: Board, programme: Programme) -> CheckpointCount:
    room = board.seats.get(checkpoint.id)
    count = headcount(checkpoint.id, checkpoint.group, board.totals, room, programme.event)
    return {
        "title": checkpoint.title,
        "group": checkpoint.group,
        "booked": count.booked,
        "present": count.present,
        "ever": count.ever,
        "walk_ins": count.walk_ins,
        "refused": sum(count.refused.values()),
        "refused_by_verdict": dict(count.refused),
        "already": count.already,
        "seats": seats(count.seats),
        "arrivals": _steps(count.arrivals),
    }


def _meals(meals: Meals) -> MealCount:
    return {"booked": meals.booked, "booked_inside": meals.booked_inside, "served": meals.served}


def _steps(counted: Mapping[datetime, int]) -> list[Count]:
    return [{"from": start, "count": count} for start, count in counted.items()]
