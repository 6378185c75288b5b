"""The cases of the fields of a registration, as the server's form asks them and finds what is wrong with them."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from attendance.documents.registration_form import Asked, asked
from attendance.domain.programme import Session
from attendance.edge.bodies.registrations import RegistrationBody
from attendance.edge.form import faults, fields
from attendance.edge.form.posted import Form
from attendance.vocabulary.codes import CLOSING
from tests.builders import at, programme
from tests.forum import Forum
from tests.functions.forms import FILLED, front, send
from tests.functions.test_welcome_questions_cases import CASES as QUESTIONS
from tests.functions.test_welcome_questions_cases import question
from tests.pages import Element, Page

CASES = json.loads(Path("tests/cases/fields.json").read_text())
LANGUAGES = ("fr", "en", "de")
EVENT = programme(languages=LANGUAGES, sessions=(Session("fin", "Fin", CLOSING, at("15:00"), at("15:30")),))


def test_every_field_is_asked_in_the_words_of_the_pages() -> None:
    found = {language: [described(one) for one in asked(EVENT, (), language)] for language in LANGUAGES}

    for language in LANGUAGES:
        assert found[language] == [in_language(case, language) for case in CASES["fields"]]


def described(one: Asked) -> dict[str, Any]:
    return {
        "name": one.name,
        "type": one.type,
        "part": one.part,
        "longest": one.longest or 0,
        "required": one.is_needed,
        "optional": one.is_optional,
        "depends_on": one.depends_on,
        "label": one.label.text,
        "choices": {choice.id: choice.label.text for choice in one.choices},
    }


def in_language(case: dict[str, Any], language: str) -> dict[str, Any]:
    choices = {choice: label[language] for choice, label in case.get("choices", {}).items()}
    return {**case, "label": case["label"][language], "choices": choices}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_says_what_is_asked(forum: Forum, language: str) -> None:
    forum.change(languages=LANGUAGES, sessions=EVENT.sessions)
    form = front(forum, query={"lang": language}).by_id("form")

    for case in CASES["fields"]:
        first, *_ = controls = [c for c in form.all() if c.attributes.get("name") == case["name"]]
        said = around(first).text
        assert case["label"][language] in said, case["name"]
        for choice, label in case.get("choices", {}).items():
            assert label[language] in said, choice
        assert ("required" in first.attributes) == case["required"], case["name"]
        values = [each.attributes.get("value") for each in (first.all("option") or controls)]
        assert "choices" not in case or values == [*case["choices"]]


def around(control: Element) -> Element:
    """Return the field of a control, or the part of the form that is one."""
    place = control.parent
    while place and place.name != "fieldset" and place.attributes.get("class") != "field":
        place = place.parent
    assert place
    return place


def test_what_the_day_lacks_is_not_asked_about() -> None:
    bare = programme(languages=("fr",), sessions=(), checkpoints=EVENT.checkpoints[:1])

    assert [one.name for one in asked(bare, (), "fr")] == CASES["bare"]


@pytest.mark.parametrize("case", CASES["typed"], ids=lambda case: f"{case['field']} {case['typed'][:20]!a}")
def test_what_is_typed_is_wrong_in_the_same_way_as_on_the_pages(case: dict[str, Any]) -> None:
    filled = {"sheet": "a-sheet", **FILLED, case["field"]: case["typed"]}
    form = Form({name: (text,) for name, text in filled.items()})
    try:
        RegistrationBody.model_validate(fields.body(form, EVENT))
        errors = []
    except ValidationError as error:
        errors = error.errors(include_url=False)

    found = [(fault.code, fault.limit) for fault in faults.unfit(form, EVENT, errors) if fault.field == case["field"]]

    assert found == ([(case["fault"], case.get("limit"))] if "fault" in case else [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_said_as_on_the_pages(forum: Forum, language: str) -> None:
    forum.change(languages=LANGUAGES, questions=tuple(question(asked) for asked in QUESTIONS["questions"]))
    wrong = {"answers.telephone": "", "answers.autre": "x\u0007", "answers.age": "zwölf", "answers.prises": "x" * 201}
    said = {case["fault"]: " ".join(case["said"][language].split()) for case in CASES["faults"]}

    errors = Page(send(forum, language, kind="exhibitor", email="ada", **wrong).text).errors

    assert errors["answers.telephone"] == said["needed"]
    assert errors["answers.autre"] == said["unprintable"]
    assert errors["answers.age"] == said["another_type"]
    assert errors["answers.prises"] == said["too_long"]
    assert errors["email"] == said["no_address"]
