"""Forecasters who have seen as many days of a setting as are played, and draw a line through them.

One is told the setting. The other is told all of it but which share of those who come eats, of those that there are:
nobody who is not told can know that before anybody has eaten. It says about what that costs; a line is not the best
that could be.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tests.calibrate.truths import Day, Seen

MOST = 10_000
_LEAST = 1e-6


class Told:
    """Foresees the meals of an hour from what was counted, by least squares, with the errors it made before."""

    def __init__(self, known: Sequence[Day], hour: int) -> None:
        rows = [_features(day.seen[hour]) for day in known]
        ends = [float(day.meals) for day in known]
        self._line = _least_squares(rows, ends)
        self._errors = sorted(end - self._at(row) for row, end in zip(rows, ends, strict=True))

    def quantile(self, seen: Seen, share: float) -> int:
        at = min(int(share * len(self._errors)), len(self._errors) - 1)
        return round(self.middle(seen) + self._errors[at])

    def middle(self, seen: Seen) -> float:
        return self._at(_features(seen))

    def below(self, error: float) -> float:
        """Return the chance that there are no more meals than so many above the middle."""
        return bisect_right(self._errors, error) / len(self._errors)

    def _at(self, row: Sequence[float]) -> float:
        return sum(one * other for one, other in zip(self._line, row, strict=True))


class Unsure:
    """Foresees as who is told that it is one of some settings, each as likely."""

    def __init__(self, settings: Sequence[Told]) -> None:
        self._settings = settings

    def quantile(self, seen: Seen, share: float) -> int:
        middles = [(one, one.middle(seen)) for one in self._settings]
        wanted = share * len(middles)
        return bisect_left(range(MOST), wanted, key=lambda meals: sum(one.below(meals - at) for one, at in middles))


def _features(seen: Seen) -> list[float]:
    early = sum(count for _, count in seen.arrivals[: len(seen.arrivals) // 2])
    lately = sum(count for _, count in seen.servings[-3:])
    return [1.0, seen.came, early, seen.served, lately, seen.unbooked]


def _least_squares(rows: Sequence[Sequence[float]], ends: Sequence[float]) -> list[float]:
    """Return the coefficients of the line, by the normal equations; what never varies gets none."""
    size = len(rows[0])
    matrix = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)]
        + [sum(row[i] * end for row, end in zip(rows, ends, strict=True))]
        for i in range(size)
    ]
    for i in range(size):
        matrix[i][i] += _LEAST * (1 + matrix[i][i])
    for i in range(size):
        for other in range(size):
            if other != i:
                factor = matrix[other][i] / matrix[i][i]
                matrix[other] = [a - factor * b for a, b in zip(matrix[other], matrix[i], strict=True)]
    return [matrix[i][size] / matrix[i][i] for i in range(size)]
