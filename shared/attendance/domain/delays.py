"""What a share says of a whole number when nobody knows how far the day runs behind: the delays, and the likelihoods.

By an hour a share s of all has usually come, at the hour less the delay. Of a whole number C, K are seen by then: K is
beta-binomial, for the day's own s is a Beta variable about the usual one. `demand` says where this comes from.
"""

from collections.abc import Callable, Sequence
from functools import cache
from math import exp, lgamma, log

from attendance.domain.frozen import frozen

type Delays = list[tuple[float, float]]
"""Of each delay: the logarithm of its weight, and which share has come by now on a day that runs so late."""

# A day runs behind the usual one rather than before it: the chance of so many minutes halves with each 5 of them that
# it is early, and with each 11 that it is late, as trains are. Wider steps than a minute would show where many come.
DELAYS = tuple((minutes, 2 ** (minutes / 5 if minutes < 0 else -minutes / 11)) for minutes in range(-15, 61))
# The share of a curve that may always come before it begins, or after it has ended.
_STRAY = 1e-4
# So far below the likeliest, in logarithms, a delay is not looked at.
_NEGLIGIBLE = 12.0


@frozen
class Step:
    """How many came within some minutes of a door's opening."""

    begins: float
    ends: float
    count: int


def delays_of(curve: Callable[[float], float], weight: float, now: float, steps: Sequence[Step]) -> Delays:
    """Return how likely each delay is, as the steps tell, and which share has come by now. Who is there before a door
    opens comes as it opens."""
    people, by, found = sum(step.count for step in steps), cache(curve), []
    for late, chance in DELAYS:
        share = min(max(by(now - late), _STRAY), 1 - _STRAY)
        parts = [
            max(by(min(step.ends, now) - late) - (by(step.begins - late) if step.begins else 0.0), _STRAY)
            for step in steps
        ]
        whole = weight * max(share, sum(parts))
        height = log(chance) + lgamma(whole) - lgamma(whole + people)
        for part, step in zip(parts, steps, strict=True):
            height += lgamma(weight * part + step.count) - lgamma(weight * part)
        found.append((height, share))
    return found


def average(delays: Delays, values: Sequence[float]) -> float:
    if not delays:
        return 0.0
    _, weights = scaled([height for height, _ in delays])
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) / sum(weights)


def thinned(delays: Delays, weight: float, seen: int, most: int) -> Callable[[int], float]:
    """Return the log-likelihood of a whole number of at most so many of which some are seen, but for a constant."""
    if not delays:
        return lambda _: 0.0
    shapes = []
    for height, share in delays:
        one, other = weight * share, weight * (1 - share)
        likeliest = min(max(round(seen / share), seen), most)
        best = height + beta_binomial(seen, likeliest, one, other)
        shapes.append((best, height + lgamma(seen + one) - lgamma(one) - lgamma(other), other))
    least = max(shapes)[0] - _NEGLIGIBLE
    likely = [(own, other) for best, own, other in shapes if best > least]

    def of(whole: int) -> float:
        rest = whole - seen
        peak, heights = scaled([own + lgamma(rest + other) for own, other in likely])
        return lgamma(whole + 1) - lgamma(rest + 1) - lgamma(whole + weight) + peak + log(sum(heights))

    return of


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
