"""Where people are is a fold of their facts, whatever the order the facts came in."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.domain.attendance import Fact, ends_stay, fold
from tests.builders import at, programme

CHECKPOINTS = {checkpoint.id: checkpoint.group for checkpoint in programme().checkpoints}


def fact(checkpoint: str, hour: str, direction: str = "in") -> Fact:
    return Fact(at(hour), f"{checkpoint}-{hour}-{direction}", checkpoint, CHECKPOINTS[checkpoint], direction, "Porte")


facts = st.lists(
    st.builds(
        lambda checkpoint, minute, direction, n: Fact(
            at("8:00") + timedelta(minutes=minute), f"scan-{n}", checkpoint, CHECKPOINTS[checkpoint], direction, "Porte"
        ),
        st.sampled_from(sorted(CHECKPOINTS)),
        st.integers(0, 300),
        st.sampled_from(["in", "out"]),
        st.integers(0, 999),
    ),
    max_size=12,
    unique_by=lambda f: f.scan_id,
)


@given(data=st.data(), history=facts)
def test_any_order_and_any_repetition_of_facts_gives_the_same_attendance(
    data: st.DataObject, history: list[Fact]
) -> None:
    shuffled = data.draw(st.permutations(history))
    repeated = data.draw(st.lists(st.sampled_from(history), max_size=5)) if history else []

    assert fold([*shuffled, *repeated]) == fold(history)


@given(history=facts)
def test_nobody_is_in_an_atelier_without_being_in_the_building(history: list[Fact]) -> None:
    attendance = fold(history)

    assert attendance.inside or attendance.place is None


@given(history=facts)
def test_whoever_entered_anywhere_has_entered_the_building_first(history: list[Fact]) -> None:
    first_at = fold(history).first_at

    assert not first_at or first_at["entrance"] == min(first_at.values())


def test_entering_one_atelier_leaves_any_other() -> None:
    attendance = fold([fact("atelier-1", "9:00"), fact("atelier-2", "9:20")])

    assert attendance.place == "atelier-2"
    assert set(attendance.first_at) == {"entrance", "atelier-1", "atelier-2"}


def test_an_atelier_counts_as_entering_the_building() -> None:
    attendance = fold([fact("atelier-1", "9:00")])

    assert attendance.inside
    assert attendance.first_at["entrance"] == at("9:00")


def test_leaving_the_building_leaves_the_atelier() -> None:
    attendance = fold([fact("atelier-1", "9:00"), fact("entrance", "9:30", "out")])

    assert not attendance.inside
    assert attendance.place is None


def test_leaving_an_atelier_one_is_not_in_changes_nothing() -> None:
    attendance = fold([fact("atelier-1", "9:00"), fact("atelier-2", "9:30", "out")])

    assert attendance.place == "atelier-1"


def test_a_stay_began_with_the_entry_after_the_last_exit() -> None:
    attendance = fold([fact("entrance", "8:00"), fact("entrance", "9:00", "out"), fact("lunch", "10:30")])

    stay = attendance.stay("entrance", "entrance")
    assert stay
    assert stay.at == at("10:30")
    assert attendance.first_at["entrance"] == at("8:00")


def test_lunch_is_passed_and_never_left() -> None:
    attendance = fold([fact("lunch", "10:30"), fact("lunch", "11:00", "out"), fact("entrance", "11:30", "out")])

    assert attendance.stay("lunch", "lunch")
    assert attendance.place is None


@pytest.mark.parametrize(
    ("where", "ended_by"),
    [
        ("entrance", {("entrance", "out")}),
        ("atelier-1", {("entrance", "out"), ("atelier-1", "out"), ("atelier-2", "in"), ("atelier-3", "in")}),
        ("lunch", set()),
        ("village", set()),
    ],
)
def test_a_stay_ends_at_its_own_door_at_the_buildings_and_in_another_atelier(
    where: str, ended_by: set[tuple[str, str]]
) -> None:
    every = [fact(checkpoint, "9:00", direction) for checkpoint in CHECKPOINTS for direction in ("in", "out")]

    ending = {(each.checkpoint, each.direction) for each in every if ends_stay(each, where, CHECKPOINTS[where])}
    assert ending == ended_by
