"""Somebody without a registration, at a door with a network."""

import re
from collections.abc import Callable
from functools import partial
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import volunteer
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.documents.pictures import read
from tests.doors import Doors

type HandOut = Callable[..., Phone]


@pytest.fixture
def phone(phone: HandOut) -> HandOut:
    """Hand out phones that need not open the page again without a network."""
    return partial(phone, keeps=False)


@pytest.fixture
def desk(street: Street, doors: Doors, phone: HandOut) -> Phone:
    """A phone at the entrance whose link registers people, with the form open."""
    link = street.link(doors.invite("entrance", walk_ins=True)["pass"])
    held = volunteer.at_the_door(phone(), link)
    held.page.locator("#to-walk-in").click()
    return held


def fill(page: Page, given_name: str, family_name: str = "Exemple") -> None:
    page.locator("[name=given_name]").fill(given_name)
    page.locator("[name=family_name]").fill(family_name)
    page.locator("[name=consent]").check()


def found(doors: Doors, name: str) -> list[dict[str, str]]:
    answer = doors.call("GET", f"/api/attendees?q={name}", secret=doors.organiser).json()
    return [{"attendee_id": person["id"]} for person in answer["attendees"]]


def test_a_walk_in_gets_a_badge_that_can_be_photographed_and_is_in(desk: Phone, doors: Doors) -> None:
    before, page = doors.present("entrance"), desk.page
    fill(page, "Mathurine")
    expect(page.locator("[name=lunch]")).to_be_hidden()
    page.locator("#walk-in-more summary").click()
    page.locator("[name=lunch]").check()
    page.locator("[name=diet]").select_option("vegan")

    page.locator("#walk-in-form [type=submit]").click()

    badge = page.locator("#walk-in-badge")
    expect(page.locator("#walk-in-done-status")).to_contain_text("Inscription faite, entrée admise : Mathurine Exemple")
    expect(badge).to_be_visible()
    expect(badge).to_have_attribute("alt", "Badge de Mathurine Exemple")
    badge.evaluate("(picture) => picture.decode()")
    (shown,) = read(Image.open(BytesIO(badge.screenshot())))
    (person,) = found(doors, "Mathurine")
    day = doors.call("GET", f"/api/attendees/{person['attendee_id']}", secret=doors.organiser).json()
    assert shown == day["registration"]["badge"]
    assert day["registration"]["diet"] == "vegan"
    expect(page.locator("#walk-in-code")).to_have_text(f"Code {day['registration']['code']}")
    volunteer.close_list(desk)
    volunteer.holds(desk, 0)
    assert doors.verdicts(person) == ["admitted"]
    assert doors.present("entrance") == before + 1


def test_what_is_missing_is_named_and_nothing_is_sent(desk: Phone, street: Street, doors: Doors) -> None:
    page = desk.page
    page.locator("[name=email]").fill("no address")

    page.locator("#walk-in-form [type=submit]").click()

    status = page.locator("#walk-in-status")
    expect(status).to_contain_text(
        "Remplissez : Prénom, Nom, La personne accepte que son nom soit gardé pour l’événement"
    )
    expect(status).to_contain_text("E-mail : Ce n’est pas une adresse")
    expect(page.locator("[name=given_name]")).to_be_focused()
    expect(page.locator("[aria-invalid=true]")).to_have_count(4)
    assert street.asked["POST /api/attendees"] == 0


def test_an_address_that_is_known_already_is_reported(desk: Phone, doors: Doors) -> None:
    known = doors.registration()
    doors.call("POST", "/api/registrations", known)
    fill(desk.page, "Albertine")
    desk.page.locator("[name=email]").fill(known["email"])

    desk.page.locator("#walk-in-form [type=submit]").click()

    expect(desk.page.locator("#walk-in-status")).to_contain_text("Cette adresse est déjà inscrite")
    expect(desk.page.locator("[name=given_name]")).to_have_value("Albertine")


def test_the_form_offers_every_atelier_with_its_seats(desk: Phone) -> None:
    series = desk.page.locator("#walk-in-ateliers select")

    expect(series).to_have_count(2)
    assert [series.nth(n).locator("option").count() for n in (0, 1)] == [6, 5]
    offered = re.compile(r"^N°\s1 – Quels dispositifs .* places? libres?\)$")
    expect(series.first.locator("option").nth(1)).to_have_text(offered)


@pytest.mark.parametrize("supervisor", [False, True])
def test_facilitators_and_organisers_are_offered_to_a_supervisors_link_alone(
    phone: HandOut, street: Street, doors: Doors, supervisor: bool
) -> None:
    link = street.link(doors.invite("entrance", walk_ins=True, supervisor=supervisor)["pass"])
    page = volunteer.at_the_door(phone(), link).page
    page.locator("#to-walk-in").click()

    offered = page.locator("[name=kind] option").evaluate_all("(all) => all.map(({ value }) => value)")

    expect(page.locator("[name=kind]")).to_have_value("participant")
    others = {"participant", "speaker", "exhibitor", "volunteer"}
    assert set(offered) == others | ({"facilitator", "organiser"} if supervisor else set())


def test_two_people_are_registered_one_after_the_other(desk: Phone, doors: Doors) -> None:
    page = desk.page
    for name in ("Hildegarde", "Isidorine"):
        fill(page, name)
        page.locator("#walk-in-form [type=submit]").click()
        expect(page.locator("#walk-in-done-status")).to_contain_text(f"entrée admise : {name} Exemple")
        page.locator("#walk-in-again").click()
        expect(page.locator("[name=given_name]")).to_have_value("")

    assert [len(found(doors, name)) for name in ("Hildegarde", "Isidorine")] == [1, 1]


def test_a_link_that_may_not_register_does_not_offer_it(phone: HandOut, street: Street, doors: Doors) -> None:
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))

    expect(held.page.locator("#to-walk-in")).to_be_hidden()
