"""At the door: what a volunteer learns of each badge, with the network and without."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser import volunteer
from tests.browser.badges import crowd
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors, until

type HandOut = Callable[..., Phone]


@pytest.fixture
def phone(phone: HandOut) -> HandOut:
    """Hand out phones that need not open the page again without a network."""
    return partial(phone, keeps=False)


def shown_at(phone: Phone, badges: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Show each badge, and return its verdict's sort and words."""
    verdicts = {whose: volunteer.scan(phone, badge) for whose, badge in badges.items()}
    return {whose: (each.sort, each.text) for whose, each in verdicts.items()}


def test_a_phone_with_a_network_says_what_the_server_says(phone: HandOut, street: Street, doors: Doors) -> None:
    came = crowd(doors)
    held = volunteer.at_the_door(phone(), street.link(doors.invite("atelier-4")["pass"]))

    verdicts = shown_at(held, came.badges)

    ask = "Demandez le nom. Si c’est le bon, laissez passer ; sinon, envoyez la personne à l’accueil."
    about, room_left = "La Fonda · Participant·e.", "Il reste de la place : vous pouvez laisser entrer."
    assert verdicts["booked"] == ("accepted", f"Entrez. Ada E. {about}")
    assert verdicts["moving"] == ("accepted", f"Entrez. Bea E. Vient de : Atelier n° 1, Salle A1-101. {about}")
    assert verdicts["inside"] == ("already", f"Badge déjà lu. Cid E. à 11 h 10, par Porte gauche. {ask} {about}")
    assert verdicts["cancelled"][0] == "refused"
    assert verdicts["cancelled"][1].startswith("Badge annulé ou remplacé. Dan E. L’inscription a été annulée")
    assert verdicts["elsewhere"][0] == "refused"
    directions = f"Pas d’inscription ici. Eva E. Inscription : Atelier n° 2, Salle A1-102. {room_left} Apprécier les"
    assert verdicts["elsewhere"][1].startswith(directions)
    assert verdicts["nowhere"][1].startswith("Pas d’inscription ici. Fay E. Pas d’inscription dans cette série.")
    assert verdicts["forged"][1].startswith("Badge non valable. La signature de ce badge n’est pas la nôtre.")
    assert verdicts["nobody's"] == ("refused", "Badge inconnu. Personne n’a ce badge. Envoyez la personne à l’accueil.")
    assert verdicts["another forum's"] == ("refused", "Autre événement. Ce badge est celui d’un autre événement.")
    assert verdicts["a poster"] == ("refused", "Pas un badge. Ce code n’est pas celui d’un badge.")
    assert [sort for sort, _ in verdicts.values()].count("refused") == 7
    doors.answered(came.people["booked"], "admitted")
    doors.answered(came.people["inside"], "admitted", "already_admitted")


def test_a_phone_alone_says_what_it_knows_and_that_it_is_alone(phone: HandOut, street: Street, doors: Doors) -> None:
    came = crowd(doors)
    held = volunteer.at_the_door(phone(), street.link(doors.invite("atelier-4")["pass"]))
    # What it was told may be two seconds old, and it will be told no more.
    here = doors.present("atelier-4")
    expect(held.page.locator("#count")).to_contain_text(re.compile(rf"^{here} "))
    street.stop()
    newcomer = doors.register(given_name="Gil", ateliers=["atelier-2"])

    verdicts = shown_at(held, came.badges | {"newcomer": newcomer["badge"]})

    assert verdicts["booked"] == (
        "accepted",
        "Entrez. Ada E. La Fonda · Participant·e. Décidé sans réseau.",
    )
    # What happened at other doors, a phone cannot know.
    assert [verdicts[whose][0] for whose in ("moving", "inside")] == ["accepted", "accepted"]
    assert verdicts["cancelled"][1].startswith("Badge annulé ou remplacé. Dan E.")
    assert verdicts["elsewhere"][1].startswith(
        "Pas d’inscription ici. Eva E. Inscription : Atelier n° 2, Salle A1-102."
    )
    assert verdicts["elsewhere"][1].endswith("Décidé sans réseau. Places : dernier compte connu.")
    assert verdicts["nowhere"][1].startswith("Pas d’inscription ici. Fay E. Pas d’inscription dans cette série.")
    assert verdicts["forged"][1].startswith("Badge non valable. La signature de ce badge n’est pas la nôtre.")
    assert verdicts["nobody's"][1].startswith("Badge non valable. La signature de ce badge n’est pas la nôtre.")
    assert verdicts["another forum's"][1].startswith("Autre événement. ")
    assert verdicts["a poster"][1].startswith("Pas un badge. ")
    assert verdicts["newcomer"][0] == "accepted"
    assert verdicts["newcomer"][1].startswith("Entrez. Nouvelle inscription. Pas encore dans la liste de ce téléphone")
    volunteer.is_alone(held)
    volunteer.close(held)
    expect(held.page.locator("#link-state")).to_have_text("Hors ligne · 11 à envoyer")
    count = held.page.locator("#count")
    # Booked, moving, inside as far as this phone knows, and the newcomer.
    expect(count).to_contain_text(str(here + 4))
    expect(count.locator("small")).to_have_text(re.compile("instant|min"))
    again = volunteer.choose(held, came.people["booked"]["code"])
    assert again.sort == "already"
    assert re.search(r"à 11 h( \d\d)?, par ce téléphone", again.text)


def test_the_entrance_counts_and_an_atelier_tells_its_seats(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register(ateliers=["atelier-3"])
    before = doors.present("atelier-3")
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance", "atelier-3")["pass"]), "Atelier n° 3")
    count = held.page.locator("#count")
    expect(count).to_have_text(re.compile(rf"^{before} présents? / \d+ inscrits?, \d+ places? libres?$"))

    volunteer.scan(held, ada["badge"])

    expect(count).to_have_text(re.compile(rf"^{before + 1} présents? / \d+ inscrits?, \d+ places? libres?$"))
    until(lambda: doors.present("atelier-3") == before + 1)


def test_lunch_has_no_way_out_and_says_when_it_opens(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register(lunch=True)
    held = volunteer.at_the_door(phone(), street.link(doors.invite("lunch")["pass"]))
    expect(held.page.locator("#directions")).to_be_hidden()

    verdict = volunteer.scan(held, ada["badge"])

    assert verdict.sort == "refused"
    assert verdict.text.startswith("Trop tôt. ")
    assert "Ouvre à 12 h" in verdict.text


def test_somebody_who_goes_out_is_counted_out(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register(answers={"acces": ["plain-pied", "aide"]})
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))
    came = volunteer.scan(held, ada["badge"])
    assert "Besoins d’accessibilité : Accès de plain-pied, Quelqu’un à l’arrivée" in came.text.replace("\u00a0", " ")
    held.screenshot("verdict-noted")
    doors.answered(ada, "admitted")
    inside = doors.present("entrance")

    volunteer.turn(held, "out")
    left = volunteer.scan(held, ada["badge"])
    expect(held.page.locator("#count")).to_contain_text(f"{inside - 1} présent")
    volunteer.turn(held, "in")
    back = volunteer.scan(held, ada["badge"])

    assert left.sort == "left"
    assert left.text.startswith("Laisser sortir. ")
    assert back.sort == "accepted"
    doors.answered(ada, "admitted", "left", "admitted")
    expect(held.page.locator("#count")).to_contain_text(f"{inside} présent")


def test_a_direction_outlives_a_reload(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))
    volunteer.turn(held, "out")
    volunteer.scan(held, ada["badge"])

    volunteer.reload(held)

    expect(held.page.locator("#directions input[value=out]")).to_be_checked()


@pytest.mark.parametrize("alone", [False, True], ids=["online", "alone"])
def test_somebody_without_a_booking_is_let_in(phone: HandOut, street: Street, doors: Doors, alone: bool) -> None:
    eva = doors.register(ateliers=["atelier-2"])
    held = volunteer.at_the_door(phone(), street.link(doors.invite("atelier-5")["pass"]))
    if alone:
        street.stop()
    volunteer.scan(held, eva["badge"])

    verdict = volunteer.let_in(held)

    assert verdict.sort == "accepted"
    assert "Sans réservation ici" in verdict.text
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)
    doors.answered(eva, "not_booked", "admitted")


def test_an_undone_scan_may_be_made_again_at_once(phone: HandOut, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = volunteer.at_the_door(phone(), street.link(doors.invite("entrance")["pass"]))
    volunteer.scan(held, ada["badge"])
    volunteer.holds(held, 0)
    before = doors.present("entrance")

    message = volunteer.take_back(held)
    volunteer.holds(held, 0)
    until(lambda: doors.present("entrance") == before - 1)
    again = volunteer.scan(held, ada["badge"])

    assert message.startswith("Annulé : ")
    assert again.sort == "accepted"
    until(lambda: doors.present("entrance") == before)
