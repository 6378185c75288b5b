"""What is usual at such an event, as the programme's file says it."""

import pytest

from attendance.domain.prior import Arrived, Prior, wrong_with


def test_arrivals_follow_a_straight_line_between_the_hours_that_are_known() -> None:
    usual = Prior(arrivals=(Arrived(-15, 0.0), Arrived(30, 0.45), Arrived(60, 0.45), Arrived(90, 1.0)))

    found = [usual.share_arrived(minutes) for minutes in (-1_000, -15, 0, 30, 45, 75, 90, 1_000)]
    assert found == pytest.approx([0, 0, 0.15, 0.45, 0.45, 0.725, 1, 1])


@pytest.mark.parametrize("shares", [[], [0], [1], [0, 0.5], [0.1, 1]])
def test_arrivals_that_begin_late_or_end_early_are_wrong(shares: list[float]) -> None:
    assert wrong_with(shares) == "must begin with 0, when nobody has come yet, and end with 1, when all have"


@pytest.mark.parametrize("shares", [[0, 0.6, 0.5, 1], [0, float("nan"), 1]])
def test_arrivals_that_fall_are_wrong(shares: list[float]) -> None:
    assert wrong_with(shares) == "must not fall: people who have come stay counted"


def test_arrivals_may_pause_and_what_stands_for_an_unknown_event_is_right() -> None:
    assert wrong_with([0, 0, 0.5, 0.5, 1]) is None
    assert wrong_with([arrived.share for arrived in Prior().arrivals]) is None
