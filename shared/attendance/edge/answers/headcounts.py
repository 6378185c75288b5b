"""Answers about totals: headcounts by checkpoint, and the catering numbers."""

from datetime import datetime, timedelta
from typing import NotRequired, TypedDict

from attendance.domain.catering import Catering, Lunch, Meals
from attendance.domain.forecast import Forecast
from attendance.domain.headcount import (
    ARRIVAL_STEP,
    ARRIVALS,
    BOOKED,
    CANCELLED,
    PRESENT,
    conflicts,
    headcount,
    steps,
)
from attendance.domain.meal_order import MealOrder, as_bad_as, plates, second_batch
from attendance.domain.person import Seats
from attendance.domain.programme import ENTRANCE, Checkpoint, Programme
from attendance.edge.answers import gatherings
from attendance.edge.answers.counts import Count, Expected, counts, expected
from attendance.edge.answers.gatherings import DrinkCount, TickCount, VillageCount
from attendance.edge.answers.orders import MealBatchShown, MealOrderShown
from attendance.edge.answers.questions import AnswerCounts, QuestionNamed
from attendance.edge.answers.scans import SeatsShown
from attendance.edge.answers.wishes import WishShown
from attendance.store.tallies import Board


class SeatsCount(SeatsShown):
    """An atelier's seats, and how many people wait for one. More may be taken than there are."""

    waiting: int


class CheckpointCount(TypedDict):
    """Of an atelier, `absent` people hold a seat that a release frees; `released` ones lost it and never came."""

    title: str
    group: str
    booked: int
    absent: int
    released: int
    present: int
    ever: int
    walk_ins: int
    refused: int
    refused_by_verdict: dict[str, int]
    already: int
    seats: SeatsCount | None
    arrivals: list[Count]


class ArrivedShare(TypedDict):
    at: datetime
    share: float


class UsualShown(TypedDict):
    """The usual turnout of such an event: the share of the registered that comes, and when."""

    show_up: float
    arrivals: list[ArrivedShare]


class Headcounts(TypedDict):
    """`usual`, and the `answers` to the `questions` that are counted, are for organisers only."""

    as_of: datetime
    checkpoints: dict[str, CheckpointCount]
    inside: int
    registered: int
    cancelled: int
    conflicts: int
    usual: NotRequired[UsualShown]
    answers: NotRequired[AnswerCounts]
    questions: NotRequired[list[QuestionNamed]]


class MealCount(TypedDict):
    booked: int
    booked_inside: int
    served: int


class MealsForeseen(MealCount):
    """`booked_came` people had a booking and were in the building, whether they stayed or not."""

    booked_came: int
    expected: Expected
    to_order: int


class LunchCount(MealsForeseen):
    """`plates` are what the caterer would be asked for: of each diet, and in sum enough.

    They are the least costly order if a missing meal is as bad as `as_bad_as` left over. `second_batch` is what is to
    be ordered besides the order that stands and its batches: nothing, if that does; null without one, and after lunch.
    """

    plates: dict[str, int]
    served_not_booked: int
    diets: dict[str, MealsForeseen]
    kinds: dict[str, MealCount]
    as_bad_as: float
    second_batch: dict[str, int] | None


class Asked(TypedDict):
    """What the caterer was asked for, the newest first; `servings` are the meals served, by five minutes.

    `decided_last` is the id of the order or batch on which the next decision rests; none before an order.
    """

    orders: list[MealOrderShown]
    batches: list[MealBatchShown]
    decided_last: str | None
    servings: list[Count]


class CateringAnswer(Asked):
    as_of: datetime
    lunch: LunchCount
    village: VillageCount
    drink: DrinkCount
    ticks: dict[str, TickCount]
    wishes: list[WishShown]
    explanation: str


def headcounts(board: Board, visible: list[Checkpoint], programme: Programme, now: datetime) -> Headcounts:
    return {
        "as_of": now,
        "checkpoints": {checkpoint.id: _count(checkpoint, board, programme) for checkpoint in visible},
        "inside": board.totals[ENTRANCE, PRESENT],
        "registered": board.totals[ENTRANCE, BOOKED],
        "cancelled": board.totals[ENTRANCE, CANCELLED],
        "conflicts": conflicts(board.totals, programme),
    }


def usual(programme: Programme) -> UsualShown:
    opens_at, prior = programme.opens_at, programme.usual
    arrivals = [ArrivedShare(at=opens_at + timedelta(minutes=a.minutes_open), share=a.share) for a in prior.arrivals]
    return {"show_up": prior.show_up, "arrivals": arrivals}


def catering(
    counted: Catering,
    wishes: list[WishShown],
    service_level: float,
    explanation: str,
    now: datetime,
    asked: Asked,
    stands: MealOrder | None = None,
) -> CateringAnswer:
    return {
        "as_of": now,
        "lunch": _lunch(counted.lunch, service_level, stands),
        "village": gatherings.village(counted),
        "drink": gatherings.drink(counted),
        "ticks": gatherings.ticks(counted),
        "wishes": wishes,
        "explanation": explanation,
        **asked,
    }


def arrivals(checkpoint_id: str, board: Board, programme: Programme) -> list[Count]:
    """Return how many people were first let in at a place, by five minutes that have any."""
    return counts(steps(board.totals, checkpoint_id, ARRIVALS, ARRIVAL_STEP, programme.event))


def seats(atelier_seats: Seats) -> SeatsCount:
    return {"capacity": atelier_seats.capacity, "taken": atelier_seats.taken, "waiting": max(0, atelier_seats.waiting)}


def _count(checkpoint: Checkpoint, board: Board, programme: Programme) -> CheckpointCount:
    atelier_seats = board.seats.get(checkpoint.id)
    count = headcount(checkpoint.id, checkpoint.group, board.totals, atelier_seats, programme.event)
    return {
        "title": checkpoint.title,
        "group": checkpoint.group,
        "booked": count.booked,
        "absent": count.absent,
        "released": count.released,
        "present": count.present,
        "ever": count.ever,
        "walk_ins": count.walk_ins,
        "refused": sum(count.refused.values()),
        "refused_by_verdict": dict(count.refused),
        "already": count.already,
        "seats": seats(count.seats) if count.seats else None,
        "arrivals": counts(count.arrivals),
    }


def _lunch(lunch: Lunch, service_level: float, stands: MealOrder | None) -> LunchCount:
    needed = plates(lunch, service_level)
    return {
        **_foreseen(lunch.meals, sum(lunch.came.values()), lunch.forecast, service_level),
        "plates": needed,
        "served_not_booked": lunch.served_not_booked,
        "diets": {
            diet: _foreseen(meals, lunch.came[diet], lunch.diet_forecasts[diet], service_level)
            for diet, meals in lunch.diets.items()
        },
        "kinds": {kind: _meals(meals) for kind, meals in lunch.kinds.items()},
        "as_bad_as": round(as_bad_as(service_level), 2),
        "second_batch": second_batch(stands.meals, needed) if stands and not lunch.is_over else None,
    }


def _foreseen(meals: Meals, came: int, forecast: Forecast, service_level: float) -> MealsForeseen:
    return {
        **_meals(meals),
        "booked_came": came,
        "expected": expected(forecast),
        "to_order": forecast.enough(service_level),
    }


def _meals(meals: Meals) -> MealCount:
    return {"booked": meals.booked, "booked_inside": meals.booked_inside, "served": meals.served}
