"""Meals, visitors and glasses: what was counted, and how many meals are forecast (see `demand`)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from attendance.domain import demand, gatherings
from attendance.domain.attendee import TICKS
from attendance.domain.delays import Step
from attendance.domain.demand import Demand, Hour, Party
from attendance.domain.diet_demand import of_diet
from attendance.domain.forecast import INTERVAL, Forecast, certainly
from attendance.domain.frozen import frozen
from attendance.domain.headcount import (
    ANSWERS,
    ARRIVAL_STEP,
    ARRIVALS,
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


@frozen
class Expected:
    """How many meals will be taken: the mean, and an interval that holds the number with probability `interval`."""

    mean: float
    low: int
    high: int
    interval: float = INTERVAL


@frozen
class Meals:
    """The meals of one diet or kind, or of all. People without a diet count under `none`."""

    booked: int
    booked_inside: int
    served: int


@frozen
class Wish:
    """Answers for the caterer, without names: a count for each choice, or the texts that people wrote."""

    question: Question
    counts: Mapping[str, int]
    texts: Sequence[str]


@frozen
class Lunch:
    """The meals, and how many there will be in the end, including those served without a booking so far.

    Covering each diet's demand takes more meals in sum than covering that of all. `came` counts by diet
    those who booked and were in the building, whether they stayed or not. `demand` is what the forecasts rest on.
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
    demand: Demand


@frozen
class Announced:
    """Those who announced themselves by a tick, and how many of them are inside."""

    people: int
    inside: int


@frozen
class Catering:
    """The numbers for the caterer, the *village d'acteurs*, and whatever else people tick.

    Of visits, those of the quarters of an hour to come are foreseen, and of the closing drink its glasses.
    """

    lunch: Lunch
    exhibitors_booked: int
    exhibitors_inside: int
    announced: int
    visitors: int
    visits: Mapping[datetime, int]
    ticks: Mapping[str, Announced]
    inside: int
    visits_foreseen: Mapping[datetime, Forecast]
    glasses: Forecast


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
    lunch, visits = _lunch(summed, programme, now), steps(summed, VILLAGE, VISITS, VISIT_STEP, programme.event)
    drinkers, inside = summed[announced("drink")], summed[ENTRANCE, PRESENT]
    announced_visits = summed[VILLAGE, BOOKED] * lunch.demand.show_up
    return Catering(
        lunch=lunch,
        exhibitors_booked=summed[VILLAGE, EXHIBITORS],
        exhibitors_inside=summed[ENTRANCE, EXHIBITORS_INSIDE],
        announced=summed[VILLAGE, BOOKED],
        visitors=summed[VILLAGE, EVER],
        visits=visits,
        ticks={
            name: Announced(summed[announced(name)], summed[announced_inside(name)])
            for name in TICKS
            if name not in (LUNCH, VILLAGE)
        },
        inside=inside,
        visits_foreseen=gatherings.visits(programme, announced_visits, sum(visits.values()), now),
        glasses=gatherings.glasses(drinkers, summed[announced_inside("drink")], inside, lunch.demand.still_come),
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
    is_over = lunch_is_over(programme, now)
    guests = {diet: _guests(served, came[diet], unbooked if diet == NO_DIET else 0) for diet, served in diets.items()}
    everybody = _together(party for party, _ in guests.values())
    extra = sum(extra for _, extra in guests.values())
    foreseen = (
        demand.ended(everybody, extra)
        if is_over
        else demand.foreseen(programme.usual, _hour(everybody, extra, summed, programme, now))
    )
    return Lunch(
        meals=meals,
        served_not_booked=unbooked,
        came=came,
        forecast=foreseen.forecast,
        diets=diets,
        diet_forecasts={
            diet: certainly(party.served + extra)
            if is_over
            else of_diet(foreseen, party, extra, takes_walk_ins=diet == NO_DIET)
            for diet, (party, extra) in guests.items()
        },
        kinds=_split(summed, Kind, MEALS_OF, MEALS_INSIDE_OF, SERVED_OF),
        show_up=programme.usual.show_up,
        share_arrived=programme.share_arrived(now),
        is_over=is_over,
        demand=foreseen,
    )


def _guests(meals: Meals, came: int, unbooked: int) -> tuple[Party, int]:
    """Return the people of one diet who booked, and the meals served without a booking."""
    served_booked = min(max(meals.served - unbooked, 0), meals.booked)
    # People who are here or ate have come too; the counters may lack that until a recount repairs them.
    seen = min(max(came, meals.booked_inside, served_booked), meals.booked)
    return Party(meals.booked, seen, served_booked), meals.served - served_booked


def _together(parties: Iterable[Party]) -> Party:
    counted = list(parties)
    return Party(
        sum(party.booked for party in counted),
        sum(party.came for party in counted),
        sum(party.served for party in counted),
    )


def _hour(everybody: Party, unbooked: int, summed: Totals, programme: Programme, now: datetime) -> Hour:
    """Return what is known of lunch by now. Without a lunch nobody eats, and it is never long."""
    door, opens_at = programme.checkpoint(LUNCH), programme.opens_at
    begins = door.opens_at if door else programme.event.ends_at

    def counted(place: str, since: datetime) -> list[Step]:
        return [
            Step(_minutes(since, start), _minutes(since, start + ARRIVAL_STEP), count)
            for start, count in steps(summed, place, ARRIVALS, ARRIVAL_STEP, programme.event).items()
            if start <= now and count > 0
        ]

    return Hour(
        everybody,
        unbooked,
        _minutes(opens_at, now),
        _minutes(begins, now),
        _minutes(begins, door.closes_at) if door else 0.0,
        counted(ENTRANCE, opens_at),
        counted(LUNCH, begins),
    )


def _minutes(since: datetime, at: datetime) -> float:
    return (at - since) / timedelta(minutes=1)


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
