"""An organiser at the page of registrations: the way in, seats offered, mails sent again, badges to print."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from attendance.domain.mails import Mail
from attendance.store import mails, programmes, table, tallies
from attendance.vocabulary.codes import MailState
from tests.browser.organiser import check, choose, found, listed, opened, part, registration, saved
from tests.browser.phone import Phone
from tests.browser.sizes import wide
from tests.browser.street import Street
from tests.documents.pictures import page_text
from tests.doors import Doors, until

ATELIER = "atelier-6"
DESKTOP = {
    "viewport": {"width": 1280, "height": 900},
    "device_scale_factor": 1,
    "is_mobile": False,
    "has_touch": False,
}

type HandOut = Callable[..., Phone]


def test_the_link_leaves_the_address_and_opens_the_page_again_after_a_reload(
    organiser: Phone, street: Street, doors: Doors
) -> None:
    assert organiser.page.url == f"{street.origin}/inscriptions"

    organiser.page.reload()

    expect(organiser.page.locator("#people-title")).to_be_visible()
    assert doors.organiser not in organiser.page.content()


def test_without_an_organisers_link_the_page_asks_for_one(street: Street, doors: Doors, phone: HandOut) -> None:
    held = phone()
    page = opened(held, f"{street.origin}/inscriptions")
    title = page.locator("#opening-title")
    expect(title).to_have_text("Il faut un lien d’organisateur")
    page.locator("#link").fill("bonjour")
    page.locator("#link-form button").click()
    expect(page.locator("#link-status")).to_contain_text("43 caractères")

    for secret, answer in [
        ("A" * 43, "Ce lien ne marche pas"),
        (doors.invite("entrance")["pass"], "Ce lien n’est pas celui d’un organisateur"),
    ]:
        page.locator("#link").fill(street.link(secret))
        page.locator("#link-form button").click()
        expect(title).to_have_text(answer)
        expect(page.locator("#parts")).to_be_hidden()

    page.locator("#link").fill(street.link(doors.organiser))
    page.locator("#link-form button").click()
    expect(page.locator("#people-title")).to_be_visible()


def test_a_click_offers_a_seat_to_who_waits_for_it(organiser: Phone, at_hand: Doors) -> None:
    event_id = at_hand.stack.event_id
    before = tallies.seats(event_id, [ATELIER])[ATELIER]
    tallies.set_seats(event_id, ATELIER, before.taken)
    first = at_hand.register(given_name="Hélène", family_name="Attend", waiting=[ATELIER])
    at_hand.register(given_name="Ousmane", family_name="Attend", waiting=[ATELIER])
    page = part(organiser, "waiting")
    lines = page.locator(f"#waiting-{ATELIER} tbody tr")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("Hélène Attend")
    expect(page.locator(f"#waiting-{ATELIER} button")).to_have_count(0)

    # A seat that comes free is offered by itself, before anybody could click: the page is shown the moment between.
    shown = at_hand.call("GET", "/api/waiting", secret=at_hand.organiser).json()
    for each in shown["ateliers"]:
        each["capacity"] += each["atelier"] == ATELIER
    page.route("**/api/waiting", lambda route: route.fulfill(json=shown))
    part(organiser, "people")
    part(organiser, "waiting")
    page.get_by_role("button", name="Proposer une place à Ousmane Attend").click()
    expect(page.locator("#waiting-status")).to_contain_text("Il n’y a plus de place à proposer")
    tallies.set_seats(event_id, ATELIER, before.taken + 1)
    until(lambda: registration(at_hand, first["attendee_id"])["waiting"][0]["offered_until"])
    page.get_by_role("button", name="Proposer une place à Hélène Attend").click()

    expect(page.locator("#waiting-status")).to_contain_text("Une place est proposée à Hélène Attend")
    expect(lines.nth(0)).to_contain_text("proposée jusqu’au")
    for who in found(at_hand, "Attend"):
        at_hand.call("DELETE", f"/api/attendees/{who['id']}", secret=at_hand.organiser)
    tallies.set_seats(event_id, ATELIER, before.capacity)


def test_the_seats_of_one_prankster_are_found_and_cancelled_together(
    organiser: Phone, street: Street, at_hand: Doors
) -> None:
    event_id = at_hand.stack.event_id
    seats = tallies.seats(event_id, [ATELIER])[ATELIER]
    tallies.set_seats(event_id, ATELIER, seats.taken + 5)
    real = at_hand.register(given_name="Vraie", family_name="Personne")
    fakes = [
        at_hand.register(given_name=f"Farce{n}", family_name="Anonyme", ateliers=[ATELIER], email=f"f{n}@example.org")
        for n in range(5)
    ]

    page = part(organiser, "mails")
    page.locator("#mails a", has_text="les dernières inscrites").click()
    lines = page.locator("#found tbody tr", has_text="Anonyme")
    expect(lines).to_have_count(5)
    expect(lines.first).to_contain_text("Farce4")
    expect(lines.first).to_contain_text("f4@example.org")
    for line in lines.all():
        line.get_by_role("checkbox").check()
    page.get_by_role("button", name="Annuler 5 inscriptions").click()
    page.locator("#confirm-no").click()
    expect(lines).to_have_count(5)
    page.get_by_role("button", name="Annuler 5 inscriptions").click()
    page.locator("#confirm-yes").click()

    expect(page.locator("#people-said")).to_contain_text("5 inscriptions annulées")
    expect(lines).to_have_count(0)
    expect(page.locator("#found tr", has_text="Personne Vraie")).to_be_visible()
    assert all(registration(at_hand, fake["attendee_id"])["cancelled_at"] for fake in fakes)
    assert registration(at_hand, real["attendee_id"])["cancelled_at"] is None
    assert tallies.seats(event_id, [ATELIER])[ATELIER].taken == seats.taken
    tallies.set_seats(event_id, ATELIER, seats.capacity)


def test_a_mail_that_failed_is_counted_listed_and_sent_again(street: Street, phone: HandOut, at_hand: Doors) -> None:
    event_id = at_hand.stack.event_id
    who = at_hand.register(at_hand.organiser, given_name="Perdue", family_name="Enroute")
    programme = programmes.get(event_id)
    asked_at = programmes.real_now() - timedelta(hours=1)
    failed = Mail(who["attendee_id"], "change-99", "change", asked_at, MailState.FAILED, attempts=5, error="throttled")
    table.transact(mails.writes(event_id, [failed], {"purge_at": programmes.purge_at(programme)}))
    held = phone()
    page = opened(held, street.link(at_hand.organiser, "/inscriptions"))
    expect(page.locator("#mails-count")).to_contain_text("1 à voir")

    part(held, "mails")
    # Their confirmation may still be on its way.
    line = page.locator("#mails-list tr", has_text="Perdue Enroute").filter(has_text="Inscription modifiée")
    expect(line).to_contain_text("Pas parti")
    expect(line).to_contain_text("débordé, plusieurs fois de suite")
    line.get_by_role("button").click()

    expect(page.locator("#mails-status")).to_contain_text("L’e-mail à Perdue Enroute repart")
    until(lambda: ("change-99", "sent") in [(m.reason, m.state) for m in mails.of(event_id, who["attendee_id"])])
    part(held, "people")
    part(held, "mails")
    expect(page.locator("#mails-count")).to_be_hidden()
    expect(line).to_have_count(0)


def test_the_badges_of_everybody_are_saved_as_sheets(organiser: Phone, doors: Doors) -> None:
    doors.register()

    with organiser.page.expect_download() as sheets:
        organiser.page.get_by_role("button", name="Télécharger les planches").click()

    assert sheets.value.suggested_filename == "badges-1.pdf"
    assert saved(sheets.value).startswith(b"%PDF-")


def test_the_badges_and_the_table_of_the_ticked_are_theirs_alone(organiser: Phone, doors: Doors) -> None:
    who = doors.register(given_name="Cochée", family_name="Seule")
    doors.register(given_name="Passée", family_name="Seule")
    page = organiser.page
    page.locator("#who").fill("seule")
    expect(page.get_by_text("2 personnes trouvées")).to_be_visible()
    page.get_by_role("checkbox", name="Cocher Cochée Seule").check()

    with page.expect_download() as badge:
        page.get_by_role("button", name="Imprimer 1 badge (PDF)").click()
    with page.expect_download() as table:
        page.get_by_role("button", name="Exporter 1 personne (Excel)").click()

    text = page_text(saved(badge.value))
    assert ("Cochée" in text, "Passée" in text) == (True, False)
    rows = list(load_workbook(io.BytesIO(saved(table.value))).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [who["attendee_id"]]


@pytest.mark.parametrize(("screen", "language"), [({}, "en-GB"), (DESKTOP, "fr-FR")], ids=["phone", "desktop"])
def test_every_part_can_be_used_with_a_screen_reader_and_fits_its_screen(
    street: Street, doors: Doors, phone: HandOut, screen: dict[str, Any], language: str
) -> None:
    doors.register(given_name="Auguste", family_name="Exemple")
    held = phone(**screen, locale=language)
    page = opened(held, street.link(doors.organiser, "/inscriptions"))
    wrong: dict[str, Any] = {}

    def look(name: str) -> None:
        held.screenshot(f"{page.viewport_size['width'] if page.viewport_size else 0}-inscriptions-{name}")
        found = [*held.axe(), *wide(held)]
        if found:
            wrong[name] = found

    page.locator("#who").fill("auguste")
    expect(page.locator("#found a").first).to_be_visible()
    look("people")
    page.locator("#people-tick").check()
    page.locator("#people-filters > button").click()
    page.locator("details[data-filter=mail] summary").click()
    look("selection")
    page.locator("details[data-filter=mail] .pick-end button").click()
    page.locator("#found a").first.click()
    expect(page.locator("#person-form")).to_be_visible()
    # Where the new screen begins, for who does not see that there is one.
    expect(page.locator("#person-title")).to_be_focused()
    look("person")
    page.locator("#person-side button.danger").last.click()
    look("erase")
    page.keyboard.press("Escape")
    page.evaluate("() => { location.hash = 'people/new'; }")
    page.locator("#person-save").click()
    look("new")
    for name in ("waiting", "mails", "import"):
        part(held, name)
        page.wait_for_load_state("networkidle")
        look(name)
    choose(held, listed(["Ada", "Exemple", "pas une adresse", "", "", ""], ["Bao", "Exemple", "", "", "", ""]))
    look("columns")
    check(page)
    expect(page.locator("[name=notify]").first).to_be_visible()
    look("checked")

    assert wrong == {}
    assert page.locator("html").get_attribute("lang") == language[:2]
