"""What somebody does with the form, with and without JavaScript."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

type HandOut = Callable[..., Phone]

DESK: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 900},
    "device_scale_factor": 1,
    "is_mobile": False,
    "has_touch": False,
}


def open_form(phone: Phone, street: Street) -> Page:
    page = phone.open(f"{street.origin}/")
    expect(page.locator("html")).to_have_attribute("data-ready", "1")
    return page


def open_plain(phone: HandOut, street: Street, **more: Any) -> Page:
    """Open the form in a browser without JavaScript."""
    return phone("missing", java_script_enabled=False, **more).open(f"{street.origin}/")


def fill_in(page: Page, doors: Doors, **typed: str) -> str:
    """Fill in what is needed and nothing else; return the address."""
    n = next(doors.ids)
    sheet = {"given_name": "Ada", "family_name": f"Exemple {n}", "email": f"ada-{n}@example.org"} | typed
    for name, text in sheet.items():
        page.locator(f"#form [name={name}]").fill(text)
    for slot in ("strategic", "prospective"):
        page.locator(f"[name=slot-{slot}][value='']").check()
    page.locator("#consent").check()
    return sheet["email"]


def send(page: Page) -> None:
    page.locator("#send").click()


def has_badge(page: Page) -> None:
    expect(page.locator("main")).to_have_attribute("data-page", "badge")
