"""Another room or capacity of an atelier, and what becomes of it when the programme's file is loaded again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from attendance.domain import atelier_alteration
from attendance.domain.programme import Filed, Programme
from tests.builders import programme

FILE = programme()
ROOMS = st.sampled_from(["Salle 1", "Amphi", "Hall"])
CAPACITIES = st.integers(0, 5)
CHANGES = st.lists(st.tuples(st.none() | ROOMS, st.none() | CAPACITIES), max_size=4)


def altered(before: Programme, room: str | None = None, capacity: int | None = None) -> Programme:
    return atelier_alteration.altered(before, before.ateliers[0], room, capacity)


def first(programme: Programme) -> tuple[str, int]:
    return programme.ateliers[0].room, programme.ateliers[0].capacity


def test_the_door_follows_its_atelier_and_no_other_changes() -> None:
    moved = altered(FILE, room="Amphi")

    rooms = {c.id: c.room for c in moved.checkpoints}
    assert rooms == {c.id: c.room for c in FILE.checkpoints} | {"atelier-1": "Amphi"}
    assert first(moved) == ("Amphi", 3)
    assert moved.ateliers[1:] == FILE.ateliers[1:]
    assert moved.filed == (Filed("atelier-1", "Salle 1", 3),)


def test_the_same_again_is_the_same_programme() -> None:
    moved = altered(FILE, "Amphi", 9)

    assert altered(moved, "Amphi", 9) is moved
    assert altered(FILE, "Salle 1", 3) is FILE


def test_what_is_changed_back_to_the_file_is_no_change_any_more() -> None:
    back = altered(altered(FILE, "Amphi", 9), "Salle 1", 3)

    assert (first(back), back.filed) == (first(FILE), ())


def test_an_atelier_that_left_the_file_or_the_programme_takes_no_other_change_along() -> None:
    stored = atelier_alteration.altered(altered(FILE, "Amphi"), FILE.ateliers[1], None, 9)
    without = replace(FILE, ateliers=FILE.ateliers[1:])

    for wanted, was in ((without, stored), (FILE, replace(stored, ateliers=stored.ateliers[1:]))):
        loaded = atelier_alteration.reloaded(wanted, was)
        assert loaded.atelier("atelier-1") == wanted.atelier("atelier-1")
        assert loaded.atelier("atelier-2") == replace(FILE.ateliers[1], capacity=9)


@given(CHANGES)
def test_the_same_file_again_undoes_nothing_however_often_it_was_changed(
    changes: list[tuple[str | None, int | None]],
) -> None:
    stored = FILE
    for room, capacity in changes:
        stored = altered(stored, room, capacity)

    again = atelier_alteration.reloaded(FILE, stored)

    assert first(again) == first(stored)
    assert again.filed == stored.filed
    assert atelier_alteration.reloaded(FILE, again) == again
    assert bool(atelier_alteration.kept(again)) == (first(again) != first(FILE))


@given(CHANGES, ROOMS, CAPACITIES)
def test_where_the_file_itself_changed_the_file_wins(
    changes: list[tuple[str | None, int | None]], room: str, capacity: int
) -> None:
    stored = FILE
    for changed_room, changed_capacity in changes:
        stored = altered(stored, changed_room, changed_capacity)
    newer = replace(FILE, ateliers=(replace(FILE.ateliers[0], room=room, capacity=capacity), *FILE.ateliers[1:]))

    loaded = atelier_alteration.reloaded(newer, stored)

    assert loaded.ateliers[0].room == (room if room != FILE.ateliers[0].room else stored.ateliers[0].room)
    assert loaded.ateliers[0].capacity == (
        capacity if capacity != FILE.ateliers[0].capacity else stored.ateliers[0].capacity
    )


def test_what_is_kept_says_what_it_is_and_what_the_file_says() -> None:
    (still,) = atelier_alteration.kept(altered(FILE, capacity=9))

    assert (still.atelier, still.what, still.kept, still.filed) == ("atelier-1", "capacity", 9, 3)


def test_a_change_by_hand_is_told_with_both_values_and_only_what_changed() -> None:
    atelier = FILE.ateliers[0]

    assert atelier_alteration.difference(atelier, replace(atelier, capacity=9)) == {
        "capacity": {"before": 3, "after": 9}
    }
    assert atelier_alteration.difference(atelier, replace(atelier, room="Amphi", capacity=9)) == {
        "room": {"before": "Salle 1", "after": "Amphi"},
        "capacity": {"before": 3, "after": 9},
    }
    assert atelier_alteration.difference(atelier, atelier) == {}
