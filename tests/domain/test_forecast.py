"""A number that nobody knows yet: its interval, and what is enough of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.domain.forecast import Forecast, certainly, of_weights

weights = st.lists(st.floats(0.001, 1), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("chances", "interval"),
    [
        ((0.04, 0.5, 0.93, 1.0), (11, 12)),
        ((0.001, 0.06, 0.5, 0.97, 1.0), (12, 13)),
        ((0.06, 0.5, 1.0), (11, 12)),
        ((0.2, 0.9, 1.0), (10, 11)),
        ((0.2, 0.5, 0.99, 1.0), (10, 12)),
        ((0.2, 0.85, 0.999, 1.0), (10, 11)),
    ],
)
def test_the_tails_of_an_interval_are_as_near_to_a_twentieth_as_whole_people_come(
    chances: tuple[float, ...], interval: tuple[int, int]
) -> None:
    told = Forecast(10, 0.0, chances)

    assert (told.low, told.high) == interval


@given(weights)
def test_what_is_enough_is_the_least_that_is(weighed: list[float]) -> None:
    told = of_weights(100, weighed)

    for level in (0.5, 0.9, 0.999):
        enough = told.enough(level)
        assert told.chances[enough - 100] >= level
        assert enough == 100 or told.chances[enough - 101] < level


@given(weights, st.integers(1, 300))
def test_numbers_between_two_steps_are_told_too(weighed: list[float], step: int) -> None:
    told = of_weights(7, weighed, step)

    levels = [told.enough(level) for level in (0.05, 0.5, 0.9, 0.95, 0.999)]
    assert levels == sorted(levels)
    assert 7 <= told.low <= told.high <= 7 + step * (len(weighed) - 1)
    assert 7 <= told.mean <= 7 + step * (len(weighed) - 1) + 1e-6
    assert all(abs(told.enough(share) - 7 - step * at) <= 1 for at, share in enumerate(told.chances[:-1]))


def test_a_sure_thing_has_no_interval() -> None:
    sure = certainly(7)

    assert (sure.mean, sure.low, sure.high, sure.enough(0.5), sure.enough(0.999)) == (7, 7, 7, 7, 7)
