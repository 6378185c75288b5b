"""An organiser at the dashboard: numbers that move, scans to settle, links for volunteers, an atelier changed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.organiser import opened, part
from tests.browser.phone import Phone
from tests.browser.sizes import wide
from tests.browser.street import Street
from tests.doors import Doors

DESKTOP = {"device_scale_factor": 1, "is_mobile": False, "has_touch": False}
DESK = DESKTOP | {"viewport": {"width": 1440, "height": 900}}
WALL = DESKTOP | {"viewport": {"width": 1920, "height": 1080}}
TALLER = "document.scrollingElement.scrollHeight - document.scrollingElement.clientHeight"

# Each part of the page, and what is there once it is drawn.
PARTS = {
    "now": "#bars .bar",
    "lunch": "#meals .figure",
    "conflicts": "#conflicts-list > *",
    "volunteers": "#volunteers-list table",
    "documents": "#documents-list li",
    "journal": "#journal-list > *",
}

type HandOut = Callable[..., Phone]


def watched(held: Phone, street: Street, doors: Doors, place: str = "/tableau") -> Page:
    page = opened(held, street.link(doors.organiser, place))
    expect(page.locator("#figures .figure").first).to_be_visible()
    return page


def test_the_numbers_move_while_they_are_watched_and_lead_to_the_registrations(
    street: Street, doors: Doors, phone: HandOut
) -> None:
    held = phone(**DESK)
    page = watched(held, street, doors)
    assert page.url == f"{street.origin}/tableau"
    came = doors.register(given_name="Ada", family_name="Arrive")
    doors.scan(doors.invite("entrance")["pass"], doors.sent(came["badge"], "entrance", "09:10"))

    counted = doors.headcounts()
    # Some whom another test let in have left.
    came_in = sum(step["count"] for step in counted["checkpoints"]["entrance"]["arrivals"])
    expect(page.locator("#figure-inside strong")).to_have_text(str(counted["inside"]))
    expect(page.locator("#arrivals svg")).to_have_attribute("aria-label", re.compile(rf"Arrivées\. {came_in} "))
    page.locator("#parts a", has_text="Personnes").click()
    expect(page.locator("#people-title")).to_be_visible()
    page.locator("#parts a", has_text="Maintenant").click()
    expect(page.locator("#figure-inside strong")).to_be_visible()
    assert doors.organiser not in page.content()


def test_numbers_that_are_old_say_so_until_the_server_is_back(street: Street, doors: Doors, phone: HandOut) -> None:
    held = phone()
    held.page.clock.install()
    page = watched(held, street, doors)
    street.stop()
    page.clock.run_for(20_000)

    expect(page.locator("#old")).to_contain_text("Le serveur ne répond pas")
    expect(page.locator("#figure-inside strong")).to_be_visible()
    street.open()
    page.clock.run_for(40_000)
    expect(page.locator("#old")).to_be_hidden()


def test_a_scan_that_contradicts_the_rules_is_settled_with_a_note(street: Street, doors: Doors, phone: HandOut) -> None:
    who = doors.register(given_name="Bao", family_name="Deuxfois")
    gate = doors.invite("entrance")["pass"]
    doors.scan(gate, doors.sent(who["badge"], "entrance", "09:20"))
    doors.scan(gate, doors.sent(who["badge"], "entrance", "09:21", offline="admitted"))
    held = phone()
    page = watched(held, street, doors)
    expect(page.locator("#conflicts-count")).to_be_visible()

    part(held, "conflicts")
    page.get_by_label("Note sur le scan de Bao Deuxfois").fill("Vu avec elle")
    doors.scan(gate, doors.sent(who["badge"], "entrance", "09:22", offline="admitted"))
    expect(page.locator("#conflicts-list tr", has_text="Bao Deuxfois")).to_have_count(2)
    expect(page.locator("#conflicts-list input:focus")).to_have_value("Vu avec elle")
    first = page.locator("#conflicts-list tr", has_text="9 h 21")
    expect(first).to_contain_text("a laissé entrer Bao Deuxfois")
    held.screenshot("conflicts")
    first.get_by_role("button", name="Annuler l’entrée").click()
    page.locator("#confirm-yes").click()

    expect(page.locator("#conflicts-status")).to_contain_text("Réglé : Bao Deuxfois. L’entrée est annulée.")
    expect(page.locator("#conflicts-list tr", has_text="Bao Deuxfois")).to_have_count(1)
    page.locator("#show-settled").check()
    expect(page.locator("#settled-list tr", has_text="Bao Deuxfois")).to_contain_text(
        "L’entrée est annulée. Vu avec elle"
    )


def test_a_volunteers_link_is_shown_once_and_ends_when_it_is_revoked(
    street: Street, doors: Doors, phone: HandOut
) -> None:
    held = phone(**DESK)
    page = watched(held, street, doors)
    part(held, "volunteers")
    page.locator("#invite-part summary").click()
    page.locator("#make-link").click()
    expect(page.locator("#invite-status")).to_have_text("Cochez au moins un endroit.")
    page.locator("#label").fill("Porte du fond")
    page.locator("#doors input[value=entrance]").check()
    page.locator("#make-link").click()
    expect(page.locator("#link-made")).to_be_visible()
    secret = page.locator("#made").input_value().split("#")[1]
    assert doors.call("GET", "/api/roster", secret=secret).status_code == 200

    # Elsewhere and back: who did not copy it makes another.
    part(held, "lunch")
    part(held, "volunteers")
    expect(page.locator("#link-made")).to_be_hidden()
    assert secret not in page.content()
    page.get_by_role("button", name="Révoquer « Porte du fond »").click()
    page.locator("#confirm-yes").click()

    expect(page.locator("#volunteers-status")).to_contain_text("est révoqué")
    expect(page.locator("#volunteers-list", has_text="Porte du fond")).to_have_count(0)
    passes = doors.call("GET", "/api/passes", secret=doors.organiser).json()["passes"]
    assert [bool(each["revoked_at"]) for each in passes if each["label"] == "Porte du fond"] == [True]


def test_a_link_is_revoked_with_those_it_led_to_and_its_scans_taken_back(
    street: Street, doors: Doors, phone: HandOut
) -> None:
    zoe = doors.invite(role="organiser", label="Zoé la première")
    yan = doors.call("POST", "/api/passes", {"role": "organiser", "label": "Yan le deuxième"}, zoe["pass"]).json()
    door = {"role": "volunteer", "label": "Porte de Yan", "checkpoints": ["entrance"]}
    rogue = doors.call("POST", "/api/passes", door, yan["pass"]).json()
    before = doors.present("entrance")
    for _ in range(3):
        doors.scan(rogue["pass"], doors.sent(doors.register()["badge"], "entrance"), device="phone-1")
    held = phone(**DESK)
    page = watched(held, street, doors)
    part(held, "volunteers")

    page.get_by_role("button", name="Révoquer « Zoé la première »").click()
    expect(page.locator("#confirm-text")).to_contain_text("2 liens encore valables ont été créés avec lui")
    held.screenshot("revoking-descendants")
    page.locator("#confirm-more").click()
    expect(page.locator("#volunteers-status")).to_contain_text("avec 2 liens créés à partir de lui")
    for secret in (zoe["pass"], yan["pass"]):
        assert doors.call("GET", "/api/passes", secret=secret).status_code == 401

    page.locator("#over-count").click()
    line = page.locator("#over-list tr", has_text="Porte de Yan")
    expect(line).to_contain_text("créé par Yan le deuxième")
    line.get_by_role("button", name="Annuler les scans de « Porte de Yan »").click()
    page.locator("#confirm-yes").click()
    expect(page.locator("#volunteers-status")).to_contain_text("3 scans sont annulés")
    assert doors.present("entrance") == before
    # The focus is where the outcome is read out.
    expect(page.locator("#volunteers-title")).to_be_focused()


def test_an_atelier_moves_and_who_booked_it_is_told_once_the_organiser_says_so(
    street: Street, doors: Doors, phone: HandOut
) -> None:
    (before,) = [a for a in doors.call("GET", "/api/programme").json()["ateliers"] if a["id"] == "atelier-9"]
    doors.register(given_name="Nora", ateliers=["atelier-9"], answers={"photo": True})
    held = phone(**DESK)
    page = watched(held, street, doors)
    page.locator("#alter").click()
    room, seats = (page.get_by_label(re.compile(rf"^{what}, N°.9\b")) for what in ("Salle", "Places"))
    seats.fill("")
    page.locator("#programme-form button.main").click()
    expect(page.locator("#programme-things")).to_contain_text("entre 0 et 10 000")
    room.fill("Grand amphi")
    seats.fill("77")
    page.locator("#programme-form button.main").click()

    expect(page.locator("#altered-list")).to_contain_text("Grand amphi · 77 places")
    expect(page.locator("#altered-title")).to_be_focused()
    held.screenshot("programme-corrected")
    page.get_by_role("button", name="Enregistrer et prévenir").click()
    # Others of this stack may have booked it too.
    expect(page.locator("#programme-status")).to_contain_text(re.compile("(va|vont) recevoir un e-mail"))
    page.locator("#parts a[href='#now']").click()
    expect(page.locator("#bar-atelier-9")).to_contain_text("77 places")
    expect(page.locator("#bar-atelier-9")).to_contain_text("Grand amphi")
    was = {"room": before["room"], "capacity": before["capacity"]}
    assert doors.call("PATCH", "/api/ateliers/atelier-9", was, doors.organiser).status_code == 200


def test_the_order_follows_the_certainty_that_is_asked_for(street: Street, doors: Doors, phone: HandOut) -> None:
    guests = [
        doors.register(given_name=f"Convive-{n}", lunch=True, answers={"photo": True, "allergies": f"Arachide {n}"})
        for n in range(6)
    ]
    gate = doors.invite("entrance")["pass"]
    doors.scan(gate, doors.sent(guests[0]["badge"], "entrance", "09:20"))
    held = phone(**DESK)
    page = watched(held, street, doors)
    expect(page.locator("#answers")).to_contain_text("J'accepte d'être photographié·e")
    part(held, "lunch")
    expect(page.locator("#wishes")).to_contain_text("Arachide 5")

    page.locator("#as-bad-as").fill("4")
    expect(page.locator("#level-status")).to_have_text("80\u00a0% des cas")
    page.locator("#level").fill("99.9")

    expect(page.locator("#level-status")).to_have_text("99,9\u00a0% des cas")
    expect(page.locator("#as-bad-as")).to_have_value("999")
    wanted = doors.call("GET", "/api/catering?service_level=0.999", secret=doors.organiser).json()["lunch"]["to_order"]
    expect(page.locator("#meals strong").first).to_have_text(str(wanted))
    with page.expect_download() as order:
        page.locator("#order-pdf").click()
    assert order.value.suggested_filename.endswith(".pdf")

    page.locator("#order-send").click()
    page.get_by_label("tout ce qui est réservé").check()
    page.locator("#confirm-yes").click()
    expect(page.locator("#confirm")).to_contain_text("Ce n’est pas une adresse e-mail complète")
    page.locator("#order-email").fill("traiteur@example.org")
    assert held.axe() == []
    page.locator("#confirm-yes").click()
    expect(page.locator("#order-state")).to_contain_text("à traiteur@example.org")
    doors.register(given_name="Convive-de-plus", lunch=True)
    expect(page.locator("#order-state")).to_contain_text("il en faut maintenant", timeout=30_000)

    sent = sum(doors.call("GET", "/api/catering", secret=doors.organiser).json()["orders"][0]["meals"].values())
    fields = page.locator("#confirm-fields input")
    page.locator("#batch-decide").click()
    theirs = {"batch_id": "the-batch-of-another", "meals": {"vegan": 2}}
    assert doors.call("POST", "/api/catering/batches", theirs, secret=doors.organiser).status_code == 200
    for number, each in enumerate(fields.all()):
        each.fill("0" if number else "1")
    page.locator("#confirm-yes").click()
    refused = page.locator("#order-status")
    expect(refused).to_contain_text(re.compile(rf"vient de décider.*Demandé en tout\s: {sent + 2}\srepas"))
    expect(page.locator("#order-state")).to_contain_text(re.compile(rf"tout\s: {sent + 2}\srepas"))
    expect(refused).to_be_in_viewport()
    page.locator("#batch-decide").click()
    for number, each in enumerate(fields.all()):
        each.fill("0" if number else "1")
    page.locator("#confirm-yes").click()
    expect(page.locator("#order-state")).to_contain_text(re.compile(rf"tout\s: {sent + 3}\srepas"))
    expect(refused).to_be_empty()


def test_a_link_that_ends_leaves_nothing_on_the_screen(street: Street, doors: Doors, phone: HandOut) -> None:
    held = phone()
    held.page.clock.install()
    page = watched(held, street, doors)

    street.unauthorised("pass_revoked")
    page.clock.run_for(4_000)

    expect(page.locator("#opening-title")).to_have_text("Ce lien a été révoqué")
    expect(page.locator("#now")).to_be_hidden()


@pytest.mark.parametrize(("screen", "language"), [({}, "en-GB"), (DESK, "fr-FR")], ids=["phone", "desk"])
def test_every_part_can_be_used_with_a_screen_reader_and_fits_its_screen(
    street: Street, doors: Doors, phone: HandOut, screen: dict[str, Any], language: str
) -> None:
    held = phone(**screen, locale=language)
    page = watched(held, street, doors)
    wrong: dict[str, Any] = {}
    for name, drawn in PARTS.items():
        part(held, name)
        expect(page.locator(drawn).first).to_be_visible()
        for summary in page.locator(f"#{name} summary:visible").all():
            summary.click()
        held.screenshot(f"{language}-tableau-{name}")
        found = [*held.axe(), *wide(held)]
        if found:
            wrong[name] = found

    assert wrong == {}
    assert page.locator("html").get_attribute("lang") == language[:2]


def test_the_wall_screen_holds_everything_and_nothing_to_press(street: Street, doors: Doors, phone: HandOut) -> None:
    held = phone(**WALL)
    page = watched(held, street, doors, "/tableau?mur")

    held.screenshot("mur")
    page.reload()
    expect(page.locator("#bars .bar").first).to_be_visible()
    expect(page.locator("#arrivals svg")).to_be_visible()
    assert page.evaluate(TALLER) == 0
    expect(page.locator("#parts")).to_be_hidden()
    expect(page.locator("#advice .button:visible, #advice button:visible")).to_have_count(0)
    assert held.axe() == []
    page.keyboard.press("Escape")
    expect(page.locator("#parts")).to_be_visible()
    assert page.url.endswith("/tableau")
