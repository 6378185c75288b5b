"""Answers about what nobody books: the village and its visits, the closing drink, and what else people tick."""

from datetime import datetime
from typing import TypedDict

from attendance.domain.catering import Catering
from attendance.edge.answers.counts import Count, Expected, counts, expected

VisitsExpected = TypedDict("VisitsExpected", {"from": datetime, "expected": Expected})


class VillageCount(TypedDict):
    """`expected` are the visits of each quarter of an hour that has not begun."""

    exhibitors_booked: int
    exhibitors_inside: int
    announced: int
    visitors: int
    visits: list[Count]
    expected: list[VisitsExpected]


class TickCount(TypedDict):
    announced: int
    announced_inside: int


class DrinkCount(TickCount):
    """`expected` are the glasses: of who announced it, and of some of the others inside."""

    inside: int
    expected: Expected


def village(counted: Catering) -> VillageCount:
    return {
        "exhibitors_booked": counted.exhibitors_booked,
        "exhibitors_inside": counted.exhibitors_inside,
        "announced": counted.announced,
        "visitors": counted.visitors,
        "visits": counts(counted.visits),
        "expected": [{"from": at, "expected": expected(one)} for at, one in counted.visits_foreseen.items()],
    }


def drink(counted: Catering) -> DrinkCount:
    return {**ticks(counted)["drink"], "inside": counted.inside, "expected": expected(counted.glasses)}


def ticks(counted: Catering) -> dict[str, TickCount]:
    return {name: {"announced": tick.people, "announced_inside": tick.inside} for name, tick in counted.ticks.items()}
