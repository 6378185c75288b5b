"""Our own table of everybody is a list like any other: brought back, it says the same, in every language."""

from dataclasses import replace
from typing import Any

import pytest

from attendance.documents import attendance_table, tables
from attendance.documents.lists import columns, file, headers, line_content
from attendance.documents.lists.table import UnreadableList
from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme
from attendance.vocabulary import words
from attendance.vocabulary.codes import Kind
from tests.builders import at, person, programme

DIETS = ("none", "vegetarian", "vegan", "gluten_free", "no_pork", "other")
FORUM = programme()


def brought_back(people: list[Attendee], event: Programme, language: str) -> list[dict[str, Any]]:
    """Write the table of people in a language, read it as a list, and return the fields of its lines."""
    made = attendance_table.table([replace(person(), attendee=one) for one in people], event, language)
    table = file.read(b"".join(tables.csv(made)), headers.is_known)
    assert not isinstance(table, UnreadableList)
    found = columns.matched(table, event.ateliers, event.questions, event.kinds)
    contents = [line_content.read(columns.cells(line.cells, found), event) for line in table.lines]
    assert [content.errors for content in contents] == [[] for _ in people]
    return [content.fields for content in contents]


@pytest.mark.parametrize("language", words.languages())
def test_what_somebody_chose_comes_back(language: str) -> None:
    who = person(
        given_name="Ada",
        family_name="Lovelace",
        email="ada@example.org",
        organisation="La Fonda",
        ateliers=("atelier-1", "atelier-3"),
        lunch=True,
        diet="vegan",
        village=True,
        drink=False,
    ).attendee
    assert who

    [back] = brought_back([who], FORUM, language)

    assert back.get("status") is None
    names = ("given_name", "family_name", "email", "organisation", "kind", "lunch", "diet", "village", "drink")
    assert {name: back[name] for name in names} == {name: getattr(who, name) for name in names}
    assert tuple(back["ateliers"]) == who.ateliers


@pytest.mark.parametrize("language", words.languages())
def test_a_series_of_any_title_comes_back_as_chosen_and_not_as_attended(language: str) -> None:
    event = replace(FORUM, slots=tuple(replace(s, title=f"Tour {n}") for n, s in enumerate(FORUM.slots)))
    who = person(ateliers=("atelier-1", "atelier-3"), released=("atelier-2",)).attendee
    assert who

    [back] = brought_back([who], event, language)

    assert tuple(back["ateliers"]) == who.ateliers


@pytest.mark.parametrize("language", words.languages())
def test_every_kind_and_every_diet_comes_back_by_its_label(language: str) -> None:
    people = [person(kind=kind, stand="").attendee for kind in Kind]
    people += [person(lunch=True, diet=diet).attendee for diet in DIETS]

    back = brought_back([one for one in people if one], FORUM, language)

    assert [fields["kind"] for fields in back[: len(Kind)]] == [*Kind]
    assert [fields["diet"] for fields in back[len(Kind) :]] == [*DIETS]


@pytest.mark.parametrize("language", words.languages())
def test_who_cancelled_comes_back_as_cancelled(language: str) -> None:
    who = person(cancelled_at=at("8:00")).attendee
    assert who

    [back] = brought_back([who], FORUM, language)

    assert back["status"] == "cancelled"
