"""Somebody registers: on a phone and at a desk, with and without JavaScript, in either language, on a bad network."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

type HandOut = Callable[..., Phone]

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
SMALL: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
DESK: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 900},
    "device_scale_factor": 1,
    "is_mobile": False,
    "has_touch": False,
}
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
# A finger's width, for whatever can be pressed but a link within a text.
SMALLER = """() => [...document.querySelectorAll('button, input:not(.trap input), select, summary')]
  .filter((part) => part.checkVisibility() && !part.closest('.unseen') && !part.matches('.unseen'))
  .map((part) => [part.closest('label') ?? part, part.getBoundingClientRect()])
  .filter(([part, box]) => Math.min(box.width, box.height) < 24)
  .map(([part, box]) => `${part.tagName} ${part.textContent}: ${box.width} by ${box.height}`)"""
FORM = "#form"
SOON_MS = 15_000


def open_form(phone: Phone, street: Street) -> Page:
    page = phone.open(f"{street.origin}/")
    expect(page.locator("html")).to_have_attribute("data-ready", "1", timeout=SOON_MS)
    return page


def open_plain(phone: HandOut, street: Street, **more: Any) -> Page:
    """Open the form in a browser without JavaScript."""
    return phone("missing", java_script_enabled=False, **more).open(f"{street.origin}/")


def fill_in(page: Page, doors: Doors, **typed: str) -> str:
    """Fill in what is needed and nothing else; return the address."""
    n = next(doors.ids)
    told = {"given_name": "Ada", "family_name": f"Exemple {n}", "email": f"ada-{n}@example.org"} | typed
    for name, text in told.items():
        page.locator(f"#form [name={name}]").fill(text)
    for slot in ("strategic", "prospective"):
        page.locator(f"[name=slot-{slot}][value='']").check()
    page.locator("#consent").check()
    return told["email"]


def send(page: Page) -> None:
    page.locator("#send").click()


def has_badge(page: Page) -> None:
    expect(page.locator("main")).to_have_attribute("data-page", "badge", timeout=SOON_MS)


def tell_seats(page: Page, left: dict[str, int]) -> None:
    """Let the page be told that so many seats are left in some ateliers, whatever the server says."""

    def answer(route: Route) -> None:
        asked = {name: value for name, value in route.request.headers.items() if name != "if-none-match"}
        told = route.fetch(headers=asked).json()
        changed = [each | {"seats_left": left.get(each["id"], each["seats_left"])} for each in told["ateliers"]]
        route.fulfill(json=told | {"ateliers": changed})

    page.route("**/api/programme", answer)


@pytest.mark.parametrize(
    ("screen", "language", "script"),
    [
        (PHONE, "fr", True),
        (PHONE, "en", False),
        (SMALL, "en", True),
        (DESK, "fr", False),
        (DESK, "en", True),
    ],
    ids=["phone", "phone without script", "small phone", "desk without script", "desk"],
)
def test_the_form_can_be_filled_in_by_anybody(
    phone: HandOut, street: Street, doors: Doors, screen: dict[str, Any], language: str, script: bool
) -> None:
    held = phone("missing", **screen, locale=language, java_script_enabled=script)
    page = held.open(f"{street.origin}/")

    def look(state: str) -> None:
        # An answer is parsed before its styles have come.
        page.wait_for_load_state()
        held.screenshot(f"{screen['viewport']['width']}-register-{language}-{state}")
        assert page.evaluate(WIDER) == 0, state
        assert page.evaluate(SMALLER) == [], state
        # Where pages run no script, axe does not either; what it would look at is the same.
        assert not script or held.axe() == [], state

    look("1-front")
    send(page)
    expect(page.locator("#faults li")).to_have_count(6)
    look("2-faults")
    fill_in(page, doors)
    page.locator("#lunch").check()
    page.locator("#diet").select_option("vegan")
    send(page)
    has_badge(page)
    look("3-badge")
    read = zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot(full_page=True))))
    assert [len(each.text) for each in read] == [122]


def test_what_is_not_needed_is_out_of_sight_and_what_was_typed_there_comes_back(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    page = open_form(phone("missing"), street)

    expect(page.locator("#stand")).to_be_hidden()
    expect(page.locator("#diet")).to_be_hidden()
    page.locator("[name=kind][value=exhibitor]").check()
    page.locator("#stand").fill("L'Atelier bleu")
    page.locator("[name=kind][value=participant]").check()
    fill_in(page, doors, email="not an address")
    send(page)
    expect(page.locator("#email-error")).to_be_visible()
    page.locator("[name=kind][value=exhibitor]").check()

    expect(page.locator("#stand")).to_have_value("L'Atelier bleu")


def test_what_was_typed_survives_a_reload_and_is_gone_once_it_was_sent(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    page = open_form(phone("missing"), street)
    email = fill_in(page, doors)
    sheet = page.locator("[name=sheet]").input_value()
    page.locator("[value=atelier-5][type=radio]").check()

    fill_up_meanwhile(page, street, "atelier-5")
    page.reload()
    expect(page.locator("#told")).to_contain_text("retrouvé")
    expect(page.locator("#told")).to_contain_text("L’atelier 5, que vous aviez choisi, est désormais complet")
    page.locator("[name=slot-strategic][value='']").check()
    expect(page.locator("#email")).to_have_value(email)
    expect(page.locator("#consent")).to_be_checked()
    assert page.locator("[name=sheet]").input_value() == sheet
    send(page)
    has_badge(page)
    open_again = phone_reopened(page, street)

    expect(open_again.locator("#email")).to_have_value("")


def fill_up_meanwhile(page: Page, street: Street, atelier: str) -> None:
    """Let the form come with an atelier that cannot be chosen any more, whatever the server says."""

    def answer(route: Route) -> None:
        choice = f'value="{atelier}"'
        route.fulfill(body=route.fetch().text().replace(choice, f"{choice} disabled", 1), content_type="text/html")

    page.route(f"{street.origin}/", answer, times=1)


def phone_reopened(page: Page, street: Street) -> Page:
    page.goto(f"{street.origin}/")
    expect(page.locator("html")).to_have_attribute("data-ready", "1", timeout=SOON_MS)
    return page


def test_the_language_can_be_changed_halfway(phone: HandOut, street: Street, doors: Doors) -> None:
    page = open_form(phone("missing"), street)
    email = fill_in(page, doors)

    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#email")).to_have_value(email)
    send(page)
    has_badge(page)
    expect(page.locator("h1")).to_have_text("That’s done, Ada.")


def test_after_a_mistake_the_focus_is_on_the_list_of_them_and_leads_to_the_field(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    page = open_form(phone("missing", **DESK), street)
    fill_in(page, doors, given_name=" ")

    page.locator("#email").press("Enter")

    expect(page.locator("#faults")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#given_name")).to_be_focused()
    expect(page.locator("#given_name")).to_have_attribute("aria-invalid", "true")


def test_seats_go_while_somebody_fills_in(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    held.context.clock.install()
    page = open_form(held, street)
    card = page.locator("[data-atelier=atelier-7]")
    fill_in(page, doors)
    card.locator("[type=radio]").check()
    page.locator("[value=atelier-5][type=radio]").check()

    tell_seats(page, {"atelier-7": 1})
    page.clock.fast_forward(16_000)
    expect(card).to_contain_text("Plus qu’une place")
    expect(card.locator("[type=radio]")).to_be_checked()
    tell_seats(page, {"atelier-5": 0, "atelier-7": 0})
    page.clock.fast_forward(16_000)

    for number in (5, 7):
        sentence = f"L’atelier {number}, que vous aviez choisi, est désormais complet"
        expect(page.locator("#told")).to_contain_text(sentence)
    expect(card.locator("[type=radio]")).to_be_disabled()
    expect(card.locator("[name=waiting]")).to_be_visible()
    card.scroll_into_view_if_needed()
    held.screenshot("390-register-full")
    assert held.axe() == []
    send(page)
    expect(page.locator("#slot-prospective-error")).to_be_visible()


def test_an_atelier_that_fills_up_at_the_last_moment_comes_back_with_everything_else(
    phone: HandOut, street: Street, doors: Doors, take_seats: Callable[[str, int], None]
) -> None:
    take_seats("atelier-5", 1)
    page = open_plain(phone, street)
    email = fill_in(page, doors)
    page.locator("[value=atelier-5][type=radio]").check()
    take_seats("atelier-5", 0)

    send(page)

    expect(page.locator("#slot-strategic-error")).to_contain_text("L’atelier 5 vient de se remplir")
    expect(page.locator("#email")).to_have_value(email)
    expect(page.locator("[value=atelier-5][type=radio]")).to_be_disabled()
    page.locator("[name=slot-strategic][value='']").check()
    send(page)
    has_badge(page)


def test_a_network_that_goes_while_the_form_is_sent_loses_nothing_and_registers_once(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing")
    page = open_form(held, street)
    email = fill_in(page, doors)

    street.stop()
    send(page)
    expect(page.locator("#told")).to_contain_text("Pas de réseau")
    expect(page.locator("#send")).to_have_text("Envoi…")
    held.screenshot("390-register-offline")
    assert held.axe() == []
    street.open()
    page.evaluate("dispatchEvent(new Event('online'))")

    has_badge(page)
    found = doors.call("GET", "/api/attendees", secret=doors.organiser, params={"q": "Exemple"}).json()["attendees"]
    assert sum(email.partition("@")[0].removeprefix("ada-") == each["name"].rpartition(" ")[2] for each in found) == 1


def test_an_answer_that_is_lost_on_its_way_is_fetched_by_sending_again(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    page = open_form(phone("missing"), street)
    fill_in(page, doors)

    street.lose_forms()
    send(page)
    expect(page.locator("#told")).to_contain_text("Pas de réseau", timeout=SOON_MS)
    street.open()
    page.evaluate("dispatchEvent(new Event('online'))")

    has_badge(page)


def test_a_wifi_that_wants_somebody_to_sign_in_is_not_taken_for_an_answer(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    page = open_form(phone("missing"), street)
    email = fill_in(page, doors)

    street.captive()
    send(page)
    expect(page.locator("#told")).to_contain_text("Pas de réseau")
    page.get_by_role("button", name="Arrêter l’envoi").click()

    expect(page.locator("#told")).to_contain_text("conservé")
    expect(page.locator("#email")).to_have_value(email)
    expect(page.locator("#send")).to_have_text("M’inscrire")


def test_a_second_press_sends_nothing_more(phone: HandOut, street: Street, doors: Doors) -> None:
    page = open_form(phone("missing"), street)
    fill_in(page, doors)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if is_sent(request) else None)

    page.locator("#send").dblclick()

    has_badge(page)
    assert len(sent) == 1


def is_sent(request: Request) -> bool:
    return request.method == "POST" and re.search(r"/\?lang=\w\w$", request.url) is not None


def test_without_a_script_a_second_press_is_the_same_person(phone: HandOut, street: Street, doors: Doors) -> None:
    page = open_plain(phone, street)
    fill_in(page, doors)

    page.locator("#send").dblclick()

    has_badge(page)


def test_the_big_button_opens_the_badge_and_a_reload_does_too(phone: HandOut, street: Street, doors: Doors) -> None:
    page = open_form(phone("missing"), street)
    fill_in(page, doors)
    send(page)
    has_badge(page)

    page.get_by_role("link", name="Ouvrir mon badge").click()

    opens_the_badge(page, street)
    page.reload()
    opens_the_badge(page, street)


def opens_the_badge(page: Page, street: Street) -> None:
    """The badge's own page shows the badge, and neither its address nor the history tells the pass."""
    expect(page.locator("#name")).to_contain_text("Ada Exemple", timeout=SOON_MS)
    assert visited(page) == ["about:blank", f"{street.origin}/", f"{street.origin}/badge"]


def visited(page: Page) -> list[str]:
    """Return the addresses that the way back and forth leads to."""
    told = page.context.new_cdp_session(page).send("Page.getNavigationHistory")
    return [entry["url"] for entry in told["entries"]]


def test_at_a_shared_computer_nothing_leads_back_to_the_badge_of_the_person_before(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    page = open_form(phone("missing", **DESK), street)
    fill_in(page, doors)
    send(page)
    has_badge(page)

    page.get_by_role("link", name="Inscrire une autre personne").click()
    is_blank(page)
    assert [address for address in visited(page) if "badge" in address or "#" in address] == []
    page.go_back()
    is_blank(page)
    page.goto(f"{street.origin}/badge")
    expect(page.locator("#opening")).to_be_visible(timeout=SOON_MS)


def test_the_way_back_from_the_badge_is_a_blank_form_and_the_way_forth_shows_nothing(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    page = open_form(phone("missing", **DESK), street)
    fill_in(page, doors)
    send(page)
    has_badge(page)

    page.go_back()
    is_blank(page)
    page.go_forward()
    expect(page.locator("#opening")).to_be_visible(timeout=SOON_MS)


def is_blank(page: Page) -> None:
    expect(page.locator("main")).to_have_attribute("data-page", "blank", timeout=SOON_MS)
    expect(page.locator("html")).to_have_attribute("data-ready", "1", timeout=SOON_MS)
    expect(page.locator("#given_name")).to_have_value("")


def test_the_way_back_from_a_page_that_has_no_form_is_the_form_as_it_was(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    page = open_form(phone("missing"), street)
    email = fill_in(page, doors)
    closed = '<main id="main" data-page="told"><h1 tabindex="-1" autofocus>Closes</h1></main>'
    page.route("**/?lang=fr", lambda route: route.fulfill(status=409, body=closed, content_type="text/html"))

    send(page)
    expect(page.locator("h1")).to_be_focused()
    page.go_back()

    expect(page.locator("#email")).to_have_value(email)


def test_a_lost_link_is_asked_for_from_the_same_page(phone: HandOut, street: Street) -> None:
    page = open_form(phone("missing"), street)

    page.locator("#link-email").fill("somebody@example.org")
    page.locator("#link-form button").click()

    expect(page.locator("h1")).to_have_text("C’est noté")
