"""The declaration of accessibility: what nobody knows yet is asked for, and what an organiser says is told."""

from datetime import date

import pytest

from attendance.domain.accessibility import Declaration
from tests.forum import Forum
from tests.functions.forms import front
from tests.pages import Page


def test_the_page_of_accessibility_claims_nothing_that_nobody_has_audited(forum: Forum) -> None:
    page, foot = declared(forum), front(forum).root.one("footer")

    assert page.root.one("h1").text == "Déclaration d’accessibilité"
    assert "est non conforme avec le référentiel" in page.root.text
    assert [mark.text for mark in page.root.all("mark")] == ["[à compléter par l’organisateur]"] * 3
    # As the model at accessibilite.numerique.gouv.fr has them.
    assert {f"https://www.defenseurdesdroits.fr/{page}" for page in ("nous-contacter-355", "carte-des-delegues")} <= {
        a.attributes["href"] for a in page.root.all("a")
    }
    assert "Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07" in page.root.text
    assert foot.one("a", href="/accessibilite?lang=fr").text == "Accessibilité : non conforme"


def test_an_organiser_declares_what_an_audit_found(forum: Forum) -> None:
    forum.change(
        accessibility=Declaration(
            "Université <Exemple>",
            "acces@example.org",
            date(2022, 6, 1),
            date(2022, 5, 20),
            "Audit & Co",
            72.5,
            "https://example.org/plan",
            ("Les plans d'accès",),
        )
    )

    page, foot = declared(forum, "en"), front(forum, query={"lang": "en"}).root.one("footer")

    assert "Université <Exemple> is committed" in page.root.text
    assert "Audit & Co on Friday 20 May 2022 found that 72.5% of" in page.root.text
    assert "is partially compliant with" in page.root.text
    assert page.root.all("mark") == []
    assert page.root.one("ul", lang="fr").text == "Les plans d’accès"
    assert page.root.one("a", href="mailto:acces@example.org").text == "acces@example.org"
    assert foot.one("a", href="/accessibilite?lang=en").text == "Accessibility: partially compliant"


def test_an_event_without_a_programme_has_nothing_to_declare_yet(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENT_ID", "forum-inconnu")

    answer = forum.gateway.call("GET", "/accessibilite")

    assert (answer.status, "This event is not announced yet" in answer.text) == (404, True)


def declared(forum: Forum, lang: str = "fr") -> Page:
    return Page(forum.gateway.call("GET", "/accessibilite", query={"lang": lang}).text)
