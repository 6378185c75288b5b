"""Meals, visitors and glasses: what was counted, and how many meals are forecast (see `forecast`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from attendance.domain import forecast
from attendance.domain.attendee import TICKS
from attendance.domain.forecast import INTERVAL, Forecast
from attendance.domain.headcount import (
    ANSWERS,
    BOOKED,
    EVER,
    EXHIBITORS,
    EXHIBITORS_INSIDE,
    MEALS,
    MEALS_CAME,
    MEALS_INSIDE,
    MEALS_INSIDE_OF,
    MEALS_OF,
    PRESENT,
    SERVED,
    SERVED_OF,
    VISIT_STEP,
    VISITS,
    WALK_INS,
    Totals,
    announced,
    announced_inside,
    answered,
    parts,
    steps,
)
from attendance.domain.programme import ENTRANCE, LUNCH, VILLAGE, Programme
from attendance.domain.questions import CATERER, Question
from attendance.vocabulary.codes import NO_DIET, Kind

LEAST_SERVICE_LEVEL, MOST_SERVICE_LEVEL = 0.5, 0.999


@dataclass(frozen=True, slots=True)
class Expected:
    """How many meals will be taken: the mean, and an interval that holds the number with probability `interval`."""

    mean: float
    low: int
    high: int
    interval: float = INTERVAL


@dataclass(frozen=True, slots=True)
class Meals:
    """The meals of one diet or kind, or of all. People without a diet count under `none`."""

    booked: int
    booked_inside: int
    served: int


@dataclass(frozen=True, slots=True)
class Wish:
    """Answers for the caterer, without names: a count for each choice, or the texts that people wrote."""

    question: Question
    counts: Mapping[str, int]
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Lunch:
    """The meals, and how many there will be in the end, including those served without a booking so far.

    Covering each diet's demand takes more meals in sum than covering that of all. `came` counts by diet
    those who booked and were in the building, whether they stayed or not.
    """

    meals: Meals
    served_not_booked: int
    forecast: Forecast
    came: Mapping[str, int]
    diets: Mapping[str, Meals]
    diet_forecasts: Mapping[str, Forecast]
    kinds: Mapping[str, Meals]
    show_up: float
    share_arrived: float
    is_over: bool


@dataclass(frozen=True, slots=True)
class Announced:
    """Those who announced themselves by a tick, and how many of them are inside."""

    people: int
    inside: int


@dataclass(frozen=True, slots=True)
class Catering:
    """The numbers for the caterer, the *village d'acteurs*, and whatever else people tick."""

    lunch: Lunch
    exhibitors_booked: int
    exhibitors_inside: int
    announced: int
    visitors: int
    visits: Mapping[datetime, int]
    ticks: Mapping[str, Announced]
    inside: int


def wishes(programme: Programme, totals: Totals, written: Mapping[str, Iterable[str]]) -> list[Wish]:
    """Return what the caterer is told beside the diets, by question."""
    return [
        Wish(
            question,
            {code: totals[ENTRANCE, answered(ANSWERS, question.id, code)] for code in question.codes},
            sorted(written.get(question.id, ())),
        )
        for question in programme.questions
        if question.told_to == CATERER
    ]


def catering(summed: Totals, programme: Programme, now: datetime) -> Catering:
    """Return the catering numbers from the totals of all people, at a time of the event."""
    return Catering(
        lunch=_lunch(summed, programme, now),
        exhibitors_booked=summed[VILLAGE, EXHIBITORS],
        exhibitors_inside=summed[ENTRANCE, EXHIBITORS_INSIDE],
        announced=summed[VILLAGE, BOOKED],
        visitors=summed[VILLAGE, EVER],
        visits=steps(summed, VILLAGE, VISITS, VISIT_STEP, programme.event),
        ticks={
            name: Announced(summed[announced(name)], summed[announced_inside(name)])
            for name in TICKS
            if name not in (LUNCH, VILLAGE)
        },
        inside=summed[ENTRANCE, PRESENT],
    )


def lunch_is_over(programme: Programme, now: datetime) -> bool:
    """Whether no more meals will be served."""
    door = programme.checkpoint(LUNCH)
    return door is not None and now > door.closes_at


def _lunch(summed: Totals, programme: Programme, now: datetime) -> Lunch:
    diets = _split(summed, [diet.id for diet in programme.diets], MEALS, MEALS_INSIDE, SERVED)
    meals, unbooked = _sum(diets.values()), summed[LUNCH, WALK_INS]
    came = parts(summed, ENTRANCE, MEALS_CAME)
    came = {diet: max(0, came.get(diet, 0)) for diet in diets}
    share_arrived, is_over = programme.share_arrived(now), lunch_is_over(programme, now)
    if is_over:
        guests = {diet: _Guests(served.served, 0, 0) for diet, served in diets.items()}
    else:
        guests = {
            diet: _guests(served, came[diet], unbooked if diet == NO_DIET else 0) for diet, served in diets.items()
        }
    # Four people of one diet are too few for a forecast: all diets share the chance of the whole lunch.
    chance = forecast.chance(programme.usual, share_arrived, meals.booked, sum(g.seen for g in guests.values()))
    return Lunch(
        meals=meals,
        served_not_booked=unbooked,
        came=came,
        forecast=forecast.how_many(*_together(guests.values()), chance),
        diets=diets,
        diet_forecasts={diet: forecast.how_many(*_together([who]), chance) for diet, who in guests.items()},
        kinds=_split(summed, Kind, MEALS_OF, MEALS_INSIDE_OF, SERVED_OF),
        show_up=programme.usual.show_up,
        share_arrived=share_arrived,
        is_over=is_over,
    )


@dataclass(frozen=True, slots=True)
class _Guests:
    """People at lunch: `seen` with a booking, `unbooked` but served, and `unseen`: booked and not here so far."""

    seen: int
    unbooked: int
    unseen: int


def _guests(meals: Meals, came: int, unbooked: int) -> _Guests:
    """Return the guests of one diet. People who came and have not eaten yet will eat, even if they went out."""
    served_booked = min(max(meals.served - unbooked, 0), meals.booked)
    # People who are here or ate have come too; the counters may lack that until a recount repairs them.
    seen = max(came, meals.booked_inside, served_booked)
    return _Guests(seen, meals.served - served_booked, max(meals.booked - seen, 0))


def _together(guests: Iterable[_Guests]) -> tuple[int, int]:
    """Return how many meals are certain, and how many more people may come for one."""
    groups = list(guests)
    return sum(g.seen + g.unbooked for g in groups), sum(g.unseen for g in groups)


def _split(summed: Totals, names: Iterable[str], booked: str, inside: str, served: str) -> dict[str, Meals]:
    of_booked, of_inside, of_served = (
        parts(summed, place, measure) for place, measure in ((LUNCH, booked), (ENTRANCE, inside), (LUNCH, served))
    )
    # A plate that the programme has no name for is one to prepare all the same.
    names = dict.fromkeys([*names, *of_booked, *of_inside, *of_served])
    return {name: Meals(of_booked.get(name, 0), of_inside.get(name, 0), of_served.get(name, 0)) for name in names}


def _sum(groups: Iterable[Meals]) -> Meals:
    counted = list(groups)
    return Meals(
        sum(meals.booked for meals in counted),
        sum(meals.booked_inside for meals in counted),
        sum(meals.served for meals in counted),
    )
