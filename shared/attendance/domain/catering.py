"""How many meals, visitors and glasses: counted, per diet and per kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from attendance.domain.headcount import (
    BOOKED,
    DRINKS,
    DRINKS_INSIDE,
    EVER,
    EXHIBITORS,
    EXHIBITORS_INSIDE,
    MEALS,
    MEALS_INSIDE,
    PRESENT,
    SERVED,
    VISIT_STEP,
    VISITS,
    WALK_INS,
    Totals,
    parts,
    steps,
)
from attendance.domain.programme import DIETS, ENTRANCE, LUNCH, VILLAGE, Event


@dataclass(frozen=True, slots=True)
class Meals:
    """The meals of one diet, or of all. Who has no diet counts under `none`."""

    booked: int
    booked_inside: int
    served: int


@dataclass(frozen=True, slots=True)
class Catering:
    """What the caterer and the *village d'acteurs* ask for."""

    lunch: Meals
    served_not_booked: int
    diets: Mapping[str, Meals]
    exhibitors_booked: int
    exhibitors_inside: int
    announced: int
    visitors: int
    visits: Mapping[datetime, int]
    drinks_announced: int
    drinks_announced_inside: int
    inside: int


def catering(summed: Totals, event: Event) -> Catering:
    """Return the catering numbers out of the totals of all people."""
    booked, inside = parts(summed, LUNCH, MEALS), parts(summed, ENTRANCE, MEALS_INSIDE)
    served = parts(summed, LUNCH, SERVED)
    diets = {diet: Meals(booked.get(diet, 0), inside.get(diet, 0), served.get(diet, 0)) for diet in DIETS}
    return Catering(
        lunch=Meals(sum(booked.values()), sum(inside.values()), sum(served.values())),
        served_not_booked=summed[LUNCH, WALK_INS],
        diets=diets,
        exhibitors_booked=summed[VILLAGE, EXHIBITORS],
        exhibitors_inside=summed[ENTRANCE, EXHIBITORS_INSIDE],
        announced=summed[VILLAGE, BOOKED],
        visitors=summed[VILLAGE, EVER],
        visits=steps(summed, VILLAGE, VISITS, VISIT_STEP, event),
        drinks_announced=summed[ENTRANCE, DRINKS],
        drinks_announced_inside=summed[ENTRANCE, DRINKS_INSIDE],
        inside=summed[ENTRANCE, PRESENT],
    )
