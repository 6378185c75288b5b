"""Whoever cannot show a badge to the camera: found by name or by code, or read by a scanner that types."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import volunteer
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

type HandOut = Callable[..., Phone]


@pytest.fixture(scope="module")
def listed(doors: Doors) -> dict[str, dict[str, Any]]:
    """Whom the phone finds: they registered before it came to the entrance."""
    tournesol = {"family_name": "Guérinot", "organisation": "Association du Tournesol"}
    return {
        "Ada": doors.register(given_name="Ada"),
        "Ézéchiel": doors.register(given_name="Ézéchiel", **tournesol),
        "Philippine": doors.register(given_name="Philippine", organisation="Syprès"),
        "Fay": doors.register(given_name="Fay", organisation="Fédération des ateliers coopératifs"),
    }


@pytest.fixture(scope="module")
def entrance(listed: dict[str, dict[str, Any]], doors: Doors, phone_of_the_file: Phone) -> Phone:
    return volunteer.at_the_door(
        phone_of_the_file, f"{phone_of_the_file.origin}/scan#{doors.invite('entrance')['pass']}"
    )


@pytest.fixture
def held(entrance: Phone) -> Phone:
    return volunteer.ready_for_the_next(entrance)


# A scanner strikes a key every 5 ms, however long this machine takes to say so.
STAMPED = """() => {
  let struckAt = performance.now();
  globalThis.__stamp = (event) => Object.defineProperty(event, 'timeStamp', { value: (struckAt += 5) });
  addEventListener('keydown', __stamp, true);
}"""
UNSTAMPED = "removeEventListener('keydown', __stamp, true)"


def type_like_a_scanner(phone: Phone, badge: str, end: str = "Enter", focus: str = "") -> None:
    """Type as fast as no person does."""
    if focus:
        phone.page.locator(focus).focus()
    phone.page.evaluate(STAMPED)
    phone.page.keyboard.type(badge, delay=0)
    phone.page.keyboard.press(end)
    phone.page.evaluate(UNSTAMPED)


def test_a_code_is_typed_and_entered(held: Phone, doors: Doors, listed: dict[str, dict[str, Any]]) -> None:
    ada = listed["Ada"]

    held.page.locator("#who").fill(ada["code"].lower())
    held.page.keyboard.press("Enter")

    verdict = volunteer.verdict(held)
    assert (verdict.sort, verdict.text.split(".")[:2]) == ("accepted", ["Entrez", " Ada E"])
    doors.answered(ada, "admitted")
    volunteer.close(held)
    expect(held.page.locator("#who")).to_have_value("")
    expect(held.page.locator("#found button")).to_have_count(0)


def test_somebody_is_found_as_people_type(held: Phone) -> None:
    for typed in (
        "ezechiel",
        "ÉZÉCHIEL ",
        "ezechiel g",
        "guerinot",
        "GUÉRINOT Ézéchiel",
        "tournesol",
        "Association du tourn",
        "ézéchiel tournesol",
    ):
        held.page.locator("#who").fill(typed)
        # Others of this stack may be of an organisation of that name too.
        expect(held.page.locator("#found button", has_text="Ézéchiel G."), typed).to_be_visible()
        held.page.locator("#who").fill("")
        expect(held.page.locator("#found button")).to_have_count(0)


def test_a_name_that_nobody_has_is_reported_and_whoever_is_found_is_tapped(
    held: Phone, listed: dict[str, dict[str, Any]]
) -> None:
    held.page.locator("#who").fill("xyzzy")
    expect(held.page.locator("#found-none")).to_have_text(
        "Personne de ce nom dans la liste. Essayez le prénom ou l’organisation ; sinon, envoyez la personne "
        "à l’accueil ou appelez un organisateur."
    )

    held.page.locator("#who").fill("philippi")
    expect(held.page.locator("#found-none")).to_have_text("1 personne trouvée")
    expect(held.page.locator("#found button")).to_contain_text(
        f"Syprès · Participant·e · {listed['Philippine']['code']}"
    )
    # The keyboard covers the rest.
    assert bottom(held, "#found button") < 300
    held.page.locator("#found button").tap()

    assert volunteer.verdict(held).text.startswith("Entrez. Philippine E.")


GIVES_WAY = """
() => {
  const bottom = (part) => document.querySelector(part)?.getBoundingClientRect().bottom;
  return bottom('#camera') < bottom('#found button') && bottom('#found button') < 300;
}
"""


def test_the_camera_gives_way_to_whoever_is_found_and_goes_on_reading(held: Phone, doors: Doors) -> None:
    who = doors.register(given_name="Léonie")
    large = bottom(held, "#camera")
    held.page.locator("#who").fill("guérinot")
    # Who is found is drawn again as soon as the list has come anew.
    held.page.wait_for_function(GIVES_WAY)

    held.show(who["badge"])

    assert volunteer.verdict(held).text.startswith("Entrez. Léonie E.")
    volunteer.close(held)
    assert bottom(held, "#camera") == large
    held.page.locator("#who").fill("guérinot")
    held.page.locator("#to-camera").tap()
    expect(held.page.locator("#who")).to_have_value("")
    assert bottom(held, "#camera") == large


def bottom(phone: Phone, selector: str) -> float:
    """Return how far down the screen a part of the page ends."""
    found: float = phone.page.locator(selector).first.evaluate("(part) => part.getBoundingClientRect().bottom")
    return found


def test_somebody_found_by_hand_may_be_let_in_by_hand(phone: HandOut, street: Street, doors: Doors) -> None:
    eva = doors.register(ateliers=["atelier-2"])
    held = volunteer.at_the_door(phone(), street.link(doors.invite("atelier-3")["pass"]))
    volunteer.choose(held, eva["code"])

    verdict = volunteer.let_in(held)

    assert verdict.sort == "accepted"
    doors.answered(eva, "not_booked", "admitted")


@pytest.mark.parametrize("end", ["Enter", "Tab"])
def test_a_scanner_that_types_is_read_wherever_the_focus_is(held: Phone, doors: Doors, end: str) -> None:
    held_by = {"#place": doors.register(), "#who": doors.register(), "#to-recent": doors.register()}

    for focus, who in held_by.items():
        type_like_a_scanner(held, who["badge"], end, focus)
        assert volunteer.verdict(held).sort == "accepted", focus
        volunteer.close(held)
        expect(held.page.locator("dialog[open]")).to_have_count(0)
        expect(held.page.locator("#who")).to_have_value("")

    for who in held_by.values():
        doors.answered(who, "admitted")


def test_a_scanner_that_types_replaces_the_verdict(held: Phone, doors: Doors) -> None:
    people = [doors.register(given_name=name) for name in ("Ada", "Bea", "Cid")]

    for who, name in zip(people, ("Ada", "Bea", "Cid"), strict=True):
        type_like_a_scanner(held, who["badge"])
        expect(held.page.locator("#verdict-text .name")).to_have_text(f"{name} E.")

    for who in people:
        doors.answered(who, "admitted")


def test_what_a_scanner_finds_on_a_bottle_is_no_badge(held: Phone) -> None:
    type_like_a_scanner(held, "https://example.org/a-bottle-of-water")

    verdict = volunteer.verdict(held)
    assert (verdict.sort, verdict.text.split(".")[0]) == ("refused", "Pas un badge")


def test_somebody_who_types_slowly_is_no_scanner(held: Phone) -> None:
    held.page.locator("#who").focus()

    held.page.keyboard.type("fédération des ateliers", delay=90)

    expect(held.page.locator("#found button")).to_have_count(1)
    expect(held.page.locator("#verdict")).to_be_hidden()
