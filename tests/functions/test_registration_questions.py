"""The event's own questions over HTTP: asked, answered, corrected, shown at the doors that must know, and counted."""

from typing import Any

import pytest

from attendance.domain.questions import Question
from attendance.domain.texts import Choice
from infra.verify import recount
from tests.forum import Forum
from tests.gateway import Response

ACCESS = Question(
    "acces",
    "choices",
    {"*": "Besoins d'accessibilité", "en": "Accessibility needs"},
    {"fr": "Vous accueillir"},
    choices=(Choice("pmr", {"*": "Fauteuil roulant", "en": "Wheelchair"}), Choice("lsf", {"*": "LSF"})),
    doors=("entrance",),
    counted=True,
)
PHOTO = Question("photo", "yes_no", {"fr": "J'accepte d'être photographié·e"}, {"fr": "Album"}, counted=True)
TELEPHONE = Question(
    "telephone", "text", {"fr": "Téléphone"}, {"fr": "Vous joindre"}, help={"fr": "Le jour même"}, required=True
)
TITLE = Question("titre", "text", {"fr": "Titre"}, {"fr": "Programme"}, required=True, asked_of=("speaker",))
NUTS = (Choice("arachide", {"fr": "Arachide"}), Choice("lait", {"fr": "Lait"}))
ANSWERS = {"telephone": "05 49 00 00 00", "acces": ["pmr"], "photo": True}


@pytest.fixture
def asking(forum: Forum) -> Forum:
    forum.change(questions=(TELEPHONE, ACCESS, PHOTO, TITLE))
    return forum


def own(forum: Forum, who: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = forum.gateway.call("GET", "/api/registration", secret=who["pass"]).body
    return shown


def amend(forum: Forum, who: dict[str, Any], **choices: Any) -> Response:
    return forum.gateway.call("PATCH", "/api/registration", choices, secret=who["pass"])


def sent(forum: Forum, **chosen: Any) -> Response:
    body = {"given_name": "Bob", "family_name": "Exemple", "email": "bob@example.org", "consent": True, **chosen}
    return forum.gateway.call("POST", "/api/registrations", body)


def fields(answer: Response) -> list[str]:
    assert answer.status == 422, answer.text
    return [error["field"] for error in answer.body["errors"]]


def test_the_programme_asks_in_the_language_asked_for(asking: Forum) -> None:
    _, access, *_ = asking.gateway.call("GET", "/api/programme", query={"lang": "en"}).body["questions"]

    assert access == {
        "id": "acces",
        "type": "choices",
        "label": "Accessibility needs",
        "help": "",
        "required": False,
        "asked_of": [],
        "choices": [
            {"id": "pmr", "label": "Wheelchair", "untranslated": []},
            {"id": "lsf", "label": "LSF", "untranslated": ["label"]},
        ],
        "purpose": "Vous accueillir",
        "untranslated": ["purpose"],
    }
    telephone, *_ = asking.gateway.call("GET", "/api/programme").body["questions"]
    assert (telephone["label"], telephone["help"], telephone["required"]) == ("Téléphone", "Le jour même", True)


def test_who_answers_sees_their_answers_and_so_does_the_organiser(asking: Forum) -> None:
    ada = asking.register(answers=ANSWERS)

    assert own(asking, ada)["answers"] == ANSWERS
    everything = asking.gateway.call("GET", "/api/registration/data", secret=ada["pass"]).body
    assert everything["registration"]["answers"] == ANSWERS
    day = asking.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=asking.invite()).body
    assert day["registration"]["answers"] == ANSWERS


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"telephone": "05", "age": 34}, "answers.age"),
        ({"telephone": "05", "titre": "Ma thèse"}, "answers.titre"),
        ({"telephone": "05", "photo": "oui"}, "answers.photo"),
        ({"telephone": "0" * 201}, "answers.telephone"),
        ({"telephone": "05", "acces": ["velo"]}, "answers.acces"),
        ({"telephone": {"mobile": "06"}}, "answers.telephone"),
        ({"telephone": "05", "photo": [None]}, "answers.photo"),
        ({"telephone": " "}, "answers.telephone"),
        ({}, "answers.telephone"),
    ],
)
def test_an_answer_that_is_none_is_refused_with_its_field(asking: Forum, answers: Any, field: str) -> None:
    assert fields(sent(asking, answers=answers)) == [field]


def test_other_answers_stay_and_null_takes_one_back_but_not_one_that_is_required(asking: Forum) -> None:
    ada = asking.register(answers=ANSWERS)

    assert amend(asking, ada, answers={"photo": None, "acces": []}).body["answers"] == {"telephone": "05 49 00 00 00"}
    assert fields(amend(asking, ada, answers={"telephone": None})) == ["answers.telephone"]
    assert amend(asking, ada, lunch=True).body["answers"] == {"telephone": "05 49 00 00 00"}


def test_the_staff_registers_whom_it_could_not_ask_and_they_change_other_things(asking: Forum) -> None:
    organiser = asking.invite()
    walk_in = asking.register(secret=organiser)
    walk_in["pass"] = asking.own_pass(walk_in)

    assert amend(asking, walk_in, village=True).status == 200
    assert amend(asking, walk_in, answers={"acces": ["lsf"]}).body["answers"] == {"acces": ["lsf"]}


def test_an_organiser_corrects_an_answer_and_the_journal_says_that_they_did(asking: Forum) -> None:
    ada, organiser = asking.register(answers=ANSWERS), asking.invite()
    path = f"/api/attendees/{ada['attendee_id']}"

    corrected = asking.gateway.call("PATCH", path, {"answers": {"telephone": None}}, secret=organiser)

    assert corrected.body["answers"] == {"acces": ["pmr"], "photo": True}
    (act,) = asking.gateway.call("GET", path, secret=organiser).body["acts"]
    assert (act["what"], act["details"]["fields"]) == ("corrected", ["answers"])


def test_only_the_door_that_must_know_is_told(asking: Forum) -> None:
    ada = asking.register(answers=ANSWERS, ateliers=["atelier-1"])
    entrance, atelier = asking.invite("volunteer", "entrance"), asking.invite("volunteer", "atelier-1")

    at_entrance, elsewhere = (
        asking.gateway.call("GET", "/api/roster", secret=secret).body for secret in (entrance, atelier)
    )

    *asked, memo = at_entrance["questions"]
    assert asked == [
        {
            "id": "acces",
            "label": "Besoins d'accessibilité",
            "choices": [{"id": "pmr", "label": "Fauteuil roulant"}, {"id": "lsf", "label": "LSF"}],
            "until": "2022-08-30T14:00:00.000Z",
        }
    ]
    assert at_entrance["attendees"][0]["notes"] == {"acces": ["pmr"]}
    assert (memo["id"], elsewhere["questions"]) == (".memo", [memo])
    assert "notes" not in elsewhere["attendees"][0]
    asking.set_clock("8:50")
    assert asking.scan(entrance, ada, "entrance")["attendee"]["notes"] == {"acces": ["pmr"]}
    asking.set_clock("9:05")
    assert "notes" not in asking.scan(atelier, ada, "atelier-1")["attendee"]


def test_no_door_is_told_of_who_has_cancelled(asking: Forum) -> None:
    ada, bob = asking.register(answers=ANSWERS), asking.register("Bob", answers=ANSWERS)
    asking.gateway.call("DELETE", "/api/registration", secret=bob["pass"])

    roster = asking.gateway.call("GET", "/api/roster", secret=asking.invite("volunteer", "entrance")).body

    noted = {person["id"]: person["notes"] for person in roster["attendees"] if "notes" in person}
    assert noted == {ada["attendee_id"]: {"acces": ["pmr"]}}


def test_answers_are_counted_as_they_change_and_as_people_come_and_go(asking: Forum) -> None:
    organiser = asking.invite()
    ada, bob = (asking.register(name, answers=ANSWERS) for name in ("Ada", "Bob"))
    asking.register("Cléo", answers={"telephone": "05", "photo": False})
    asking.scan(organiser, ada, "entrance")
    amend(asking, bob, answers={"acces": ["pmr", "lsf"], "photo": None})

    answers = asking.headcounts(organiser)["answers"]

    assert answers == {
        "acces": {"pmr": {"registered": 2, "present": 1}, "lsf": {"registered": 1, "present": 0}},
        "photo": {"yes": {"registered": 1, "present": 1}, "no": {"registered": 1, "present": 0}},
    }
    access, _ = asking.gateway.call("GET", "/api/headcounts", query={"lang": "en"}, secret=organiser).body["questions"]
    wheelchair = {"id": "pmr", "label": "Wheelchair"}
    assert access == {
        "id": "acces",
        "label": "Accessibility needs",
        "choices": [wheelchair, {"id": "lsf", "label": "LSF"}],
    }
    assert not {"answers", "questions"} & asking.headcounts(asking.invite("volunteer", "entrance")).keys()
    assert recount(asking.event_id).differences == []
    asking.gateway.call("DELETE", "/api/registration", secret=ada["pass"])
    assert asking.headcounts(organiser)["answers"]["acces"]["pmr"]["registered"] == 1
    assert recount(asking.event_id).differences == []


def test_nothing_of_the_answers_is_left_of_who_is_erased(asking: Forum) -> None:
    ada = asking.register(answers=ANSWERS)

    asking.gateway.call("POST", "/api/registration/erasure", secret=ada["pass"])

    assert asking.attendee(ada["attendee_id"]).answers == ()
    assert recount(asking.event_id).differences == []


def test_the_caterer_is_told_what_people_need_without_their_names(asking: Forum) -> None:
    allergy = Question("allergies", "choices", {"fr": "Allergies"}, {"fr": "Repas"}, told_to="caterer", choices=NUTS)
    besides = Question("autre", "long_text", {"fr": "Autre chose ?"}, {"fr": "Repas"}, told_to="caterer")
    asking.change(questions=(allergy, besides))
    organiser = asking.invite()
    ada = asking.register(answers={"allergies": ["arachide"], "autre": "Pas trop\nsalé"})
    bob = asking.register("Bob", answers={"autre": "Sans coriandre"})
    asking.register("Cléo", answers={"allergies": ["arachide", "lait"]})

    def wishes() -> list[dict[str, Any]]:
        shown: list[dict[str, Any]] = asking.gateway.call("GET", "/api/catering", secret=organiser).body["wishes"]
        return shown

    assert wishes() == [
        {
            "question": "allergies",
            "label": "Allergies",
            "choices": [{"id": "arachide", "label": "Arachide"}, {"id": "lait", "label": "Lait"}],
            "counts": {"arachide": 2, "lait": 1},
        },
        {"question": "autre", "label": "Autre chose ?", "texts": ["Pas trop\nsalé", "Sans coriandre"]},
    ]
    order = asking.gateway.call("GET", "/api/exports/order.csv", query={"plain": "true"}, secret=organiser).text
    assert "Allergies;Arachide;2;" in order.replace(",", ";")
    assert "Sans coriandre" in order
    assert amend(asking, bob, answers={"autre": "Sans ail"}).status == 200
    asking.gateway.call("DELETE", "/api/registration", secret=ada["pass"])
    assert [wish.get("counts") or wish["texts"] for wish in wishes()] == [{"arachide": 1, "lait": 1}, ["Sans ail"]]
    assert amend(asking, bob, answers={"autre": None}).status == 200
    assert wishes()[1]["texts"] == []


def test_who_lacks_a_required_answer_is_listed_as_incomplete_until_it_is_there(asking: Forum) -> None:
    organiser = asking.invite()
    asking.register(answers=ANSWERS)
    walk_in = asking.register("Bea", organiser)
    speaker = asking.register("Cid", organiser, kind="speaker", answers={"telephone": "05"})
    gone = asking.register("Dan", organiser)
    asking.gateway.call("DELETE", f"/api/attendees/{gone['attendee_id']}", secret=organiser)

    def incomplete() -> dict[str, list[str]]:
        query = {"filter": "answers:missing"}
        found = asking.gateway.call("GET", "/api/attendees", query=query, secret=organiser).body
        assert found["next"] is None
        return {one["id"]: one["missing"] for one in found["attendees"]}

    assert incomplete() == {walk_in["attendee_id"]: ["telephone"], speaker["attendee_id"]: ["titre"]}
    for who, answers in ((walk_in, {"telephone": "06"}), (speaker, {"titre": "Ma thèse"})):
        asking.gateway.call("PATCH", f"/api/attendees/{who['attendee_id']}", {"answers": answers}, secret=organiser)
    assert incomplete() == {}
