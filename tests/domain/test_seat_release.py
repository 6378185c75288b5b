"""Whose seat is given back while an atelier is under way."""

from dataclasses import replace

import pytest

from attendance.domain import registration, seat_release
from attendance.domain.headcount import ABSENT, RELEASED, totals
from attendance.domain.person import Person, Seats, seats
from tests.builders import at, person, programme, stored

ATELIER = "atelier-1"


def booked(*scans: object, **facts: object) -> Person:
    return person(*scans, **({"ateliers": (ATELIER, "atelier-3")} | facts))  # type: ignore[arg-type]


def released(someone: Person) -> bool:
    return not seat_release.release(someone, ATELIER).is_none


def test_who_never_came_loses_the_seat_and_it_is_remembered_that_they_had_one() -> None:
    before = booked(stored("entrance", "8:00"))
    change = seat_release.release(before, ATELIER)

    assert change.before is before
    after = change.after
    assert after.attendee
    assert (after.attendee.ateliers, after.attendee.released) == (("atelier-3",), (ATELIER,))
    assert seats(after) == {"atelier-3": 1}
    counted = totals(after, programme())
    assert (counted[ATELIER, "booked"], counted[ATELIER, RELEASED], counted[ATELIER, ABSENT]) == (0, 1, 0)


def test_who_comes_after_all_is_no_longer_among_those_who_did_not() -> None:
    late = booked(stored(ATELIER, "9:20", walk_in=True), ateliers=(), released=(ATELIER,))

    counted = totals(late, programme())

    assert (counted[ATELIER, RELEASED], counted[ATELIER, "ever"], counted[ATELIER, "walk_ins"]) == (0, 1, 1)


@pytest.mark.parametrize(
    ("someone", "absent"),
    [
        (booked(), 1),
        (booked(stored("atelier-2", "9:05", walk_in=True)), 1),
        (booked(stored(ATELIER, "9:05"), stored("entrance", "9:30", "left")), 0),
        (booked(kind="facilitator"), 0),
        (booked(kind="speaker", ateliers=()), 0),
        (booked(cancelled_at=at("7:00")), 0),
    ],
)
def test_the_absent_are_those_whose_seats_a_release_would_give_back(someone: Person, absent: int) -> None:
    assert totals(someone, programme())[ATELIER, ABSENT] == absent == released(someone)


@pytest.mark.parametrize(
    "scans",
    [
        [stored(ATELIER, "9:05")],
        [stored(ATELIER, "9:05", offline="admitted", server_verdict="not_booked")],
        [stored(ATELIER, "9:05", "already_admitted")],
        [stored(ATELIER, "9:05"), stored(ATELIER, "9:07", "left", scan_id="out")],
        [stored(ATELIER, "9:05"), stored("atelier-2", "9:08", "moved")],
    ],
)
def test_who_has_ever_been_in_there_keeps_the_seat(scans: list[object]) -> None:
    assert not released(booked(*scans))


@pytest.mark.parametrize(
    "scans",
    [
        [],
        [stored(ATELIER, "8:30", "too_early")],
        [stored(ATELIER, "9:05", undone_at=at("9:06"))],
        [stored("atelier-2", "9:05", walk_in=True)],
        [stored("entrance", "8:00"), stored("village", "9:00")],
    ],
)
def test_who_was_elsewhere_or_turned_away_was_not_there(scans: list[object]) -> None:
    assert released(booked(*scans))


@pytest.mark.parametrize(
    "facts",
    [
        {"ateliers": ("atelier-2",)},
        {"cancelled_at": at("7:00")},
        {"kind": "facilitator"},
        {"kind": "speaker", "ateliers": ()},
    ],
)
def test_who_holds_no_seat_to_give_back_loses_none(facts: dict[str, object]) -> None:
    assert not released(booked(**facts))


def test_who_lost_the_seat_had_booked_it_all_the_same_unless_they_cancelled() -> None:
    absent = seat_release.release(booked(), ATELIER).after.attendee
    assert absent

    assert absent.had_booked(ATELIER)
    assert absent.had_booked("atelier-3")
    assert not absent.had_booked("atelier-2")
    assert not replace(absent, cancelled_at=absent.registered_at).had_booked(ATELIER)


def test_giving_back_twice_gives_back_once() -> None:
    assert not released(seat_release.release(booked(), ATELIER).after)
    assert seat_release.release(Person(None), ATELIER).is_none


def test_who_books_again_is_no_longer_among_those_who_did_not_come() -> None:
    after = seat_release.release(booked(), ATELIER).after
    assert after.attendee
    again = replace(after.attendee, ateliers=("atelier-3", ATELIER))

    seats_now = {atelier.id: Seats(3, 1) for atelier in programme().ateliers}
    change = registration.amend(after, after.attendee, again, programme(), seats_now, now=at("9:15"), by_staff=True)

    assert change.after.attendee
    assert change.after.attendee.released == ()


def test_an_atelier_is_waited_for_ten_minutes_and_until_its_end() -> None:
    (first, *_), here = programme().ateliers, programme()

    assert (seat_release.possible_from(here, first), seat_release.possible_until(here, first)) == (
        at("9:10"),
        at("10:00"),
    )
