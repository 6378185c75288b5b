"""Weights of evenly spaced whole numbers: how those that nobody can tell apart are summed, moved and cut."""

from collections.abc import Callable, Sequence
from math import ceil, exp

from attendance.domain.frozen import frozen

# A weight so far below the largest is no number that anybody would be told.
_NEGLIGIBLE = 1e-7


@frozen
class Lattice:
    """The numbers `first`, `first + step` and so on, each with its weight. They need not sum to one."""

    first: int
    step: int
    weights: Sequence[float]

    @property
    def last(self) -> int:
        return self.first + self.step * (len(self.weights) - 1)

    @property
    def mean(self) -> float:
        summed = sum(at * weight for at, weight in enumerate(self.weights))
        return self.first + self.step * summed / sum(self.weights)

    @property
    def normal(self) -> "Lattice":
        """It with weights that sum to one."""
        total = sum(self.weights)
        return Lattice(self.first, self.step, [weight / total for weight in self.weights])

    @property
    def trimmed(self) -> "Lattice":
        """It without the negligible weights at its ends."""
        least = max(self.weights) * _NEGLIGIBLE
        heavy = [at for at, weight in enumerate(self.weights) if weight > least]
        return Lattice(self.first + heavy[0] * self.step, self.step, self.weights[heavy[0] : heavy[-1] + 1])

    def on(self, first: int, step: int) -> list[float]:
        """Return the weights on another lattice: each is divided between its two neighbours, so that the mean stays."""
        places = (self.last - first) // step + 2
        made = [0.0] * max(places, 1)
        for at, weight in enumerate(self.weights):
            place, part = divmod(self.first + at * self.step - first, step)
            if place < 0:
                made[0] += weight
                continue
            made[place] += weight * (1 - part / step)
            if part:
                made[place + 1] += weight * part / step
        while len(made) > 1 and not made[-1]:
            made.pop()
        return made

    def plus(self, other: "Lattice") -> "Lattice":
        """Return the lattice of the sums of two independent numbers."""
        more = other.on(other.first, self.step)
        summed = [0.0] * (len(self.weights) + len(more) - 1)
        for at, weight in enumerate(self.weights):
            for further, share in enumerate(more, at):
                summed[further] += weight * share
        return Lattice(self.first + other.first, self.step, summed).trimmed


def fitted(log_weight: Callable[[int], float], first: int, last: int, most: int) -> Lattice:
    """Return the lattice of at most about so many points that holds what is not negligible between two numbers."""
    while True:
        step = max(1, ceil((last - first) / most))
        heights = [log_weight(number) for number in range(first, last + 1, step)]
        peak = max(heights)
        found = Lattice(first, step, [exp(height - peak) for height in heights])
        kept = found.trimmed
        nearer = max(first, kept.first - step), min(last, kept.last + step)
        if step == 1 or nearer[1] - nearer[0] > 0.7 * (last - first):
            return kept
        first, last = nearer
