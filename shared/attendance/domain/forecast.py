"""A number that nobody knows yet: its mean, its interval, and what is enough of it."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from attendance.domain.frozen import frozen

INTERVAL = 0.9
"""How often the true number is to lie within the interval of a forecast."""


@frozen
class Forecast:
    """How many there will be: at least `certain`; with the cumulated chances of 0, 1, 2 ... steps more.

    A step is one, or some, where there are many: the chances between two steps lie on a straight line. The last one may
    pass the `most` that there can be.
    """

    certain: int
    mean: float
    chances: tuple[float, ...] = (1.0,)
    step: int = 1
    most: int | None = None

    @property
    def low(self) -> int:
        return self._at_most(self._below((1 - INTERVAL) / 2))

    @property
    def high(self) -> int:
        """The end of the interval. If there is no lower tail, the upper takes all of it."""
        below = self.low - self.certain
        missed = self._chance(below - 1) if below else 0.0
        return self._at_most(max(below, self._below(missed + INTERVAL) - 1))

    def enough(self, service_level: float) -> int:
        """Return the least number that covers the demand with at least this probability."""
        return self._at_most(self._least(service_level))

    def _at_most(self, more: int) -> int:
        return self.certain + more if self.most is None else min(self.certain + more, self.most)

    def _chance(self, more: int) -> float:
        """Return the chance that there are no more than so many above the certain ones."""
        whole, part = divmod(max(more, 0), self.step)
        if whole >= len(self.chances) - 1:
            return 1.0
        earlier = self.chances[whole]
        return earlier + part / self.step * (self.chances[whole + 1] - earlier)

    def _least(self, share: float) -> int:
        """Return the least number of further ones whose cumulated chance is at least a share."""
        at = bisect_left(self.chances, share)
        if self.step == 1 or at == 0:
            return at * self.step
        before, after = self.chances[at - 1], self.chances[at]
        # Never quite the step before: that one is less than the share.
        return (at - 1) * self.step + max(1, -int(-self.step * (share - before) / (after - before) // 1))

    def _below(self, share: float) -> int:
        """Return the number of further ones whose cumulated chance is nearest to a share.

        Nearest, not at most: people are whole, and tails that are never too wide would make the interval
        hold the truth more often than it says.
        """
        above = self._least(share)
        below = self._chance(above - 1) if above else 0.0
        return above + 1 if self._chance(above) - share < share - below else above


def certainly(count: int) -> Forecast:
    return Forecast(count, count)


def of_weights(first: int, weights: Sequence[float], step: int = 1) -> Forecast:
    """Return the forecast of numbers that are each so likely: the first, and those a step further each."""
    total = sum(weights)
    cumulated = [so_far / total for so_far in accumulate(weights)]
    cumulated[-1] = 1.0
    mean = first + step * sum(at * weight for at, weight in enumerate(weights)) / total
    return Forecast(first, mean, tuple(cumulated), step)
