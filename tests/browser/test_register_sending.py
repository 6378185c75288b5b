"""A form on its way: on a network that fails, pressed twice, and the ways back and forth around the badge."""

import re

from playwright.sync_api import Page, Request, expect

from tests.browser.registering import DESK, HandOut, fill_in, has_badge, open_form, open_plain, send
from tests.browser.street import Street
from tests.doors import Doors


def test_a_network_that_goes_while_the_form_is_sent_loses_nothing_and_registers_once(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing")
    page = open_form(held, street)
    email = fill_in(page, doors)

    street.stop()
    send(page)
    expect(page.locator("#form-status")).to_contain_text("Pas de réseau")
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
    expect(page.locator("#form-status")).to_contain_text("Pas de réseau")
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
    expect(page.locator("#form-status")).to_contain_text("Pas de réseau")
    page.get_by_role("button", name="Arrêter l’envoi").click()

    expect(page.locator("#form-status")).to_contain_text("conservé")
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
    expect(page.locator("#name")).to_contain_text("Ada Exemple")
    assert visited(page) == ["about:blank", f"{street.origin}/", f"{street.origin}/badge"]


def visited(page: Page) -> list[str]:
    """Return the addresses that the way back and forth leads to."""
    history = page.context.new_cdp_session(page).send("Page.getNavigationHistory")
    return [entry["url"] for entry in history["entries"]]


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
    expect(page.locator("#opening")).to_be_visible()


def test_the_way_back_from_the_badge_is_a_blank_form_that_offers_the_badge(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    page = open_form(phone("missing", **DESK), street)
    fill_in(page, doors)
    send(page)
    has_badge(page)

    page.go_back()
    is_blank(page)
    page.get_by_role("link", name="Ouvrir le badge de Ada Exemple").click()
    expect(page.locator("#name")).to_contain_text("Ada Exemple")
    # Now the badge's page keeps it, and the form goes on offering it.
    page.goto(f"{street.origin}/")
    offered = page.get_by_role("link", name="Ouvrir le badge de Ada Exemple")
    expect(offered).to_have_count(1)
    assert offered.evaluate("(link) => getComputedStyle(link).color !== getComputedStyle(link).backgroundColor")
    # Its page is in the history where the answer was, as if it were the form's document.
    fill_in(page, doors)
    send(page)
    has_badge(page)
    page.get_by_role("link", name="Ouvrir mon badge").click()
    expect(page.locator("#name")).to_contain_text("Ada Exemple")
    page.go_back()
    is_blank(page)


def test_whoever_is_not_meant_lets_the_form_forget_the_badge(phone: HandOut, street: Street, doors: Doors) -> None:
    page = open_form(phone("missing", **DESK), street)
    fill_in(page, doors)
    send(page)
    has_badge(page)

    page.go_back()
    page.get_by_role("button", name="Ce n’est pas vous ?").click()

    expect(page.get_by_role("link", name="Ouvrir le badge de")).to_have_count(0)
    page.goto(f"{street.origin}/badge")
    expect(page.locator("#opening")).to_be_visible()


def test_the_way_to_the_form_is_on_the_first_screen_of_a_small_phone(phone: HandOut, street: Street) -> None:
    page = open_form(phone("missing", viewport={"width": 360, "height": 640}), street)

    expect(page.locator("#ways .main")).to_be_in_viewport(ratio=1)


def test_a_mistyped_domain_is_asked_about_at_once_and_corrected_with_one_press(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing")
    page = open_form(held, street)
    fill_in(page, doors, email=f"ada-{next(doors.ids)}@gmail.con")
    page.locator("#consent").focus()
    expect(page.locator(".meant")).to_contain_text("Vouliez-vous dire gmail.com ?")
    assert held.axe() == []

    page.locator(".meant button").click()
    expect(page.locator("#email")).to_have_value(re.compile(r"@gmail\.com$"))
    expect(page.locator(".meant button")).to_have_count(0)
    send(page)

    has_badge(page)


def test_who_presses_enter_in_a_mistyped_address_is_asked_too(phone: HandOut, street: Street, doors: Doors) -> None:
    page = open_form(phone("missing"), street)
    fill_in(page, doors, email="")
    page.locator("#email").fill(f"ada-{next(doors.ids)}@gmail.con")

    page.locator("#email").press("Enter")
    expect(page.locator("#suggested")).to_be_focused()
    page.get_by_role("button", name="Non, garder").click()

    has_badge(page)


def is_blank(page: Page) -> None:
    expect(page.locator("main")).to_have_attribute("data-page", "blank")
    expect(page.locator("html")).to_have_attribute("data-ready", "1")
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
