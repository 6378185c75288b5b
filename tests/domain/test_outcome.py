"""What a day taught, and what is usual to who knows it."""

import pytest

from attendance.domain.outcome import Attended, Outcome, learned, outcome
from attendance.domain.person import Person
from attendance.domain.prior import NOTHING_KNOWN, Arrived
from tests import builders
from tests.builders import at, programme, stored

FORUM = programme()


def guest(name: str, *scans: tuple[str, str], **facts: object) -> Person:
    return builders.person(*(stored(place, hour) for place, hour in scans), name=name, **{"lunch": True, **facts})


def day(came: int, ate: int, *, booked: int = 100, unbooked: int = 4, late: int = 0) -> Outcome:
    curve = (Arrived(late, 0.0), Arrived(late + 60, 1.0))
    return Outcome(Attended(booked, came, ate), unbooked, curve, curve, together=2.0)


def test_a_day_tells_who_came_who_ate_and_by_when() -> None:
    people = (
        guest("Ada", ("entrance", "6:10"), ("lunch", "10:20"), organisation="Ellyx"),
        guest("Bea", ("entrance", "6:40"), organisation="ELLYX"),
        *(guest(f"Cid {n}", organisation="Ellyx") for n in range(4)),
        guest("Dan", ("entrance", "6:50"), ("lunch", "10:50"), kind="exhibitor"),
        guest("Eve", ("entrance", "7:05"), ("lunch", "10:25"), lunch=False),
        guest("Flo", cancelled_at=at("5:00")),
    )

    told = outcome(people, FORUM)

    assert (told.everybody, told.unbooked) == (Attended(7, 3, 2), 1)
    assert (told.kinds, told.groups) == ({"participant": Attended(6, 2, 1)}, {"5-9": Attended(6, 2, 1)})
    assert told.arrivals[0] == Arrived(10, 0.0)
    assert [(one.minutes_open, one.share) for one in told.arrivals[1:]] == [
        *((at, 0.25) for at in range(15, 45, 5)),
        *((at, 0.5) for at in (45, 50)),
        *((at, 0.75) for at in range(55, 70, 5)),
        (70, 1),
    ]
    assert told.servings[-1] == Arrived(55, 1.0)


def test_nothing_is_told_of_a_kind_or_a_size_that_only_some_are() -> None:
    told = outcome([guest("Ada", kind="speaker"), guest("Bea", organisation="Ellyx")], FORUM)

    assert (told.kinds, told.groups) == ({}, {})


def test_organisations_that_come_or_stay_away_as_one_are_told_by_the_design_effect() -> None:
    apart = [
        guest(f"A{n}", *([("entrance", "6:10")] if n % 2 else []), organisation=f"Org {n // 10}") for n in range(100)
    ]
    as_one = [
        guest(f"B{n}", *([("entrance", "6:10")] if n // 10 % 2 else []), organisation=f"Org {n // 10}")
        for n in range(100)
    ]

    assert outcome(apart, FORUM).together == 1
    assert outcome(as_one, FORUM).together == pytest.approx(10)


def test_nobody_who_booked_teaches_nothing() -> None:
    told = outcome((), FORUM)

    assert (told.everybody, told.together, told.arrivals) == (Attended(), None, ())
    assert learned(NOTHING_KNOWN, [told]) == NOTHING_KNOWN


def test_days_that_went_alike_are_expected_again_and_the_surer_the_more_they_are() -> None:
    one, four = (learned(NOTHING_KNOWN, [day(90, 85)] * number) for number in (1, 4))

    assert NOTHING_KNOWN.show_up < one.show_up < four.show_up < 0.9
    assert NOTHING_KNOWN.eats < one.eats < four.eats < 85 / 90
    assert NOTHING_KNOWN.show_up_weight < four.show_up_weight
    assert four.walk_ins == pytest.approx(0.04)
    assert four.design_effect == pytest.approx((3 + 4 * 2) / 5)
    assert one.share_served(30, 90) == 0.5
    assert NOTHING_KNOWN.servings_weight < one.servings_weight < four.servings_weight


def test_days_that_ran_early_or_late_teach_the_curve_that_they_share() -> None:
    days = [day(70, 60, late=late) for late in (-10, 10, -10, 10)]
    known = learned(NOTHING_KNOWN, days)

    assert [known.share_served(minutes, 90) for minutes in (5, 30, 55)] == pytest.approx([0.07, 0.5, 0.9], abs=0.02)


def test_days_that_differ_make_nobody_surer() -> None:
    alike, apart = learned(NOTHING_KNOWN, [day(70, 60)] * 4), learned(NOTHING_KNOWN, [day(50, 40), day(90, 80)] * 2)

    assert apart.show_up_weight < alike.show_up_weight


def test_a_day_of_too_few_meals_teaches_nothing() -> None:
    assert learned(NOTHING_KNOWN, [day(5, 5, booked=9)]) == NOTHING_KNOWN
