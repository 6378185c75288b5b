"""A link opens the page for who holds it: taken out of sight at once, replaced only by one that works."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import volunteer
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

WRONG = "A" * 43

type Phones = Callable[..., Phone]


def message(phone: Phone) -> str:
    return phone.page.locator("#opening-text").inner_text()


def test_a_link_leaves_the_address_bar_when_it_is_opened(phone: Phones, street: Street, doors: Doors) -> None:
    held = phone()
    volunteer.open_link(held, street.link(doors.invite("entrance")["pass"]))

    assert held.page.url == f"{street.origin}/scan"
    assert held.page.evaluate("history.length") <= 2
    expect(held.page.locator("#ready")).to_be_visible()


def test_a_phone_whose_link_has_no_label_is_asked_for_a_name_that_others_see(
    phone: Phones, street: Street, doors: Doors
) -> None:
    ada, held = doors.register(), phone()
    volunteer.at_the_door(held, street.link(doors.invite("entrance", label="")["pass"]), name="Camille, porte gauche")

    volunteer.scan(held, ada["badge"])

    (result,) = doors.scan(doors.organiser, doors.sent(ada["badge"], "entrance"))
    assert (result["verdict"], result["by"]) == ("already_admitted", "Camille, porte gauche")


def test_a_phone_with_several_places_is_asked_for_one_and_may_change(
    phone: Phones, street: Street, doors: Doors
) -> None:
    held = phone()
    volunteer.open_link(held, street.link(doors.invite("entrance", "atelier-1", "lunch")["pass"]))
    volunteer.stand_at(held, "Déjeuner")
    expect(held.page.locator("#ready-title")).to_have_text("Déjeuner")

    held.page.locator("#change-place").click()
    volunteer.stand_at(held, "Atelier n° 1")

    expect(held.page.locator("#ready-title")).to_have_text("Atelier n° 1")


@pytest.mark.parametrize("fragment", [WRONG, "porte-gauche", ""])
def test_a_link_that_opens_nothing_says_what_to_do(phone: Phones, street: Street, doors: Doors, fragment: str) -> None:
    held = phone()
    volunteer.open_link(held, street.link(fragment))

    expect(held.page.locator("#opening")).to_be_visible()
    assert ("Demandez à un organisateur" if fragment else "Lisez le QR du lien") in message(held)
    assert held.axe() == []


def test_an_attendees_link_is_distinguished_from_a_volunteers(phone: Phones, street: Street, doors: Doors) -> None:
    held = phone()
    volunteer.open_link(held, street.link(doors.register()["pass"]))

    assert "n’est pas celui d’un bénévole" in message(held)


def test_a_revoked_link_says_so(phone: Phones, street: Street, doors: Doors) -> None:
    invited = doors.invite("entrance")
    doors.call("DELETE", f"/api/passes/{invited['id']}", secret=doors.organiser)
    held = phone()
    volunteer.open_link(held, street.link(invited["pass"]))

    assert "révoqué" in message(held)
    held.screenshot("link-revoked")


def test_a_wrong_link_leaves_the_one_that_worked(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))
    volunteer.open_link(held, street.link(WRONG))
    assert "ne marche pas" in message(held)

    held.page.get_by_role("button", name="Garder le lien actuel").click()

    volunteer.is_at_the_door(held, "Entrée")
    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    volunteer.reload(held)
    volunteer.is_at_the_door(held, "Entrée")
    held.page.locator("#to-ready").click()
    held.page.locator("#change-link").click()
    assert "Ce téléphone a le lien « Porte" in message(held).replace("\u00a0", " ").replace("\u202f", " ")
    held.page.get_by_role("button", name="Garder le lien actuel").click()
    volunteer.is_at_the_door(held, "Entrée")


def test_a_second_link_replaces_the_first_once_the_server_accepts_it(
    phone: Phones, street: Street, doors: Doors
) -> None:
    ada = doors.register()
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))
    second = street.link(doors.invite("atelier-2")["pass"])
    street.stop()
    volunteer.scan(held, ada["badge"])
    # The browser stays on the page: only the fragment differs.
    held.page.evaluate("(link) => { location.href = link; }", second)
    expect(held.page.locator("#opening-text")).to_contain_text("Le serveur ne répond pas")
    held.screenshot("second-link-unreachable")

    street.open()
    held.page.get_by_role("button", name="Réessayer").click()

    volunteer.is_at_the_door(held, "Atelier n° 2")
    # What the first link let in is sent with it: the second may not scan there.
    volunteer.holds(held, 0)
    day = doors.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=doors.organiser).json()
    assert [(scan["checkpoint"], scan["verdict"]) for scan in day["scans"]] == [("entrance", "admitted")]


def test_an_installed_page_without_a_link_reads_it_from_its_qr_code(
    phone: Phones, street: Street, doors: Doors
) -> None:
    held = phone()
    volunteer.reopen(held)
    held.page.get_by_role("button", name="Lire le QR du lien").click()

    held.show("https://forum.example.org/autre-chose")
    expect(held.page.locator("#opening-body [role=alert]")).to_contain_text("pas un lien de pointage")
    held.screenshot("link-read")
    held.show(street.link(doors.invite("entrance")["pass"]))

    expect(held.page.locator("#ready-title")).to_have_text("Entrée A1")
    assert doors.organiser not in held.page.content()


def test_a_link_may_be_pasted(phone: Phones, street: Street, doors: Doors) -> None:
    held = phone()
    volunteer.reopen(held)
    paste, go = held.page.locator("#opening-body input"), held.page.locator("#opening-body button[type=submit]")
    paste.fill("bonjour")
    go.click()
    expect(held.page.locator("#opening-body [role=alert]")).to_contain_text("pas un lien de pointage")

    paste.fill(f" {street.link(doors.invite('entrance')['pass'])}\n")
    go.click()

    expect(held.page.locator("#ready-title")).to_have_text("Entrée A1")


def test_a_link_that_is_opened_where_no_server_answers_is_tried_again(
    phone: Phones, street: Street, doors: Doors
) -> None:
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))
    link = street.link(doors.invite("entrance")["pass"])
    street.captive()
    volunteer.open_link(held, link)

    assert "Le serveur ne répond pas" in message(held)
    volunteer.reload(held)
    assert "Le serveur ne répond pas" in message(held)
    street.open()
    held.page.get_by_role("button", name="Réessayer").click()
    volunteer.is_at_the_door(held)
    assert not held.page.get_by_role("button", name="Réessayer").is_visible()
