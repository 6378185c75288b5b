"""What stands in a list's cell answers the event's own question, or says why it does not."""

from dataclasses import replace
from typing import Any

import pytest

from attendance.documents.lists import answers, columns, line_content
from attendance.documents.lists.values import Unread
from attendance.domain.questions import Question
from attendance.domain.texts import Choice
from tests.builders import programme

CHOICES = (Choice("pmr", {"fr": "Fauteuil roulant", "en": "Wheelchair"}), Choice("lsf", {"*": "Langue des signes"}))
ACCESS = Question("acces", "choices", {"fr": "Besoins d'accès ?", "en": "Access needs"}, {}, choices=CHOICES)
EMAIL_TOO = Question("email_pro", "text", {"fr": "E-mail professionnel"}, {}, asked_of=("speaker",))


def question(kind: str) -> Question:
    return Question("q", kind, {"fr": "?"}, {}, choices=CHOICES if kind.startswith("choice") else ())


@pytest.mark.parametrize("header", ["acces", "ACCES", "Besoins d’accès", "access needs"])
def test_a_column_is_known_by_the_id_or_a_label(header: str) -> None:
    assert answers.asked_by(header, [EMAIL_TOO, ACCESS]) == "answers.acces"


@pytest.mark.parametrize("header", ["", "Accès au parking", "?"])
def test_another_column_is_none(header: str) -> None:
    assert answers.asked_by(header, [ACCESS]) is None


@pytest.mark.parametrize(
    ("kind", "cell", "answer"),
    [
        ("yes_no", "Oui, avec plaisir", True),
        ("yes_no", "✗", False),
        ("yes_no", " ", None),
        ("number", "1 234,5", 1234.5),
        ("number", "-3", -3.0),
        ("date", "29/08/2022", "2022-08-29"),
        ("date", "9.8.2022", "2022-08-09"),
        ("date", "2022-08-29 00:00:00", "2022-08-29"),
        ("choice", "fauteuil roulant", "pmr"),
        ("choice", "Wheelchair", "pmr"),
        ("choices", "LSF ; Fauteuil roulant", ["lsf", "pmr"]),
        ("choices", "Langue des signes, Wheelchair", ["lsf", "pmr"]),
        ("text", "  05 49 00  00 00 ", "05 49 00 00 00"),
        ("long_text", "Une ligne\nune autre ", "Une ligne\nune autre"),
        ("text", "", None),
        ("choice", " ", None),
    ],
)
def test_a_cell_answers_as_people_write(kind: str, cell: str, answer: Any) -> None:
    assert answers.answer(cell, question(kind)) == answer


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        ("yes_no", "peut-être", "not_yes_or_no"),
        ("number", "trente", "not_a_number"),
        ("number", "1.2.3", "not_a_number"),
        ("date", "30/02/2022", "not_a_date"),
        ("date", "en août", "not_a_date"),
        ("choice", "vélo", "unknown_answer"),
        ("choices", "LSF, vélo", "unknown_answer"),
        ("text", "=A1+1", "formula"),
        ("long_text", "=A1+1", "formula"),
    ],
)
def test_a_cell_that_answers_nothing_says_so(kind: str, cell: str, code: str) -> None:
    with pytest.raises(Unread) as unread:
        answers.answer(cell, question(kind))

    assert unread.value.code == code


def test_a_line_keeps_the_answers_of_who_is_asked_and_says_whose_are_left_out() -> None:
    asking = replace(programme(), questions=(ACCESS, EMAIL_TOO))
    cells = {"kind": "Participante", "answers.acces": "LSF", "answers.email_pro": "ada@example.org"}

    read = line_content.read(cells, asking)

    assert read.errors == []
    assert read.fields["answers"] == {"acces": ["lsf"]}
    assert [(note.field, note.code) for note in read.notes] == [("answers.email_pro", "not_asked")]


def test_all_questions_are_among_the_fields() -> None:
    assert columns.fields((), (ACCESS, EMAIL_TOO))[-2:] == ("answers.acces", "answers.email_pro")
