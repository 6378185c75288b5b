"""What is expected of the village and of the closing drink: how many, how surely, and corrected by what is counted."""

from datetime import timedelta

import pytest

from attendance.domain.gatherings import glasses, visits
from tests.builders import at, programme

FORUM = programme()
"""Its village is open from ten to twelve."""


def test_before_the_day_who_announced_themselves_are_expected_evenly_over_the_villages_hours() -> None:
    foreseen = visits(FORUM, 100, 0, at("6:00"))

    assert list(foreseen) == [at("10:00") + timedelta(minutes=15 * n) for n in range(8)]
    assert sum(one.mean for one in foreseen.values()) == pytest.approx(120, rel=0.01)
    assert all(one.low < one.mean < one.high for one in foreseen.values())


def test_quarters_that_have_begun_are_counted_and_no_longer_foreseen() -> None:
    assert list(visits(FORUM, 100, 40, at("11:20"))) == [at("11:30"), at("11:45")]
    assert visits(FORUM, 100, 40, at("12:00")) == {}


def test_what_was_counted_corrects_what_was_announced() -> None:
    few, many = (visits(FORUM, 100, counted, at("11:00"))[at("11:15")].mean for counted in (5, 150))

    assert few < 10 < many


def test_nobody_announced_and_nobody_seen_is_nothing_to_foresee() -> None:
    assert visits(FORUM, 0, 0, at("6:00")) == {}
    assert visits(programme(checkpoints=()), 10, 0, at("6:00")) == {}


def test_who_said_so_drinks_if_they_come_and_stay_and_a_few_others_join() -> None:
    foreseen = glasses(100, 60, 80, 0.5)

    assert foreseen.mean == pytest.approx(60 * 0.75 + 40 * 0.75 * 0.5 + 20 * 0.12, rel=0.01)
    assert foreseen.low < foreseen.mean < foreseen.high <= 120


def test_once_nobody_else_comes_only_who_is_inside_drinks() -> None:
    assert glasses(100, 10, 10, 0.0).high <= 10
    assert glasses(0, 0, 0, 0.5).high == 0


def test_at_a_large_event_it_is_still_told() -> None:
    foreseen = glasses(20_000, 9_000, 15_000, 0.4)

    assert foreseen.low < foreseen.mean < foreseen.high
    assert foreseen.mean == pytest.approx(9_000 * 0.75 + 11_000 * 0.3 + 6_000 * 0.12, rel=0.02)
