"""Days as they might be: people and organisations come or do not, late or not, and eat or do not. No model is here.

A setting is a kind of event; its days scatter about it, as the days of one kind of event do.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from operator import add
from random import Random

SEED = 1
HOURS, END = (9, 10, 11, 12, 13), 24
SHOW_UPS, EATERS, SIZES = (0.5, 0.6, 0.7, 0.8, 0.9), (0.75, 0.87, 1.0), (40, 3_000)
LATE = 20
# How much a day's own shares, and its minutes, scatter about those of its setting.
SHOW_UP_SPREAD, EATS_SPREAD, ARRIVALS_SPREAD, SERVINGS_SPREAD = 0.05, 0.04, 5.0, 6.0
# People come in organisations of 2 to 12, half of which come as one or not: their number varies so many times as much.
TOGETHER = 4.7
UNBOOKED, UNBOOKED_SPREAD = 0.03, 0.7
LUNCH = 12 * 60 + 15
LUNCH_MINUTES = 90
STEP = 5
STEPS = 24 * 60 // STEP
VEGAN = 0.06


@dataclass(frozen=True, slots=True)
class Setting:
    """So many people have booked a meal; this share of them comes, of these this share eats."""

    people: int
    show_up: float
    eats: float
    is_together: bool
    late: int

    @property
    def cells(self) -> tuple[str, ...]:
        groups = "groups" if self.is_together else "alone"
        return str(self.people), f"{self.show_up:.0%}", f"{self.eats:.0%}", groups, str(self.late)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted by an hour: of all who booked, of the vegans among them, and of who did not book."""

    came: int
    served: int
    unbooked: int
    arrivals: tuple[tuple[int, int], ...]
    servings: tuple[tuple[int, int], ...]
    vegans_came: int
    vegans_served: int


@dataclass(frozen=True, slots=True)
class Day:
    """What was seen at each hour, and in the `end`."""

    seen: tuple[Seen, ...]
    end: Seen
    meals: int
    vegans: int
    vegan_meals: int


type Family = tuple[Setting, ...]
"""Settings that only differ in how many eat."""


def families() -> Iterator[Family]:
    """Go through all settings."""
    for people, come, together, late in product(SIZES, SHOW_UPS, (False, True), (0, LATE)):
        yield tuple(Setting(people, come, eat, together, late) for eat in EATERS)


def days(setting: Setting, number: int, purpose: str) -> Iterator[Day]:
    """Go through days for a purpose: those of another one are others, and those of another seed."""
    rng = Random(f"{setting} {purpose} {os.environ.get('SEED') or SEED}")
    for _ in range(number):
        yield _day(setting, rng)


def _day(setting: Setting, rng: Random) -> Day:
    come = min(max(rng.gauss(setting.show_up, SHOW_UP_SPREAD), 0.02), 1.0)
    eat = min(max(rng.gauss(setting.eats, EATS_SPREAD), 0.02), 1.0)
    late, slow = setting.late + rng.gauss(0, ARRIVALS_SPREAD), rng.gauss(0, SERVINGS_SPREAD)
    arrivals, servings, unbooked = [0] * STEPS, [0] * STEPS, [0] * STEPS
    vegan_arrivals, vegan_servings = [0] * STEPS, [0] * STEPS
    left, vegans = setting.people, 0
    while left:
        size = min(rng.randint(2, 12) if setting.is_together else 1, left)
        left -= size
        is_one = size > 1 and rng.random() < 0.5
        all_come, at_once = rng.random() < come, _arrival(rng) + late
        for _ in range(size):
            is_vegan = rng.random() < VEGAN
            vegans += is_vegan
            if not (all_come if is_one else rng.random() < come):
                continue
            at = at_once if is_one else _arrival(rng) + late
            arrivals[int(at / STEP)] += 1
            vegan_arrivals[int(at / STEP)] += is_vegan
            if rng.random() < eat:
                fed = int(max(at + 5, _meal(rng, slow)) / STEP)
                servings[fed] += 1
                vegan_servings[fed] += is_vegan
    rate = setting.people * UNBOOKED * rng.uniform(1 - UNBOOKED_SPREAD, 1 + UNBOOKED_SPREAD)
    for _ in range(_poisson(rng, rate)):
        unbooked[int(_meal(rng, slow) / STEP)] += 1
    eaten = list(map(add, servings, unbooked))
    *seen, end = (
        Seen(
            came=sum(arrivals[:now]),
            served=sum(servings[:now]),
            unbooked=sum(unbooked[:now]),
            arrivals=_until(now, arrivals),
            servings=_until(now, eaten),
            vegans_came=sum(vegan_arrivals[:now]),
            vegans_served=sum(vegan_servings[:now]),
        )
        for now in (hour * 60 // STEP for hour in (*HOURS, END))
    )
    return Day(tuple(seen), end, sum(servings) + sum(unbooked), vegans, sum(vegan_servings))


def _arrival(rng: Random) -> float:
    """Return a minute of the day: most come for the welcome, some through the morning, a few for the afternoon."""
    chance = rng.random()
    if chance < 0.66:
        return 510 + 75 * _EARLY[int(chance / 0.66 * len(_EARLY))]
    return 60 * (9.7 + 1.4 * rng.random() if chance < 0.9 else 11.1 + 1.9 * rng.random())


def _meal(rng: Random, slow: float) -> float:
    return min(max(LUNCH + 1, LUNCH + LUNCH_MINUTES * rng.choice(_PACE) + slow), LUNCH + LUNCH_MINUTES - 1)


def _poisson(rng: Random, rate: float) -> int:
    count, waited = -1, 0.0
    while waited <= rate:
        waited += rng.expovariate(1)
        count += 1
    return count


def _until(now: int, counted: list[int]) -> tuple[tuple[int, int], ...]:
    return tuple((step * STEP, count) for step, count in enumerate(counted[:now]) if count)


# Drawn once: three million people a setting need not each draw theirs from the distribution.
_DRAWN = Random("curves")
_EARLY = [_DRAWN.triangular(0, 1, 0.48) for _ in range(5_000)]
_PACE = [_DRAWN.betavariate(1.3, 1.9) for _ in range(5_000)]
