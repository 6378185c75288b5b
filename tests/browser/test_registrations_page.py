"""An organiser at the page of registrations: lists brought in, seats offered, mails sent again, people corrected."""

import csv
import io
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Download, FilePayload, Locator, Page, expect

from attendance.domain.mails import FAILED, Mail
from attendance.store import mails, programmes, table, tallies
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.conftest import forget_caches
from tests.doors import Doors

SOON_MS = 20_000
ATELIER = "atelier-6"
HEADER = ["Prénom", "Nom", "Courriel", "Structure", "Ateliers", "Remarque"]
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
DESKTOP = {
    "viewport": {"width": 1280, "height": 900},
    "device_scale_factor": 1,
    "is_mobile": False,
    "has_touch": False,
}

type HandOut = Callable[..., Phone]


@pytest.fixture
def office(street: Street, doors: Doors, phone: HandOut) -> Phone:
    """An organiser's browser with the page open."""
    held = phone()
    opened(held, street.link(doors.organiser, "/inscriptions"))
    expect(held.page.locator("#people-title")).to_be_visible(timeout=SOON_MS)
    return held


@pytest.fixture
def at_hand(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doors]:
    """The stack with its table at hand: for what takes a day to happen, or a mail service that refuses."""
    for name, value in doors.stack.environment.items():
        monkeypatch.setenv(name, value)
    forget_caches()
    yield doors
    forget_caches()


def opened(held: Phone, link: str) -> Page:
    held.open(link)
    expect(held.page.locator("html")).to_have_attribute("data-ready", "1", timeout=SOON_MS)
    return held.page


def part(held: Phone, name: str) -> Page:
    held.page.locator(f"#parts a[href='#{name}']").click()
    expect(held.page.locator(f"#{name}")).to_be_visible()
    return held.page


def listed(*lines: list[str], name: str = "liste.csv", header: list[str] = HEADER) -> FilePayload:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([header, *lines])
    return {"name": name, "mimeType": "text/csv", "buffer": text.getvalue().encode("utf-8-sig")}


def choose(held: Phone, file: FilePayload) -> Page:
    """Choose a file, and come to the columns."""
    page = part(held, "import")
    page.locator("#import-file").set_input_files(files=[file])
    expect(page.locator("#import-consent")).to_be_visible(timeout=SOON_MS)
    return page


def main_button(page: Page) -> Locator:
    return page.locator("#import-body button.main")


def check(page: Page) -> None:
    """Assert the people's agreement, and let every line be checked."""
    page.locator("#import-consent").check()
    main_button(page).click()


def checked(page: Page) -> str:
    expect(page.locator("#import-body h3")).to_have_text("La liste est vérifiée", timeout=SOON_MS)
    return page.locator("#import-body").inner_text()


def found(doors: Doors, name: str) -> list[dict[str, Any]]:
    answer = doors.call("GET", f"/api/attendees?q={name}", secret=doors.organiser)
    people: list[dict[str, Any]] = answer.json()["attendees"]
    return people


def registration(doors: Doors, attendee_id: str) -> dict[str, Any]:
    told: dict[str, Any] = doors.call("GET", f"/api/attendees/{attendee_id}", secret=doors.organiser).json()
    return dict(told["registration"])


def person_page(held: Phone, attendee_id: str) -> Page:
    held.page.evaluate("(id) => { location.hash = `people/${id}`; }", attendee_id)
    expect(held.page.locator("#person-form")).to_be_visible(timeout=SOON_MS)
    return held.page


def said(page: Page) -> Locator:
    return page.locator("#person-told")


def saved(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def soon(happens: Callable[[], object]) -> None:
    """Wait until something has happened that nobody waits for in an answer."""
    until = time.monotonic() + SOON_MS / 1000
    while not happens():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_the_link_leaves_the_address_and_opens_the_page_again_after_a_reload(
    office: Phone, street: Street, doors: Doors
) -> None:
    assert office.page.url == f"{street.origin}/inscriptions"

    office.page.reload()

    expect(office.page.locator("#people-title")).to_be_visible(timeout=SOON_MS)
    assert doors.organiser not in office.page.content()


def test_without_an_organisers_link_the_page_asks_for_one(street: Street, doors: Doors, phone: HandOut) -> None:
    held = phone()
    page = opened(held, f"{street.origin}/inscriptions")
    title = page.locator("#opening-title")
    expect(title).to_have_text("Il faut un lien d’organisateur")
    page.locator("#link").fill("bonjour")
    page.locator("#link-form button").click()
    expect(page.locator("#link-told")).to_contain_text("43 caractères")

    for secret, answer in [
        ("A" * 43, "Ce lien ne marche pas"),
        (doors.invite("entrance")["pass"], "Ce lien n’est pas celui d’un organisateur"),
    ]:
        page.locator("#link").fill(street.link(secret))
        page.locator("#link-form button").click()
        expect(title).to_have_text(answer, timeout=SOON_MS)
        expect(page.locator("#parts")).to_be_hidden()

    page.locator("#link").fill(street.link(doors.organiser))
    page.locator("#link-form button").click()
    expect(page.locator("#people-title")).to_be_visible(timeout=SOON_MS)


def test_a_list_is_checked_then_its_good_lines_come_in_and_the_bad_ones_go_back(office: Phone, doors: Doors) -> None:
    lines = [
        ["Liseline", "Importée", "liseline@example.org", "La Fonda", "4 ; 8", ""],
        ["Bob", "Cassé", "pas une adresse", "", "42", "vegan"],
        ["", "Sansprénom", "sans@example.org", "", "", ""],
        ["Eve", "=HYPERLINK(1)", "eve@example.org", "", "", "une\nligne"],
        ["Liselotte", "Importée", "liselotte@example.org", "", "Atelier 1", ""],
        ["Encore", "Importée", "LISELINE@example.org", "", "", ""],
    ]
    page = choose(office, listed(*lines))
    expect(page.locator("#import-body")).to_contain_text("6 lignes à lire. Lu comme CSV, UTF-8")
    expect(page.get_by_label("Devient : Remarque")).to_have_value("")
    main_button(page).click()
    expect(page.locator("#consent-wrong")).to_be_visible()
    check(page)

    told, numbers = checked(page), page.locator("tbody th").all_inner_texts()
    main_button(page).click()
    expect(page.locator("#mails-undecided")).to_be_visible()
    page.get_by_label("Non, aucun e-mail").check()
    with page.expect_download() as bad:
        page.get_by_role("button", name="Enregistrer les lignes à corriger").click()
    main_button(page).click()

    assert "2 personnes à inscrire" in told
    assert "4 lignes à corriger" in told
    for problem in (
        "E-mail : ce n’est pas une adresse.",
        "Ateliers : aucun atelier du programme ne s’appelle « 42 ».",
        "Prénom : il manque.",
        "Nom : c’est une formule",
        "la même personne est déjà à la ligne 2.",
    ):
        assert problem in told.replace("\xa0", " ")
    # Numbered as an editor does, a line for each break within a cell.
    assert numbers == ["3", "4", "5", "8"]
    expect(page.locator("#import-body")).to_contain_text("2 personnes inscrites", timeout=SOON_MS)
    assert {(p["name"], *p["ateliers"]) for p in found(doors, "Importee")} == {
        ("Liseline Importée", "atelier-4", "atelier-8"),
        ("Liselotte Importée", "atelier-1"),
    }
    mended = list(csv.reader(io.StringIO(saved(bad.value).decode("utf-8-sig")), delimiter=";"))
    assert bad.value.suggested_filename == "liste-a-corriger.csv"
    assert mended[0] == [*HEADER, "À corriger"]
    assert [line[:2] for line in mended[1:]] == [
        ["Bob", "Cassé"],
        ["", "Sansprénom"],
        ["Eve", "'=HYPERLINK(1)"],
        ["Encore", "Importée"],
    ]


def test_the_same_list_again_changes_nothing_and_another_column_may_be_chosen(office: Phone, doors: Doors) -> None:
    header = ["Qui", "Nom", "Courriel"]
    file = listed(["Zélie", "Deuxfois", "zelie@example.org"], header=header)
    doors.register(given_name="Zélie", family_name="Deuxfois", email="zelie@example.org")
    page = choose(office, file)
    expect(page.locator("#import-body")).to_contain_text("Devient")
    page.get_by_label("Devient : Qui").select_option("email")
    page.get_by_label("Devient : Nom").select_option("family_name")
    expect(page.locator("#import-body [role=status]")).to_contain_text("Deux colonnes deviennent « E-mail »")
    page.get_by_label("Devient : Qui").select_option("given_name")
    expect(page.locator("#import-body [role=status]")).to_be_empty()

    check(page)

    assert "1 déjà inscrite" in checked(page)
    expect(page.locator("#import-body")).to_contain_text("Il n’y a personne à inscrire.")
    assert len(found(doors, "Deuxfois")) == 1


def test_a_long_list_survives_a_lost_network_and_a_stop(office: Phone, street: Street, doors: Doors) -> None:
    page = choose(office, listed(*(["Longue", f"Liste-{n:03}", "", "Ellyx", "", ""] for n in range(101))))
    street.stop()
    check(page)
    expect(page.locator("#import-body [role=status]")).to_contain_text("Le réseau manque", timeout=SOON_MS)
    street.open()
    assert "101 personnes à inscrire" in checked(page)

    page.get_by_label("Non, aucun e-mail").check()
    street.slow(1)
    main_button(page).click()
    page.get_by_role("button", name="Arrêter").click()
    expect(page.locator("#import-body [role=status]")).to_contain_text("Arrêté", timeout=SOON_MS)
    # A busy server answers some of a hundred with "later", which are then sent once more.
    expect(page.locator("#import-body")).to_contain_text(re.compile(r"\d+ sur 101 lignes"))
    # The browser asks whether to leave.
    asked = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert page.evaluate(asked)
    street.open()
    page.get_by_role("button", name="Reprendre").click()

    expect(page.locator("#import-body")).to_contain_text("101 personnes inscrites", timeout=SOON_MS)
    assert not page.evaluate(asked)
    assert len(found(doors, "Liste-100")) == 1


def test_a_file_that_is_no_list_is_refused_with_the_reason(office: Phone) -> None:
    page = part(office, "import")

    for content, name, answer in [
        (b"", "vide.csv", "Ce fichier est vide"),
        (b"PK\x03\x04 pas un classeur", "liste.xlsx", "ni un tableau CSV, ni un classeur Excel"),
        (b"x" * (4 * 1024 * 1024 + 1), "grand.csv", "Ce fichier dépasse 4 Mo"),
    ]:
        file: FilePayload = {"name": name, "mimeType": "", "buffer": content}
        page.locator("#import-file").set_input_files(files=[file])
        expect(page.locator("#import-told")).to_contain_text(answer, timeout=SOON_MS)


def test_a_click_offers_a_seat_to_who_waits_for_it(office: Phone, at_hand: Doors) -> None:
    event_id = at_hand.stack.event_id
    before = tallies.seats(event_id, [ATELIER])[ATELIER]
    tallies.set_seats(event_id, ATELIER, before.taken)
    first = at_hand.register(given_name="Hélène", family_name="Attend", waiting=[ATELIER])
    at_hand.register(given_name="Ousmane", family_name="Attend", waiting=[ATELIER])
    page = part(office, "waiting")
    lines = page.locator(f"#waiting-{ATELIER} tbody tr")
    expect(lines).to_have_count(2, timeout=SOON_MS)
    expect(lines.nth(0)).to_contain_text("Hélène Attend")
    expect(page.locator(f"#waiting-{ATELIER} button")).to_have_count(0)

    # A seat that comes free is offered by itself, before anybody could click: the page is shown the moment between.
    shown = at_hand.call("GET", "/api/waiting", secret=at_hand.organiser).json()
    for each in shown["ateliers"]:
        each["capacity"] += each["atelier"] == ATELIER
    page.route("**/api/waiting", lambda route: route.fulfill(json=shown))
    part(office, "people")
    part(office, "waiting")
    page.get_by_role("button", name="Proposer une place à Ousmane Attend").click()
    expect(page.locator("#waiting-told")).to_contain_text("Il n’y a plus de place à proposer", timeout=SOON_MS)
    tallies.set_seats(event_id, ATELIER, before.taken + 1)
    soon(lambda: registration(at_hand, first["attendee_id"])["waiting"][0]["offered_until"])
    page.get_by_role("button", name="Proposer une place à Hélène Attend").click()

    expect(page.locator("#waiting-told")).to_contain_text("Une place est proposée à Hélène Attend", timeout=SOON_MS)
    expect(lines.nth(0)).to_contain_text("proposée jusqu’au")
    for who in found(at_hand, "Attend"):
        at_hand.call("DELETE", f"/api/attendees/{who['id']}", secret=at_hand.organiser)
    tallies.set_seats(event_id, ATELIER, before.capacity)


def test_a_mail_that_failed_is_counted_told_and_sent_again(street: Street, phone: HandOut, at_hand: Doors) -> None:
    event_id = at_hand.stack.event_id
    who = at_hand.register(at_hand.organiser, given_name="Perdue", family_name="Enroute")
    programme = programmes.get(event_id)
    asked_at = programmes.real_now() - timedelta(hours=1)
    failed = Mail(who["attendee_id"], "change-99", "change", asked_at, FAILED, attempts=5, error="throttled")
    table.transact(mails.writes(event_id, [failed], {"purge_at": programmes.purge_at(programme)}))
    held = phone()
    page = opened(held, street.link(at_hand.organiser, "/inscriptions"))
    expect(page.locator("#mails-count")).to_contain_text("1 à voir")

    part(held, "mails")
    line = page.locator("#mails-list tr", has_text="Perdue Enroute")
    expect(line).to_contain_text("Pas parti")
    expect(line).to_contain_text("débordé, plusieurs fois de suite")
    line.get_by_role("button").click()

    expect(page.locator("#mails-told")).to_contain_text("L’e-mail à Perdue Enroute repart", timeout=SOON_MS)
    soon(lambda: ("change-99", "sent") in [(m.reason, m.state) for m in mails.of(event_id, who["attendee_id"])])
    part(held, "people")
    part(held, "mails")
    expect(page.locator("#mails-count")).to_be_hidden(timeout=SOON_MS)
    expect(line).to_have_count(0)


def test_somebody_is_found_by_either_name_and_corrected(office: Phone, doors: Doors) -> None:
    who = doors.register(given_name="Élisabeth", family_name="Trouvaille", organisation="Ellyx", ateliers=["atelier-2"])
    page = office.page
    page.locator("#who").fill("elisabeth trou")
    expect(page.locator("#found a")).to_have_count(1, timeout=SOON_MS)
    page.locator("#who").fill("trouvaille")
    page.locator("#found a", has_text="Élisabeth Trouvaille").click()
    expect(page.locator("#organisation")).to_have_value("Ellyx", timeout=SOON_MS)
    page.locator("#person-save").click()
    expect(said(page)).to_contain_text("Rien n’a changé")

    page.locator("#given_name").fill("")
    page.locator("#person-save").click()
    expect(page.locator("#given_name-wrong")).to_contain_text("Écrivez un prénom")
    page.locator("#given_name").fill("Élise")
    page.locator("#kind").select_option("exhibitor")
    page.locator("#stand").fill("Le stand des épices")
    page.locator("#lunch").check()
    page.locator("#diet").select_option("vegan")
    page.locator("#slot-strategic").select_option("atelier-1")
    page.locator("#person-save").click()

    expect(said(page)).to_contain_text("C’est enregistré", timeout=SOON_MS)
    expect(page.locator("#person-title")).to_have_text("Élise Trouvaille")
    told = registration(doors, who["attendee_id"])
    assert (told["stand"], told["diet"], told["ateliers"]) == ("Le stand des épices", "vegan", ["atelier-1"])


def test_a_correction_that_the_rules_refuse_says_why_and_keeps_what_was_typed(office: Phone, doors: Doors) -> None:
    doors.register(email="occupee@example.org")
    page = person_page(office, doors.register(given_name="Gardée")["attendee_id"])
    page.locator("#organisation").fill("Une autre")
    page.locator("#email").fill("occupee@example.org")

    page.locator("#person-save").click()

    expect(said(page)).to_contain_text("Une autre personne est inscrite avec cette adresse", timeout=SOON_MS)
    expect(page.locator("#organisation")).to_have_value("Une autre")


def test_an_answer_about_one_person_is_not_told_of_the_next(office: Phone, street: Street, doors: Doors) -> None:
    page = person_page(office, doors.register(given_name="Quittée")["attendee_id"])
    following = doors.register(given_name="Ouverte", organisation="La Fonda")
    page.locator("#organisation").fill("Une autre")
    street.slow(0.5)

    with page.expect_response(lambda response: response.request.method == "PATCH"):
        page.locator("#person-save").click()
        person_page(office, following["attendee_id"])
    expect(page.locator("#person-title")).to_contain_text("Ouverte", timeout=SOON_MS)
    page.locator("#organisation").fill("Tapée depuis")
    expect(page.locator("#person-save")).not_to_have_attribute("aria-disabled", "true", timeout=SOON_MS)

    expect(said(page)).to_be_hidden()
    expect(page.locator("#organisation")).to_have_value("Tapée depuis")


def test_a_lost_badge_is_replaced_once_a_registration_cancelled_and_a_person_erased(
    office: Phone, street: Street, doors: Doors
) -> None:
    who = doors.register(given_name="Passante", family_name="Exemplaire")
    page = person_page(office, who["attendee_id"])
    with page.expect_download() as badge:
        page.get_by_role("button", name="Télécharger le badge").click()
    assert saved(badge.value).startswith(b"%PDF-")

    page.get_by_role("button", name="Faire un nouveau badge").click()
    page.locator("#confirm-no").click()
    expect(page.locator("#confirm")).to_be_hidden()
    assert registration(doors, who["attendee_id"])["badge"] == who["badge"]
    street.swallow()
    page.get_by_role("button", name="Faire un nouveau badge").click()
    page.locator("#confirm-yes").click()
    expect(said(page)).to_contain_text("Le serveur ne répond pas", timeout=SOON_MS)
    # Chromium itself repeats a request on a connection that was in use before.
    issue = registration(doors, who["attendee_id"])["issue"]
    assert issue > 1
    street.open()
    page.get_by_role("button", name="Faire un nouveau badge").click()
    page.locator("#confirm-yes").click()
    expect(said(page)).to_contain_text("l’ancien est refusé", timeout=SOON_MS)
    assert registration(doors, who["attendee_id"])["issue"] == issue

    page.get_by_role("button", name="Annuler l’inscription").click()
    page.locator("#confirm-yes").click()
    expect(said(page)).to_contain_text("est annulée", timeout=SOON_MS)
    expect(page.locator("#person-form")).to_be_hidden()

    page.get_by_role("button", name="Effacer cette personne").click()
    expect(page.locator("#confirm-yes")).to_be_disabled()
    page.locator("#confirm-tick").check()
    page.locator("#confirm-yes").click()
    expect(page.locator("#person-title")).to_have_text("Personne effacée", timeout=SOON_MS)
    assert registration(doors, who["attendee_id"])["family_name"] is None


def test_an_organiser_registers_any_kind_and_an_answer_that_got_lost_registers_nobody_twice(
    office: Phone, street: Street, doors: Doors
) -> None:
    page = office.page
    page.get_by_role("link", name="Inscrire quelqu’un").click()
    page.locator("#given_name").fill("Solange")
    page.locator("#family_name").fill("Unefois")
    page.locator("#kind").select_option("facilitator")
    page.locator("#person-save").click()
    expect(page.locator("#person-wrong")).to_contain_text("2 champs sont à corriger")
    expect(page.locator("#person-wrong")).to_be_focused()
    page.locator("#consent").check()
    page.locator("#slot-strategic").select_option("atelier-3")
    street.swallow()
    page.locator("#person-save").click()
    expect(said(page)).to_contain_text("Appuyez de nouveau", timeout=SOON_MS)
    # Another person on the same form, whose answer is lost as well.
    page.locator("#given_name").fill("Odile")
    page.locator("#person-save").click()
    soon(lambda: len(found(doors, "Unefois")) == 2)
    expect(page.locator("#person-save")).not_to_have_attribute("aria-disabled", "true", timeout=SOON_MS)
    street.open()
    page.locator("#person-save").click()

    expect(said(page)).to_contain_text("Odile Unefois : inscription faite.", timeout=SOON_MS)
    people = {person["name"]: person for person in found(doors, "Unefois")}
    assert set(people) == {"Odile Unefois", "Solange Unefois"}
    assert all((each["kind"], each["ateliers"]) == ("facilitator", ["atelier-3"]) for each in people.values())
    assert urlsplit(page.url).fragment == f"people/{people['Odile Unefois']['id']}"


def test_the_badges_of_everybody_are_saved_as_sheets(office: Phone, doors: Doors) -> None:
    doors.register()

    with office.page.expect_download(timeout=SOON_MS * 2) as sheets:
        office.page.get_by_role("button", name="Télécharger les planches").click()

    assert sheets.value.suggested_filename == "badges-1.pdf"
    assert saved(sheets.value).startswith(b"%PDF-")


def test_a_link_that_ends_takes_the_people_off_the_screen(office: Phone, street: Street, doors: Doors) -> None:
    page = person_page(office, doors.register(given_name="Invisible")["attendee_id"])
    street.unauthorised("pass_revoked")
    page.locator("#organisation").fill("Une autre")

    page.locator("#person-save").click()

    expect(page.locator("#opening-title")).to_have_text("Ce lien a été révoqué", timeout=SOON_MS)
    expect(page.locator("#given_name")).to_have_value("")
    assert "Invisible" not in page.content()


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
        found = [*held.axe(), *([wide] if (wide := page.evaluate(WIDER)) > 0 else [])]
        if found:
            wrong[name] = found

    page.locator("#who").fill("auguste")
    expect(page.locator("#found a").first).to_be_visible(timeout=SOON_MS)
    look("people")
    page.locator("#found a").first.click()
    expect(page.locator("#person-form")).to_be_visible(timeout=SOON_MS)
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
    expect(page.locator("[name=notify]").first).to_be_visible(timeout=SOON_MS)
    look("checked")

    assert wrong == {}
    assert page.locator("html").get_attribute("lang") == language[:2]
