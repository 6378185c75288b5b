"""A line of a list is somebody who registers, or all that is wrong with it at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.documents.lists import line_content
from tests.documents.lists.cells import PROGRAMME


def test_everything_wrong_with_a_line_is_told_at_once() -> None:
    read = line_content.read({"name": "A B C", "diet": "halal", "kind": "roi", "ateliers": "9", "king": "x"}, PROGRAMME)

    assert {(e.field, e.code) for e in read.errors} == {
        ("name", "name_unclear"),
        ("kind", "unknown_kind"),
        ("ateliers", "unknown_atelier"),
        ("king", "unknown_field"),
    }


def test_a_cancellation_that_is_ticked_counts_beside_any_status_and_is_told_once() -> None:
    for cells in ({"cancelled": "oui", "status": "En attente"}, {"status": "En attente", "cancelled": "oui"}):
        read = line_content.read(cells, PROGRAMME)

        assert read.fields["status"] == "cancelled"
        assert [note.code for note in read.notes] == ["status_cancelled"]
    assert line_content.read({"cancelled": "Void"}, PROGRAMME).fields == {"status": "cancelled"}
    assert line_content.read({"cancelled": "non", "status": "Payé"}, PROGRAMME).fields == {}
    assert line_content.read({"cancelled": ""}, PROGRAMME).notes == []


def test_ticks_and_choices_make_one_list_of_ateliers() -> None:
    read = line_content.read({"atelier-3": "x", "ateliers": "1", "atelier-2": "non"}, PROGRAMME)

    assert sorted(read.fields["ateliers"]) == ["atelier-1", "atelier-3"]


def test_who_does_not_lunch_loses_a_diet_with_a_note_and_a_missing_answer_does_not() -> None:
    said = line_content.read({"lunch": "non", "diet": "végan"}, PROGRAMME)
    unsaid = line_content.read({"lunch": "", "diet": "végan"}, PROGRAMME)

    assert (said.fields["diet"], [note.code for note in said.notes]) == ("none", ["diet_dropped"])
    assert (unsaid.fields["diet"], unsaid.notes) == ("vegan", [])


@pytest.mark.parametrize(
    ("lunch", "others", "diet"),
    [
        ("Oui, sans porc", {}, "no_pork"),
        ("oui - végétarien", {"diet": ""}, "vegetarian"),
        ("Oui, végan", {"diet": "sans gluten"}, "gluten_free"),
        ("Oui, avec plaisir", {}, "none"),
        ("Oui sans restriction", {}, "none"),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_diet_that_is_said_with_the_lunch_is_not_lost(
    lunch: str, others: dict[str, str], diet: str, is_first: bool
) -> None:
    cells = {"lunch": lunch, **others} if is_first else {**others, "lunch": lunch}
    said = line_content.read(cells, PROGRAMME)

    assert (said.fields["lunch"], said.fields.get("diet", "none"), said.errors) == (True, diet, [])


def test_a_list_that_never_speaks_of_lunch_registers_people_and_tells_their_diets() -> None:
    said = line_content.read({"diet": "végan"}, PROGRAMME)

    assert (said.fields["diet"], [(note.code, note.about) for note in said.notes]) == (
        "none",
        [("diet_without_lunch", "végan")],
    )


@pytest.mark.parametrize("text", ["non", "", "peut-être"])
def test_a_line_without_consent_is_refused(text: str) -> None:
    assert [e.field for e in line_content.read({"consent": text}, PROGRAMME).errors] == ["consent"]


@pytest.mark.parametrize("field", ["given_name", "email", "lunch", "ateliers", "diet"])
def test_a_text_without_end_is_told_and_not_repeated(field: str) -> None:
    (error,) = line_content.read({field: "é" * 30_000}, PROGRAMME).errors

    assert (error.field, error.code, error.about) == (field, "too_long", None)


@given(st.dictionaries(st.sampled_from(["name", "email", "lunch", "diet", "kind", "ateliers", "consent"]), st.text()))
def test_no_text_makes_the_reading_of_a_line_fail(cells: dict[str, str]) -> None:
    line_content.read(cells, PROGRAMME)
