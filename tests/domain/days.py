"""Simulated days: people register, some come, some of them early; and whether a forecast held what came in the end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from random import Random

from attendance.domain.forecast import Forecast, chance, how_many
from attendance.domain.prior import Prior

DAYS = 2_000
FEW, MANY = 40, 300
# What experience is worth where a forecast is tried: as in the forum's programme.
SHOW_UP_WEIGHT, ARRIVALS_WEIGHT = 25, 60


@dataclass(frozen=True, slots=True)
class Setting:
    """So many people are registered, and by the hour of the forecast a share of those who come has usually come.

    `expected` is what the programme says of the show-up rate, `true` what it is on average.
    """

    people: int
    share_arrived: float
    true: float
    expected: float

    @property
    def name(self) -> str:
        return f"{self.people} people, {self.share_arrived:.0%} of them usually here, {self.true:.0%} come"


def settings(*sizes: int) -> Iterator[Setting]:
    """Go through few and many people, an early and a late hour, a low and a high show-up rate."""
    for people, share, true in product(sizes or (FEW, MANY), (0.0, 0.3, 0.9), (0.6, 0.82)):
        yield Setting(people, share, true, true)


def misled(setting: Setting, by: float) -> Setting:
    """Return a setting where the programme is wrong about the show-up rate; nobody is ever sure to come."""
    return replace(setting, expected=min(setting.true + by, 0.99))


def coverage(setting: Setting) -> float:
    """Return in which share of simulated days the interval held how many came. The same days each time."""
    rng = Random(repr(setting))
    usual = Prior(setting.expected, SHOW_UP_WEIGHT, arrivals_weight=ARRIVALS_WEIGHT)

    @cache
    def foreseen(seen: int) -> Forecast:
        unseen = setting.people - seen
        return how_many(seen, unseen, chance(usual, setting.share_arrived, setting.people, seen))

    held = 0
    for _ in range(DAYS):
        seen, came = day(setting, rng)
        held += foreseen(seen).low <= came <= foreseen(seen).high
    return held / DAYS


def day(setting: Setting, rng: Random) -> tuple[int, int]:
    """Return how many were there at the hour of the forecast, and how many came in the end."""
    show_up = _beta(rng, setting.true, SHOW_UP_WEIGHT)
    came = rng.binomialvariate(setting.people, show_up)
    if setting.share_arrived == 0:
        return 0, came
    return rng.binomialvariate(came, _beta(rng, setting.share_arrived, ARRIVALS_WEIGHT)), came


def _beta(rng: Random, mean: float, weight: float) -> float:
    return rng.betavariate(mean * weight, (1 - mean) * weight)
