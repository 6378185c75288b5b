"""Whom a list of people shows: filters combine, and say what there is where they are not understood."""

from dataclasses import replace

import pytest

from attendance.domain.attendance import NOWHERE, AttendanceSummary
from attendance.domain.attendee import Waiting
from attendance.domain.people_filter import Known, columns, wanted
from attendance.domain.problem import Problem
from attendance.domain.programme import Programme
from attendance.domain.questions import Answer, Question
from attendance.domain.texts import Choice
from tests.builders import at, attendee, programme

QUESTIONS = (
    Question("photo", "yes_no", {"fr": "Photo"}, {}, required=True),
    Question("way", "choices", {"fr": "Trajet"}, {}, choices=(Choice("train"), Choice("bus"))),
)
FORUM = programme(questions=QUESTIONS)
ANSWERED = (Answer("photo", ("no",)), Answer("way", ("train", "bus")))
INSIDE = AttendanceSummary(at("7:00"), inside=True, place="atelier-1", been=frozenset({"entrance", "atelier-1"}))
LEFT = AttendanceSummary(at("7:00"), been=frozenset({"entrance", "lunch"}))
PEOPLE = {
    "ada": Known(
        attendee(
            "Ada",
            organisation="Université de Poitiers",
            ateliers=("atelier-1",),
            lunch=True,
            diet="vegan",
            village=True,
        ),
        INSIDE,
    ),
    "bao": Known(attendee("Bao", kind="speaker", lunch=True, answers=ANSWERED, opened_at=at("6:00")), LEFT),
    "cid": Known(attendee("Cid", waiting=(Waiting("atelier-2", at("6:00")),), email=None), NOWHERE),
    "dan": Known(attendee("Dan", answers=ANSWERED, organisation="Ellyx, Poitiers"), NOWHERE, "failed"),
    "eve": Known(attendee("Eve", cancelled_at=at("6:30"), ateliers=("atelier-1",)), NOWHERE),
}


def found(*filters: str, text: str = "", forum: Programme = FORUM) -> list[str]:
    asked = wanted(filters, text, forum, at("8:00"))
    listed = [name for name, known in PEOPLE.items() if asked.includes(known)]
    # Nobody is ruled out before it is known where they were seen.
    assert set(listed) <= {name for name, k in PEOPLE.items() if asked.may_include(replace(k, seen=NOWHERE))}
    return listed


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ([], ["ada", "bao", "cid", "dan"]),
        (["kind:speaker"], ["bao"]),
        (["kind:speaker", "kind:participant"], ["ada", "bao", "cid", "dan"]),
        (["kind:participant", "lunch:yes"], ["ada"]),
        (["atelier:atelier-1"], ["ada"]),
        (["atelier:none", "kind:participant"], ["cid", "dan"]),
        (["organisation:poit"], ["ada", "dan"]),
        (["organisation:ellyx, poitiers"], ["dan"]),
        (["diet:vegan"], ["ada"]),
        (["diet:none"], ["bao"]),
        (["answer.photo:no"], ["bao", "dan"]),
        (["answer.way:bus", "came:yes"], ["bao"]),
        (["came:yes"], ["ada", "bao"]),
        (["came:no"], ["cid", "dan"]),
        (["came:lunch"], ["bao"]),
        (["came:atelier-1", "village:yes"], ["ada"]),
        (["inside:yes"], ["ada"]),
        (["inside:no", "came:yes"], ["bao"]),
        (["inside:atelier-1"], ["ada"]),
        (["inside:atelier-2"], []),
        (["waiting:yes"], ["cid"]),
        (["waiting:atelier-1"], []),
        (["waiting:atelier-2", "waiting:atelier-1"], ["cid"]),
        (["cancelled:yes"], ["eve"]),
        (["cancelled:yes", "cancelled:no"], ["ada", "bao", "cid", "dan", "eve"]),
        (["cancelled:yes", "atelier:none"], ["eve"]),
        (["answers:missing"], ["ada", "cid"]),
        (["mail:unopened"], ["dan"]),
        (["mail:undelivered"], ["dan"]),
    ],
)
def test_of_values_for_one_name_any_holds_and_of_names_all_do(filters: list[str], names: list[str]) -> None:
    assert found(*filters) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("da", ["dan"]),
        ("poitiers univ", ["ada"]),
        ("Exemple ellyx", ["dan"]),
        ("ADA@example.org", ["ada"]),
        ("dan@ex", ["dan"]),
        ("@example.org", ["ada", "bao", "dan", "eve"]),
        ("example", []),
        ("atelier 1", ["ada"]),
        ("n°1", ["ada"]),
        ("1", ["ada"]),
        ("atelier 2", []),
        ("sobri", []),
        ("ad atelier 1", ["ada"]),
        ("1 POITIERS", ["ada"]),
        ("da 1", []),
        ("université sobriété ad", ["ada"]),
        ("ellyx sobriété", []),
        ("ville sobriété", ["ada"]),
    ],
)
def test_a_text_finds_by_name_organisation_address_and_atelier(text: str, names: list[str]) -> None:
    first = replace(FORUM.ateliers[0], title="La sobriété en ville")
    forum = replace(FORUM, ateliers=(first, *FORUM.ateliers[1:]))

    assert found(text=text, forum=forum) == names


def test_who_came_is_found_though_they_cancelled_as_the_numbers_count_them() -> None:
    gil = Known(attendee("Gil", cancelled_at=at("6:30"), lunch=True), INSIDE)

    def is_found(*filters: str) -> bool:
        return wanted(filters, "", FORUM, at("8:00")).includes(gil)

    assert is_found("inside:yes")
    assert is_found("came:lunch", "inside:atelier-1") is False
    assert is_found("came:atelier-1", "inside:yes")
    assert not any(
        is_found(*filters) for filters in (["inside:yes", "lunch:yes"], ["came:no"], ["came:yes", "came:no"])
    )


def test_who_is_offered_a_seat_waits_no_more_as_the_numbers_count_them() -> None:
    offered = Known(attendee("Flo", waiting=(Waiting("atelier-2", at("6:00"), at("9:00")),)))

    def is_found(value: str) -> bool:
        return wanted([f"waiting:{value}"], "", FORUM, at("8:00")).includes(offered)

    assert [value for value in ("offered", "yes", "atelier-2") if is_found(value)] == ["offered"]


def test_a_code_that_is_read_aloud_finds_its_person_alone() -> None:
    code = PEOPLE["bao"].attendee.code

    assert found(text=f"{code[:4].lower()} {code[4:]}") == ["bao"]
    assert found(text=code[:4]) == []


def test_who_is_searched_for_is_found_cancelled_too_but_not_among_the_filtered() -> None:
    assert found(text="eve") == ["eve"]
    assert found("kind:participant", text="eve") == []
    assert found("cancelled:yes", text="eve") == ["eve"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("kind", "kind:…"),
        ("", "kind:…"),
        ("name:ada", "kind:…"),
        ("kind:king", "participant"),
        ("atelier:atelier-99", "atelier-1"),
        ("answer.photo:perhaps", "yes, no"),
        ("answer.age:12", "answer.photo:…"),
        ("cancelled:", "yes, no"),
        ("organisation:", "text"),
        ("organisation:" + "x" * 201, "200"),
        ("id:a b", "id"),
    ],
)
def test_a_filter_that_there_is_not_is_refused_by_what_there_is(given: str, told: str) -> None:
    with pytest.raises(Problem, match=told):
        wanted([given], "", FORUM, at("8:00"))


def test_more_filters_than_are_read_are_refused() -> None:
    with pytest.raises(Problem, match="100"):
        wanted([f"id:{number}" for number in range(101)], "", FORUM, at("8:00"))


@pytest.mark.parametrize("text", [" ", "…", "x" * 101])
def test_a_text_that_finds_nobody_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="words"):
        wanted([], text, FORUM, at("8:00"))


def test_a_column_that_there_is_not_is_refused_by_those_that_there_are() -> None:
    assert columns("lunch,,came_at") == {"lunch", "came_at"}
    with pytest.raises(Problem, match="came_at"):
        columns("lunch,secret")
