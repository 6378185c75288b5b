"""An attendee's badge: shown at the door, without a network, beside another's, saved, and used by everybody."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from tests.browser import attendee, volunteer
from tests.browser.attendee import KEPT, badge_in
from tests.browser.camera import film, held_out
from tests.browser.phone import Phone
from tests.browser.sizes import fits
from tests.browser.street import Street
from tests.doors import Doors, until

type HandOut = Callable[..., Phone]

DESK: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 900},
    "device_scale_factor": 1,
    "is_mobile": False,
    "has_touch": False,
}
SCHEMES: dict[str, Literal["light", "dark"]] = {"fr": "light", "en": "dark"}
# Chrome asks whether to install when it sees fit, and a new version arrives when one is deployed.
INSTALLABLE = """() => {
  const data = document.documentElement.dataset;
  data.asked = '0';
  const prompt = () => (data.asked = String(Number(data.asked) + 1));
  dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt }));
}"""
RENEWED = "navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { updated: 'newer' } }))"


def test_the_badge_on_the_screen_is_read_at_the_door(
    phone: HandOut, street: Street, doors: Doors, tmp_path: Path
) -> None:
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"])
    page = attendee.open_badge(phone("missing", color_scheme="dark"), street, ada)
    seen = held_out(page.screenshot())
    page.locator("#enlarge").click()
    expect(page.locator("#full")).to_be_visible()
    enlarged = held_out(page.screenshot())
    assert [badge_in(picture) for picture in (seen, enlarged)] == [ada["badge"]] * 2

    shown = film(tmp_path / "screen.y4m", [(seen, 5)], frames_per_second=5)
    held = volunteer.at_the_door(phone(shown), street.link(doors.invite("entrance")["pass"]))
    verdict = volunteer.verdict(held)

    assert (verdict.sort, verdict.text.split(". ")[:2]) == ("accepted", ["Entrez", "Ada E"])
    assert until(lambda: doors.verdicts(ada))[0] == "admitted"


def test_the_badge_opens_without_a_network_and_from_the_home_screen(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing", lasting=True)
    ada = doors.register(given_name="Ada", organisation="La Fonda", ateliers=["atelier-8"])
    page = attendee.open_badge(held, street, ada)
    assert page.url == f"{street.origin}/badge"
    expect(page.locator("#age")).to_have_text("À jour")
    attendee.keeps_the_page(held)

    held.offline()
    page.reload()
    attendee.has_badge(held)
    expect(page.locator("#age")).to_contain_text("Sans réseau")
    held.restart()
    page = attendee.reopen(held)
    attendee.has_badge(held)

    expect(page.locator("#name")).to_have_text("Ada Exemple")
    expect(page.locator("#day")).to_contain_text("Salle A1-103")
    assert badge_in(held_out(page.screenshot())) == ada["badge"]
    held.online()
    attendee.look_again(held)
    expect(page.locator("#age")).to_have_text("À jour")


def test_the_volunteers_page_and_the_badge_live_on_one_phone(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone()
    attendee.open_badge(held, street, doors.register())
    attendee.keeps_the_page(held)
    volunteer.open_link(held, street.link(doors.invite("entrance")["pass"]))
    held.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    kept = held.page.evaluate("caches.keys().then((names) => names.map((name) => name.split('-')[0]).sort())")
    files = held.page.evaluate(
        """caches.keys().then(async (names) => {
          const cache = await caches.open(names.find((name) => name.startsWith('badge-')));
          return (await cache.keys()).map((request) => new URL(request.url).pathname);
        })"""
    )

    assert kept == ["badge", "scan"]
    assert "/badge" in files
    assert not [file for file in files if "zxing" in file]


def test_two_badges_on_one_phone_are_a_touch_apart_and_one_can_go(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada, bea = doors.register(given_name="Ada"), doors.register(given_name="Bea")
    attendee.open_badge(held, street, ada)
    page = attendee.open_badge(held, street, bea)
    expect(page.locator("#name")).to_have_text("Bea Exemple")

    page.locator("#people button", has_text="Ada").click()
    expect(page.locator("#name")).to_have_text("Ada Exemple")
    attendee.go(held, "keep")
    attendee.confirm(held, "remove")

    expect(page.locator("#badge")).to_be_visible()
    expect(page.locator("#name")).to_have_text("Bea Exemple")
    expect(page.locator("#notices")).to_contain_text("Ada Exemple : ce badge n’est plus sur cet appareil")
    assert ada["pass"] not in page.evaluate(KEPT)
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).status_code == 200


def test_every_file_can_be_saved_and_everything_stored_be_seen(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"], lunch=True, diet="vegan")
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "keep")

    files = [attendee.download(held, f"#downloads li:nth-child({n}) button") for n in (1, 2, 3, 4)]
    assert [name for name, _ in files] == [f"badge-ada-exemple.{end}" for end in ("pdf", "png", "ics", "svg")]
    assert [content[:4] for _, content in files[:2]] == [b"%PDF", b"\x89PNG"]
    assert b"BEGIN:VCALENDAR" in files[2][1]
    page.locator("#downloads li:nth-child(5) button").click()
    expect(page.locator("#keep-status")).to_contain_text("rien à attester")
    page.evaluate(INSTALLABLE)
    page.locator("#install").click()
    expect(page.locator("#install")).to_be_hidden()
    expect(page.locator("#home-how")).to_contain_text("Menu du navigateur")
    expect(page.locator("html")).to_have_attribute("data-asked", "1")
    page.evaluate(RENEWED)
    attendee.go_back(held)
    expect(page.locator("html[data-asked]")).to_have_count(0)
    attendee.has_badge(held)
    attendee.go(held, "mine")
    expect(page.locator("#mine-list")).to_contain_text("Végan")
    name, stored = attendee.download(held, "#save-mine")

    assert name == "badge-ada-exemple.json"
    assert json.loads(stored)["registration"]["attendee_id"] == ada["attendee_id"]


def test_what_is_stored_is_shown_in_words_and_not_in_codes(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register(diet="vegan", lunch=True, ateliers=["atelier-1"])
    gate = doors.invite("atelier-2", supervisor=True)["pass"]
    refused, admitted = (doors.sent(ada["badge"], "atelier-2", override=override) for override in (False, True))
    doors.scan(gate, refused)
    doors.scan(gate, {**admitted, "offline": "admitted"})
    doors.scan(doors.invite("entrance")["pass"], doors.sent(ada["badge"], "entrance"))
    path = f"/api/attendees/{ada['attendee_id']}"
    corrected = doors.call("PATCH", path, {"organisation": "La Fonda", "ateliers": []}, doors.organiser)
    assert corrected.status_code == 200, corrected.text
    held = phone("missing")
    page = attendee.open_badge(held, street, ada)

    attendee.go(held, "mine")

    said = page.locator("#mine-list dt, #mine-list dd > span")
    expect(page.locator("#mine-list")).to_contain_text("Inscription corrigée")
    held.screenshot("stored-after-the-day")
    codes = {text for text in said.all_inner_texts() if re.fullmatch("[a-z]+(_[a-z]+)*", text)}
    assert codes - {"oui", "non", "rien"} == set()


def test_without_a_link_one_is_asked_for_or_pasted(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada")
    page = attendee.reopen(held)
    page.locator("#link-email").fill("personne")
    page.locator("#link-email").press("Enter")
    expect(page.locator("#link-email")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#link-status.error")).to_contain_text("Écrivez une seule adresse")
    page.locator("#link-email").fill("personne@example.org")
    page.locator("form", has=page.locator("#link-email")).locator("button").click()
    expect(page.locator("#link-status")).to_contain_text("Si cette adresse est inscrite")
    expect(page.locator("#link-email")).to_have_attribute("aria-invalid", "false")

    paste = page.locator("#link-paste")
    paste.fill("bonjour")
    paste.press("Enter")
    expect(page.locator("#paste-status")).to_contain_text("Ce n’est pas un lien de badge")
    paste.fill(f" {street.link(ada['pass'], '/badge')}\n")
    paste.press("Enter")

    attendee.has_badge(held)
    expect(page.locator("#name")).to_have_text("Ada Exemple")


@pytest.mark.parametrize(
    ("role", "said"),
    [("nobody", "il est incomplet, ou n’existe plus"), ("volunteer", "n’est pas celui d’un badge")],
)
def test_a_link_that_is_no_badges_is_refused(
    phone: HandOut, street: Street, doors: Doors, role: str, said: str
) -> None:
    held = phone("missing")
    secret = "x" * 43 if role == "nobody" else doors.invite("entrance")["pass"]

    held.open(street.link(secret, "/badge"))

    expect(held.page.locator("#opening-text")).to_contain_text(said)
    assert held.page.url == f"{street.origin}/badge"


def test_the_page_is_done_with_a_keyboard(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing", **DESK)
    ada = doors.register(given_name="Ada")
    page = attendee.open_badge(held, street, ada)
    expect(page.locator("#name")).to_be_focused()

    page.locator("#enlarge").press("Enter")
    expect(page.locator("#full")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#enlarge")).to_be_focused()
    page.locator("#actions button").first.press("Enter")
    expect(page.locator("#change-title")).to_be_focused()
    page.locator("[name=drink]").press("Space")
    page.locator("[name=drink]").press("Enter")
    attendee.says(held, "C’est enregistré.")

    expect(page.locator("#name")).to_be_focused()
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).json()["drink"] is True


def test_every_screen_can_be_read_by_anybody(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    page = attendee.reopen(held)
    longest = {"given_name": "Marie-Clémentine", "family_name": "Échantillon-Desroches de la Vallée"}
    who = doors.register(**longest, ateliers=["atelier-8"], organisation="Institut national d’essai")

    def look(state: str) -> None:
        for language, scheme in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            expect(page.locator("html")).to_have_attribute("lang", language)
            fits(held, f"badge-{language}-{state}")
            assert held.axe() == [], state
            page.locator(".languages").select_option("en" if language == "fr" else "fr")

    look("1-none")
    attendee.open_badge(held, street, who)
    page = held.page
    look("2-badge")
    for number, each in enumerate(attendee.SCREENS, 3):
        attendee.go(held, each)
        if each == "mine":
            expect(page.locator("#mine-list dl").first).to_be_visible()
        look(f"{number}-{each}")
        attendee.go_back(held)
    page.locator("#enlarge").click()
    fits(held, "badge-8-full")
    assert held.axe() == []
