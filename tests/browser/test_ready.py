"""Before the doors open: whether a phone is ready, and what it lacks."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import volunteer
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

type HandOut = Callable[..., Phone]


@pytest.fixture
def link(street: Street, doors: Doors) -> str:
    return street.link(doors.invite("entrance", "atelier-4")["pass"])


def check(phone: Phone, name: str) -> Locator:
    return phone.page.locator("#checks li", has_text=re.compile(f"^.{name}"))


def test_a_phone_is_ready_once_camera_and_sound_were_tried(phone: HandOut, doors: Doors, link: str) -> None:
    doors.register()
    held = phone()
    volunteer.open_link(held, link)
    volunteer.stand_at(held, "Entrée A1")
    line = held.page.locator("#ready-line")
    expect(line).to_have_text("Touchez le bouton pour vérifier la caméra et le son")

    held.page.locator("#start").click()

    expect(line).to_have_text("Prêt, même sans réseau")
    expect(held.page.locator("#start")).to_have_text("Commencer")
    expect(check(held, "Caméra")).to_contain_text("elle lit")
    expect(check(held, "Son")).to_contain_text("deux notes")
    expect(check(held, "Pages")).to_contain_text("gardées sur ce téléphone")
    expect(check(held, "Liste des inscrits")).to_contain_text(re.compile(r"\d+ personnes?, à l’instant"))
    expect(check(held, "Clé des badges")).to_contain_text("présente")
    expect(check(held, "Horloge")).to_contain_text(re.compile(r"11\sh(\s\d\d)?, celle du serveur"))
    expect(check(held, "À envoyer")).to_contain_text("tout est envoyé")


def test_a_phone_that_is_ready_stays_so_without_a_network(
    phone: HandOut, street: Street, doors: Doors, link: str
) -> None:
    ada = doors.register()
    held = volunteer.at_the_door(phone(), link, "Entrée A1")
    street.stop()
    volunteer.scan(held, ada["badge"])

    volunteer.reload(held)
    volunteer.is_at_the_door(held)
    held.page.locator("#to-ready").click()
    held.page.locator("#exercise").click()
    for name, sort in (("Ada", "accepted"), ("Bea", "already"), ("Cem", "refused")):
        held.page.locator("#exercises button", has_text=name).click()
        expect(held.page.locator("#verdict")).to_have_attribute("data-sort", sort)
        expect(held.page.locator("#verdict")).to_contain_text("Exercice")
        held.page.locator("#next").click()
    held.page.locator("#start").click()

    expect(held.page.locator("#ready-line")).to_have_text("Prêt, même sans réseau")
    expect(check(held, "Pages")).to_contain_text("gardées sur ce téléphone")
    expect(check(held, "Liste des inscrits")).to_contain_text("à l’instant")
    expect(check(held, "À envoyer")).to_contain_text("1 scan attend le réseau")


def test_the_checks_are_left_for_the_door_and_for_another_place(phone: HandOut, link: str) -> None:
    held = volunteer.at_the_door(phone(), link, "Entrée A1")

    held.page.locator("#to-ready").click()
    held.page.locator("#change-place").click()
    volunteer.stand_at(held, "Atelier n° 4")

    volunteer.is_at_the_door(held, "Atelier n° 4")
    expect(held.page.locator("#room")).to_have_text("Salle A1-104")
    held.page.locator("#change-here").click()
    volunteer.stand_at(held, "Entrée A1")
    volunteer.is_at_the_door(held, "Entrée A1")


def test_a_place_is_not_asked_for_where_there_is_one(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone()

    volunteer.open_link(held, street.link(doors.invite("village")["pass"]))

    expect(held.page.locator("#ready-title")).to_have_text("Village d'acteurs")
    expect(held.page.locator("#change-place")).to_be_hidden()


def test_a_language_is_changed_without_losing_anything(phone: HandOut, doors: Doors, link: str) -> None:
    ada = doors.register(given_name="Ada")
    held = volunteer.at_the_door(phone(), link, "Entrée A1")
    page = held.page
    volunteer.turn(held, "out")

    page.locator("#door").get_by_label("Langue").select_option("English")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#link-state")).to_have_text("Online")
    expect(page.locator("#directions input[value=out]")).to_be_checked()
    page.locator("#who").fill(ada["code"])
    expect(page.locator("#found button")).to_contain_text(re.compile(r"Ada E\..*Participant ·"))
    page.locator("#who").fill("")
    assert volunteer.scan(held, ada["badge"]).text.startswith("Let out. Ada E.")
    volunteer.reload(held)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    volunteer.is_at_the_door(held)
    page.locator("#door").get_by_label("Language").select_option("Français")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


@pytest.mark.parametrize(("locale", "lang"), [("en-GB", "en"), ("fr-CA", "fr"), ("de-DE", "de"), ("is-IS", "fr")])
def test_a_phone_is_addressed_in_its_own_language_if_the_page_speaks_it(
    phone: HandOut, street: Street, locale: str, lang: str
) -> None:
    held = phone(locale=locale)

    volunteer.open_link(held, f"{street.origin}/scan")

    expect(held.page.locator("html")).to_have_attribute("lang", lang)
