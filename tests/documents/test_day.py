"""A person's day is what everybody attends and what they chose, in the order of the hours."""

from dataclasses import replace

import pytest

from attendance.documents import day
from attendance.domain.programme import Session
from tests.builders import at, attendee, programme


def ids(**chosen: object) -> list[str]:
    return [activity.id for activity in day.activities(attendee(**chosen), programme())]  # type: ignore[arg-type]


def test_who_chose_nothing_has_the_sessions_and_the_slots() -> None:
    assert ids() == ["session-welcome", "slot-strategic", "slot-prospective"]


def test_an_atelier_takes_its_slots_place_with_its_room() -> None:
    found = {e.id: e for e in day.activities(attendee(ateliers=("atelier-2",)), programme())}

    assert (found["slot-strategic"].room, found["slot-strategic"].is_chosen) == ("Salle 2", True)
    assert found["slot-strategic"].title == "Atelier-2 – Atelier 2"
    assert found["slot-prospective"].extra == "Aucun atelier choisi"


def test_another_atelier_of_the_slot_is_the_same_place_in_the_day() -> None:
    assert ids(ateliers=("atelier-1",)) == ids(ateliers=("atelier-2",))


def test_who_leads_two_ateliers_of_a_slot_has_both() -> None:
    assert ids(kind="facilitator", ateliers=("atelier-1", "atelier-2")) == [
        "session-welcome",
        "slot-strategic",
        "slot-strategic-2",
        "slot-prospective",
    ]


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({"lunch": True}, {"lunch"}),
        ({"village": True}, {"village"}),
        ({"kind": "exhibitor"}, {"village"}),
        ({}, set()),
    ],
)
def test_midday_is_there_for_whom_it_concerns(chosen: dict[str, object], shown: set[str]) -> None:
    assert set(ids(**chosen)) & {"lunch", "village"} == shown


def test_lunch_has_the_hours_of_the_break_not_of_its_door() -> None:
    midday = Session("midi", "Pause", "break", at("10:15"), at("11:45"))
    (lunch,) = [
        e for e in day.activities(attendee(lunch=True), replace(programme(), sessions=(midday,))) if e.id == "lunch"
    ]

    assert (lunch.starts_at, lunch.ends_at) == (at("10:15"), at("11:45"))


def test_without_a_break_lunch_has_the_hours_of_its_door() -> None:
    (lunch,) = [e for e in day.activities(attendee(lunch=True), programme()) if e.id == "lunch"]

    assert (lunch.starts_at, lunch.ends_at) == (at("10:00"), at("12:00"))


def test_a_cancelled_person_has_no_atelier_left() -> None:
    found = day.activities(attendee(ateliers=("atelier-1",), cancelled_at=at("7:00")), programme())

    assert not any(activity.is_chosen for activity in found)


def test_a_stand_is_told_where_it_stands() -> None:
    found = day.activities(attendee(kind="exhibitor", stand="Les Jardins"), programme())

    assert [e.extra for e in found if e.id == "village"] == ["Les Jardins"]
