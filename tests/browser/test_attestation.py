"""Whoever doubts an attestation follows its link: yes, no, or try again; it leads to what is declared of all pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone
from tests.browser.sizes import fits
from tests.browser.street import Street
from tests.documents import pictures
from tests.doors import Doors


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_attestations_link_is_answered_in_words(
    phone: Callable[..., Phone], street: Street, doors: Doors, scheme: str
) -> None:
    held = phone("missing", locale="fr-FR", color_scheme=scheme)
    page = held.open(f"{street.origin}/attestation#{'A' * 128}")
    answer = page.locator("#answer")

    expect(answer).to_have_text("Non authentique")
    expect(page.locator("#answer-text")).to_contain_text("Forum participatif Destins 2022")
    fits(held, f"attestation-{scheme}-no")
    assert held.axe() == []
    page.route("**/api/attestations/*", lambda route: route.fulfill(json={"genuine": True, "event": "Forum"}))
    page.evaluate("location.hash = 'another'")
    expect(answer).to_have_text("Code authentique")
    fits(held, f"attestation-{scheme}-yes")
    assert held.axe() == []
    page.get_by_label("Langue").select_option("English")
    expect(answer).to_have_text("Genuine code")
    page.unroute("**/api/attestations/*")
    page.route("**/api/attestations/*", lambda route: route.abort())
    page.evaluate("location.hash = 'third'")
    expect(answer).to_have_text("No answer")
    assert held.axe() == []
    page.unroute("**/api/attestations/*")
    page.get_by_role("button", name="Try again").click()
    expect(answer).to_have_text("Not genuine")
    page.evaluate("location.hash = ''")
    expect(answer).to_have_text("No code")
    page.get_by_role("link", name="Accessibility").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Déclaration d’accessibilité")
    fits(held, f"accessibility-{scheme}")
    assert held.axe() == []


def test_whoever_holds_the_paper_types_its_name_and_learns_whether_it_is_the_one(
    phone: Callable[..., Phone], street: Street, doors: Doors
) -> None:
    ada, bea = doors.register(given_name="Zoé", family_name="Exemple"), doors.register()
    doors.scan(doors.organiser, *(doors.sent(who["badge"], "entrance") for who in (ada, bea)))
    paper = doors.call("GET", "/api/attestation.pdf", secret=ada["pass"])
    (link,) = pictures.read(pictures.printed(paper.content, 200))
    held = phone("missing", locale="fr-FR")
    page = held.open(f"{street.origin}/attestation#{link.partition('#')[2]}")
    answer, name = page.locator("#answer"), page.get_by_label("Le nom écrit sur l’attestation")

    expect(answer).to_have_text("Code authentique")
    name.fill("Mallory Exemple")
    name.press("Enter")
    expect(answer).to_have_text("Pas à ce nom")
    expect(name).to_have_value("Mallory Exemple")
    fits(held, "attestation-other")
    assert held.axe() == []
    name.fill("EXEMPLE zoe")
    page.get_by_role("button", name="Comparer").click()
    expect(answer).to_have_text("Authentique, à ce nom")
    assert held.axe() == []
    assert "zoe" not in page.url.lower()
    page.evaluate("location.hash = 'another'")
    expect(answer).to_have_text("Non authentique")
    expect(name).to_be_hidden()
