"""Whoever cannot show a badge to the camera: found by name or by code, or read by a scanner that types."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import volunteer
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

type HandOut = Callable[..., Phone]


@pytest.fixture
def entrance(street: Street, doors: Doors) -> str:
    return street.link(doors.invite("entrance")["pass"])


# A scanner strikes a key every 5 ms, however long this machine takes to say so.
STAMPED = """() => {
  const stamp = (event) => Object.defineProperty(event, 'timeStamp', { value: (__struckAt += 5) });
  if (!globalThis.__struckAt) addEventListener('keydown', stamp, true);
  globalThis.__struckAt = performance.now();
}"""


def type_like_a_scanner(phone: Phone, badge: str, end: str = "Enter", focus: str = "") -> None:
    """Type as fast as no person does."""
    if focus:
        phone.page.locator(focus).focus()
    phone.page.evaluate(STAMPED)
    phone.page.keyboard.type(badge, delay=0)
    phone.page.keyboard.press(end)


def test_a_code_is_typed_and_entered(phone: HandOut, doors: Doors, entrance: str) -> None:
    ada = doors.register(given_name="Ada")
    held = volunteer.at_the_door(phone(), entrance)

    held.page.locator("#who").fill(ada["code"].lower())
    held.page.keyboard.press("Enter")

    told = volunteer.verdict(held)
    assert (told.sort, told.text.split(".")[:2]) == ("accepted", ["Entrez", " Ada E"])
    doors.answered(ada, "admitted")
    volunteer.close(held)
    expect(held.page.locator("#who")).to_have_value("")
    expect(held.page.locator("#found button")).to_have_count(0)


def test_somebody_is_found_as_people_type(phone: HandOut, doors: Doors, entrance: str) -> None:
    doors.register(given_name="Ézéchiel", family_name="Guérinot", organisation="Association du Tournesol")
    held = volunteer.at_the_door(phone(), entrance)

    for typed in ("ezechiel", "ÉZÉCHIEL ", "ezechiel g", "tournesol", "Association du tourn", "ézéchiel tournesol"):
        held.page.locator("#who").fill(typed)
        expect(held.page.locator("#found button").first, typed).to_contain_text("Ézéchiel G.")
        held.page.locator("#who").fill("")
        expect(held.page.locator("#found button")).to_have_count(0)


def test_a_name_that_nobody_has_is_told_and_whoever_is_found_is_tapped(
    phone: HandOut, doors: Doors, entrance: str
) -> None:
    ada = doors.register(given_name="Philippine", organisation="Syprès")
    held = volunteer.at_the_door(phone(), entrance)
    held.page.locator("#who").fill("xyzzy")
    expect(held.page.locator("#found-none")).to_have_text("Personne de ce nom dans la liste.")

    held.page.locator("#who").fill("philippi")
    expect(held.page.locator("#found-none")).to_have_text("1 personne trouvée")
    expect(held.page.locator("#found button")).to_contain_text(f"Syprès · Participant·e · {ada['code']}")
    held.page.locator("#found button").tap()

    assert volunteer.verdict(held).text.startswith("Entrez. Philippine E.")


def test_somebody_found_by_hand_may_be_let_in_by_hand(phone: HandOut, street: Street, doors: Doors) -> None:
    eva = doors.register(ateliers=["atelier-2"])
    held = volunteer.at_the_door(phone(), street.link(doors.invite("atelier-3")["pass"]))
    volunteer.choose(held, eva["code"])

    told = volunteer.let_in(held)

    assert told.sort == "accepted"
    doors.answered(eva, "not_booked", "admitted")


@pytest.mark.parametrize("end", ["Enter", "Tab"])
def test_a_scanner_that_types_is_read_wherever_the_focus_is(
    phone: HandOut, doors: Doors, entrance: str, end: str
) -> None:
    held_by = {"#place": doors.register(), "#who": doors.register(), "#to-recent": doors.register()}
    held = volunteer.at_the_door(phone(), entrance)

    for focus, who in held_by.items():
        type_like_a_scanner(held, who["badge"], end, focus)
        assert volunteer.verdict(held).sort == "accepted", focus
        volunteer.close(held)
        expect(held.page.locator("dialog[open]")).to_have_count(0)
        expect(held.page.locator("#who")).to_have_value("")

    for who in held_by.values():
        doors.answered(who, "admitted")


def test_a_scanner_that_types_replaces_the_verdict(phone: HandOut, doors: Doors, entrance: str) -> None:
    people = [doors.register(given_name=name) for name in ("Ada", "Bea", "Cid")]
    held = volunteer.at_the_door(phone(), entrance)

    for who, name in zip(people, ("Ada", "Bea", "Cid"), strict=True):
        type_like_a_scanner(held, who["badge"])
        expect(held.page.locator("#verdict-text .name")).to_have_text(f"{name} E.")

    for who in people:
        doors.answered(who, "admitted")


def test_what_a_scanner_finds_on_a_bottle_is_no_badge(phone: HandOut, doors: Doors, entrance: str) -> None:
    held = volunteer.at_the_door(phone(), entrance)

    type_like_a_scanner(held, "https://example.org/a-bottle-of-water")

    told = volunteer.verdict(held)
    assert (told.sort, told.text.split(".")[0]) == ("refused", "Pas un badge")


def test_somebody_who_types_slowly_is_no_scanner(phone: HandOut, doors: Doors, entrance: str) -> None:
    doors.register(organisation="Fédération des ateliers coopératifs")
    held = volunteer.at_the_door(phone(), entrance)
    held.page.locator("#who").focus()

    held.page.keyboard.type("fédération des ateliers", delay=90)

    expect(held.page.locator("#found button")).to_have_count(1)
    expect(held.page.locator("#verdict")).to_be_hidden()
