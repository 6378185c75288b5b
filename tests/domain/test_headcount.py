"""Totals are a sum over people: every change moves them by exactly its difference."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from attendance.domain import admission, scan_review
from attendance.domain.admission import Basis
from attendance.domain.attendee import Attendee
from attendance.domain.headcount import ARRIVAL_STEP, Headcount, conflicts, differences, headcount, step, steps, totals
from attendance.domain.person import Person, Seats, seats
from attendance.domain.scan import VERDICTS_OF
from attendance.vocabulary.codes import Conflict
from tests import builders
from tests.builders import ORGANISER, READER, at, attendee, programme, scan, stored

FORUM = programme()
EVENT = FORUM.event
PLENTY = {atelier.id: Seats(100, 0) for atelier in programme().ateliers}
BASIS = Basis(programme(), READER, at("16:00"), PLENTY)


def test_a_booked_person_counts_where_they_are_booked() -> None:
    counted = totals(Person(attendee(ateliers=("atelier-1",), lunch=True, diet="vegan", village=True)), FORUM)

    assert counted == {
        ("entrance", "booked"): 1,
        ("atelier-1", "booked"): 1,
        ("atelier-1", "absent"): 1,
        ("lunch", "booked"): 1,
        ("lunch", "meals_vegan"): 1,
        ("lunch", "k_participant"): 1,
        ("village", "booked"): 1,
    }


def test_a_cancelled_person_counts_as_that_and_as_what_they_did() -> None:
    person = builders.person(stored("entrance", "8:00"), cancelled_at=at("9:00"), lunch=True)

    counted = totals(person, FORUM)

    assert counted["entrance", "cancelled"] == 1
    assert counted["entrance", "present"] == 1
    assert counted["lunch", "booked"] == 0


def test_a_person_in_an_atelier_counts_in_the_building_too() -> None:
    counted = totals(builders.person(stored("atelier-1", "9:03"), ateliers=("atelier-1",)), FORUM)

    assert counted["entrance", "present"] == counted["atelier-1", "present"] == 1
    assert steps(counted, "entrance", "a", ARRIVAL_STEP, EVENT) == {at("9:00"): 1}


def test_meals_served_count_under_the_diet_and_under_none_for_who_has_not_booked() -> None:
    vegan = totals(builders.person(stored("lunch", "10:30"), lunch=True, diet="vegan"), FORUM)
    walk_in = totals(builders.person(stored("lunch", "10:30")), FORUM)

    assert vegan["lunch", "served_vegan"] == 1
    assert vegan["entrance", "meals_inside_vegan"] == 1
    assert walk_in["lunch", "served_none"] == walk_in["lunch", "walk_ins"] == 1


def test_who_booked_a_meal_and_stepped_out_came_all_the_same() -> None:
    out = builders.person(stored("entrance", "8:00"), stored("entrance", "9:00", "left"), lunch=True, diet="vegan")
    no_meal = builders.person(stored("entrance", "8:00"))
    absent = builders.person(lunch=True)
    cancelled = builders.person(stored("entrance", "8:00"), lunch=True, cancelled_at=at("9:00"))

    assert totals(out, FORUM)["entrance", "mc_vegan"] == 1
    assert totals(out, FORUM)["entrance", "meals_inside_vegan"] == 0
    for other in (no_meal, absent, cancelled):
        assert not [measure for _, measure in totals(other, FORUM) if measure.startswith("mc_")]


def test_meals_count_by_kind_as_they_count_by_diet() -> None:
    exhibitor = totals(builders.person(stored("lunch", "10:30"), lunch=True, kind="exhibitor"), FORUM)
    walk_in = totals(builders.person(stored("lunch", "10:30"), kind="speaker"), FORUM)
    absent = totals(builders.person(lunch=True, kind="volunteer"), FORUM)
    cancelled = totals(builders.person(stored("entrance", "8:00"), lunch=True, cancelled_at=at("9:00")), FORUM)

    assert exhibitor["lunch", "k_exhibitor"] == exhibitor["entrance", "ki_exhibitor"] == 1
    assert exhibitor["lunch", "ks_exhibitor"] == 1
    assert (walk_in["lunch", "k_speaker"], walk_in["entrance", "ki_speaker"]) == (0, 0)
    assert walk_in["lunch", "ks_speaker"] == 1
    assert (absent["lunch", "k_volunteer"], absent["entrance", "ki_volunteer"]) == (1, 0)
    assert not [measure for _, measure in cancelled if measure.startswith(("k_", "ki_"))]


def test_repeated_visits_of_the_village_are_visits_of_one_visitor() -> None:
    person = builders.person(stored("village", "10:10"), stored("village", "10:40", "already_admitted"))

    counted = totals(person, FORUM)

    assert counted["village", "ever"] == 1
    assert steps(counted, "village", "v", timedelta(minutes=15), EVENT) == {at("10:00"): 1, at("10:30"): 1}


def test_a_stranger_moves_only_refusals_and_conflicts() -> None:
    refused = totals(Person(None, (stored("entrance", "8:00", "forged_badge", attendee_id=None),)), FORUM)
    admitted = stored("entrance", "8:00", attendee_id=None, listed=("unknown_badge",))

    assert refused == {("entrance", "refused_forged_badge"): 1}
    assert totals(Person(None, (admitted,)), FORUM) == {("entrance", "conflicts"): 1}


def test_lunch_and_village_count_everybody_who_ever_came_as_present() -> None:
    counted = totals(builders.person(stored("lunch", "10:30"), stored("entrance", "11:00", "left"), lunch=True), FORUM)

    assert headcount("lunch", "lunch", counted, None, EVENT).present == 1
    assert counted["entrance", "present"] == 0


def test_an_exhibitor_counts_in_the_village_and_among_those_inside() -> None:
    person = builders.person(stored("entrance", "8:00"), kind="exhibitor", village=True, drink=True)

    assert totals(person, FORUM) == {
        ("entrance", "booked"): 1,
        ("entrance", "present"): 1,
        ("entrance", "ever"): 1,
        ("entrance", "a120"): 1,
        ("entrance", "drinks"): 1,
        ("entrance", "drinks_inside"): 1,
        ("entrance", "exhibitors_inside"): 1,
        ("village", "booked"): 1,
        ("village", "exhibitors"): 1,
    }


def test_a_badge_that_was_read_before_counts_as_that_and_a_strangers_does_not() -> None:
    again = stored("entrance", "8:10", "already_admitted")

    counted = totals(builders.person(stored("entrance", "8:00"), again), FORUM)
    assert counted["entrance", "already"] == counted["entrance", "ever"] == 1
    assert totals(Person(None, (replace(again, attendee_id=None),)), FORUM) == {}
    assert totals(builders.person(replace(again, undone_at=at("8:11"))), FORUM)["entrance", "already"] == 0


def test_arrivals_outside_the_day_fall_in_its_first_or_last_step() -> None:
    assert step(at("0:00") - timedelta(days=400), ARRIVAL_STEP, EVENT) == 0
    assert step(at("0:00") + timedelta(days=400), ARRIVAL_STEP, EVENT) == 287
    assert totals(builders.person(stored("entrance", "23:59")), FORUM)["entrance", "a287"] == 1


def test_a_walk_in_takes_a_seat_only_while_there() -> None:
    there = builders.person(stored("atelier-2", "9:00"), ateliers=("atelier-1",))
    gone = there.with_scan(replace(stored("atelier-2", "9:30", "left"), attendee_id=there.scans[0].attendee_id))

    assert seats(there) == {"atelier-1": 1, "atelier-2": 1}
    assert seats(gone) == {"atelier-1": 1}


def test_a_speaker_in_an_atelier_takes_no_seat() -> None:
    assert seats(builders.person(stored("atelier-2", "9:00"), kind="speaker")) == {}


def test_a_checkpoints_numbers_are_its_own_and_those_of_all_are_listed_once() -> None:
    summed = Counter(
        {
            ("atelier-1", measure): n
            for n, measure in enumerate(
                ("booked", "absent", "released", "present", "ever", "walk_ins", "refused_full", "already", "conflicts"),
                1,
            )
        }
        | {("atelier-1", "a108"): 10, ("atelier-1", "a109"): 0, ("atelier-1", "refused_cancelled"): 0}
        | {("atelier-2", measure): 100 for measure in ("booked", "refused_full", "a108", "a110", "conflicts")}
    )

    assert headcount("atelier-1", "strategic", summed, Seats(3, 2), EVENT) == Headcount(
        booked=1,
        absent=2,
        released=3,
        present=4,
        ever=5,
        walk_ins=6,
        refused={"full": 7},
        already=8,
        seats=Seats(3, 2),
        arrivals={at("7:00"): 10},
    )
    assert conflicts(summed, programme()) == 109
    few = Counter({("atelier-1", "absent"): -2})
    assert headcount("atelier-1", "strategic", few, None, EVENT).absent == 0


# One person's possible day: scans decided here or by a phone, undone or not, and choices changed in between.

who = st.builds(
    lambda ateliers, lunch, diet, kind, drink, cancelled_at: attendee(
        ateliers=ateliers,
        lunch=lunch,
        diet=diet if lunch else "none",
        kind=kind,
        drink=drink,
        cancelled_at=cancelled_at,
    ),
    st.sampled_from([(), ("atelier-1",), ("atelier-2", "atelier-3")]),
    st.booleans(),
    st.sampled_from(["none", "vegan"]),
    st.sampled_from(["participant", "speaker", "exhibitor"]),
    st.booleans(),
    st.sampled_from([None, None, at("9:00")]),
)
readings = st.lists(
    st.tuples(
        st.sampled_from([c.id for c in programme().checkpoints]),
        st.integers(0, 480),
        st.sampled_from([None, None, "admitted", "already_admitted", "not_booked"]),
        st.sampled_from([None, None, "admitted", "cancelled", "left", "unknown_badge"]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=10,
)


type Reading = tuple[str, int, str | None, str | None, bool, bool]


def play(ada: Attendee, read: list[Reading]) -> list[Person]:
    """Return a person after each step of their day. A phone replaces some answers that it never saw."""
    states = [Person(ada, (), 1)]
    for n, (checkpoint, minute, offline, unseen, leaves, undone) in enumerate(read):
        asked = replace(
            scan(ada, checkpoint, "6:00"),
            scan_id=f"scan-{n:04}",
            at=at("6:00") + timedelta(minutes=minute),
            direction="out" if leaves and offline is None else "in",
            offline=offline,
            override=True,
        )
        change = admission.decide(states[-1], asked, BASIS)
        states.append(change.after)
        if unseen and asked.offline is None and unseen in VERDICTS_OF[asked.direction]:
            change = admission.decide(change.after, replace(asked, offline=unseen), BASIS)
            states.append(change.after)
        if undone:
            states.append(scan_review.undo(change.after, change.scan, ORGANISER, at("16:00"), PLENTY).after)
    return states


@given(ada=who, read=readings)
def test_the_totals_moved_step_by_step_are_those_counted_at_the_end(ada: Attendee, read: list[Reading]) -> None:
    running: Counter[tuple[str, str]] = Counter()
    running_seats: Counter[str] = Counter()
    before = None
    for after in play(ada, read):
        running.update(differences(totals(before, FORUM), totals(after, FORUM)))
        running_seats.update(differences(seats(before), seats(after)))
        before = after

    assert {key: n for key, n in running.items() if n} == totals(before, FORUM)
    assert {key: n for key, n in running_seats.items() if n} == seats(before)


@given(ada=who, read=readings, data=st.data())
def test_scans_that_arrive_in_another_order_amount_to_the_same_totals(
    ada: Attendee, read: list[Reading], data: st.DataObject
) -> None:
    person = play(ada, read)[-1]
    shuffled = replace(person, scans=tuple(data.draw(st.permutations(person.scans))))

    assert totals(shuffled, FORUM) == totals(person, FORUM)
    assert shuffled.attendance == person.attendance


@given(ada=who, read=readings)
def test_no_number_of_one_person_is_ever_negative(ada: Attendee, read: list[Reading]) -> None:
    assert all(count > 0 for person in play(ada, read) for count in totals(person, FORUM).values())


@given(ada=who, read=readings)
def test_whoever_was_let_in_or_out_is_undone_or_listed_where_that_no_longer_stands(
    ada: Attendee, read: list[Reading]
) -> None:
    for before, after in pairwise(play(ada, read)):
        for was in before.scans:
            now = after.scan(was.scan_id)
            assert now
            if was.fact and not now.fact:
                assert now.undone_at or (now.is_open and Conflict.WITHDRAWN in now.listed)
