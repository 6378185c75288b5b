"""What an organiser does with the page of registrations, and what the server knows then."""

import csv
import io
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, FilePayload, Locator, Page, expect

from tests.browser.phone import Phone
from tests.doors import Doors

HEADER = ["Prénom", "Nom", "Courriel", "Structure", "Ateliers", "Remarque"]


def opened(held: Phone, link: str) -> Page:
    held.open(link)
    expect(held.page.locator("html")).to_have_attribute("data-ready", "1")
    return held.page


def part(held: Phone, name: str) -> Page:
    held.page.locator(f"#parts a[href='#{name}']").click()
    expect(held.page.locator(f"#{name}")).to_be_visible()
    return held.page


def found(doors: Doors, name: str) -> list[dict[str, Any]]:
    answer = doors.call("GET", f"/api/attendees?q={name}", secret=doors.organiser)
    people: list[dict[str, Any]] = answer.json()["attendees"]
    return people


def registration(doors: Doors, attendee_id: str) -> dict[str, Any]:
    answer: dict[str, Any] = doors.call("GET", f"/api/attendees/{attendee_id}", secret=doors.organiser).json()
    return dict(answer["registration"])


def person_page(held: Phone, attendee_id: str) -> Page:
    held.page.evaluate("(id) => { location.hash = `people/${id}`; }", attendee_id)
    expect(held.page.locator("#person-form")).to_be_visible()
    return held.page


def said(page: Page) -> Locator:
    return page.locator("#person-status")


def saved(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def listed(*lines: list[str], name: str = "liste.csv", header: list[str] = HEADER) -> FilePayload:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([header, *lines])
    return {"name": name, "mimeType": "text/csv", "buffer": text.getvalue().encode("utf-8-sig")}


def choose(held: Phone, file: FilePayload) -> Page:
    """Choose a file, and come to the columns."""
    page = part(held, "import")
    page.locator("#import-file").set_input_files(files=[file])
    expect(page.locator("#import-body table")).to_be_visible()
    return page


def main_button(page: Page) -> Locator:
    return page.locator("#import-body button.main")


def check(page: Page) -> None:
    """Assert the people's agreement, and let every line be checked."""
    page.locator("#import-consent").check()
    main_button(page).click()


def checked(page: Page) -> str:
    expect(page.locator("#import-body h3")).to_have_text("La liste est vérifiée")
    return page.locator("#import-body").inner_text()
