"""Somebody fills the form in: on a phone and at a desk, with and without JavaScript, in either language."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.registering import DESK, HandOut, fill_in, has_badge, open_form, open_plain, send
from tests.browser.sizes import fits
from tests.browser.street import Street
from tests.documents.pictures import read
from tests.doors import Doors


def tell_seats(page: Page, left: dict[str, int]) -> None:
    """Let the page learn that so many seats are left in some ateliers, whatever the server says."""

    def answer(route: Route) -> None:
        asked = {name: value for name, value in route.request.headers.items() if name != "if-none-match"}
        programme = route.fetch(headers=asked).json()
        changed = [each | {"seats_left": left.get(each["id"], each["seats_left"])} for each in programme["ateliers"]]
        route.fulfill(json=programme | {"ateliers": changed})

    page.route("**/api/programme", answer)


@pytest.mark.parametrize(
    ("language", "scheme", "script"),
    [("fr", "light", True), ("en", "dark", True), ("en", "light", False)],
    ids=["in French", "in English", "without script"],
)
def test_the_form_can_be_filled_in_by_anybody(
    phone: HandOut, street: Street, doors: Doors, language: str, scheme: str, script: bool
) -> None:
    held = phone("missing", locale=language, color_scheme=scheme, java_script_enabled=script)
    page = held.open(f"{street.origin}/")

    def look(state: str) -> None:
        # An answer is parsed before its styles have come.
        page.wait_for_load_state()
        fits(held, f"register-{language}-{state}", script=script)
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
    shown = read(Image.open(BytesIO(page.screenshot(full_page=True))))
    assert [len(text) for text in shown] == [122]


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
    expect(page.locator("#form-status")).to_contain_text("retrouvé")
    expect(page.locator("#form-status")).to_contain_text("L’atelier 5, que vous aviez choisi, est désormais complet")
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
    expect(page.locator("html")).to_have_attribute("data-ready", "1")
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
        expect(page.locator("#form-status")).to_contain_text(sentence)
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


def test_a_lost_link_is_asked_for_from_the_same_page(phone: HandOut, street: Street) -> None:
    page = open_form(phone("missing"), street)

    page.locator("#link-email").fill("somebody@example.org")
    page.locator("#link-form button").click()

    expect(page.locator("h1")).to_have_text("C’est noté")
