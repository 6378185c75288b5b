"""An attendee changes what they chose, waits for a seat, has a new badge made, cancels and erases."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from attendance.store import tallies
from tests.browser import attendee
from tests.browser.attendee import KEPT, badge_in
from tests.browser.camera import held_out
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

type HandOut = Callable[..., Phone]

ATELIER = "atelier-9"


@pytest.fixture
def one_seat(at_hand: Doors) -> Iterator[Doors]:
    """The stack, with one seat left in an atelier; the next test finds it with its seats."""
    event = at_hand.stack.event_id
    before = tallies.seats(event, [ATELIER])[ATELIER]
    tallies.set_seats(event, ATELIER, before.taken + 1)
    yield at_hand
    tallies.set_seats(event, ATELIER, before.capacity)


def test_a_form_whose_programme_has_not_come_says_so(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    held.context.route("**/api/programme?*", lambda route: route.abort("internetdisconnected"))
    page = attendee.open_badge(held, street, doors.register())
    attendee.go(held, "change")
    expect(page.locator("#change-waits")).to_contain_text("Le programme n’est pas encore arrivé")
    expect(page.locator("#form")).to_be_hidden()

    held.context.unroute("**/api/programme?*")
    page.locator("#change-again").click()

    expect(page.locator("#form")).to_be_visible()
    attendee.choose(held, "atelier-8")
    attendee.saved(held)


def test_the_events_own_questions_are_answered_and_shown_among_ones_data(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing")
    ada = doors.register(answers={"acces": ["boucle"], "photo": False})
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "change")
    expect(page.get_by_role("checkbox", name="Boucle magnétique")).to_be_checked()
    allergies = page.get_by_label("Allergies alimentaires")
    expect(allergies).to_have_accessible_description("Pourquoi\u00a0: les dire à qui prépare le repas, sans votre nom.")
    allergies.fill("x" * 201)

    attendee.save(held)
    expect(page.locator("#change-status a")).to_have_text(
        "Allergies alimentaires\u00a0: C’est trop long\u00a0: 200 caractères au plus."
    )
    page.locator("#change-status a").click()
    expect(allergies).to_be_focused()
    expect(allergies).to_have_accessible_description(re.compile("sans votre nom.*C’est trop long"))
    held.screenshot("change-questions")
    allergies.fill("Arachide")
    page.get_by_role("checkbox", name="Accès de plain-pied").check()
    page.get_by_role("radiogroup", name="J’accepte d’être photographié·e").get_by_label("Oui").check()
    attendee.saved(held)
    answers = {"acces": ["plain-pied", "boucle"], "photo": True, "allergies": "Arachide"}
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).json()["answers"] == answers

    mine = attendee.go(held, "mine")
    for said in ("Besoins d'accessibilité", "Accès de plain-pied ; Boucle magnétique", "J'accepte", "oui", "Arachide"):
        expect(mine.locator("#mine-list")).to_contain_text(said)


def test_an_atelier_that_fills_up_meanwhile_can_be_waited_for_and_the_seat_taken(
    phone: HandOut, street: Street, one_seat: Doors
) -> None:
    doors, held = one_seat, phone("missing")
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"])
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "change")
    attendee.choose(held, ATELIER)
    page.locator("[name=drink]").check()
    page.locator("[name=organisation]").fill("Ellyx")
    quick = doors.register(ateliers=[ATELIER])

    attendee.save(held)
    expect(page.locator("#slot-prospective-status")).to_contain_text("Atelier n° 9 vient de se remplir")
    expect(page.locator("#slot-prospective-status")).to_contain_text("Atelier n° 6")
    expect(page.locator("[value=atelier-8]")).to_be_checked()
    expect(page.locator(f"[value={ATELIER}]")).to_be_disabled()
    assert page.locator("[name=organisation]").input_value() == "Ellyx"
    assert page.locator("#form [role=alert]").count() == 0
    expect(page.get_by_role("checkbox", name="(Atelier n° 9)")).to_be_visible()
    attendee.wait_for(held, ATELIER)
    attendee.saved(held)
    expect(page.locator("#waiting")).to_contain_text("Vous êtes en tête de la liste")
    expect(page.get_by_role("button", name="Quitter la liste (Atelier n° 9)")).to_be_visible()

    assert doors.call("DELETE", "/api/registration", secret=quick["pass"]).status_code == 200
    offer = page.locator("#notices .notice", has_text="Une place s’est libérée : Atelier n° 9")

    def is_offered() -> int:
        attendee.look_again(held)
        return offer.count()

    held.until(is_offered)
    expect(offer).to_contain_text("Elle remplacera votre place ici : Atelier n° 8")
    offer.locator("button.main").click()

    attendee.says(held, "La place est à vous : Atelier n° 9")
    now = doors.call("GET", "/api/registration", secret=ada["pass"]).json()
    assert (now["ateliers"], now["waiting"], now["organisation"], now["drink"]) == ([ATELIER], [], "Ellyx", True)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing")
    sheet, bea = doors.registration(given_name="Ada"), doors.registration(given_name="Bea")
    ada = doors.register(**sheet) | {"email": sheet["email"]}
    assert doors.call("POST", "/api/registrations", bea).status_code == 201
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "change")
    page.locator("[name=given_name]").fill("  ")
    page.locator("[name=email]").fill("a@example.org, b@example.org")
    page.locator("[name=organisation]").fill("<b>Ellyx</b>")

    attendee.save(held)
    expect(page.locator("#change-status")).to_be_focused()
    expect(page.locator("#my-given_name-status")).to_contain_text("Écrivez un prénom")
    expect(page.locator("#my-email-status")).to_contain_text("une seule adresse")
    page.locator("#change-status a").first.click()
    expect(page.locator("[name=given_name]")).to_be_focused()
    page.locator("[name=given_name]").fill("A")
    page.locator("[name=email]").fill(bea["email"])
    attendee.save(held)
    expect(page.locator("#my-email-status")).to_contain_text("celle d’une autre inscription")
    new = f"neuve-{ada['code'].lower()}@example.org"
    page.locator("[name=email]").fill(new)
    attendee.save(held)
    attendee.says(held, "attend sa confirmation")

    expect(page.locator("#name")).to_have_text("A Exemple")
    expect(page.locator("#organisation")).to_have_text("<b>Ellyx</b>")
    pending = page.locator("#pending")
    expect(pending).to_contain_text(new)
    now = doors.call("GET", "/api/registration", secret=ada["pass"]).json()
    assert (now["email"], now["pending_email"]) == (ada["email"], new)
    pending.locator("button", has_text="Renvoyer").click()
    attendee.says(held, "L’e-mail repart dans un instant.")
    pending.locator("button", has_text="Retirer").click()
    attendee.says(held, "L’adresse est retirée")
    expect(pending).to_be_empty()


def test_a_change_waits_for_the_network_in_the_form(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(lunch=True, diet="vegan")
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "change")
    page.locator("[name=lunch]").uncheck()
    expect(page.locator("[name=diet]")).to_be_hidden()
    page.locator("[name=kind]").select_option("exhibitor")
    page.locator("[name=stand]").fill("Les Essais")
    held.offline()
    attendee.save(held)
    expect(page.locator("#change-status")).to_contain_text("rien n’a changé")

    held.online()
    attendee.saved(held)

    expect(page.locator("#kind")).to_have_text("Exposant·e")
    now = doors.call("GET", "/api/registration", secret=ada["pass"]).json()
    assert (now["lunch"], now["diet"], now["kind"], now["stand"]) == (False, "none", "exhibitor", "Les Essais")


def test_what_another_tab_changed_is_not_overwritten_unsaid(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"])
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "change")
    elsewhere = {"organisation": "Ailleurs", "ateliers": ["atelier-6"]}
    assert doors.call("PATCH", "/api/registration", elsewhere, ada["pass"]).status_code == 200
    page.locator("[name=organisation]").fill("Ici")

    attendee.save(held)
    expect(page.locator("#change-status")).to_contain_text("changé ailleurs entre-temps : l’organisation")
    attendee.saved(held)

    now = doors.call("GET", "/api/registration", secret=ada["pass"]).json()
    assert (now["organisation"], now["ateliers"]) == ("Ici", ["atelier-6"])


def test_a_new_badge_takes_the_place_of_the_old_one(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada")
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "replace")

    attendee.confirm(held, "replace-steps")

    attendee.says(held, "Voici votre nouveau badge")
    attendee.has_badge(held)
    shown = badge_in(held_out(page.screenshot()))
    door = doors.invite("entrance")["pass"]
    results = doors.scan(door, *(doors.sent(badge, "entrance") for badge in (ada["badge"], shown)))
    assert [result["verdict"] for result in results] == ["cancelled", "admitted"]


@pytest.mark.parametrize(
    ("screen", "place", "said"),
    [("leave", "leave-steps", "est annulée"), ("mine", "erase-steps", "sont effacées")],
)
def test_who_cancels_or_erases_leaves_nothing_on_the_phone(
    phone: HandOut, street: Street, doors: Doors, screen: attendee.Screen, place: str, said: str
) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada", ateliers=["atelier-8"])
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, screen)
    page.locator(f"#{place} button").first.click()
    if screen == "mine":
        page.locator(f"#{place} button").first.click()
        expect(page.locator(f"#{place} [role=alert]")).to_contain_text("Cochez d’abord la case")
    page.locator(f"#{place} button", has_text="Non, garder").click()
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).status_code == 200

    attendee.confirm(held, place)

    expect(page.locator("#opening-text")).to_contain_text(said)
    assert page.evaluate(KEPT) == "[]"
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).status_code == 401
    page.go_back()
    expect(page.locator("#badge")).to_be_hidden()
    page.reload()
    attendee.is_open(held)
    expect(page.locator("#opening-text")).to_contain_text("lien personnel reçu par e-mail")
    expect(page.locator("#left")).to_be_visible(visible=screen == "leave")


def test_who_has_cancelled_can_still_have_everything_erased(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada")
    page = attendee.open_badge(held, street, ada)
    attendee.go(held, "leave")
    attendee.confirm(held, "leave-steps")
    expect(page.locator("#left")).to_contain_text("Ada Exemple : effacer aussi les données ?")
    assert held.axe() == []
    page.reload()
    attendee.is_open(held)

    attendee.confirm(held, f"left-{ada['attendee_id']}")

    expect(page.locator("#opening-text")).to_contain_text("les données sont effacées")
    expect(page.locator("#left")).to_be_hidden()
    answer = doors.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=doors.organiser).json()
    assert answer["registration"]["family_name"] is None


def test_who_cancels_one_of_two_badges_does_not_cancel_the_other(phone: HandOut, street: Street, doors: Doors) -> None:
    held = phone("missing")
    ada, bea, cleo = (doors.register(given_name=name) for name in ("Ada", "Bea", "Cléo"))
    attendee.open_badge(held, street, ada)
    page = attendee.open_badge(held, street, bea)
    expect(page.locator("#name")).to_have_text("Bea Exemple")
    attendee.go(held, "leave")
    attendee.confirm(held, "leave-steps")

    expect(page.locator("#badge")).to_be_visible()
    expect(page.locator("#leave")).to_be_hidden()
    expect(page.locator("#name")).to_have_text("Ada Exemple")
    expect(page.locator("#notices")).to_contain_text("Bea Exemple : l’inscription est annulée")

    attendee.go(held, "change")
    page.locator("[name=organisation]").fill("Ellyx")
    page.evaluate("(secret) => { location.hash = secret; }", cleo["pass"])

    expect(page.locator("#badge")).to_be_visible()
    expect(page.locator("#change")).to_be_hidden()
    expect(page.locator("#name")).to_have_text("Cléo Exemple")
    kept = [doors.call("GET", "/api/registration", secret=who["pass"]).json() for who in (ada, cleo)]
    assert [each["organisation"] for each in kept] == ["", ""]


def test_a_registration_that_an_organiser_cancels_is_forgotten_and_said(
    phone: HandOut, street: Street, doors: Doors
) -> None:
    held = phone("missing")
    ada = doors.register(given_name="Ada")
    page = attendee.open_badge(held, street, ada)
    gone = doors.call("DELETE", f"/api/attendees/{ada['attendee_id']}", secret=doors.organiser)
    assert gone.status_code == 200

    attendee.look_again(held)

    expect(page.locator("#opening-text")).to_contain_text("Ada Exemple : l’inscription a été annulée")
    assert page.evaluate(KEPT) == "[]"
