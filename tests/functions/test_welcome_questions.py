"""The event's own questions on the forum's form, as it works without any script."""

from typing import Any

import pytest

from attendance.domain.questions import Question
from attendance.domain.texts import Choice
from tests.forum import Forum
from tests.functions.forms import front, people, send
from tests.pages import Page

PURPOSE = {"fr": "Préparer la journée", "en": "Getting the day ready"}
CHOICES = (Choice("velo", {"fr": "À vélo", "en": "By bicycle"}), Choice("bus", {"fr": "En bus", "en": "By bus"}))
QUESTIONS = (
    Question(
        "telephone",
        "text",
        {"fr": "Téléphone", "en": "Phone"},
        PURPOSE,
        help={"fr": "Le jour même", "en": "On the day"},
        required=True,
    ),
    Question("age", "number", {"fr": "Âge", "en": "Age"}, PURPOSE),
    Question("arrivee", "date", {"fr": "Arrivée", "en": "Arrival"}, PURPOSE),
    Question("photo", "yes_no", {"fr": "Photo", "en": "Photo"}, PURPOSE),
    Question("trajet", "choice", {"fr": "Trajet", "en": "Way"}, PURPOSE, choices=CHOICES),
    Question("retour", "choices", {"fr": "Retour", "en": "Way back"}, PURPOSE, choices=CHOICES),
    Question("autre", "long_text", {"fr": "Autre chose", "en": "Anything else"}, PURPOSE),
    Question("prises", "text", {"fr": "Prises", "en": "Sockets"}, PURPOSE, asked_of=("exhibitor",)),
    Question("titre", "text", {"fr": "Titre", "en": "Title"}, PURPOSE, required=True, asked_of=("speaker",)),
)
ANSWERED: dict[str, Any] = {
    "answers.telephone": "05 49 00 00 00",
    "answers.age": "34,5",
    "answers.arrivee": "2022-08-29",
    "answers.photo": "no",
    "answers.trajet": "bus",
    "answers.retour": ["bus", "velo"],
    "answers.autre": "Une ligne\r\net une autre",
}


@pytest.fixture
def asking(forum: Forum) -> Forum:
    forum.change(questions=QUESTIONS)
    return forum


def answers(forum: Forum) -> Any:
    (found,) = people(forum)
    day = forum.gateway.call("GET", f"/api/attendees/{found['id']}", secret=forum.invite()).body
    return day["registration"]["answers"]


@pytest.mark.parametrize(
    ("lang", "label", "help_", "purpose"),
    [
        ("fr", "Téléphone", "Le jour même", "Préparer la journée"),
        ("en", "Phone", "On the day", "Getting the day ready"),
    ],
)
def test_a_question_says_what_it_asks_and_what_for(
    asking: Forum, lang: str, label: str, help_: str, purpose: str
) -> None:
    page = front(asking, query={"lang": lang})

    field = page.by_id("answers.telephone")
    assert page.root.one("label", **{"for": "answers.telephone"}).text == label
    assert "required" in field.attributes
    hint = page.by_id(field.attributes["aria-describedby"]).text
    assert help_ in hint
    assert purpose in hint


def test_who_is_asked_shows_with_the_kind_and_nobody_is_asked_what_only_the_staff_can_answer(asking: Forum) -> None:
    page = front(asking)

    (for_exhibitors,) = page.root.all(**{"data-shown-with": "kind=exhibitor"})[1:]
    assert for_exhibitors.one("input").attributes["name"] == "answers.prises"
    assert page.root.all(id="answers.titre") == []


def test_every_type_of_answer_is_stored_as_it_was_meant(asking: Forum) -> None:
    answer = send(asking, **ANSWERED)

    assert answer.status == 201, answer.text
    assert answers(asking) == {
        "telephone": "05 49 00 00 00",
        "age": 34.5,
        "arrivee": "2022-08-29",
        "photo": False,
        "trajet": "bus",
        "retour": ["velo", "bus"],
        "autre": "Une ligne\net une autre",
    }


def test_what_is_left_empty_is_no_answer(asking: Forum) -> None:
    empty: dict[str, Any] = dict.fromkeys(ANSWERED, "") | {
        "answers.telephone": "05",
        "answers.retour": None,
        "answers.prises": " ",
    }

    assert send(asking, **empty).status == 201
    assert answers(asking) == {"telephone": "05"}


@pytest.mark.parametrize(
    ("typed", "field", "french"),
    [
        ({"answers.telephone": None}, "answers.telephone", "Remplissez ce champ"),
        ({"answers.telephone": " "}, "answers.telephone", "Remplissez ce champ"),
        ({"answers.telephone": "0" * 201}, "answers.telephone", "200 caractères au plus"),
        ({"answers.telephone": "0\x00"}, "answers.telephone", "ne s’imprime pas"),
        ({"answers.age": "trente"}, "answers.age", "un nombre"),
        ({"answers.age": "nan"}, "answers.age", "un nombre"),
        ({"answers.arrivee": "29/08/2022"}, "answers.arrivee", "un jour du calendrier"),
        ({"answers.photo": "peut-être"}, "answers.photo", "pas du genre attendu"),
        ({"answers.trajet": "avion"}, "answers.trajet", "n’est pas proposé"),
        ({"answers.retour": ["bus", "avion"]}, "answers.retour", "n’est pas proposé"),
        ({"answers.autre": "x" * 2001}, "answers.autre", "2 000 caractères au plus"),
        ({"answers.prises": "deux"}, "answers.prises", "Ce choix n’est pas possible"),
    ],
)
def test_a_wrong_answer_brings_the_form_back_with_everything_that_was_typed(
    asking: Forum, typed: dict[str, Any], field: str, french: str
) -> None:
    filled: dict[str, Any] = ANSWERED | typed
    answer = send(asking, **filled)

    assert answer.status == 422
    page = Page(answer.text)
    assert french in page.errors[field]
    label = next(q.label["fr"] for q in QUESTIONS if q.field == field)
    assert page.summary == [f"{label} : {page.errors[field]}"]
    kept = page.filled_in()
    assert kept["given_name"] == "Ada"
    assert kept["answers.photo" if field != "answers.photo" else "answers.trajet"] in ("no", "bus")
    assert "Une ligne" in page.by_id("answers.autre").text or field == "answers.autre"
    assert people(asking) == []


def test_all_that_is_wrong_is_said_in_the_order_of_the_form(asking: Forum) -> None:
    typed: dict[str, Any] = {"given_name": "", "answers.age": "trente", "answers.photo": "oui"}
    page = Page(send(asking, **typed).text)

    assert list(page.errors) == ["given_name", "answers.telephone", "answers.age", "answers.photo"]


def test_a_program_that_asks_something_else_is_refused(asking: Forum) -> None:
    typed: dict[str, Any] = {"answers.inconnu": "1"}
    assert send(asking, **typed).status == 422
