"""The formula before demand was foreseen: how many come, as if whoever comes ate. Only to compare with.

Two things are uncertain of a day: its show-up rate p, and the share s of those who come that
is here by now, for a train may be late. Experience gives each a Beta distribution. With k of
n registered seen, their likelihood is that of r = ps: r^k (1-r)^(n-k). Somebody not yet seen
still comes with the chance q = (p-r)/(1-r). In r and q, what is known of the day is

    r^(k+a-1) (1-r)^(n-k+b+h-1)  q^(b-1) (1-q)^(h-1)  p^(g-a-b),    p = 1-(1-r)(1-q)

where p ~ Beta(g, h) and s ~ Beta(a, b) beforehand. Its two moments of q come from quadrature, and
are matched by a Beta: how many of the unseen still come is then beta-binomial, in closed
form (Skellam, J. R. Statist. Soc. B 10, 1948, 257-261; Johnson, Kemp and Kotz, Univariate
Discrete Distributions, 3rd ed. 2005, section 6.2.2).
"""

from dataclasses import dataclass
from itertools import accumulate
from math import asinh, cosh, exp, log, log1p, sinh, sqrt

from attendance.domain.forecast import Forecast
from attendance.domain.prior import Prior

_NODES = 40
_MOST_PASSES = 6
# How far a density's logarithm may lie below its peak; what lies lower is negligible for the moments.
_NEGLIGIBLE = 35.0
# The largest logit: beyond it a chance is 0 or 1 for every count of people.
_FARTHEST = 300.0
_SURE = 1e9
_NOBODY = 1e-9


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance that somebody who is not here yet still comes: a Beta distribution, by its two parameters."""

    comes: float
    stays_away: float

    @property
    def mean(self) -> float:
        return self.comes / (self.comes + self.stays_away)


NO_CHANCE = Chance(0.0, 1.0)


def chance(usual: Prior, share_arrived: float, registered: int, seen: int) -> Chance:
    """Return the chance that somebody who is not here yet still comes.

    Before the usual arrivals begin, the people who are here say nothing about the others: the chance is
    that of experience. After they have ended, nobody else comes.
    """
    came, missed = _shapes(usual.show_up, usual.show_up_weight)
    if share_arrived <= _NOBODY:
        return Chance(came, missed)
    if share_arrived >= 1 - _NOBODY:
        return NO_CHANCE
    early, late = _shapes(share_arrived, usual.arrivals_weight)
    coupling = came - early - late
    mean, variance = _moments(
        _Axis(seen + early, max(0, registered - seen) + late + missed), _Axis(late, missed), coupling
    )
    sureness = mean * (1 - mean) / variance - 1 if variance > 0 else _SURE
    return Chance(mean * sureness, (1 - mean) * sureness)


def how_many(certain: int, unseen: int, chance: Chance) -> Forecast:
    """Return how many there will be: the certain ones, and those of the unseen who still come."""
    return Forecast(certain, certain + unseen * chance.mean, _cumulated(unseen, chance))


def _shapes(mean: float, weight: float) -> tuple[float, float]:
    return mean * weight, (1 - mean) * weight


@dataclass(frozen=True, slots=True)
class _Axis:
    """One of the two unknowns: the exponents of x and of 1 - x."""

    of: float
    of_rest: float

    def nodes(self, first: float, last: float) -> list[tuple[float, float, float]]:
        """Return points between two bounds, each as x, 1 - x, and the logarithm of their powers.

        The points are logits behind a hyperbolic sine, dense in the middle, so that a long tail needs few
        of them. The powers are one higher than those of a density: the logit adds that, and the sine its
        cosine.
        """
        found = []
        for number in range(_NODES + 1):
            at = first + (last - first) * number / _NODES
            logit = sinh(at)
            value, rest = -_softplus(-logit), -_softplus(logit)
            found.append((exp(value), exp(rest), self.of * value + self.of_rest * rest + log(cosh(at))))
        return found

    def reach(self, coupling: float) -> tuple[float, float]:
        """Return the bounds within which it lies, whatever the other unknown is.

        The coupling adds at most its own weight to the first exponent.
        """
        least, most = (max(self.of + more, 0.5) for more in (min(coupling, 0), max(coupling, 0)))
        first = log(least / self.of_rest) - 9 * _spread(min(least, self.of), self.of_rest)
        last = log(most / self.of_rest) + 9 * _spread(most, self.of_rest)
        return asinh(max(first, -_FARTHEST)), asinh(min(last, _FARTHEST))


def _moments(here: _Axis, coming: _Axis, coupling: float) -> tuple[float, float]:
    """Return mean and variance of the chance to come, over everything that is possible for a day.

    Sums over evenly spaced points of a smooth function that fades on both sides: nothing converges
    faster. The frame shrinks until it fits what is not negligible.
    """
    rows, columns = here.reach(coupling), coming.reach(coupling)
    for _ in range(_MOST_PASSES):
        of_here, of_coming = here.nodes(*rows), coming.nodes(*columns)
        heights = [
            [power + other + coupling * log(value + share * rest) for share, _, other in of_coming]
            for value, rest, power in of_here
        ]
        peak = max(map(max, heights))
        closer_rows = _fitted(rows, [max(row) for row in heights], peak)
        closer_columns = _fitted(columns, [max(column) for column in zip(*heights, strict=True)], peak)
        if _length(closer_rows) > 0.7 * _length(rows) and _length(closer_columns) > 0.7 * _length(columns):
            break
        rows, columns = closer_rows, closer_columns
    weights = [sum(exp(height - peak) for height in column) for column in zip(*heights, strict=True)]
    total = sum(weights)
    mean = sum(weight * node[0] for weight, node in zip(weights, of_coming, strict=True)) / total
    spread = sum(weight * (node[0] - mean) ** 2 for weight, node in zip(weights, of_coming, strict=True)) / total
    return mean, spread


def _fitted(frame: tuple[float, float], heights: list[float], peak: float) -> tuple[float, float]:
    """Return the non-negligible part of a frame, with one more node on either side."""
    high = [number for number, height in enumerate(heights) if height > peak - _NEGLIGIBLE]
    step = _length(frame) / _NODES
    first, last = max(high[0] - 1, 0), min(high[-1] + 1, _NODES)
    return frame[0] + first * step, frame[0] + last * step


def _length(frame: tuple[float, float]) -> float:
    return frame[1] - frame[0]


def _spread(one: float, other: float) -> float:
    """Return approximately the standard deviation of a Beta distribution's logit."""
    return sqrt(1 / one + 1 / one**2 + 1 / other + 1 / other**2)


def _softplus(number: float) -> float:
    return max(number, 0.0) + log1p(exp(-abs(number)))


def _cumulated(people: int, chance: Chance) -> tuple[float, ...]:
    """Return the cumulated beta-binomial chances of 0, 1, 2 ... people.

    Each chance is a rational multiple of its neighbour; starting at the likeliest number avoids
    overflow.
    """
    comes, away = chance.comes, chance.stays_away
    if comes > 1 and away > 1:
        likeliest = min(people, int((people + 1) * (comes - 1) / (comes + away - 2)))
    else:
        likeliest = 0 if comes <= away else people
    chances = [0.0] * (people + 1)
    chances[likeliest] = 1.0
    for n in range(likeliest, people):
        chances[n + 1] = chances[n] * (people - n) / (n + 1) * (comes + n) / (away + people - n - 1)
    for n in range(likeliest, 0, -1):
        chances[n - 1] = chances[n] * n / (people - n + 1) * (away + people - n) / (comes + n - 1)
    total = sum(chances)
    cumulated = [so_far / total for so_far in accumulate(chances)]
    cumulated[-1] = 1.0
    return tuple(cumulated)
