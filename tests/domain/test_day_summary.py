"""What the day amounted to, counted from people: the same numbers as the totals where both tell them."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from attendance.domain import day_summary
from attendance.domain.day_summary import DaySummary
from attendance.domain.headcount import Totals, totals
from attendance.domain.person import Person
from tests.builders import at
from tests.documents.forum import FORUM, crowd, read, somebody

EVENING = at("18:00")


def of(*people: Person, hour: str = "18:00") -> DaySummary:
    return day_summary.summary(people, FORUM, at(hour))


def test_who_came_is_told_of_all_and_of_each_kind() -> None:
    day = of(
        somebody("Un", read("entrance", "7:10")),
        somebody("Deux"),
        somebody("Trois", read("lunch", "10:10"), kind="speaker"),
        somebody("Quatre", cancelled_at=at("6:30")),
    )

    assert (day.everybody.registered, day.everybody.came, day.cancelled) == (3, 2, 1)
    assert [(kind.name, kind.registered, kind.came) for kind in day.kinds] == [("participant", 2, 1), ("speaker", 1, 1)]


def test_who_cancelled_and_came_all_the_same_is_told_apart() -> None:
    day = of(somebody("Un", read("entrance", "7:10"), cancelled_at=at("6:30")))

    assert (day.everybody.registered, day.everybody.came, day.everybody.unbooked) == (0, 0, 1)


def test_who_cancelled_or_was_erased_after_coming_did_not_come_all_the_same() -> None:
    came = read("entrance", "7:10")
    gone: dict[str, Any] = {"given_name": None, "family_name": None}
    day = of(
        somebody("Un", came, cancelled_at=at("6:30")),
        somebody("Deux", came, cancelled_at=at("12:00")),
        somebody("Trois", came, cancelled_at=EVENING, erased_at=EVENING, **gone),
        somebody("Quatre", came, cancelled_at=at("6:30"), erased_at=EVENING, **gone),
        somebody("Cinq", cancelled_at=EVENING, erased_at=EVENING, **gone),
        somebody("Six", came, cancelled_at=at("7:10")),
    )

    assert (day.cancelled, day.everybody.unbooked, day.withdrawn) == (6, 5, 2)


def test_an_organisation_whose_people_all_cancelled_is_not_told() -> None:
    gone = somebody("Un", organisation="Ellyx", cancelled_at=at("6:30"))

    assert of(gone).organisations == []
    assert [one.name for one in of(gone, somebody("Deux", organisation="Ellyx")).organisations] == ["Ellyx"]
    came = somebody("Trois", read("entrance", "7:10"), organisation="Ellyx", cancelled_at=at("6:30"))
    assert [(one.registered, one.unbooked) for one in of(came).organisations] == [(0, 1)]


def test_an_organisation_is_one_however_it_is_written() -> None:
    names = ("La Fonda", "la fonda", "La Fonda ", "Ellyx", "")
    day = of(*(somebody(f"Nom{n}", read("entrance", "7:10"), organisation=name) for n, name in enumerate(names)))

    assert [(told.name, told.came) for told in day.organisations] == [("La Fonda", 3), ("", 1), ("Ellyx", 1)]
    often = of(*(somebody(f"Nom{n}", organisation=name) for n, name in enumerate(("ELLYX", "Ellyx", "Ellyx"))))
    assert [told.name for told in often.organisations] == ["Ellyx"]


def test_whose_organisation_was_erased_is_in_none() -> None:
    assert of(somebody("Un", given_name=None, family_name=None, erased_at=EVENING)).organisations == []


def test_whose_seat_was_given_back_had_booked_and_did_not_come() -> None:
    day = of(
        somebody("Un", read("atelier-3", "9:02"), ateliers=("atelier-3",)),
        somebody("Deux", released=("atelier-3",)),
        somebody("Trois", released=("atelier-3",), cancelled_at=at("9:30")),
    )

    (turnout,) = (one.turnout for one in day.ateliers if one.atelier.id == "atelier-3")
    assert (turnout.registered, turnout.came, turnout.unbooked) == (2, 1, 0)


def test_who_came_after_their_seat_was_given_back_came_to_what_they_had_booked() -> None:
    late = somebody("Un", read("atelier-3", "9:40", walk_in=True), released=("atelier-3",))

    (turnout,) = (one.turnout for one in of(late).ateliers if one.atelier.id == "atelier-3")
    assert (turnout.registered, turnout.came, turnout.unbooked) == (1, 1, 0)


def test_an_atelier_tells_who_came_of_the_booked_and_who_came_without() -> None:
    day = of(
        somebody("Un", read("atelier-3", "9:02"), ateliers=("atelier-3",)),
        somebody("Deux", read("atelier-4", "9:02"), ateliers=("atelier-3",)),
        somebody("Trois", read("atelier-3", "9:02", walk_in=True)),
    )

    turnouts = {one.atelier.id: one.turnout for one in day.ateliers}
    assert (turnouts["atelier-3"].registered, turnouts["atelier-3"].came, turnouts["atelier-3"].unbooked) == (2, 1, 1)
    assert (turnouts["atelier-4"].registered, turnouts["atelier-4"].unbooked) == (0, 1)


def test_a_peak_is_the_most_at_once_not_all_who_ever_came() -> None:
    stayed = somebody("Un", read("atelier-3", "9:02"))
    moved = somebody("Deux", read("atelier-3", "9:05"), read("atelier-4", "9:10", "moved", moved_from="atelier-3"))
    late = somebody("Trois", read("atelier-3", "9:30"))
    peaks = {one.atelier.id: one.peak for one in of(stayed, moved, late).ateliers}

    assert peaks["atelier-3"] == (at("9:05"), 2)
    assert peaks["atelier-4"] == (at("9:10"), 1)
    assert peaks["atelier-5"] is None


def test_moves_are_counted_by_where_from_and_where_to() -> None:
    move = read("atelier-4", "9:10", "moved", moved_from="atelier-3")
    undone = replace(move, undone_at=at("9:11"))

    unknown = somebody("Inconnu", read("atelier-4", "9:10", "moved"))
    assert of(*crowd(3, move), somebody("Annulé", undone), unknown).moves == [("atelier-3", "atelier-4", 3)]


def test_the_building_fills_and_empties_and_is_empty_in_the_end() -> None:
    went = somebody("Un", read("entrance", "7:10"), read("entrance", "12:00", "left"))
    day = of(went, somebody("Deux", read("entrance", "7:32")))

    assert list(day.inside) == [(at("7:10"), 1), (at("7:32"), 2), (at("12:00"), 1), (at("15:00"), 0)]
    assert day.peak == (at("7:32"), 2)


def test_while_the_day_lasts_the_curve_ends_now_with_those_who_are_here() -> None:
    went = somebody("Deux", read("entrance", "7:20"), read("entrance", "8:00", "left"))
    day = of(somebody("Un", read("entrance", "7:10")), went, hour="9:00")

    assert list(day.inside) == [(at("7:10"), 1), (at("7:20"), 2), (at("8:00"), 1), (at("9:00"), 1)]


def test_what_a_clock_that_is_ahead_tells_is_not_yet_so() -> None:
    came = somebody("Un", read("entrance", "7:10"), read("entrance", "9:30", "left"))

    assert of(came, somebody("Deux", read("entrance", "9:40")), hour="9:00").inside[-1] == (at("9:00"), 1)


def test_before_anybody_came_there_is_no_curve() -> None:
    assert list(of(somebody("Un"), hour="9:00").inside) == []


def test_who_left_before_anybody_knew_they_had_come_takes_up_no_room() -> None:
    assert of(somebody("Un", read("entrance", "7:10", "left"))).peak is None


@pytest.mark.parametrize(("hour", "is_over"), [("10:30", False), ("12:00", False), ("12:01", True)])
def test_lunch_is_over_once_its_door_is_closed(hour: str, is_over: bool) -> None:
    assert of(hour=hour).is_lunch_over is is_over


def test_lunch_tells_meals_served_with_a_booking_and_without() -> None:
    served = read("lunch", "10:10")
    day = of(somebody("Un", served, lunch=True), somebody("Deux", lunch=True), somebody("Trois", served))

    assert (day.lunch.registered, day.lunch.came, day.lunch.unbooked, day.served) == (2, 1, 1, 2)


def test_the_doors_tell_refusals_conflicts_and_what_phones_decided() -> None:
    conflict = ("closed",)
    day = of(
        somebody(
            "Un",
            read("entrance", "5:00", "too_early"),
            read("lunch", "12:30", offline="admitted", conflicts=conflict, listed=conflict),
            read("atelier-3", "9:02", by_hand=True),
            read("atelier-4", "9:00", "full", undone_at=at("9:01")),
        ),
        Person(None, (read("entrance", "7:00", "unknown_badge", attendee_id=None),)),
    )

    assert (day.scans, day.offline, day.undone, day.by_hand) == (5, 1, 1, 1)
    assert (day.with_conflict, day.to_settle) == (1, 1)
    assert list(day.refusals) == [("too_early", 1), ("unknown_badge", 1)]


def test_the_numbers_are_those_of_the_totals() -> None:
    people = [
        *crowd(4, read("entrance", "7:10"), read("atelier-3", "9:02"), ateliers=("atelier-3",), lunch=True),
        somebody("Repas", read("lunch", "10:10"), read("village", "10:40"), kind="speaker"),
        somebody("Annulé", read("atelier-4", "9:02"), cancelled_at=at("6:30"), ateliers=("atelier-4",)),
    ]
    summed: Totals = Counter()
    for person in people:
        summed.update(totals(person, FORUM))
    day = of(*people)

    assert day.everybody.registered == summed["entrance", "booked"]
    assert day.everybody.came + day.everybody.unbooked == summed["entrance", "ever"]
    assert day.served == summed["lunch", "ever"]
    for one in day.ateliers:
        assert one.turnout.registered == summed[one.atelier.id, "booked"]
        assert one.turnout.unbooked == summed[one.atelier.id, "walk_ins"]
        assert one.turnout.came + one.turnout.unbooked == summed[one.atelier.id, "ever"]


def test_a_day_that_nobody_came_to_is_told_too() -> None:
    day = of()

    assert (day.everybody.registered, day.peak, list(day.inside), list(day.kinds)) == (0, None, [], [])
    assert len(day.ateliers) == len(FORUM.ateliers)


def test_an_event_of_sessions_only_has_a_day_too() -> None:
    bare = replace(FORUM, slots=(), ateliers=(), checkpoints=FORUM.checkpoints[:1])

    assert day_summary.summary([somebody("Un", read("entrance", "7:10"))], bare, EVENING).ateliers == []


def test_organisations_moves_and_refusals_are_told_the_most_frequent_first() -> None:
    came, moved = read("entrance", "7:10"), {"moved_from": "atelier-3"}
    day = of(
        somebody("Zéro", read("atelier-3", "8:50", "moved", moved_from="atelier-5")),
        somebody("Un", came, organisation="Ellyx"),
        somebody("Deux", came, organisation="Atis"),
        somebody("Trois", organisation="Atis"),
        somebody("Quatre", came, organisation="Fonda"),
        somebody("Cinq", came, organisation="Fonda"),
        somebody("Six", read("atelier-4", "9:00", "moved", **moved), read("atelier-5", "9:05", "moved", **moved)),
        somebody("Sept", read("atelier-5", "9:05", "moved", **moved), read("lunch", "9:00", "too_early")),
        somebody("Huit", read("lunch", "10:30", "cancelled"), read("lunch", "9:01", "too_early")),
        somebody("Neuf", read("lunch", "10:30", "already_admitted")),
        somebody("Dix", read("lunch", "10:30", "full")),
    )

    assert [(told.name, told.came, told.registered) for told in day.organisations] == [
        ("", 4, 6),
        ("Fonda", 2, 2),
        ("Atis", 1, 2),
        ("Ellyx", 1, 1),
    ]
    assert day.moves == [
        ("atelier-3", "atelier-5", 2),
        ("atelier-3", "atelier-4", 1),
        ("atelier-5", "atelier-3", 1),
    ]
    assert day.refusals == [("too_early", 2), ("cancelled", 1), ("full", 1)]


def test_the_village_tells_who_announced_themselves_and_who_did_not() -> None:
    there = read("village", "10:10")
    day = of(
        somebody("Un", there, village=True),
        somebody("Deux", village=True),
        somebody("Trois", there),
        somebody("Quatre", village=True, cancelled_at=at("6:30")),
    )

    assert (day.village.name, day.village.registered, day.village.came, day.village.unbooked) == ("village", 2, 1, 1)
    assert (day.lunch.name, day.everybody.name) == ("lunch", "")


def test_in_an_atelier_nobody_is_left_once_it_has_ended() -> None:
    before_the_end, after = read("atelier-3", "9:02"), read("atelier-3", "11:00")
    hours = FORUM.hours(FORUM.ateliers[0])

    (told,) = (each for each in of(somebody("Un", before_the_end)).ateliers if each.atelier.id == "atelier-3")
    (late,) = (each for each in of(somebody("Un", after)).ateliers if each.atelier.id == "atelier-3")

    assert hours.ends_at < at("11:00")
    assert (told.peak, late.peak) == ((at("9:02"), 1), None)
    assert told.turnout.name == "atelier-3"


def test_the_curve_tells_the_last_number_of_each_five_minutes() -> None:
    day = of(*(somebody(f"Nom{n}", read("entrance", hour)) for n, hour in enumerate(("7:10", "7:14", "7:15", "7:21"))))

    assert list(day.inside) == [(at("7:14"), 2), (at("7:15"), 3), (at("7:21"), 4), (at("15:00"), 0)]


def test_a_stranger_and_a_scan_that_was_undone_keep_nobody_and_nothing_from_being_counted() -> None:
    stranger = Person(None, (read("entrance", "7:00", "unknown_badge", attendee_id=None),))
    undone = read("entrance", "7:05", "too_early", undone_at=at("7:06"))
    day = of(stranger, somebody("Un", undone, read("lunch", "9:00", "too_early"), read("entrance", "7:10")))

    assert (day.everybody.came, day.refusals) == (1, [("too_early", 1), ("unknown_badge", 1)])


def test_who_is_there_at_an_unknown_hour_is_left_out_and_the_others_are_not() -> None:
    dead = read("entrance", "7:00", at=datetime(1970, 1, 1, tzinfo=UTC))
    gone = somebody("Un", dead, read("entrance", "9:00", "left"))

    assert of(gone, *crowd(3, read("entrance", "7:10"))).peak == (at("7:10"), 3)


def test_who_comes_at_this_very_minute_is_here_and_who_comes_as_all_is_over_is_not() -> None:
    assert list(of(somebody("Un", read("entrance", "9:00")), hour="9:00").inside) == [(at("9:00"), 1)]
    assert list(of(somebody("Un", read("entrance", "15:00"))).inside) == []
    left = somebody("Un", read("entrance", "7:10"), read("entrance", "9:00", "left"))
    assert list(of(left, hour="9:00").inside) == [(at("7:10"), 1), (at("9:00"), 0)]
