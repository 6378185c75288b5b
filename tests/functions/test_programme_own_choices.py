"""An event with diets of its own, its own words for kinds, and other languages: wherever they are chosen or shown."""

import csv
import io
from typing import Any

import pytest

from attendance.documents import mail
from attendance.domain.mails import Mail
from attendance.domain.questions import Question
from attendance.domain.texts import Choice
from attendance.vocabulary.codes import MailKind
from infra.verify import recount
from tests.documents.pictures import page_text
from tests.forum import Forum
from tests.functions.forms import front, people, send
from tests.functions.imports import imported
from tests.functions.takeaway import export

HALAL = Choice("halal", {"*": "Halal", "fr": "Halal", "en": "Halal food"})
LACTOSE = Choice("sans_lactose", {"*": "Sans lactose", "fr": "Sans lactose", "en": "Lactose-free"})
SPONSOR = Choice("exhibitor", {"*": "Mécène", "fr": "Mécène", "en": "Sponsor"})
OWN: dict[str, Any] = {"diets": (Choice("none"), HALAL, LACTOSE), "kinds": (SPONSOR,), "languages": ("en", "fr")}


@pytest.fixture
def own(forum: Forum) -> Forum:
    forum.change(**OWN)
    return forum


def catering(forum: Forum) -> dict[str, Any]:
    lunch: dict[str, Any] = forum.gateway.call("GET", "/api/catering", secret=forum.invite()).body["lunch"]
    return lunch


def rows(forum: Forum, name: str, **query: str) -> list[dict[str, str]]:
    written = export(forum, name, **query).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written), delimiter=";" if "plain" not in query else ","))


def refused(forum: Forum, **chosen: Any) -> list[str]:
    body = {"given_name": "Bob", "family_name": "Exemple", "email": "bob@example.org", "consent": True, **chosen}
    answer = forum.gateway.call("POST", "/api/registrations", body)
    assert answer.status == 422, answer.text
    return [f"{error['field']} {error['message']}" for error in answer.body["errors"]]


def test_the_programme_names_its_diets_kinds_and_languages(own: Forum) -> None:
    told = {lang: own.gateway.call("GET", "/api/programme", query={"lang": lang}).body for lang in ("fr", "en", "de")}

    assert told["fr"]["diets"] == ["none", "halal", "sans_lactose"]
    assert told["fr"]["languages"] == ["en", "fr"]
    assert [choice["label"] for choice in told["fr"]["diet_choices"]] == [
        "Aucun régime particulier",
        "Halal",
        "Sans lactose",
    ]
    assert {"id": "exhibitor", "label": "Mécène", "untranslated": []} in told["fr"]["kinds"]
    assert {"id": "speaker", "label": "Intervenant·e", "untranslated": []} in told["fr"]["kinds"]
    assert told["de"] == told["en"] != told["fr"]
    assert {"id": "halal", "label": "Halal food", "untranslated": []} in told["en"]["diet_choices"]


def test_what_the_event_says_in_its_own_language_alone_is_marked_with_it(forum: Forum) -> None:
    raw = Choice("crudivore", {"*": "Crudivore", "fr": "Crudivore"})
    bus, bicycle = Choice("bus", {"*": "En bus", "en": "By bus"}), Choice("velo", {"*": "À vélo"})
    coming = Question("trajet", "choice", {"*": "Trajet"}, {"*": "Prévoir", "en": "To plan"}, choices=(bus, bicycle))
    patron = Choice("exhibitor", {"*": "Mécène"})
    forum.change(diets=(Choice("none"), HALAL, raw), kinds=(patron,), questions=(coming,), languages=("fr", "en"))

    told = forum.gateway.call("GET", "/api/programme", query={"lang": "en"}).body
    page = front(forum, query={"lang": "en"})

    marked = {choice["id"]: choice["untranslated"] for choice in (*told["diet_choices"], *told["kinds"])}
    assert (marked["none"], marked["halal"], marked["crudivore"]) == ([], [], ["label"])
    assert (marked["exhibitor"], marked["speaker"]) == (["label"], [])
    (asked,) = told["questions"]
    assert asked["untranslated"] == ["label"]
    assert [choice["untranslated"] for choice in asked["choices"]] == [[], ["label"]]
    french = {each.text for each in page.by_id("form").all(lang="fr") if each.name != "label"}
    assert {"Crudivore", "Mécène", "Trajet", "À vélo"} <= french
    assert not {"Halal food", "By bus", "To plan", "Participant"} & french
    own = forum.gateway.call("GET", "/api/programme", query={"lang": "fr"}).body
    assert [q["untranslated"] for q in own["questions"]] == [[]]


def test_an_event_stored_before_there_were_such_has_the_usual_ones(forum: Forum) -> None:
    told = forum.gateway.call("GET", "/api/programme").body

    assert told["diets"] == ["none", "vegetarian", "vegan", "gluten_free", "no_pork", "other"]
    assert [choice["id"] for choice in told["diet_choices"]] == told["diets"]
    assert told["languages"] == ["fr", "en"]


def test_one_of_the_events_diets_and_languages_is_chosen_and_no_other(own: Forum) -> None:
    ada = own.register(lunch=True, diet="halal")

    assert own.attendee(ada["attendee_id"]).diet == "halal"
    assert own.attendee(ada["attendee_id"]).language == "en"
    assert refused(own, lunch=True, diet="vegan") == ["diet is one of none, halal, sans_lactose"]
    assert refused(own, language="de") == ["language is one of en, fr"]
    assert refused(own, diet="halal") == ["diet A diet needs lunch to be true."]
    for wrong in ("végan", "", "a b", "x" * 41, 7, None):
        assert [one.split()[0] for one in refused(own, lunch=True, diet=wrong)] == ["diet"]
    amended = own.gateway.call("PATCH", "/api/registration", {"diet": "vegan"}, secret=ada["pass"])
    assert (amended.status, amended.body["errors"][0]["field"]) == (422, "diet")


def test_who_has_a_diet_or_a_language_that_is_offered_no_more_may_change_all_else(forum: Forum) -> None:
    ada = forum.register(lunch=True, diet="vegan", language="fr")
    forum.change(**OWN | {"languages": ("en",)})

    amended = forum.gateway.call("PATCH", "/api/registration", {"organisation": "La Fonda"}, secret=ada["pass"])

    assert amended.status == 200
    assert amended.body["diet"] == "vegan"


def test_each_plate_is_counted_by_its_diet_also_one_without_a_name(forum: Forum) -> None:
    forum.register("Eve", lunch=True, diet="vegan")
    forum.change(**OWN)
    for name, diet in (("Ada", "halal"), ("Bob", "halal"), ("Cid", "sans_lactose"), ("Dan", "none")):
        forum.register(name, lunch=True, diet=diet)

    lunch = catering(forum)

    assert {diet: meals["booked"] for diet, meals in lunch["diets"].items()} == {
        "none": 1,
        "halal": 2,
        "sans_lactose": 1,
        "vegan": 1,
    }
    assert sum(meals["booked"] for meals in lunch["diets"].values()) == lunch["booked"] == 5
    assert recount(forum.event_id).differences == []


def test_the_tables_and_the_order_call_diets_and_kinds_as_the_event_does(own: Forum) -> None:
    own.register("Ada", lunch=True, diet="halal")
    own.register("Bob", lunch=True, diet="sans_lactose", kind="exhibitor")

    everybody = rows(own, "attendance.csv", language="fr")
    order = rows(own, "order.csv", language="en")
    numbers = rows(own, "statistics.csv")
    paper = page_text(export(own, "order.pdf", language="fr").content)

    assert {(row["Qualité"], row["Régime alimentaire"]) for row in everybody} == {
        ("Participant·e", "Halal"),
        ("Mécène", "Sans lactose"),
    }
    assert {"Halal food", "Lactose-free", "Sponsor"} <= {row[""] for row in order}
    assert {"Halal food", "Lactose-free", "Sponsor"} <= {row["Detail"] for row in numbers}
    assert all(label in paper for label in ("Halal", "Sans lactose"))


def test_the_form_offers_what_the_event_offers_in_each_of_its_languages(own: Forum) -> None:
    for lang, labels, sponsor in (
        ("fr", ["Aucun régime particulier", "Halal", "Sans lactose"], "Mécène"),
        ("en", ["No special diet", "Halal food", "Lactose-free"], "Sponsor"),
    ):
        page = front(own, query={"lang": lang})

        select = page.root.one("select", id="diet")
        assert [option.text for option in select.all("option")] == labels
        assert sponsor in page.root.text


def test_a_form_registers_with_the_events_diet_and_tells_of_any_other(own: Forum) -> None:
    assert send(own, diet="halal").status == 201
    (ada,) = people(own)
    assert own.attendee(ada["id"]).diet == "halal"

    answer = send(own, sheet="another", email="bea@example.org", diet="vegan")

    assert answer.status == 422
    assert "diet-error" in answer.text
    assert people(own) == [ada]


@pytest.mark.parametrize(
    ("asked", "accepted", "spoken"),
    [
        ({}, "", "en"),
        ({}, "fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ({}, "de,fr;q=0.1", "fr"),
        ({}, "de", "en"),
        ({"lang": "fr"}, "en", "fr"),
        ({"lang": "de"}, "fr", "fr"),
    ],
)
def test_the_form_speaks_a_language_of_the_event_and_else_its_own(
    own: Forum, asked: dict[str, str], accepted: str, spoken: str
) -> None:
    page = front(own, query=asked, headers={"accept-language": accepted})

    assert page.root.one("html").attributes["lang"] == spoken


def test_files_and_papers_are_made_in_a_language_of_the_event(own: Forum) -> None:
    own.register()
    own.change(languages=("fr",))

    assert export(own, "attendance.csv").status == 200
    answer = export(own, "attendance.csv", language="en")

    assert (answer.status, answer.body["errors"]) == (422, [{"field": "language", "message": "is one of fr"}])


@pytest.mark.parametrize(
    ("written", "diet", "notes"),
    [
        ("Halal", "halal", []),
        ("halal food", "halal", []),
        ("Repas sans lactose", "sans_lactose", []),
        ("LACTOSE-FREE", "sans_lactose", []),
        ("sans_lactose", "sans_lactose", []),
        ("RAS", "none", []),
        ("Végétarien", "none", ["diet_unknown"]),
        ("allergie aux noix", "none", ["diet_unknown"]),
    ],
)
def test_a_list_is_read_by_the_events_labels_in_every_language(
    own: Forum, written: str, diet: str, notes: list[str]
) -> None:
    cells = {"given_name": "Ada", "family_name": "Exemple", "lunch": "oui", "diet": written, "kind": "sponsor"}
    (result,) = imported(own, own.invite(), cells)

    assert result["outcome"] == "registered"
    assert [note["code"] for note in result["notes"]] == notes
    stored = own.attendee(result["attendee_id"])
    assert (stored.diet, stored.kind, stored.language) == (diet, "exhibitor", "en")


SAID = {"en": {"event/name": "Trial forum", "ateliers/atelier-1/title": "Workshop one"}}


def test_the_programme_says_its_texts_in_a_language_and_which_of_them_are_not(forum: Forum) -> None:
    forum.change(translations=SAID)

    told = forum.gateway.call("GET", "/api/programme", query={"lang": "en"}).body

    assert (told["language"], told["event"]["name"], told["ateliers"][0]["title"]) == (
        "en",
        "Trial forum",
        "Workshop one",
    )
    assert told["event"]["untranslated"] == ["venue", "address"]
    assert [atelier["untranslated"] for atelier in told["ateliers"]] == [[], ["title"], ["title"]]
    assert all(slot["untranslated"] == ["title"] for slot in told["slots"])
    own = forum.gateway.call("GET", "/api/programme").body
    assert (own["language"], own["event"]["untranslated"], own["event"]["name"]) == ("fr", [], "Forum d'essai")


def test_the_form_marks_what_it_says_in_another_language_than_its_own(forum: Forum) -> None:
    forum.change(translations=SAID, diets=(Choice("none"), Choice("halal", {"*": "Halal"})))

    page = front(forum, query={"lang": "en"})

    assert page.root.one("h1").text == "Trial forum"
    assert "lang" not in page.root.one("h1").attributes
    by_title = {strong.text: strong.attributes.get("lang") for strong in page.root.all("strong", **{"class": "name"})}
    assert (by_title["Workshop one"], by_title["Atelier 2"]) == (None, "fr")
    options = page.root.one("select", id="diet").all("option")
    assert [option.attributes.get("lang") for option in options] == [None, "fr"]
    assert not [one for one in front(forum).root.all(lang="fr") if one.name not in ("html", "button", "label")]


def test_mails_badges_and_calendars_say_it_in_the_language_of_the_person(forum: Forum) -> None:
    forum.change(translations=SAID)
    ada = forum.register(ateliers=["atelier-1"], language="en")
    bob = forum.register("Bob", ateliers=["atelier-1"])

    for who, title, name in ((ada, "Workshop one", "Trial forum"), (bob, "Atelier 1", "Forum d'essai")):
        day = forum.gateway.call("GET", "/api/badge.ics", secret=who["pass"]).text
        assert title in day
        attendee = forum.attendee(who["attendee_id"])
        confirmation = Mail(attendee.id, MailKind.CONFIRMATION, MailKind.CONFIRMATION, forum.now)
        letter = mail.letter(confirmation, attendee, forum.programme, "https://example.org/badge#x", forum.now)
        assert name in letter.subject
        assert title in letter.text


def test_the_switch_lists_the_events_languages_and_one_language_needs_none(own: Forum) -> None:
    switch = front(own, query={"lang": "fr"}).root.one("ul", **{"class": "languages"})
    assert [(b.text, b.attributes["lang"], b.attributes.get("aria-current")) for b in switch.all("button")] == [
        ("English", "en", None),
        ("Français", "fr", "true"),
    ]

    own.change(languages=("fr",))
    page = front(own, headers={"accept-language": "en"})

    assert page.root.one("html").attributes["lang"] == "fr"
    assert page.root.all("ul", **{"class": "languages"}) == []
    assert page.root.all(id="language") == []
    assert send(own, diet="halal", language=None).status == 201
