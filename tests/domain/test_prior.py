"""What is usual at such an event, as the programme's file says it."""

import pytest

from attendance.domain.prior import Arrived, Usual, wrong_with


def test_people_arrive_on_a_straight_line_between_the_times_that_are_known() -> None:
    usual = Usual(arrivals=(Arrived(10, 0.0), Arrived(30, 0.5), Arrived(70, 1.0)))

    shares = [usual.share_arrived(minutes) for minutes in (-5, 10, 20, 30, 40, 70, 500)]
    assert shares == [0.0, 0.0, 0.25, 0.5, 0.625, 1.0, 1.0]


@pytest.mark.parametrize(
    ("shares", "wrong"),
    [
        ((0, 1), None),
        ((0, 0, 0.5, 0.5, 1), None),
        ((), "must begin with 0, when nobody has come yet, and end with 1, when all have"),
        ((0.1, 1), "must begin with 0, when nobody has come yet, and end with 1, when all have"),
        ((0, 0.9), "must begin with 0, when nobody has come yet, and end with 1, when all have"),
        ((0, 0.6, 0.5, 1), "must not fall: people who have come stay counted"),
        ((0, float("nan"), 1), "must not fall: people who have come stay counted"),
    ],
)
def test_usual_arrivals_begin_with_nobody_end_with_all_and_never_fall(
    shares: tuple[float, ...], wrong: str | None
) -> None:
    assert wrong_with(shares) == wrong
