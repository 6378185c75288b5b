"""Another address, as somebody confirms it or takes it back on the page that a mail opens."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests import mailroom as post
from tests.browser import attendee
from tests.browser.phone import Phone
from tests.browser.registering import DESK
from tests.browser.street import Street
from tests.doors import Doors
from tests.e2e.test_mail import address, mails

type HandOut = Callable[..., Phone]


def link(street: Street, mail: EmailMessage, language: str = "fr") -> str:
    return f"{street.origin}{post.address_path(mail)}?lang={language}"


def test_an_address_is_confirmed_and_taken_back_without_javascript(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    old, new = address(), address()
    doors.register(email=old, given_name="Ada")
    secret = post.secret(mails(doors, old, 1)[0])
    held = phone("missing")
    attendee.open_badge(held, street, {"pass": secret})
    assert doors.call("PATCH", "/api/registration", {"email": new}, secret).status_code == 200
    plain = phone("missing", java_script_enabled=False)

    page = plain.open(link(street, mails(doors, new, 1)[0]))
    expect(page.locator("h1")).to_have_text("Confirmer cette adresse")
    expect(page.locator("main")).to_contain_text(new)
    page.locator("button").click()
    expect(page.locator("h1")).to_contain_text("C’est fait")
    page.reload()
    expect(page.locator("h1")).to_contain_text("C’est fait")

    attendee.look_again(held)
    expect(held.page.locator("#opening-text")).to_contain_text("son adresse a changé")
    page = plain.open(link(street, mails(doors, old, 2)[1]))
    page.locator("button", has_text="Rétablir cette adresse").click()
    expect(page.locator("h1")).to_contain_text("C’est fait")
    attendee.open_badge(held, street, {"pass": post.secret(mails(doors, old, 3)[2])})


@pytest.mark.parametrize("desk", [{}, DESK])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_an_address_can_be_read_and_pressed_by_everybody(
    phone: HandOut, street: Street, doors: Doors, language: str, desk: dict[str, object]
) -> None:
    old, new = address(), address()
    ada = doors.register(email=old, given_name="Anne-" + "Sophie" * 12)
    doors.call("PATCH", "/api/registration", {"email": new}, ada["pass"])
    held = phone("missing", **desk)

    page = held.open(link(street, mails(doors, new, 1)[0], language))
    assert held.axe() == []
    page.keyboard.press("Tab")
    expect(page.locator("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_have_attribute("data-page", "holds")
    assert held.axe() == []
    page = held.open(f"{street.origin}/address/nothing?lang={language}")
    assert held.axe() == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
