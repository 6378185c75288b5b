"""What is expected where nobody books: visits to the village by the quarter of an hour, and glasses at the drink.

Visits are Poisson at a rate that is a Gamma variable: so many for each who announced themselves and comes, evenly over
the village's hours; what was counted so far corrects it. Those of a later quarter are negative binomial. As a rate
drifts in a day, what was counted never weighs more than `_MOST_SEEN` visits.

A glass is drunk by those who said so, if they come and stay, and by a few of the others inside: beta-binomial each.
Nothing is scanned at the drink, so how many stay is a guess, with the weight of one.
"""

from collections.abc import Mapping
from datetime import datetime
from math import lgamma, log

from attendance.domain.delays import beta_binomial
from attendance.domain.forecast import Forecast, of_weights
from attendance.domain.headcount import VISIT_STEP, step, step_start
from attendance.domain.lattice import Lattice, fitted
from attendance.domain.programme import VILLAGE, Programme

_VISITS_EACH, _VISITS_WEIGHT = 1.2, 3.0
_MOST_SEEN = 60.0
_STAY, _STAY_WEIGHT = 0.75, 8.0
_JOIN, _JOIN_WEIGHT = 0.12, 6.0
_MOST = 120


def visits(programme: Programme, announced: float, counted: int, now: datetime) -> Mapping[datetime, Forecast]:
    """Return the visits of each quarter of an hour to come, where that many who announced themselves come."""
    door, event = programme.checkpoint(VILLAGE), programme.event
    if door is None or not (announced or counted) or now >= door.closes_at:
        return {}
    length = door.closes_at - door.opens_at
    passed = max(now - door.opens_at, now - now) / length
    shape = _VISITS_WEIGHT + counted
    rate = _VISITS_WEIGHT / (max(announced, 1) * _VISITS_EACH) + passed
    surely = min(1.0, _MOST_SEEN / shape)
    found = {}
    for number in range(step(door.opens_at, VISIT_STEP, event), step(door.closes_at, VISIT_STEP, event) + 1):
        begins_at = step_start(number, VISIT_STEP, event)
        open_for = min(begins_at + VISIT_STEP, door.closes_at) - max(begins_at, door.opens_at)
        if begins_at >= now and open_for > now - now:
            found[begins_at] = _negative_binomial(shape * surely, rate * surely, open_for / length)
    return found


def glasses(announced: int, announced_inside: int, inside: int, still_come: float) -> Forecast:
    """Return how many drink in the end, of those who announced it and of who else is inside."""
    summed = Lattice(0, 1, [1.0])
    for people, share, weight in (
        (announced_inside, _STAY, _STAY_WEIGHT),
        (announced - announced_inside, _STAY * still_come, _STAY_WEIGHT),
        (inside - announced_inside, _JOIN, _JOIN_WEIGHT),
    ):
        if people > 0 and share > 0:
            more = _beta_binomial(people, share, weight)
            summed = summed.plus(more) if summed.step >= more.step else more.plus(summed)
    return of_weights(summed.first, summed.weights, summed.step)


def _beta_binomial(people: int, share: float, weight: float) -> Lattice:
    one, other = share * weight, (1 - share) * weight
    return fitted(lambda count: beta_binomial(count, people, one, other), 0, people, _MOST).normal


def _negative_binomial(shape: float, rate: float, exposure: float) -> Forecast:
    again = exposure / (rate + exposure)
    mean = shape * again / (1 - again)
    last = int(mean + 10 * (mean / (1 - again)) ** 0.5) + 1
    told = fitted(lambda n: lgamma(n + shape) - lgamma(n + 1) + n * log(again), 0, last, _MOST)
    return of_weights(told.first, told.weights, told.step)
