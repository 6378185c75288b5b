"""Whose seat is given back while an atelier is under way, and who leaves when the day ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attendance.domain import day_end, registration, scan_review, seat_release
from attendance.domain.headcount import ABSENT, RELEASED, totals
from attendance.domain.person import Person, Seats, seats
from attendance.domain.scan import LEFT
from tests.builders import ORGANISER, READER, at, attendee, person, programme, stored

ATELIER = "atelier-1"


def booked(*scans: object, **facts: object) -> Person:
    return person(*scans, **({"ateliers": (ATELIER, "atelier-3")} | facts))  # type: ignore[arg-type]


def released(someone: Person) -> bool:
    return not seat_release.release(someone, ATELIER).is_none


def test_who_never_came_loses_the_seat_and_it_is_remembered_that_they_had_one() -> None:
    after = seat_release.release(booked(stored("entrance", "8:00")), ATELIER).after

    assert after.attendee
    assert (after.attendee.ateliers, after.attendee.released) == (("atelier-3",), (ATELIER,))
    assert seats(after) == {"atelier-3": 1}
    counted = totals(after, programme().event)
    assert (counted[ATELIER, "booked"], counted[ATELIER, RELEASED], counted[ATELIER, ABSENT]) == (0, 1, 0)


def test_who_comes_after_all_is_no_longer_among_those_who_did_not() -> None:
    late = booked(stored(ATELIER, "9:20", walk_in=True), ateliers=(), released=(ATELIER,))

    counted = totals(late, programme().event)

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
    assert totals(someone, programme().event)[ATELIER, ABSENT] == absent == released(someone)


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

    room = {atelier.id: Seats(3, 1) for atelier in programme().ateliers}
    change = registration.amend(after, after.attendee, again, programme(), room, now=at("9:15"), by_staff=True)

    assert change.after.attendee
    assert change.after.attendee.released == ()


def test_an_atelier_is_waited_for_ten_minutes_and_until_its_end() -> None:
    (first, *_), here = programme().ateliers, programme()

    assert (seat_release.opens_at(here, first), seat_release.closes_at(here, first)) == (at("9:10"), at("10:00"))


def leave(someone: Person, hour: str = "17:00") -> Person:
    return day_end.leave(someone, programme(), READER, at(hour)).after


def test_who_is_inside_leaves_and_has_left_when_it_is_done_again() -> None:
    inside = person(stored("entrance", "8:00"), stored(ATELIER, "9:00"))

    after = leave(inside)

    assert after.attendance.place is None
    assert not after.attendance.inside
    (scan,) = set(after.scans) - set(inside.scans)
    assert (scan.verdict, scan.by_hand, scan.at, scan.conflicts, scan.reader) == (LEFT, True, at("14:00"), (), READER)
    assert leave(after) is after


def test_who_is_not_inside_does_not_leave() -> None:
    for outside in (person(), person(stored("entrance", "8:00"), stored("entrance", "9:00", "left")), Person(None)):
        assert leave(outside) is outside


def test_two_organisers_who_end_the_day_make_the_same_scan() -> None:
    inside = person(stored("entrance", "8:00"))

    assert {s.scan_id for s in leave(inside, "17:00").scans} == {s.scan_id for s in leave(inside, "17:01").scans}


def test_who_came_back_after_an_early_end_leaves_again() -> None:
    back = leave(person(stored("entrance", "8:00")), "15:00").with_scan(
        replace(stored("entrance", "16:00"), attendee_id=attendee().id)
    )

    assert back.attendance.inside
    assert not leave(back).attendance.inside


def test_an_end_that_was_undone_for_somebody_stays_undone() -> None:
    after = leave(person(stored("entrance", "8:00")))
    (scan,) = (s for s in after.scans if s.verdict == LEFT)
    undone = scan_review.undo(after, scan, ORGANISER, at("17:05"), {}).after

    assert undone.attendance.inside
    assert leave(undone, "17:10") is undone


def test_a_phone_whose_clock_is_ahead_keeps_nobody_inside() -> None:
    ahead = person(stored("entrance", "8:00"), stored("village", "17:20"))

    after = leave(ahead)

    assert not after.attendance.inside
    assert max(scan.at for scan in after.scans) == at("17:20") + timedelta(milliseconds=1)
    assert all(scan.listed == () for scan in after.scans)
