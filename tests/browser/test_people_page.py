"""An organiser finds, corrects, registers, cancels and erases people."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.organiser import found, opened, person_page, registration, said, saved
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors, until


def test_a_view_of_the_list_is_filtered_chosen_and_sent_to_a_colleague(
    organiser: Phone, street: Street, phone: Callable[..., Phone], doors: Doors
) -> None:
    names = [f"Vue{letter}" for letter in "ABC"]
    for name in names:
        doors.register(given_name=name, family_name="Vueliste", organisation="Bateau-lavoir", ateliers=["atelier-2"])
    page = organiser.page
    page.locator("details[data-filter=organisation] summary").click()
    page.get_by_role("textbox", name="Organisation").fill("bateau")
    page.get_by_role("button", name="Filtrer", exact=True).click()
    page.locator("details[data-filter=atelier] summary").click()
    page.locator("details[data-filter=atelier] input[value=atelier-2]").check()
    page.get_by_role("button", name="Voir 3 personnes").click()
    page.locator("summary", has_text="Colonnes").click()
    page.locator("#people-columns input[value=email]").check()
    page.locator("#people-sort").select_option("oldest")
    expect(page.locator("#found-status")).to_have_text("3 personnes trouvées")

    colleague = phone()
    seen = opened(colleague, street.link(doors.organiser, "/inscriptions"))
    seen.evaluate("(hash) => { location.hash = hash; }", urlsplit(page.url).fragment)
    lines = seen.locator("#found tbody tr")
    expect(lines).to_have_count(3)
    assert [line.locator("a").inner_text() for line in lines.all()] == [f"Vueliste {name}" for name in names]
    expect(lines.first).to_contain_text("@example.org")
    lines.first.locator("a").click()
    expect(seen.locator("#person-form")).to_be_visible()
    seen.locator("#to-people").click()
    expect(lines).to_have_count(3)
    seen.get_by_role("button", name="Retirer le filtre « Organisation : bateau »").click()
    expect(seen.locator("#people-filtered button")).to_have_count(2)
    # What an address asks for, and the event does not know, is said and left out.
    seen.evaluate(
        "() => { location.hash = 'people?filter=answer.gone:yes&filter=organisation:bateau&columns=email,gone'; }"
    )
    expect(seen.locator("#people-unknown")).to_contain_text("answer.gone\u00a0: yes, gone")
    expect(lines).to_have_count(3)
    # The columns are remembered on the device that chose them.
    page.evaluate("() => { location.hash = 'people'; }")
    expect(page.locator("#found thead")).to_contain_text("E-mail")


def test_somebody_is_found_by_either_name_and_corrected(organiser: Phone, doors: Doors) -> None:
    who = doors.register(given_name="Élisabeth", family_name="Trouvaille", organisation="Ellyx", ateliers=["atelier-2"])
    page = organiser.page
    page.locator("#who").fill("elisabeth trou")
    expect(page.locator("#found a")).to_have_count(1)
    page.locator("#who").fill("trouvaille")
    page.locator("#found a", has_text="Trouvaille Élisabeth").click()
    expect(page.locator("#organisation")).to_have_value("Ellyx")
    page.get_by_role("button", name="Changer d’atelier").click()
    expect(page.locator("#slot-strategic")).to_be_focused()
    page.locator("#person-save").click()
    expect(said(page)).to_contain_text("Rien n’a changé")

    page.locator("#given_name").fill("")
    page.locator("#person-save").click()
    expect(page.locator("#given_name-status")).to_contain_text("Écrivez un prénom")
    page.locator("#given_name").fill("Élise")
    page.locator("#kind").select_option("exhibitor")
    page.locator("#stand").fill("Le stand des épices")
    page.locator("#lunch").check()
    page.locator("#diet").select_option("vegan")
    page.locator("#slot-strategic").select_option("atelier-1")
    allergies = page.get_by_role("textbox", name="Allergies alimentaires")
    allergies.fill("x" * 201)
    page.locator("#person-save").click()
    expect(page.locator("#person-wrong")).to_contain_text("Allergies alimentaires\u00a0: C’est trop long")
    allergies.fill("Arachide")
    page.get_by_role("textbox", name="Note de l’équipe").fill("Paie le repas sur place")
    page.locator("#person-save").click()

    expect(said(page)).to_contain_text("C’est enregistré")
    expect(page.locator("#person-title")).to_have_text("Élise Trouvaille")
    kept = registration(doors, who["attendee_id"])
    assert (kept["stand"], kept["diet"], kept["ateliers"]) == ("Le stand des épices", "vegan", ["atelier-1"])
    assert kept["answers"] == {"allergies": "Arachide"}
    time = page.locator("#person-time li")
    expect(time.filter(has_text="n° 2 → n° 1")).to_be_visible()

    # One press saved all that was typed.
    expect(page.locator("#memo-hint")).to_contain_text("Écrite par")
    page.locator("#email").fill("autre@example.org")
    page.get_by_role("textbox", name="Note de l’équipe").fill("A payé")
    page.get_by_role("button", name="Enregistrer la note").click()
    expect(page.locator("#memo-status")).to_contain_text("La note est enregistrée")
    page.get_by_role("link", name="Retour à la liste").click()
    expect(page.locator("#confirm-title")).to_have_text("Partir sans enregistrer\u00a0?")
    page.get_by_role("button", name="Rester sur la page").click()
    expect(page.locator("#email")).to_have_value("autre@example.org")
    expect(page.locator("#person-save")).to_have_text("Enregistrer et prévenir")
    expect(page.locator("#notify-hint")).to_contain_text("L’adresse d’avant est prévenue dans tous les cas")
    page.locator("#notify").uncheck()
    expect(page.locator("#person-save")).to_have_text("Enregistrer sans prévenir")


def test_a_correction_that_the_rules_refuse_says_why_and_keeps_what_was_typed(organiser: Phone, doors: Doors) -> None:
    doors.register(email="occupee@example.org")
    page = person_page(organiser, doors.register(given_name="Gardée")["attendee_id"])
    page.locator("#organisation").fill("Une autre")
    page.locator("#email").fill("occupee@example.org")

    page.locator("#person-save").click()

    expect(said(page)).to_contain_text("Une autre personne est inscrite avec cette adresse")
    expect(page.locator("#organisation")).to_have_value("Une autre")


def test_an_answer_about_one_person_is_not_shown_of_the_next(organiser: Phone, street: Street, doors: Doors) -> None:
    page = person_page(organiser, doors.register(given_name="Quittée")["attendee_id"])
    following = doors.register(given_name="Ouverte", organisation="La Fonda")
    page.locator("#organisation").fill("Une autre")
    street.hold("PATCH")

    with page.expect_response(lambda response: response.request.method == "PATCH"):
        page.locator("#person-save").click()
        person_page(organiser, following["attendee_id"])
        expect(page.locator("#person-title")).to_contain_text("Ouverte")
        street.open()
    page.locator("#organisation").fill("Tapée depuis")
    expect(page.locator("#person-save")).not_to_have_attribute("aria-disabled", "true")

    expect(said(page)).to_be_hidden()
    expect(page.locator("#organisation")).to_have_value("Tapée depuis")


def test_a_lost_badge_is_replaced_once_a_registration_cancelled_and_a_person_erased(
    organiser: Phone, street: Street, doors: Doors
) -> None:
    who = doors.register(given_name="Passante", family_name="Exemplaire")
    page = person_page(organiser, who["attendee_id"])
    with page.expect_download() as badge:
        page.get_by_role("button", name="Télécharger le badge").click()
    assert saved(badge.value).startswith(b"%PDF-")

    page.get_by_role("button", name="Faire un nouveau badge").click()
    page.locator("#confirm-no").click()
    expect(page.locator("#confirm")).to_be_hidden()
    assert registration(doors, who["attendee_id"])["badge"] == who["badge"]
    street.swallow()
    page.get_by_role("button", name="Faire un nouveau badge").click()
    page.locator("#confirm-yes").click()
    expect(said(page)).to_contain_text("Le serveur ne répond pas")
    assert registration(doors, who["attendee_id"])["issue"] == 2
    street.open()
    page.get_by_role("button", name="Faire un nouveau badge").click()
    page.locator("#confirm-yes").click()
    expect(said(page)).to_contain_text("l’ancien est refusé")
    assert registration(doors, who["attendee_id"])["issue"] == 2

    page.get_by_role("button", name="Annuler l’inscription").click()
    page.locator("#confirm-yes").click()
    expect(said(page)).to_contain_text("est annulée")
    expect(page.locator("#person-form")).to_be_hidden()

    page.get_by_role("button", name="Effacer cette personne").click()
    page.locator("#confirm-yes").click()
    expect(page.locator("#confirm-status")).to_contain_text("Cochez d’abord la case")
    page.locator("#confirm-tick").check()
    page.locator("#confirm-yes").click()
    expect(page.locator("#person-title")).to_have_text("Personne effacée")
    assert registration(doors, who["attendee_id"])["family_name"] is None


def test_an_organiser_registers_any_kind_and_an_answer_that_got_lost_registers_nobody_twice(
    organiser: Phone, street: Street, doors: Doors
) -> None:
    page = organiser.page
    page.get_by_role("link", name="Inscrire quelqu’un").click()
    page.locator("#given_name").fill("Solange")
    page.locator("#family_name").fill("Unefois")
    page.locator("#kind").select_option("facilitator")
    page.locator("#person-save").click()
    expect(page.locator("#person-wrong")).to_contain_text("2 champs sont à corriger")
    expect(page.locator("#person-wrong")).to_be_focused()
    page.locator("#consent").check()
    page.locator("#slot-strategic").select_option("atelier-3")
    street.swallow()
    page.locator("#person-save").click()
    expect(said(page)).to_contain_text("Appuyez de nouveau")
    # Another person on the same form, whose answer is lost as well.
    page.locator("#given_name").fill("Odile")
    page.locator("#person-save").click()
    until(lambda: len(found(doors, "Unefois")) == 2)
    expect(page.locator("#person-save")).not_to_have_attribute("aria-disabled", "true")
    street.open()
    page.locator("#person-save").click()

    expect(said(page)).to_contain_text("Odile Unefois : inscription faite.")
    people = {person["name"]: person for person in found(doors, "Unefois")}
    assert set(people) == {"Odile Unefois", "Solange Unefois"}
    assert all((each["kind"], each["ateliers"]) == ("facilitator", ["atelier-3"]) for each in people.values())
    assert urlsplit(page.url).fragment == f"people/{people['Odile Unefois']['id']}"


def test_somebody_is_let_in_by_hand_all_the_same_and_the_scan_is_undone(organiser: Phone, doors: Doors) -> None:
    who = doors.register(given_name="Sansbadge", ateliers=["atelier-1"])
    page = person_page(organiser, who["attendee_id"])
    status, scans, before = page.locator("#day-status"), page.locator("#person-time li"), doors.present("atelier-2")
    page.locator("#organisation").fill("Tapée entre-temps")
    page.get_by_role("button", name="Attestation de présence").click()
    expect(status).to_contain_text("Rien à attester")

    page.locator("#by-hand-door").select_option("atelier-2")
    page.get_by_role("button", name="Admettre").click()
    expect(status).to_contain_text("Pas d’inscription ici")
    page.get_by_role("button", name="Admettre quand même").click()
    expect(status).to_contain_text("Atelier n° 2 : Entrée admise")
    expect(scans.filter(has_text="Atelier n° 2")).to_have_count(2)
    assert doors.present("atelier-2") == before + 1
    assert organiser.axe() == []
    scans.get_by_role("button", name="Annuler").click()
    page.locator("#confirm-yes").click()

    expect(page.locator("#time-status")).to_contain_text("Le scan est annulé")
    expect(scans.get_by_text("Annulé à")).to_have_count(1)
    assert doors.present("atelier-2") == before
    expect(page.locator("#organisation")).to_have_value("Tapée entre-temps")


def test_a_link_that_ends_takes_the_people_off_the_screen(organiser: Phone, street: Street, doors: Doors) -> None:
    page = person_page(organiser, doors.register(given_name="Invisible")["attendee_id"])
    street.unauthorised("pass_revoked")
    page.locator("#organisation").fill("Une autre")

    page.locator("#person-save").click()

    expect(page.locator("#opening-title")).to_have_text("Ce lien a été révoqué")
    expect(page.locator("#given_name")).to_have_value("")
    assert "Invisible" not in page.content()


def test_who_is_ticked_is_written_to_and_moved_and_who_is_left_out_is_named(organiser: Phone, doors: Doors) -> None:
    names = ("Sélune", "Sélma", "Sélia")
    ids = [
        doors.register(given_name=name, family_name="Ensemble", ateliers=["atelier-2"])["attendee_id"] for name in names
    ]
    bare = {"given_name": "Sélane", "family_name": "Ensemble", "consent": True}
    doors.call("POST", "/api/attendees", bare, secret=doors.organiser)
    page = organiser.page
    page.locator("#who").fill("ensemble")
    expect(page.locator("#found tbody tr")).to_have_count(4)
    expect(page.locator("#people-tick-why")).to_contain_text("Cochez des personnes pour leur écrire")
    page.locator("#people-tick").check()
    expect(page.locator("#people-tick-why")).to_be_hidden()

    page.get_by_role("button", name="Écrire…").click()
    expect(page.locator("#confirm-title")).to_have_text("Écrire à 4\u00a0personnes\u00a0?")
    page.locator("#write-subject").fill("Une salle a changé")
    page.locator("#confirm-yes").click()
    expect(page.locator("#write-text-status")).to_be_visible()
    page.get_by_role("button", name="Annuler, ne rien envoyer").click()
    page.get_by_role("button", name="Écrire…").click()
    expect(page.locator("#write-subject")).to_have_value("Une salle a changé")
    page.locator("#write-text").fill("Salle B.")
    page.locator("#confirm-yes").click()
    expect(page.locator("#people-said")).to_contain_text("Le message part à 3\u00a0personnes")
    expect(page.locator("#selection-left-out")).to_contain_text(
        "Sélane Ensemble\u00a0: Cette personne n’a pas d’adresse"
    )
    page.get_by_role("link", name="Relire ce message").click()
    message = page.locator("#written-list tr", has_text="Une salle a changé")
    message.locator("summary").click()
    expect(message.locator(".as-written")).to_have_text("Salle B.")
    expect(message.locator("td").nth(1)).to_have_text("3")
    page.go_back()

    page.get_by_role("button", name="Changer d’atelier…").click()
    page.locator("#move-to").select_option("atelier-1")
    page.locator("#move-notify").uncheck()
    page.locator("#confirm-yes").click()
    expect(page.locator("#people-said")).to_contain_text("4\u00a0personnes ont changé d’atelier")
    assert registration(doors, ids[0])["ateliers"] == ["atelier-1"]

    # The tab was closed while people were moved back.
    job = {"act": "move", "details": {"move_to": "atelier-2", "notify": False}, "left": ids[:2]}
    page.evaluate("(job) => localStorage.setItem('people-jobs', JSON.stringify([job]))", job)
    page.reload()
    expect(page.locator("#selection-run")).to_contain_text("il reste 2\u00a0personnes")
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("#people-said")).to_contain_text("2\u00a0personnes ont changé d’atelier")
    expect(page.locator("#selection-run")).to_be_hidden()
    assert [registration(doors, each)["ateliers"] for each in ids] == [["atelier-2"], ["atelier-2"], ["atelier-1"]]
