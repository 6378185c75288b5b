"""At five past twelve: a meal and its diets, an entrance that has closed, an atelier without a seat."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from infra.local import stack
from tests.browser import volunteer
from tests.browser.organiser import opened
from tests.browser.phone import Phone
from tests.browser.sizes import fits
from tests.browser.street import Street
from tests.doors import Doors

type HandOut = Callable[..., Phone]


@pytest.fixture
def phone(phone: HandOut) -> HandOut:
    """Hand out phones that need not open the page again without a network."""
    return partial(phone, keeps=False)


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """A stack of its own: nobody's clock but this one says noon, and its atelier 5 has two seats."""
    written = stack.PROGRAMME.read_text()
    entrance, _, rest = written.partition('closes_at = "18:00"')
    before, _, after = entrance.rpartition('room = "Salle A1-105"\ncapacity = 36')
    assert before, "The programme of the forum is no longer as this test knows it."
    small = f'{before}room = "Salle A1-105"\ncapacity = 2{after}closes_at = "12:00"{rest}'
    programme: Path = tmp_path_factory.mktemp("programme") / "midday.toml"
    programme.write_text(small)
    with stack.running(clock="12:05", programme=programme) as running:
        yield Doors(running)


@pytest.mark.parametrize("alone", [False, True], ids=["online", "alone"])
def test_a_meal_is_served_once_with_its_diet(phone: HandOut, street: Street, doors: Doors, alone: bool) -> None:
    ada = doors.register(given_name="Ada", lunch=True, diet="vegan")
    bea = doors.register(given_name="Bea", lunch=True)
    doors.register(given_name="Dan", lunch=True)
    cid = doors.register(given_name="Cid")
    held = volunteer.at_the_door(phone(), street.link(doors.invite("lunch")["pass"]))
    booked = doors.call("GET", "/api/headcounts", secret=doors.organiser).json()["checkpoints"]["lunch"]["booked"]
    # What it was told first may be two seconds old, and whose meal is to spare rests on it.
    expect(held.page.locator("#door")).to_contain_text(re.compile(rf"\b{booked}\srepas réservés"))
    if alone:
        street.stop()

    vegan, plain, unbooked = (volunteer.scan(held, who["badge"]) for who in (ada, bea, cid))
    extra = volunteer.let_in(held)
    twice = volunteer.choose(held, ada["code"])

    assert vegan.text.startswith("À servir. Ada E. Végan")
    assert plain.text.startswith("À servir. Bea E. Aucun régime particulier")
    assert (unbooked.sort, unbooked.text.split(".")[0]) == ("refused", "Pas de repas réservé")
    assert "ce qui reste à partir de 13 h 30." in unbooked.text
    assert extra.sort == "accepted"
    assert "Sans réservation ici" in extra.text
    assert twice.sort == "already"
    assert twice.text.startswith("Repas déjà servi. Ada E. Végan. à 12 h")


def test_the_caterer_sees_what_is_left_without_a_name_until_the_link_is_revoked(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    ada = doors.register(given_name="Ada", family_name="Affamée", lunch=True, diet="vegan")
    order = {"order_id": "the-order-of-the-eve", "email": "traiteur@example.org", "meals": {"none": 20, "vegan": 2}}
    doors.call("POST", "/api/catering/orders", order, secret=doors.organiser)
    batch = {"batch_id": "the-batch-of-eleven", "meals": {"vegan": 1}}
    doors.call("POST", "/api/catering/batches", batch, secret=doors.organiser)
    invited = doors.call("POST", "/api/passes", {"role": "caterer", "label": "Chez Ana"}, secret=doors.organiser).json()
    gate = doors.invite("lunch")["pass"]
    held = phone()

    page = opened(held, street.link(invited["pass"], "/traiteur"))
    total = page.locator("#plates tr", has_text="Ensemble")
    served = int(total.locator("td").nth(1).inner_text())
    assert [int(cell) for cell in total.locator("td").all_inner_texts()] == [23, served, 23 - served]
    for confirmed in (1, 2):
        page.locator("#kitchen button.main").first.click()
        expect(page.get_by_text("Vous l’avez bien reçu")).to_have_count(confirmed)
    doors.scan(gate, doors.sent(ada["badge"], "lunch", "12:05"))
    page.reload()
    expect(total.locator("td").nth(1)).to_have_text(str(served + 1))
    assert "Affamée" not in page.content()
    assert held.axe() == []
    fits(held, "caterer")

    doors.call("DELETE", f"/api/passes/{invited['id']}", secret=doors.organiser)
    page.reload()

    expect(page.locator("#opening-title")).to_have_text("Ce lien a été révoqué")
    expect(page.locator("#plates")).to_be_empty()


def test_a_place_that_has_closed_says_since_when_and_leads_to_an_open_one(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    ada = doors.register(lunch=True)
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance", "lunch")["pass"]), "Entrée A1")
    expect(held.page.locator("#proposal-text")).to_contain_text("Fermé depuis 12 h")

    verdict = volunteer.scan(held, ada["badge"])

    assert verdict.sort == "refused"
    assert verdict.text.startswith("Trop tard. ")
    assert "Fermé depuis 12 h" in verdict.text
    held.page.locator("#other-door").click()
    volunteer.is_at_the_door(held, "Déjeuner")
    assert volunteer.scan(held, ada["badge"]).text.startswith("À servir.")


def test_the_clock_proposes_the_place_where_somebody_is_due_and_takes_no_for_an_answer(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    noon, two = "2022-08-30T12:00:00+02:00", "2022-08-30T14:00:00+02:00"
    schedule = [{"checkpoint": "lunch", "starts_at": noon, "ends_at": two}]
    link = street.link(doors.invite("village", "lunch", schedule=schedule)["pass"])
    held = phone()
    volunteer.open_link(held, link)
    due = held.page.locator("#opening-body button.main")
    expect(due).to_contain_text(re.compile(r"Déjeuner, Hall du bâtiment A1.*12\sh.*14\sh"))
    volunteer.stand_at(held, "Village")
    volunteer.begin(held)
    proposal = held.page.locator("#proposal")
    expect(proposal).to_contain_text(re.compile(r"Votre poste de 12\sh à 14\sh"))
    assert held.axe() == []

    held.page.locator("#proposal-go").click()

    volunteer.is_at_the_door(held, "Déjeuner")
    expect(proposal).to_be_hidden()
    held.page.locator("#change-here").click()
    volunteer.stand_at(held, "Village")
    held.page.locator("#proposal-stay").click()
    expect(proposal).to_be_hidden()
    volunteer.reload(held)
    volunteer.is_at_the_door(held, "Village")
    expect(proposal).to_be_hidden()


def test_a_village_says_welcome(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = volunteer.at_the_door(phone(), street.link(doors.invite("village")["pass"]))

    verdict = volunteer.scan(held, ada["badge"])

    assert verdict.text.startswith("Bienvenue. ")
    expect(held.page.locator("#count")).to_have_text("1 visiteur")


def fill(doors: Doors, atelier: str) -> None:
    """Register people until no seat is left."""

    def left() -> int:
        seats = doors.call("GET", "/api/headcounts", secret=doors.organiser).json()["checkpoints"][atelier]["seats"]
        return int(seats["capacity"]) - int(seats["taken"])

    for _ in range(left()):
        doors.register(ateliers=[atelier])


@pytest.mark.parametrize("alone", [False, True], ids=["online", "alone"])
def test_a_full_atelier_offers_nobody_a_seat(phone: HandOut, street: Street, doors: Doors, alone: bool) -> None:
    fill(doors, "atelier-5")
    eva = doors.register(given_name="Eva", ateliers=["atelier-2"])
    held = volunteer.at_the_door(phone(), street.link(doors.invite("atelier-5")["pass"]))
    if alone:
        street.stop()

    verdict = volunteer.scan(held, eva["badge"])

    assert verdict.sort == "refused"
    assert verdict.text.startswith("Pas d’inscription ici. Eva E. Inscription : Atelier n° 2, Salle A1-102. Plus")
    assert "Demandez à l’équipe : lola.caron@univ-poitiers.fr" in verdict.text
    assert held.page.locator("#let-in").is_hidden()
    expect(held.page.locator("#count")).to_have_text(re.compile("^0 présent / 2 inscrits, complet"))


@pytest.mark.parametrize("alone", [False, True], ids=["online", "alone"])
def test_a_supervisor_exceeds_the_seats(phone: HandOut, street: Street, doors: Doors, alone: bool) -> None:
    fill(doors, "atelier-5")
    eva = doors.register()
    held = volunteer.at_the_door(phone(), street.link(doors.invite("atelier-5", supervisor=True)["pass"]))
    if alone:
        street.stop()
    volunteer.scan(held, eva["badge"])

    verdict = volunteer.let_in(held)

    assert verdict.sort == "accepted"
