"""The cases of the event's own questions, as the server's form asks them and reads what was typed."""

import json
from pathlib import Path
from typing import Any

import pytest

from attendance.domain import questions
from attendance.domain.programme import Programme
from attendance.domain.questions import Question
from attendance.domain.texts import Choice
from attendance.edge.form import faults, fields
from attendance.edge.form.posted import Form
from tests.builders import programme
from tests.forum import Forum
from tests.functions.forms import front

CASES = json.loads(Path("tests/cases/questions.json").read_text())


def question(asked: dict[str, Any]) -> Question:
    return Question(
        asked["id"],
        asked["type"],
        label={"*": asked["label"]},
        purpose={"*": asked["purpose"]},
        help={"*": asked["help"]},
        required=asked["required"],
        asked_of=tuple(asked["asked_of"]),
        choices=tuple(Choice(choice["id"], {"*": choice["label"]}) for choice in asked["choices"]),
    )


@pytest.fixture
def asking() -> Programme:
    return programme(questions=tuple(question(asked) for asked in CASES["questions"]))


def test_each_question_has_the_fields_that_the_pages_have_for_it(forum: Forum, asking: Programme) -> None:
    forum.change(questions=asking.questions)
    page = front(forum)

    for asked in asking.questions:
        shown = [
            {
                "tag": control.name,
                "type": control.attributes.get("type", ""),
                "value": control.attributes.get("value", ""),
                "options": [option.attributes["value"] for option in control.all("option")],
            }
            for control in page.root.all()
            if control.attributes.get("name") == asked.field
        ]
        assert shown == CASES["fields"][asked.id], asked.id


@pytest.mark.parametrize("case", CASES["typed"], ids=lambda case: f"{case['question']} {str(case['typed'])[:20]!a}")
def test_what_is_typed_is_the_same_answer_or_wrong_in_the_same_way_as_on_the_pages(
    case: dict[str, Any], asking: Programme
) -> None:
    (asked,) = (each for each in asking.questions if each.id == case["question"])
    form = Form({asked.field: tuple(case["typed"])} if case["typed"] else {})

    found = [
        (fault.code, fault.limit if fault.code == "too_long" else None)
        for fault in faults.unfit(form, asking, ())
        if fault.field == asked.field
    ]

    if "fault" in case:
        assert found == [(case["fault"], case.get("limit"))]
    else:
        assert found == []
        stored = questions.answered([asked], (), fields.answers(form, asking), "participant")
        assert [questions.given(asked, answer) for answer in stored] == [
            answer for answer in [case["answer"]] if answer is not None
        ]
