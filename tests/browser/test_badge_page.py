"""An attendee's badge: shown at the door, without a network, changed, replaced and given up by themselves."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from attendance.store import tallies
from tests.browser import attendee, volunteer
from tests.browser.attendee import SOON_MS
from tests.browser.camera import film, held_out
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.conftest import forget_caches
from tests.doors import Doors

type HandOut = Callable[..., Phone]

DESK: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 900},
    "device_scale_factor": 1,
    "is_mobile": False,
    "has_touch": False,
}
SMALL: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
KEPT = """() => new Promise((done) => {
  const opening = indexedDB.open('badge');
  opening.onsuccess = () => {
    const asked = opening.result.transaction('badges').objectStore('badges').getAll();
    asked.onsuccess = () => done(JSON.stringify(asked.result));
  };
})"""
# Chrome asks whether to install when it sees fit, and a new version arrives when one is deployed.
INSTALLABLE = """() => {
  window.asked = 0;
  dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt: () => (window.asked += 1) }));
}"""
RENEWED = "navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { updated: 'newer' } }))"
ATELIER = "atelier-9"


def badge_in(picture: Image.Image) -> str:
    """Return what the one QR code in a picture says."""
    (code,) = zxingcpp.read_barcodes(picture)
    return str(code.text)


@pytest.fixture
def one_seat(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doors]:
    """The stack, with one seat left in an atelier; the next test finds it with its seats."""
    for name, value in doors.stack.environment.items():
        monkeypatch.setenv(name, value)
    forget_caches()
    event = doors.stack.event_id
    before = tallies.seats(event, [ATELIER])[ATELIER]
    tallies.set_seats(event, ATELIER, before.taken + 1)
    yield doors
    tallies.set_seats(event, ATELIER, before.capacity)
    forget_caches()


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
    told = volunteer.verdict(held)

    assert (told.sort, told.text.split(". ")[:2]) == ("accepted", ["Entrez", "Ada E"])
    assert doors.verdicts(ada)[0] == "admitted"


def test_the_badge_opens_without_a_network_and_from_the_home_screen(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada", organisation="La Fonda", ateliers=["atelier-8"])
    page = attendee.open_badge(held, street, ada)
    assert page.url == f"{street.origin}/badge"
    expect(page.locator("#age")).to_have_text("À jour")
    attendee.keeps_the_page(held)

    held.offline()
    page.reload()
    attendee.has_badge(held)
    expect(page.locator("#age")).to_contain_text("Sans réseau", timeout=SOON_MS)
    held.restart()
    page = attendee.reopen(held)
    attendee.has_badge(held)

    expect(page.locator("#name")).to_have_text("Ada Exemple")
    expect(page.locator("#day")).to_contain_text("Salle A1-103")
    assert badge_in(held_out(page.screenshot())) == ada["badge"]
    held.online()
    attendee.look_again(held)
    expect(page.locator("#age")).to_have_text("À jour", timeout=SOON_MS)


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


def test_who_cancels_one_of_two_badges_does_not_cancel_the_other(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada, bea, cleo = (doors.register(given_name=name) for name in ("Ada", "Bea", "Cléo"))
    attendee.open_badge(held, street, ada)
    page = attendee.open_badge(held, street, bea)
    expect(page.locator("#name")).to_have_text("Bea Exemple", timeout=SOON_MS)
    attendee.go(held, "leave")
    attendee.confirm(held, "leave-steps")

    expect(page.locator("#badge")).to_be_visible(timeout=SOON_MS)
    expect(page.locator("#leave")).to_be_hidden()
    expect(page.locator("#name")).to_have_text("Ada Exemple")
    expect(page.locator("#notices")).to_contain_text("Bea Exemple : l’inscription est annulée")

    attendee.go(held, "change")
    page.locator("[name=organisation]").fill("Ellyx")
    page.evaluate("(secret) => { location.hash = secret; }", cleo["pass"])

    expect(page.locator("#badge")).to_be_visible(timeout=SOON_MS)
    expect(page.locator("#change")).to_be_hidden()
    expect(page.locator("#name")).to_have_text("Cléo Exemple")
    kept = [doors.call("GET", "/api/registration", secret=who["pass"]).json() for who in (ada, cleo)]
    assert [each["organisation"] for each in kept] == ["", ""]


def test_a_form_whose_programme_has_not_come_says_so(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    held.context.route("**/api/programme", lambda route: route.abort("internetdisconnected"))
    page = attendee.open_badge(held, street, doors.register())
    attendee.go(held, "change")
    expect(page.locator("#change-waits")).to_contain_text("Le programme n’est pas encore arrivé")
    expect(page.locator("#form")).to_be_hidden()

    held.context.unroute("**/api/programme")
    page.locator("#change-again").click()

    expect(page.locator("#form")).to_be_visible(timeout=SOON_MS)
    attendee.choose(held, "atelier-8")
    attendee.saved(held)


def test_an_atelier_that_fills_up_meanwhile_can_be_waited_for_and_the_seat_taken(
    phone: HandOut, street: Street, one_seat: Doors
) -> None:
    doors, held = one_seat, phone("missing")
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"])
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "change")
    attendee.choose(held, ATELIER)
    page.locator("[name=drink]").check()
    page.locator("[name=organisation]").fill("Ellyx")
    quick = doors.register(ateliers=[ATELIER])

    attendee.save(held)
    expect(page.locator("#slot-prospective-told")).to_contain_text("Atelier N°9 vient de se remplir", timeout=SOON_MS)
    expect(page.locator("#slot-prospective-told")).to_contain_text("Atelier N°6")
    expect(page.locator("[value=atelier-8]")).to_be_checked()
    expect(page.locator(f"[value={ATELIER}]")).to_be_disabled()
    assert page.locator("[name=organisation]").input_value() == "Ellyx"
    assert page.locator("#form [role=alert]").count() == 0
    expect(page.get_by_role("checkbox", name="(Atelier N°9)")).to_be_visible()
    attendee.wait_for(held, ATELIER)
    attendee.saved(held)
    expect(page.locator("#waiting")).to_contain_text("Vous êtes en tête de la liste")
    expect(page.get_by_role("button", name="Quitter la liste (Atelier N°9)")).to_be_visible()

    assert doors.call("DELETE", "/api/registration", secret=quick["pass"]).status_code == 200
    offer = page.locator("#notices .notice", has_text="Une place s’est libérée : Atelier N°9")
    for _ in range(40):
        attendee.look_again(held)
        page.wait_for_timeout(500)
        if offer.count():
            break
    expect(offer).to_contain_text("Elle remplacera votre place à l’atelier N°8")
    offer.locator("button.main").click()

    attendee.told(held, "La place est à vous : Atelier N°9")
    now = doors.call("GET", "/api/registration", secret=ada["pass"]).json()
    assert (now["ateliers"], now["waiting"], now["organisation"], now["drink"]) == ([ATELIER], [], "Ellyx", True)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing")
    ada, bea = doors.register(given_name="Ada"), doors.registration(given_name="Bea")
    assert doors.call("POST", "/api/registrations", bea).status_code == 201
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "change")
    page.locator("[name=given_name]").fill("  ")
    page.locator("[name=email]").fill("a@example.org, b@example.org")
    page.locator("[name=organisation]").fill("<b>Ellyx</b>")

    attendee.save(held)
    expect(page.locator("#change-told")).to_be_focused()
    expect(page.locator("#given-told")).to_contain_text("Écrivez un prénom")
    expect(page.locator("#email-told")).to_contain_text("une seule adresse")
    page.locator("#change-told a").first.click()
    expect(page.locator("[name=given_name]")).to_be_focused()
    page.locator("[name=given_name]").fill("A")
    page.locator("[name=email]").fill(bea["email"])
    attendee.save(held)
    expect(page.locator("#email-told")).to_contain_text("celle d’une autre inscription", timeout=SOON_MS)
    page.locator("[name=email]").fill(f"neuve-{ada['code'].lower()}@example.org")
    attendee.saved(held)

    expect(page.locator("#name")).to_have_text("A Exemple")
    expect(page.locator("#organisation")).to_have_text("<b>Ellyx</b>")


def test_a_change_waits_for_the_network_in_the_form(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(lunch=True, diet="vegan")
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "change")
    page.locator("[name=lunch]").uncheck()
    expect(page.locator("#diet-field")).to_be_hidden()
    page.locator("[name=exhibitor]").check()
    page.locator("[name=stand]").fill("Les Essais")
    held.offline()
    attendee.save(held)
    expect(page.locator("#change-told")).to_contain_text("rien n’a changé", timeout=SOON_MS)

    held.online()
    attendee.saved(held)

    expect(page.locator("#kind")).to_have_text("Exposant·e")
    now = doors.call("GET", "/api/registration", secret=ada["pass"]).json()
    assert (now["lunch"], now["diet"], now["kind"], now["stand"]) == (False, "none", "exhibitor", "Les Essais")


def test_what_another_tab_changed_is_not_overwritten_unsaid(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"])
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "change")
    elsewhere = {"organisation": "Ailleurs", "ateliers": ["atelier-6"]}
    assert doors.call("PATCH", "/api/registration", elsewhere, ada["pass"]).status_code == 200
    page.locator("[name=organisation]").fill("Ici")

    attendee.save(held)
    expect(page.locator("#change-told")).to_contain_text(
        "changé ailleurs entre-temps : l’organisation", timeout=SOON_MS
    )
    attendee.saved(held)

    now = doors.call("GET", "/api/registration", secret=ada["pass"]).json()
    assert (now["organisation"], now["ateliers"]) == ("Ici", ["atelier-6"])


def test_a_new_badge_takes_the_place_of_the_old_one(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada")
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "replace")

    attendee.confirm(held, "replace-steps")

    attendee.told(held, "Voici votre nouveau badge")
    attendee.has_badge(held)
    shown = badge_in(held_out(page.screenshot()))
    door = doors.invite("entrance")["pass"]
    results = doors.scan(door, *(doors.sent(badge, "entrance") for badge in (ada["badge"], shown)))
    assert [result["verdict"] for result in results] == ["cancelled", "admitted"]


@pytest.mark.parametrize(
    ("screen", "place", "said"),
    [("leave", "leave-steps", "est annulée"), ("mine", "erase-steps", "sont effacées")],
)
def test_who_cancels_or_erases_leaves_nothing_on_the_phone(
    phone: HandOut, street: Street, doors: Doors, screen: attendee.Screen, place: str, said: str
) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"])
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, screen)
    page.locator(f"#{place} button").first.click()
    page.locator(f"#{place} button", has_text="Non, garder").click()
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).status_code == 200

    attendee.confirm(held, place)

    expect(page.locator("#opening-text")).to_contain_text(said, timeout=SOON_MS)
    assert page.evaluate(KEPT) == "[]"
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).status_code == 401
    page.go_back()
    expect(page.locator("#badge")).to_be_hidden()
    page.reload()
    attendee.is_open(held)
    expect(page.locator("#opening-text")).to_contain_text("lien personnel reçu par e-mail")


def test_a_registration_that_an_organiser_cancels_is_forgotten_and_said(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada")
    page = attendee.open_badge(held, street, ada)
    gone = doors.call("DELETE", f"/api/attendees/{ada['attendee_id']}", secret=doors.organiser)
    assert gone.status_code == 200

    attendee.look_again(held)

    expect(page.locator("#opening-text")).to_contain_text("Ada Exemple : l’inscription a été annulée", timeout=SOON_MS)
    assert page.evaluate(KEPT) == "[]"


def test_every_file_can_be_saved_and_everything_stored_be_seen(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"], lunch=True, diet="vegan")
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "keep")

    files = [attendee.download(held, f"#downloads li:nth-child({n}) button") for n in (1, 2, 3, 4)]
    assert [name for name, _ in files] == [f"badge-ada-exemple.{end}" for end in ("pdf", "png", "ics", "svg")]
    assert [content[:4] for _, content in files[:2]] == [b"%PDF", b"\x89PNG"]
    assert b"BEGIN:VCALENDAR" in files[2][1]
    page.evaluate(INSTALLABLE)
    page.locator("#install").click()
    expect(page.locator("#install")).to_be_hidden()
    expect(page.locator("#home-how")).to_contain_text("Menu du navigateur")
    assert page.evaluate("asked") == 1
    page.evaluate(RENEWED)
    attendee.go_back(held)
    page.wait_for_function("typeof asked === 'undefined'")
    attendee.has_badge(held)
    attendee.go(held, "mine")
    expect(page.locator("#mine-list")).to_contain_text("Végan", timeout=SOON_MS)
    name, stored = attendee.download(held, "#save-mine")

    assert name == "badge-ada-exemple.json"
    assert json.loads(stored)["registration"]["attendee_id"] == ada["attendee_id"]


def test_without_a_link_one_is_asked_for_or_pasted(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada")
    page = attendee.reopen(held)
    page.locator("#link-email").fill("personne")
    page.locator("#link-email").press("Enter")
    expect(page.locator("#link-email")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#link-told.error")).to_contain_text("Écrivez une seule adresse")
    page.locator("#link-email").fill("personne@example.org")
    page.locator("form", has=page.locator("#link-email")).locator("button").click()
    expect(page.locator("#link-told")).to_contain_text("Si cette adresse est inscrite", timeout=SOON_MS)
    expect(page.locator("#link-email")).to_have_attribute("aria-invalid", "false")

    paste = page.locator("#link-paste")
    paste.fill("bonjour")
    paste.press("Enter")
    expect(page.locator("#paste-told")).to_contain_text("Ce n’est pas un lien de badge")
    paste.fill(f" {street.link(ada['pass'], '/badge')}\n")
    paste.press("Enter")

    attendee.has_badge(held)
    expect(page.locator("#name")).to_have_text("Ada Exemple")


@pytest.mark.parametrize(
    ("role", "said"),
    [("nobody", "il est incomplet, ou n’existe plus"), ("volunteer", "n’est pas celui d’un badge")],
)
def test_a_link_that_is_no_badges_is_told(phone: HandOut, street: Street, doors: Doors, role: str, said: str) -> None:
    held = phone("missing")
    secret = "x" * 43 if role == "nobody" else doors.invite("entrance")["pass"]

    held.open(street.link(secret, "/badge"))

    expect(held.page.locator("#opening-text")).to_contain_text(said, timeout=SOON_MS)
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
    attendee.told(held, "C’est enregistré.")

    expect(page.locator("#name")).to_be_focused()
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).json()["drink"] is True


@pytest.mark.parametrize(("screen", "scheme"), [(PHONE, "light"), (DESK, "dark"), (SMALL, "dark")])
def test_every_screen_can_be_read_by_anybody(
    phone: HandOut, street: Street, doors: Doors, screen: dict[str, Any], scheme: str
) -> None:
    held = phone("missing", **screen, color_scheme=scheme)
    page = attendee.reopen(held)
    longest = {"given_name": "Marie-Clémentine", "family_name": "Échantillon-Desroches de la Vallée"}
    who = doors.register(**longest, ateliers=["atelier-8"], organisation="Institut national d’essai")

    def look(state: str) -> None:
        for language in ("fr", "en"):
            expect(page.locator("html")).to_have_attribute("lang", language)
            held.screenshot(f"{screen['viewport']['width']}-badge-{language}-{state}")
            # A narrower page has nothing more to say.
            assert screen == SMALL or held.axe() == [], state
            assert page.evaluate(WIDER) == 0, state
            page.locator("#language").click()

    look("1-none")
    attendee.open_badge(held, street, who)
    page = held.page
    look("2-badge")
    for number, each in enumerate(attendee.SCREENS, 3):
        attendee.go(held, each)
        if each == "mine":
            expect(page.locator("#mine-list dl").first).to_be_visible(timeout=SOON_MS)
        look(f"{number}-{each}")
        attendee.go_back(held)
    page.locator("#enlarge").click()
    held.screenshot(f"{screen['viewport']['width']}-badge-8-full")
    assert held.axe() == []
