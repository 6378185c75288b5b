"""Hours, rooms and capacities corrected by hand, and what becomes of them when the programme's file is loaded again."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from attendance.domain import programme_alteration as rules
from attendance.domain.headcount import EVER
from attendance.domain.person import Seats
from attendance.domain.prior import Arrived, Prior
from attendance.domain.programme import Filed, Programme
from attendance.domain.programme_alteration import Alteration, Key, Remarked, Value
from attendance.vocabulary.codes import BLOCKING, Remark
from tests.builders import at, programme

SMALL = programme()
# Each atelier's door is in its room, as in any programme that was read from a file.
FILE = replace(
    SMALL,
    checkpoints=tuple(replace(c, room=SMALL.get_atelier(c.id).room) if c.is_atelier else c for c in SMALL.checkpoints),
)
ROOM, CAPACITY = ("ateliers", "atelier-1", "room"), ("ateliers", "atelier-1", "capacity")
BEGINS, ENDS = ("slots", "strategic", "starts_at"), ("slots", "strategic", "ends_at")
OPENS, CLOSES = ("checkpoints", "entrance", "opens_at"), ("checkpoints", "entrance", "closes_at")
HOURS = st.sampled_from([at("8:00"), at("8:30"), at("9:00"), at("10:30")])
CHANGES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            ROOM: st.sampled_from(["Salle 1", "Amphi", "Hall"]),
            CAPACITY: st.integers(0, 5),
            BEGINS: HOURS,
            OPENS: HOURS,
        },
    ),
    max_size=4,
)


def corrected(changes: list[dict[Key, Value]], before: Programme = FILE) -> Programme:
    for wanted in changes:
        before = rules.altered(before, wanted)
    return before


def hours(made: Programme, door: str) -> tuple[object, object]:
    found = made.checkpoint(door)
    assert found
    return found.opens_at, found.closes_at


def found(after: Programme, seats: dict[str, Seats] | None = None, scanned: str = "") -> list[Remarked]:
    return list(rules.remarks(FILE, after, Counter({(scanned, EVER): 2}), seats or {}))


def test_the_door_follows_its_atelier_and_no_other_changes() -> None:
    moved = rules.altered(FILE, {ROOM: "Amphi"})

    rooms = {c.id: c.room for c in moved.checkpoints}
    assert rooms == {c.id: c.room for c in FILE.checkpoints} | {"atelier-1": "Amphi"}
    assert moved.ateliers[1:] == FILE.ateliers[1:]
    assert moved.filed_values == {"ateliers/atelier-1/room": "Salle 1"}
    assert rules.moved(FILE, moved) == ("atelier-1",)


def test_a_later_series_takes_its_doors_along_and_concerns_all_of_its_ateliers() -> None:
    later = rules.altered(FILE, {BEGINS: at("9:15"), ENDS: at("10:30")})

    assert hours(later, "atelier-2") == (at("8:55"), at("10:30"))
    assert hours(later, "atelier-3") == hours(FILE, "atelier-3")
    assert rules.moved(FILE, later) == ("atelier-1", "atelier-2")
    assert rules.altered(later, {BEGINS: at("9:00"), ENDS: at("10:00")}) == FILE


def test_more_seats_move_nobody() -> None:
    assert rules.moved(FILE, rules.altered(FILE, {CAPACITY: 9})) == ()


def test_an_atelier_s_door_is_not_corrected_by_itself() -> None:
    assert {thing for sort, thing, _ in rules.values(FILE) if sort == "checkpoints"} == {"entrance", "lunch", "village"}


def test_usual_arrivals_stay_at_their_hours_when_the_entrance_opens_later() -> None:
    known = replace(FILE, usual=Prior(arrivals=(Arrived(0, 0.0), Arrived(60, 0.5), Arrived(120, 1.0))))

    later = rules.altered(known, {OPENS: at("6:30")})

    assert later.share_arrived(at("7:00")) == known.share_arrived(at("7:00")) == 0.5
    assert rules.reloaded(known, later) == later


def test_the_same_again_is_the_same_programme() -> None:
    moved = rules.altered(FILE, {ROOM: "Amphi", CAPACITY: 9})

    assert rules.altered(moved, {ROOM: "Amphi", CAPACITY: 9}) is moved
    assert rules.altered(FILE, {ROOM: "Salle 1", CAPACITY: 3}) is FILE


def test_what_is_changed_back_to_the_file_is_no_change_any_more() -> None:
    assert corrected([{ROOM: "Amphi", BEGINS: at("8:00")}, {ROOM: "Salle 1", BEGINS: at("9:00")}]) == FILE


def test_what_left_the_file_or_the_programme_takes_no_other_change_along() -> None:
    stored = rules.altered(FILE, {ROOM: "Amphi", ("ateliers", "atelier-2", "capacity"): 9})
    without = replace(FILE, ateliers=FILE.ateliers[1:])

    for wanted, was in ((without, stored), (FILE, replace(stored, ateliers=stored.ateliers[1:]))):
        loaded = rules.reloaded(wanted, was)
        assert loaded.atelier("atelier-1") == wanted.atelier("atelier-1")
        assert loaded.atelier("atelier-2") == replace(FILE.ateliers[1], capacity=9)


@given(CHANGES)
def test_the_same_file_again_undoes_nothing_however_often_it_was_changed(changes: list[dict[Key, Value]]) -> None:
    stored = corrected(changes)

    again = rules.reloaded(FILE, stored)
    assert again == stored
    assert bool(rules.filed(again)) == (rules.values(again) != rules.values(FILE))


@given(CHANGES, st.sampled_from(["Salle 1", "Amphi", "Hall"]), HOURS)
def test_where_the_file_itself_changed_the_file_wins(changes: list[dict[Key, Value]], room: str, begins: Value) -> None:
    stored = corrected(changes)
    newer = replace(corrected([{ROOM: room, BEGINS: begins}]), filed_values={})

    loaded, by_hand = rules.values(rules.reloaded(newer, stored)), rules.values(stored)

    assert loaded[ROOM] == (room if room != FILE.ateliers[0].room else by_hand[ROOM])
    assert loaded[BEGINS] == (begins if begins != FILE.slots[0].starts_at else by_hand[BEGINS])
    assert loaded[CAPACITY] == by_hand[CAPACITY]


def test_where_the_file_changed_the_beginning_it_has_the_end_too() -> None:
    sooner = rules.altered(FILE, {ENDS: at("9:30")})
    newer = replace(rules.altered(FILE, {BEGINS: at("9:40")}), filed_values={})

    loaded = rules.reloaded(newer, sooner)

    assert (loaded.slots[0].starts_at, loaded.slots[0].ends_at) == (at("9:40"), at("10:00"))
    assert loaded.filed_values == {}


def test_what_an_earlier_release_noted_of_an_atelier_counts_as_before() -> None:
    stored = replace(rules.altered(FILE, {CAPACITY: 9}), filed_values={}, filed=(Filed("atelier-1", "Salle 1", 3),))

    assert rules.filed(stored) == {CAPACITY: 3}
    assert rules.values(rules.reloaded(FILE, stored))[CAPACITY] == 9
    assert rules.filed(rules.altered(stored, {ROOM: "Amphi"})) == {CAPACITY: 3, ROOM: "Salle 1"}


def test_a_change_by_hand_is_told_with_both_values_and_only_what_changed() -> None:
    assert rules.difference(FILE, rules.altered(FILE, {CAPACITY: 9})) == [Alteration(CAPACITY, 3, 9)]
    assert rules.difference(FILE, FILE) == []


def test_what_ends_before_it_begins_or_lies_on_another_day_is_refused() -> None:
    assert found(rules.altered(FILE, {ENDS: at("9:00")})) == [Remarked(Remark.ENDS_FIRST, "slots", "strategic")]
    tomorrow = at("17:00") + timedelta(days=1)
    assert found(rules.altered(FILE, {CLOSES: tomorrow})) == [Remarked(Remark.ANOTHER_DAY, "checkpoints", "entrance")]
    assert set(BLOCKING) == {Remark.ENDS_FIRST, Remark.ANOTHER_DAY}


def test_fewer_seats_than_are_taken_are_remarked_and_only_those() -> None:
    seats = {"atelier-1": Seats(3, 2)}

    assert found(rules.altered(FILE, {CAPACITY: 2}), seats) == []
    assert found(rules.altered(FILE, {CAPACITY: 1}), seats) == [
        Remarked(Remark.FEWER_THAN_TAKEN, "ateliers", "atelier-1", 2)
    ]
    assert found(rules.altered(FILE, {ROOM: "Amphi"}), {"atelier-1": Seats(3, 4)}) == []


def test_a_door_that_people_have_passed_is_remarked_where_its_hours_change() -> None:
    later = rules.altered(FILE, {BEGINS: at("9:05")})

    assert found(later, scanned="atelier-2") == [Remarked(Remark.DOOR_SCANNED, "checkpoints", "atelier-2", 2)]
    assert found(later, scanned="entrance") == []


def test_series_that_overlap_are_remarked_once_they_were_moved() -> None:
    late = rules.altered(FILE, {ENDS: at("13:30")})

    assert found(late) == [Remarked(Remark.SERIES_OVERLAP, "slots", "prospective")]
    assert list(rules.remarks(late, rules.altered(late, {ROOM: "Amphi"}), Counter(), {})) == []


def rooms(wanted: dict[Key, Value], before: Programme = FILE) -> list[tuple[str, str, tuple[str, ...]]]:
    found = rules.remarks(before, rules.altered(before, wanted), Counter(), {})
    return [(r.code, r.id, r.others) for r in found if r.code in (Remark.ROOM_TAKEN, Remark.ROOM_LEFT)]


def in_room(number: int) -> Key:
    return ("ateliers", f"atelier-{number}", "room")


def test_a_room_that_another_atelier_has_at_that_hour_is_told_and_one_at_another_hour_is_not() -> None:
    one, two, three = (FILE.get_atelier(f"atelier-{n}") for n in (1, 2, 3))
    assert one.slot == two.slot != three.slot

    assert rooms({in_room(1): f" {two.room.upper()}"}) == [(Remark.ROOM_TAKEN, "atelier-1", ("atelier-2",))]
    assert rooms({in_room(1): three.room}) == []
    assert rooms({in_room(1): two.room, in_room(2): one.room}) == []
    assert rooms({in_room(1): "Amphi", in_room(2): "Amphi"}) == [(Remark.ROOM_TAKEN, "atelier-2", ("atelier-1",))]
    shared = rules.altered(FILE, {in_room(1): two.room})
    assert rooms({CAPACITY: 9}, shared) == []


def test_who_else_is_in_a_room_that_was_left_is_told() -> None:
    morning = FILE.get_atelier("atelier-1").room
    before = rules.altered(FILE, {in_room(3): morning})

    assert rooms({in_room(1): "Amphi"}, before) == [(Remark.ROOM_LEFT, "atelier-1", ("atelier-3",))]
    assert rooms({in_room(1): "Amphi", in_room(3): "Hall"}, before) == []


@given(CHANGES)
def test_what_an_alteration_replaced_brings_back_the_programme_before(changes: list[dict[Key, Value]]) -> None:
    after = corrected(changes)

    assert rules.values(rules.as_it_was(after, rules.replaced(FILE, after))) == rules.values(FILE)
