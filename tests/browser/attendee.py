"""What an attendee does with the badge page, and what it tells them."""

from collections.abc import Iterable
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.documents.pictures import read

type Screen = Literal["change", "keep", "replace", "mine", "leave"]

SCREENS: tuple[Screen, ...] = ("change", "keep", "replace", "mine", "leave")
KEPT = """() => new Promise((done) => {
  const opening = indexedDB.open('badge');
  opening.onsuccess = () => {
    const asked = opening.result.transaction('badges').objectStore('badges').getAll();
    asked.onsuccess = () => done(JSON.stringify(asked.result));
  };
})"""


def open_badge(phone: Phone, street: Street, who: dict[str, Any]) -> Page:
    """Open somebody's link, and wait until their badge is drawn."""
    phone.open(street.link(who["pass"], "/badge"))
    return has_badge(phone)


def reopen(phone: Phone) -> Page:
    """Open the page again without any link, as from the home screen."""
    phone.open(f"{phone.origin}/badge")
    return is_open(phone)


def is_open(phone: Phone) -> Page:
    expect(phone.page.locator("html")).to_have_attribute("data-ready", "1")
    return phone.page


def has_badge(phone: Phone) -> Page:
    page = is_open(phone)
    expect(page.locator("#badge")).to_be_visible()
    expect(page.locator("#qr")).to_be_visible()
    expect(page.locator("#qr")).not_to_have_js_property("naturalWidth", 0)
    return page


def keeps_the_page(phone: Phone) -> None:
    """Wait until the service worker keeps everything."""
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def look_again(phone: Phone) -> None:
    """Have the page ask the server, as it does when the phone has found a network."""
    phone.page.evaluate("dispatchEvent(new Event('online'))")


def go(phone: Phone, screen: Screen) -> Locator:
    """Go from the badge to one of the other screens."""
    phone.page.locator("#actions button").nth(SCREENS.index(screen)).click()
    shown = phone.page.locator(f"#{screen}")
    expect(shown).to_be_visible()
    return shown


def go_back(phone: Phone) -> None:
    phone.page.locator(".back:visible").first.click()
    expect(phone.page.locator("#badge")).to_be_visible()


def choose(phone: Phone, atelier: str) -> None:
    phone.page.locator(f"#form [value={atelier}]").check()


def wait_for(phone: Phone, atelier: str) -> None:
    """Ask for a place in the waiting list of a full atelier."""
    phone.page.locator(f"#form .atelier:has([value={atelier}]) .wait input").check()


def save(phone: Phone) -> None:
    phone.page.locator("#form [type=submit]").click()


def saved(phone: Phone) -> None:
    save(phone)
    expect(phone.page.locator("#said")).to_have_text("C’est enregistré.")


def says(phone: Phone, text: str) -> None:
    """Wait until the badge's screen says something."""
    expect(phone.page.locator("#said")).to_contain_text(text)


def confirm(phone: Phone, place: str) -> None:
    """Take both steps of what cannot be taken back."""
    page = phone.page
    page.locator(f"#{place} button").first.click()
    for box in page.locator(f"#{place} input").all():
        box.check()
    page.locator(f"#{place} button.danger").click()


def download(phone: Phone, button: str) -> tuple[str, bytes]:
    """Press a button and return the name and the content of the file that it saves."""
    with phone.page.expect_download() as saving:
        phone.page.locator(button).click()
    return saving.value.suggested_filename, saving.value.path().read_bytes()


def names(those: Iterable[Locator]) -> list[str]:
    return [each.inner_text() for each in those]


def badge_in(picture: Image.Image) -> str:
    """Return what the one QR code in a picture says."""
    (code,) = read(picture)
    return code
