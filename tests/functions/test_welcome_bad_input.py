"""What people and programs may put into the forum's form, and what they are told. Nobody here takes a seat."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.forum import Forum, simulated
from tests.functions.forms import FORM, front, people, post, send, wishes
from tests.pages import Page

NO_SEAT = {"slot-strategic": ""}


@pytest.fixture(scope="module")
def forum() -> Iterator[Forum]:
    """One forum for all: hardly anything here is stored."""
    with pytest.MonkeyPatch.context() as monkeypatch, simulated(monkeypatch) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "field", "french", "english"),
    [
        ({"given_name": ""}, "given_name", "Indiquez votre prénom.", "Give your first name."),
        ({"given_name": None}, "given_name", "Indiquez votre prénom.", "Give your first name."),
        ({"given_name": " \u200b\u202e "}, "given_name", "Indiquez votre prénom.", "Give your first name."),
        ({"given_name": "\u3164"}, "given_name", "Indiquez votre prénom.", "Give your first name."),
        ({"given_name": "http://spam.example.org"}, "given_name", "une adresse de site", "a web address"),
        (
            {"organisation": "www.example.org"},
            "organisation",
            "pas l’adresse de son site",
            "not the address of its site",
        ),
        ({"given_name": "A" * 81}, "given_name", "80 caractères au plus", "at most 80 characters"),
        ({"given_name": "A\x00da"}, "given_name", "ne s’imprime pas", "cannot be printed"),
        ({"given_name": "A\nda"}, "given_name", "ne s’imprime pas", "cannot be printed"),
        ({"family_name": " "}, "family_name", "Indiquez votre nom.", "Give your last name."),
        ({"family_name": "E" * 81}, "family_name", "80 caractères au plus", "at most 80 characters"),
        ({"family_name": "\ue000"}, "family_name", "ne s’imprime pas", "cannot be printed"),
        ({"organisation": "F" * 201}, "organisation", "200 caractères au plus", "at most 200 characters"),
        ({"organisation": "a\x1bb"}, "organisation", "ne s’imprime pas", "cannot be printed"),
        ({"email": ""}, "email", "Indiquez votre adresse", "Give your e-mail address"),
        ({"email": "ada"}, "email", "pas une adresse", "not a complete"),
        ({"email": "ada@example"}, "email", "pas une adresse", "not a complete"),
        ({"email": "ada exemple@example.org"}, "email", "pas une adresse", "not a complete"),
        ({"email": "a@example.org, b@example.org"}, "email", "une seule adresse", "one e-mail address only"),
        ({"email": "a@example.org;b@example.org"}, "email", "une seule adresse", "one e-mail address only"),
        ({"email": "ada@exam\u200cple.org"}, "email", "qu’un e-mail n’admet pas", "no e-mail can carry"),
        ({"email": "a" * 250 + "@example.org"}, "email", "254 caractères au plus", "at most 254 characters"),
        ({"kind": "speaker"}, "kind", "Seule l’équipe d’organisation", "Only the organisers"),
        ({"kind": "king"}, "kind", "Dites si vous participez", "Say whether you take part"),
        ({"kind": "exhibitor", "stand": "S" * 81}, "stand", "80 caractères au plus", "at most 80 characters"),
        ({"kind": "exhibitor", "stand": "\x07"}, "stand", "ne s’imprime pas", "cannot be printed"),
        ({"stand": "Ici"}, "stand", "Seul·es les exposant·es", "Only exhibitors"),
        (
            {"slot-strategic": None},
            "slot-strategic",
            "« Aucun atelier de cette série »",
            "“No atelier in this series”",
        ),
        ({"slot-strategic": "atelier-3"}, "slot-strategic", "pas de cette série", "not in this series"),
        ({"slot-strategic": "atelier-99"}, "slot-strategic", "pas de cette série", "not in this series"),
        ({"waiting": ["atelier-1", "atelier-2"]}, "slot-strategic", "Une seule liste", "Only one waiting list"),
        ({"waiting": ["atelier-1"]}, "slot-strategic", "n’est pas nécessaire", "need not wait"),
        ({"waiting": ["atelier-2"]}, "slot-strategic", "l’atelier 2 est libre", "atelier 2 has a free seat"),
        ({"lunch": None}, "diet", "Cochez le déjeuner", "Tick lunch"),
        ({"diet": "caviar"}, "diet", "Ce régime n’est pas proposé", "This diet is not available"),
        ({"language": "la"}, "language", "des langues proposées", "languages offered"),
        ({"consent": None}, "consent", "Sans votre accord", "Without your consent"),
        ({"consent": "0"}, "consent", "Sans votre accord", "Without your consent"),
        ({"consent": "true"}, "consent", "Sans votre accord", "Without your consent"),
        ({"website": "http://spam.example.org"}, "website", "arrêter les robots", "stop robots"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_in_both_languages(
    forum: Forum, typed: dict[str, Any], field: str, french: str, english: str
) -> None:
    registered = len(people(forum))

    answers = {sentence: send(forum, lang, **typed) for lang, sentence in (("fr", french), ("en", english))}

    for sentence, answer in answers.items():
        page = Page(answer.text)
        assert answer.status == 422
        assert sentence in (page.error(field) or "")
        assert list(page.errors) == [field]
        assert page.summary[0].endswith(page.errors[field])
        assert page.title.startswith(("À corriger", "To correct"))
    assert len(people(forum)) == registered


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_form(forum: Forum) -> None:
    page = Page(post(forum, "/", {"sheet": "a-sheet", "kind": "participant", "language": "fr"}).text)

    assert list(page.errors) == [
        "given_name",
        "family_name",
        "email",
        "slot-strategic",
        "slot-prospective",
        "consent",
    ]
    assert len(page.summary) == 6
    assert page.summary[3].startswith("Ateliers stratégiques")
    links = [a.attributes["href"] for a in page.by_id("faults").all("a")]
    assert all(page.root.all(id=link.removeprefix("#")) for link in links)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("", FORM["content-type"], 422),
        ("given_name=%FF%FE", FORM["content-type"], 422),
        ("given_name=Ada&given_name=Bea", FORM["content-type"], 422),
        ("given_name=Ada&admin=1", FORM["content-type"], 422),
        ("slot-evening=atelier-1", FORM["content-type"], 422),
        ("&".join(["a=b"] * 1000), FORM["content-type"], 422),
        ("given_name=" + "A" * 70_000, FORM["content-type"], 413),
        ('{"given_name": "Ada"}', "application/json", 422),
        ("--x\r\n\r\nAda\r\n--x--", "multipart/form-data; boundary=x", 422),
        ("given_name=Ada", "text/plain", 422),
    ],
)
def test_what_is_no_form_of_ours_is_answered_with_a_page(
    forum: Forum, language: str, body: str, kind: str, status: int
) -> None:
    answer = forum.gateway.call("POST", "/", body, query={"lang": language}, headers={"content-type": kind})

    assert answer.status == status
    assert Page(answer.text).state in ("told", "returned")


@pytest.mark.parametrize(
    ("email", "french", "english"),
    [
        ("", "Indiquez votre adresse", "Give your e-mail address"),
        ("ada", "pas une adresse", "not a complete"),
        ("a@example.org b@example.org", "une seule adresse", "one e-mail address only"),
        ("a" * 300 + "@example.org", "trop longue", "too long"),
        ('"><script>alert(1)</script>', "pas une adresse", "not a complete"),
    ],
)
def test_what_is_no_address_is_told_beside_the_field_and_kept(
    forum: Forum, email: str, french: str, english: str
) -> None:
    for lang, sentence in (("fr", french), ("en", english)):
        answer = post(forum, "/link", {"email": email}, lang)
        page = Page(answer.text)
        assert answer.status == 422
        assert sentence in (said := page.error("link") or "")
        assert "{" not in said
        assert page.by_id("link-email").attributes["value"] == email
    assert wishes() == 0


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        (None, None, "fr"),
        (None, "en-GB,en;q=0.9,fr;q=0.8", "en"),
        (None, "de, fr;q=0.3, en;q=0.7", "en"),
        (None, "de;q=1, pt-BR", "fr"),
        (None, "EN;q=0, fr", "fr"),
        (None, ";;q=,,*;q=x", "fr"),
        ({"lang": "en"}, "fr", "en"),
        ({"lang": "fr"}, "en", "fr"),
        ({"lang": "la"}, "en", "en"),
    ],
)
def test_a_page_speaks_the_language_that_was_asked_for_or_that_the_browser_prefers(
    forum: Forum, query: dict[str, str] | None, accepted: str | None, language: str
) -> None:
    page = front(forum, query=query, headers={"accept-language": accepted} if accepted else None)

    assert page.root.one("html").attributes["lang"] == language
    assert page.filled_in()["language"] == language


@pytest.mark.parametrize(
    "name", ["X", "d'Aïeul-Ñandú", "Łukasz", "名", "O\u2019Essai", "🦄", "עדה", "e\u0301\u0327", "Ma\u200dl"]
)
def test_a_name_is_what_its_bearer_says(forum: Forum, name: str) -> None:
    email = f"{name.encode().hex()}@example.org"
    answer = send(forum, email=email, given_name=name, family_name=name, organisation=name, **NO_SEAT)

    page = Page(answer.text)
    assert page.by_id("badge-name").text == f"{name} {name}"


@pytest.mark.parametrize("field", ["given_name", "family_name", "organisation", "stand", "email", "website"])
@pytest.mark.parametrize("email", ["ada@example.org", "wrong"])
def test_markup_in_a_field_comes_out_as_it_was_typed_and_does_nothing(forum: Forum, field: str, email: str) -> None:
    script = '"><script>alert(1)</script><img src=x onerror=alert(1)>'

    address = email if email == "wrong" else f"{field}@example.org"
    answer = send(forum, **NO_SEAT, **{"email": address, "kind": "exhibitor", field: script})

    page = Page(answer.text)
    assert script in page.root.text or page.filled_in()[field] == script
    assert {each.attributes.get("src") for each in page.root.all("script")} <= {None, "/site/register/register.js"}
    assert page.root.all("img") == []
    assert not [name for each in page.root.all() for name in each.attributes if name.startswith("on")]
