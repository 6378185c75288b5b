"""Whoever scans: with a screen reader, a keyboard, a small phone, cold hands, another language."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import volunteer
from tests.browser.badges import forged
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "fr-FR"}
SMALL: ViewportSize = {"width": 320, "height": 568}
DESKTOP = {
    "viewport": {"width": 1280, "height": 800},
    "locale": "en-GB",
    "device_scale_factor": 1,
    "is_mobile": False,
    "has_touch": False,
}
# WCAG 2.5.8 asks for 24 pixels; what is pressed a thousand times a day is larger.
LEAST, EASY = 24, 44
WIDER = """() => [document.scrollingElement, ...document.querySelectorAll('dialog[open], #verdict')]
  .filter((part) => part.scrollWidth > part.clientWidth)
  .map((part) => `${part.tagName}#${part.id}: ${part.scrollWidth} in ${part.clientWidth}`)"""
SMALLER = """([least, easy]) => [...document.querySelectorAll('button, input, select')]
  .filter((part) => part.checkVisibility() && !part.closest('[inert]'))
  .map((part) => [part, part.getBoundingClientRect()])
  .filter(([part, { width, height }]) => Math.min(width, height) < (part.tagName === 'BUTTON' ? easy : least))
  .map(([part, { width, height }]) => `${part.tagName}#${part.id} ${part.textContent}: ${width} by ${height}`)"""
# Of a verdict, what the camera or the edge of the screen covers; words may scroll away behind the buttons.
COVERED = """() => {
  const trouble = document.getElementById('camera-trouble');
  if (trouble.scrollHeight > trouble.parentElement.clientHeight) return ['the trouble with the camera is cut off'];
  const row = document.querySelector('#verdict .buttons');
  if (!row.checkVisibility()) return [];
  // The camera's box is empty where it is not shown, and then covers nothing.
  const camera = document.getElementById('camera').getBoundingClientRect();
  const top = row.getBoundingClientRect().top;
  const isUnder = (box) => box.right > camera.left && Math.min(box.bottom, top) > camera.top && box.top < camera.bottom;
  const words = [...document.querySelectorAll('#verdict-text p')].filter((line) => {
    const range = document.createRange();
    range.selectNodeContents(line);
    return isUnder(range.getBoundingClientRect());
  });
  const buttons = [...row.querySelectorAll('button')].filter((button) => {
    const box = button.getBoundingClientRect();
    const isCovered = camera.width > 0 && box.right > camera.left && box.bottom > camera.top;
    return button.checkVisibility() && (box.bottom > innerHeight || isCovered);
  });
  return [...words, ...buttons].map((part) => `covered: ${part.textContent}`);
}"""

type HandOut = Callable[..., Phone]


class Tour:
    """A walk on which every screen is looked at, a phone's also in the smallest size."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.page: Page = phone.page
        self.found: dict[str, list[str]] = {}

    def look(self, name: str) -> None:
        page = self.page = self.phone.page
        size = page.viewport_size
        lang = page.locator("html").get_attribute("lang")
        found = [
            *self.phone.axe(),
            *self._laid_out(name),
            *([] if lang == page.evaluate("navigator.language.slice(0, 2)") else [f"lang: {lang}"]),
        ]
        if size and size == PHONE["viewport"]:
            page.set_viewport_size(SMALL)
            found += [*self.phone.axe(), *self._laid_out(name)]
            page.set_viewport_size(size)
        if found:
            self.found[name] = found

    def _laid_out(self, name: str) -> list[str]:
        page = self.page
        width = page.viewport_size["width"] if page.viewport_size else 0
        self.phone.screenshot(f"{width}-{name}")
        found = [*page.evaluate(WIDER), *page.evaluate(SMALLER, [LEAST, EASY]), *page.evaluate(COVERED)]
        return [f"{width}: {fault}" for fault in found]


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def screen(request: pytest.FixtureRequest) -> dict[str, Any]:
    settings: dict[str, Any] = request.param
    return settings


def test_every_way_in_can_be_read_and_pressed(
    phone: HandOut, street: Street, doors: Doors, screen: dict[str, Any]
) -> None:
    held = phone("denied", **screen)
    tour, text = Tour(held), "#opening-text"
    ada = doors.register()
    revoked = doors.invite("entrance")
    doors.call("DELETE", f"/api/passes/{revoked['id']}", secret=doors.organiser)

    volunteer.open_link(held, f"{street.origin}/scan")
    tour.look("01-no-link")
    tour.page.locator("#opening-body input").fill("https://example.org/")
    tour.page.locator("#opening-body [type=submit]").click()
    expect(tour.page.locator("#opening-body [role=alert]")).not_to_be_empty()
    tour.look("02-not-a-link")
    tour.page.locator("#opening-body button.main").first.click()
    expect(tour.page.locator("#opening-body [role=alert]")).to_contain_text(
        "réglages" if "fr" in screen["locale"] else "settings"
    )
    tour.look("03-no-camera-for-the-link")
    for name, secret in (("04-wrong", "x" * 43), ("05-an-attendees", ada["pass"]), ("06-revoked", revoked["pass"])):
        before = tour.page.locator(text).inner_text()
        volunteer.open_link(held, street.link(secret))
        expect(held.page.locator(text)).not_to_have_text(before)
        tour.look(name)
    street.unauthorised("pass_expired")
    volunteer.open_link(held, street.link(doors.invite("entrance")["pass"]))
    tour.look("07-expired")
    street.swallow()
    volunteer.open_link(held, street.link(doors.invite("entrance")["pass"]))
    tour.look("08-unreachable")
    street.open()
    volunteer.open_link(held, street.link(doors.invite("entrance", "atelier-4", "lunch", label="")["pass"]))
    tour.look("09-name")
    volunteer.give_name(held, "Camille, porte gauche")
    expect(tour.page.locator("#opening-body button")).to_have_count(3)
    tour.look("10-place")
    other = held.context.new_page()
    other.goto(f"{street.origin}/scan")
    expect(other.locator("#opening-body button")).to_be_visible()
    mine, held.page = held.page, other
    tour.look("11-elsewhere")
    other.close()
    held.page = mine
    volunteer.stand_at(held, "Entrée A1")
    tour.look("12-checks")
    held.page.locator("#start").click()
    expect(held.page.locator("#camera-trouble")).to_be_visible()
    tour.look("13-not-ready")
    held.page.locator("#start").click()
    volunteer.is_at_the_door(held)
    tour.look("14-door-without-camera")
    volunteer.choose(held, ada["code"])
    tour.look("15-accepted-without-camera")

    assert tour.found == {}


def test_every_screen_at_the_door_can_be_read_and_pressed(
    phone: HandOut, street: Street, doors: Doors, screen: dict[str, Any]
) -> None:
    long = {"given_name": "Marie-Clémentine", "organisation": "Agence nationale de la cohésion des territoires (ANCT)"}
    ada, bea, eva = (doors.register(**long, ateliers=[place]) for place in ("atelier-1", "atelier-1", "atelier-3"))
    gate = doors.invite("atelier-1", label="Camille, porte de gauche")["pass"]
    doors.scan(gate, doors.sent(bea["badge"], "atelier-1"))
    doors.scan(gate, doors.sent(forged(ada), "atelier-1"))
    held = phone(**screen)
    tour = Tour(held)
    volunteer.open_link(held, street.link(doors.invite("atelier-1", walk_ins=True)["pass"]))
    page = held.page
    page.locator("#start").click()
    expect(page.locator("#ready-line")).to_have_attribute("data-state", "ready")
    tour.look("20-ready")
    page.locator("#start").click()
    volunteer.is_at_the_door(held)
    tour.look("21-door")
    page.locator("#who").fill("marie")
    expect(page.locator("#found button").first).to_be_visible()
    tour.look("22-found")
    page.locator("#who").fill("xyzzy")
    expect(page.locator("#found-none")).not_to_be_empty()
    tour.look("23-nobody")
    page.locator("#who").fill("")
    volunteer.scan(held, ada["badge"])
    tour.look("24-accepted")
    volunteer.scan(held, bea["badge"])
    tour.look("25-already")
    volunteer.scan(held, eva["badge"])
    tour.look("26-not-booked")
    volunteer.let_in(held)
    tour.look("27-let-in")
    volunteer.scan(held, forged(ada))
    tour.look("28-refused")
    volunteer.turn(held, "out")
    volunteer.scan(held, ada["badge"])
    tour.look("29-left")
    volunteer.open_recent(held)
    expect(page.locator("#recent-list li")).to_have_count(6)
    tour.look("30-recent")
    volunteer.close_list(held)
    volunteer.open_outbox(held)
    tour.look("31-outbox-empty")
    volunteer.close_list(held)
    page.locator("#to-walk-in").click()
    tour.look("32-walk-in")
    page.locator("#walk-in-form [type=submit]").click()
    page.locator("#walk-in-more summary").click()
    page.locator("[name=lunch]").check()
    tour.look("33-walk-in-incomplete")
    page.locator("[name=given_name]").fill("Marie-Clémentine")
    page.locator("[name=family_name]").fill("Exemple-Desroches")
    page.locator("[name=consent]").check()
    page.locator("#walk-in-form [type=submit]").click()
    expect(page.locator("#walk-in-same button").first).to_be_focused()
    tour.look("33-walk-in-same-person")
    page.locator("#walk-in-same button").last.click()
    page.locator("#walk-in-form [type=submit]").click()
    expect(page.locator("#walk-in-badge")).to_be_visible()
    page.locator("#walk-in-badge").evaluate("(picture) => picture.decode()")
    tour.look("34-walk-in-done")
    volunteer.close_list(held)
    volunteer.turn(held, "in")
    expect(page.locator("#to-outbox")).to_have_text(re.compile("^(Envois|Outbox)$"))
    street.stop()
    cid = doors.register(ateliers=["atelier-1"])
    doors.scan(gate, doors.sent(cid["badge"], "atelier-1"))
    volunteer.scan(held, cid["badge"])
    tour.look("35-newcomer-alone")
    volunteer.close(held)
    tour.look("36-door-alone")
    volunteer.open_outbox(held)
    expect(page.locator("#outbox-list li")).to_have_count(1)
    tour.look("37-outbox")
    volunteer.close_list(held)
    street.open()
    volunteer.send_now(held)
    expect(page.locator("#alerts")).to_be_visible()
    tour.look("38-alert")

    assert tour.found == {}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus; on the way nothing may lose it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def test_a_keyboard_is_enough(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register(given_name="Ada")
    held = phone(**DESKTOP | {"locale": "fr-FR"})
    volunteer.open_link(held, street.link(doors.invite("entrance", "atelier-4")["pass"]))
    page, keys = held.page, held.page.keyboard

    tab_to(page, "#opening-body button")
    keys.press("Enter")
    expect(page.locator("#ready")).to_be_visible()
    expect(page.locator("#ready-title")).to_be_focused()
    tab_to(page, "#start")
    keys.press("Space")
    expect(page.locator("#ready-line")).to_have_attribute("data-state", "ready")
    expect(page.locator("#start")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#place")).to_be_focused()
    tab_to(page, "#directions input")
    keys.press("ArrowRight")
    expect(page.locator("#directions input[value=out]")).to_be_checked()
    keys.press("ArrowLeft")
    # Which way is chosen is to be seen in anybody's colours.
    page.emulate_media(forced_colors="active")
    ways = page.locator("#directions span").evaluate_all(
        "(ways) => ways.map((way) => getComputedStyle(way).backgroundColor)"
    )
    assert len({*ways}) == 2
    page.emulate_media(forced_colors="none")
    tab_to(page, "#who")
    keys.type(ada["code"], delay=90)
    keys.press("Enter")
    assert volunteer.verdict(held).text.startswith("Entrez. Ada E.")
    expect(page.locator("#verdict")).to_be_focused()
    tab_to(page, "#take-back")
    keys.press("Space")
    expect(page.locator("#verdict")).to_be_hidden()
    expect(page.locator("#announced")).to_contain_text("Annulé : Ada E.")
    expect(page.locator("#place")).to_be_focused()
    doors.answered(ada, "admitted")

    tab_to(page, "#who")
    keys.type(ada["code"], delay=90)
    tab_to(page, "#found button")
    keys.press("Enter")
    expect(page.locator("#verdict")).to_be_focused()
    keys.press("Escape")
    expect(page.locator("#verdict")).to_be_hidden()
    expect(page.locator("#place")).to_be_focused()
    tab_to(page, "#to-recent")
    keys.press("Enter")
    expect(page.locator("#recent-list li")).to_have_count(2)
    keys.press("Escape")
    expect(page.locator("#recent")).to_be_hidden()
    expect(page.locator("#to-recent")).to_be_focused()


def test_a_page_that_speaks_anew_leaves_the_keyboard_where_it_was(phone: HandOut, street: Street, doors: Doors) -> None:
    """The programme may come at any moment, and brings names of its own: all parts are drawn anew."""
    held = phone(**DESKTOP | {"locale": "fr-FR"})
    volunteer.open_link(held, street.link(doors.invite("entrance", "atelier-4")["pass"]))
    page, second = held.page, held.page.locator("#opening-body button").nth(1)
    second.focus()
    page.evaluate("document.querySelector('#opening-body button').dataset.isDrawn = 'before'")

    page.evaluate("document.querySelector('.languages').onchange()")

    expect(page.locator("#opening-body button").nth(0)).not_to_have_attribute("data-is-drawn", "before")
    expect(second).to_be_focused()


def test_every_verdict_is_read_aloud(phone: HandOut, street: Street, doors: Doors) -> None:
    ada, bea = doors.register(given_name="Ada"), doors.register(given_name="Bea")
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))
    announced = held.page.locator("#announced")
    expect(announced).to_have_attribute("role", "status")

    said = [volunteer.scan(held, badge).text for badge in (ada["badge"], bea["badge"], "a poster", forged(ada))]

    assert [each.split(".")[0] for each in said] == ["Entrez", "Entrez", "Pas un badge", "Badge non valable"]
    assert len(set(said)) == 4


def test_a_page_may_be_enlarged(phone: HandOut, street: Street) -> None:
    held = phone()
    volunteer.open_link(held, f"{street.origin}/scan")

    viewport = held.page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "maximum-scale" not in viewport
    assert "user-scalable" not in viewport
