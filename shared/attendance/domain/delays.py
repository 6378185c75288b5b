"""What a share says of a whole number when nobody knows how far the day runs behind: the delays, and the likelihoods.

By an hour a share s of all has usually come, at the hour less the delay. Of a whole number C, K are seen by then: K is
beta-binomial, for the day's own s is a Beta variable about the usual one. `demand` says where this comes from.
"""

from collections.abc import Callable, Sequence
from math import exp, lgamma, log

from attendance.domain.frozen import frozen

type Delays = list[tuple[float, float]]
"""Of each delay: the logarithm of its weight, and which share has come by now on a day that runs so late."""

# By so many minutes a day runs behind the usual one, with these chances: trains are late rather than early.
DELAYS = (
    (-10, 0.06),
    (-5, 0.12),
    (0, 0.25),
    (5, 0.15),
    (10, 0.12),
    (15, 0.09),
    (20, 0.08),
    (30, 0.08),
    (45, 0.05),
)
# The share of a curve that may always come before it begins, or after it has ended.
_STRAY = 1e-4


@frozen
class Step:
    """How many came within some minutes of a door's opening."""

    begins: float
    ends: float
    count: int


def delays_of(curve: Callable[[float], float], weight: float, now: float, steps: Sequence[Step]) -> Delays:
    found = []
    for late, chance in DELAYS:
        share = min(max(curve(now - late), _STRAY), 1 - _STRAY)
        height = log(chance)
        if steps:
            people, whole = sum(step.count for step in steps), weight * share
            height += lgamma(whole) - lgamma(whole + people)
            for step in steps:
                part = weight * max(curve(min(step.ends, now) - late) - curve(step.begins - late), _STRAY)
                height += lgamma(part + step.count) - lgamma(part)
        found.append((height, share))
    return found


def average(delays: Delays, values: Sequence[float]) -> float:
    if not delays:
        return 0.0
    _, weights = scaled([height for height, _ in delays])
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) / sum(weights)


def thinned(delays: Delays, weight: float, seen: int) -> Callable[[int], float]:
    """Return the log-likelihood of a whole number of which so many are seen by now."""
    shapes = [(height, weight * share, weight * (1 - share)) for height, share in delays]

    def of(whole: int) -> float:
        peak, heights = scaled([height + beta_binomial(seen, whole, *shape) for height, *shape in shapes])
        return peak + log(sum(heights))

    return of if delays else lambda _: 0.0


def of_groups(weight: float, people: int, effect: float) -> float:
    """Return the weight with which a beta-binomial has the variance of people who come in groups."""
    if people <= effect:
        return weight
    wider = effect + (people - effect) / (weight + 1)
    return (people - 1) / (wider - 1) - 1


def beta_binomial(count: int, of: int, one: float, other: float) -> float:
    """Return the logarithm of a chance."""
    return (
        lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
        + lgamma(count + one) + lgamma(of - count + other) - lgamma(of + one + other)
        + lgamma(one + other) - lgamma(one) - lgamma(other)
    )  # fmt: skip


def scaled(logarithms: Sequence[float]) -> tuple[float, list[float]]:
    """Return the largest logarithm, and every number as a share of that."""
    peak = max(logarithms)
    return peak, [exp(height - peak) for height in logarithms]
