"""Where one person has been, and from when until when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from attendance.domain import stays
from attendance.domain.stays import Seen, Stay
from tests.builders import at
from tests.documents.forum import FORUM, read, somebody


def test_a_stay_begins_with_the_first_entry_and_repeats_change_nothing() -> None:
    who = somebody("Un", read("entrance", "7:10"), read("entrance", "7:20", "already_admitted"))

    assert stays.building(who, FORUM.event) == [Stay("entrance", at("7:10"))]


def test_entering_an_atelier_enters_the_building_and_leaving_the_building_leaves_both() -> None:
    who = somebody("Un", read("atelier-3", "9:00"), read("entrance", "9:40", "left"))

    assert stays.building(who, FORUM.event) == [Stay("entrance", at("9:00"), at("9:40"))]
    assert stays.ateliers(who, FORUM.event) == [Stay("atelier-3", at("9:00"), at("9:40"))]


def test_who_goes_and_comes_back_has_two_stays() -> None:
    scans = (read("entrance", "7:00"), read("entrance", "8:00", "left"), read("entrance", "9:00"))

    assert stays.building(somebody("Un", *scans), FORUM.event) == [
        Stay("entrance", at("7:00"), at("8:00")),
        Stay("entrance", at("9:00")),
    ]


def test_entering_another_atelier_ends_the_stay_in_the_first() -> None:
    scans = (read("atelier-3", "9:00"), read("atelier-4", "9:20", "moved"))

    assert stays.ateliers(somebody("Un", *scans), FORUM.event) == [
        Stay("atelier-3", at("9:00"), at("9:20")),
        Stay("atelier-4", at("9:20")),
    ]


def test_the_order_in_which_phones_upload_makes_no_difference() -> None:
    scans = (read("atelier-3", "9:00"), read("atelier-4", "9:20", "moved"), read("entrance", "10:00", "left"))

    assert stays.ateliers(somebody("Un", *scans), FORUM.event) == stays.ateliers(
        somebody("Un", *reversed(scans)), FORUM.event
    )


def test_lunch_is_passed_and_nobody_stays_there() -> None:
    who = somebody("Un", read("lunch", "10:10"))

    assert stays.ateliers(who, FORUM.event) == []
    assert stays.seen(who, FORUM.event)["lunch"] == Seen(at("10:10"), at("10:10"))


def test_neither_a_refusal_nor_an_undone_scan_is_a_stay() -> None:
    who = somebody("Un", read("entrance", "6:00", "too_early"), read("entrance", "7:00", undone_at=at("7:01")))

    assert stays.building(who, FORUM.event) == []
    assert stays.seen(who, FORUM.event) == {}


def test_what_a_wrong_clock_read_is_a_fact_without_an_hour() -> None:
    dead = read("entrance", "7:00", at=datetime(1970, 1, 1, tzinfo=UTC))
    ahead = read("entrance", "12:00", "left", conflicts=("clock",))

    assert stays.building(somebody("Un", dead), FORUM.event) == [Stay("entrance", None)]
    assert stays.building(somebody("Un", dead, ahead), FORUM.event) == [
        Stay("entrance", None, None, has_unknown_end=True)
    ]
    assert stays.seen(somebody("Un", dead), FORUM.event) == {"entrance": Seen()}


def test_who_is_read_again_by_a_clock_that_is_right_was_there_by_then() -> None:
    dead = read("atelier-3", "7:00", at=datetime(1970, 1, 1, tzinfo=UTC))
    again, lunch = read("atelier-3", "9:10", "already_admitted"), read("lunch", "9:05")
    who = somebody("Un", dead, again, lunch)

    assert stays.ateliers(who, FORUM.event) == [Stay("atelier-3", at("9:10"))]
    assert stays.building(who, FORUM.event) == [Stay("entrance", at("9:05"))]
    assert stays.seen(who, FORUM.event)["strategic"] == Seen(at("9:10"), at("9:10"))


def test_a_scan_of_a_rehearsal_the_day_before_tells_no_hour_and_one_of_the_night_after_does() -> None:
    eve = read("entrance", "7:00", at=at("7:00") - timedelta(days=1))
    late = read("entrance", "23:30", "left")

    assert stays.building(somebody("Un", eve, late), FORUM.event) == [Stay("entrance", None, at("23:30"))]


def test_people_are_seen_from_the_first_to_the_last_time_at_each_kind_of_place() -> None:
    who = somebody("Un", read("entrance", "7:10"), read("atelier-3", "9:00"), read("village", "10:00"))
    back = who.with_scan(replace(read("atelier-4", "9:20", "moved"), attendee_id=who.scans[0].attendee_id))

    assert stays.seen(back, FORUM.event) == {
        "entrance": Seen(at("7:10"), at("10:00")),
        "strategic": Seen(at("9:00"), at("9:20")),
        "village": Seen(at("10:00"), at("10:00")),
    }
