"""What an organiser says that answers mean is read instead of them, on every line."""

from dataclasses import replace

import pytest

from attendance.documents.lists import columns, line_content
from attendance.documents.lists.line_content import LineContent
from attendance.domain.problem import Problem
from attendance.domain.questions import Question
from tests.documents.lists.cells import PROGRAMME


def read(cells: dict[str, str], said: dict[str, dict[str, str]]) -> LineContent:
    return line_content.read(cells, PROGRAMME, columns.meanings(said, PROGRAMME))


def test_an_answer_is_read_as_what_it_was_said_to_mean_however_it_is_spelled() -> None:
    content = read({"lunch": "à voir", "diet": "Halal "}, {"lunch": {"A VOIR": "yes"}, "diet": {"halal": "no_pork"}})

    assert content == LineContent({"lunch": True, "diet": "no_pork"})


@pytest.mark.parametrize("text", ["Salle du haut ; 1", "1|salle du haut", "1, Salle du haut"])
def test_one_of_several_ateliers_may_have_a_meaning(text: str) -> None:
    content = read({"ateliers": text}, {"ateliers": {"Salle du haut": "atelier-3"}})

    assert sorted(content.fields["ateliers"]) == ["atelier-1", "atelier-3"]


def test_a_part_of_a_diet_is_none() -> None:
    content = read({"lunch": "oui", "diet": "sans sel, halal"}, {"diet": {"halal": "none"}})

    assert [(note.code, note.value) for note in content.notes] == [("diet_words", "sans sel, halal")]


@pytest.mark.parametrize("said", [{}, {"diet": {"allergie arachide": "other"}}])
def test_the_words_of_another_diet_go_to_the_caterer_where_the_event_asks_for_them(
    said: dict[str, dict[str, str]],
) -> None:
    asked = Question("allergies", "text", {"fr": "Allergies"}, {"fr": "Repas"}, told_to="caterer")
    programme = replace(PROGRAMME, questions=(asked,))

    cells = {"lunch": "oui", "diet": "allergie arachide"}
    content = line_content.read(cells, programme, columns.meanings(said, programme))

    answers = {"allergies": "allergie arachide"}
    assert content.fields == {"lunch": True, "diet": "other", "answers": answers}


def test_an_answer_may_mean_nothing() -> None:
    assert read({"ateliers": "je ne sais pas"}, {"ateliers": {"je ne sais pas": ""}}) == LineContent({"ateliers": []})


@pytest.mark.parametrize(
    ("field", "text"), [("kind", "presse"), ("lunch", "?!maybe"), ("language", "klingon"), ("consent", "Lu")]
)
def test_what_may_be_given_a_meaning_is_told_in_full(field: str, text: str) -> None:
    (error,) = line_content.read({field: text}, PROGRAMME).errors

    assert error.value == text


def test_a_field_that_no_column_may_be_has_no_meanings() -> None:
    with pytest.raises(Problem, match=r"values\.regime"):
        columns.meanings({"regime": {"halal": "other"}}, PROGRAMME)
