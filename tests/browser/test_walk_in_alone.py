"""Somebody who is registered at the door while the network fails is one person, counted once."""

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser import volunteer
from tests.browser.records import (
    Phones,
    entrance,
)
from tests.browser.street import Street
from tests.doors import Doors


@pytest.mark.parametrize(("fails", "name"), [("stop", "Zoé"), ("swallow", "Rose")])
def test_whoever_is_registered_at_a_door_without_a_network_is_registered_once(
    phone: Phones, street: Street, doors: Doors, fails: str, name: str
) -> None:
    held = entrance(doors, street, phone, walk_ins=True)
    before = doors.headcounts()
    getattr(street, fails)()

    volunteer.register(held, name, "Imprévue", ateliers=["atelier-1"], ticked=["Accès de plain-pied"])

    expect(held.page.locator("#walk-in-done")).to_contain_text(f"{name} Imprévue peut entrer")
    volunteer.close_list(held)
    volunteer.holds(held, 1)
    volunteer.reload(held)
    volunteer.send_now(held)
    volunteer.holds(held, 1)
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)
    after = doors.headcounts()
    assert (after["registered"], after["inside"]) == (before["registered"] + 1, before["inside"] + 1)
    helped, asked = (counts["answers"]["acces"]["plain-pied"] for counts in (before, after))
    assert (asked["registered"], asked["present"]) == (helped["registered"] + 1, helped["present"] + 1)


def test_a_registration_that_the_server_refuses_can_be_mended(phone: Phones, street: Street, doors: Doors) -> None:
    doors.register(email="prise@example.org")
    held = entrance(doors, street, phone, walk_ins=True)
    before = doors.headcounts()
    street.stop()
    volunteer.register(held, "Maud", "Imprévue", email="prise@example.org")
    volunteer.close_list(held)
    street.open()
    volunteer.send_now(held)

    lines = volunteer.open_outbox(held)
    expect(lines).to_contain_text("déjà inscrite")
    held.screenshot("registration-refused")
    lines.get_by_role("button", name="Corriger").click()
    held.page.locator("#walk-in-form button[type=submit]").click()
    expect(held.page.locator("#walk-in-status")).to_contain_text("déjà inscrite")
    volunteer.close_list(held)
    volunteer.reload(held)
    volunteer.open_outbox(held).get_by_role("button", name="Corriger").click()
    held.page.locator("#walk-in-form [name=email]").fill("libre@example.org")
    held.page.locator("#walk-in-form button[type=submit]").click()
    expect(held.page.locator("#walk-in-done")).to_contain_text("Inscription faite, entrée admise : Maud Imprévue")
    volunteer.close_list(held)

    volunteer.holds(held, 0)
    after = doors.headcounts()
    assert (after["registered"], after["inside"]) == (before["registered"] + 1, before["inside"] + 1)


# What a page kept that still offered every kind to every link.
AS_FACILITATOR = """async () => {
  const opening = indexedDB.open('pointage');
  await new Promise((done) => { opening.onsuccess = done; });
  const store = opening.result.transaction('registrations', 'readwrite').objectStore('registrations');
  const asked = store.getAll();
  await new Promise((done) => { asked.onsuccess = done; });
  const [kept] = asked.result;
  const put = store.put({ ...kept, body: { ...kept.body, kind: 'facilitator' } });
  await new Promise((done) => { put.onsuccess = done; });
  opening.result.close();
}"""


def test_whom_only_a_supervisor_registers_is_refused_with_words_and_can_be_mended(
    phone: Phones, street: Street, doors: Doors
) -> None:
    held = entrance(doors, street, phone, walk_ins=True)
    before = doors.headcounts()
    street.stop()
    volunteer.register(held, "Inès", "Imprévue", ateliers=["atelier-1"])
    volunteer.close_list(held)
    held.page.evaluate(AS_FACILITATOR)
    street.open()
    volunteer.send_now(held)

    lines = volunteer.open_outbox(held)
    expect(lines).to_contain_text("n’inscrit personne en cette qualité")
    lines.get_by_role("button", name="Corriger").click()
    status, send = held.page.locator("#walk-in-status"), held.page.locator("#walk-in-form button[type=submit]")
    expect(status).to_contain_text("n’inscrit personne en cette qualité")
    expect(held.page.locator("#walk-in-form [name=kind]")).to_have_value("")
    held.page.locator("#walk-in-form [name=consent]").check()
    send.click()
    expect(status).to_have_text("Remplissez : Qualité")
    held.page.locator("#walk-in-form [name=kind]").select_option("speaker")
    send.click()
    expect(held.page.locator("#walk-in-done")).to_contain_text("Inscription faite, entrée admise : Inès Imprévue")
    expect(held.page.locator("#walk-in-badge")).to_be_visible()
    volunteer.close_list(held)

    volunteer.holds(held, 0)
    after = doors.headcounts()
    assert (after["registered"], after["inside"]) == (before["registered"] + 1, before["inside"] + 1)


def test_a_registration_that_is_answered_late_is_one_person(phone: Phones, street: Street, doors: Doors) -> None:
    held = entrance(doors, street, phone, walk_ins=True)
    before = doors.headcounts()
    street.hold("POST", saying=b"registration_id")

    volunteer.register(held, "Lise", "Imprévue")
    held.page.locator("#walk-in-form button[type=submit]").dispatch_event("click")
    held.until(lambda: street.held)
    # A whole round of the outbox falls in the time that the form waits for its answer: another has begun after it.
    rounds = street.asked["POST /api/scans"]
    for more in (1, 2):
        volunteer.send_now(held)
        held.until(partial(lambda least: street.asked["POST /api/scans"] >= least, rounds + more))
    street.open()

    expect(held.page.locator("#walk-in-done")).to_be_visible()
    volunteer.close_list(held)
    # The count of what is left is then a new one.
    volunteer.reload(held)
    volunteer.holds(held, 0)
    after = doors.headcounts()
    assert (after["registered"], after["inside"]) == (before["registered"] + 1, before["inside"] + 1)


def test_whoever_is_registered_already_is_let_in_and_not_registered_again(
    phone: Phones, street: Street, doors: Doors
) -> None:
    known = doors.register(given_name="Perrine", family_name="de la Rivière", organisation="Mairie de Niort")
    held = entrance(doors, street, phone, walk_ins=True)
    before, asked = doors.headcounts(), held.page.locator("#walk-in-same")
    street.stop()

    volunteer.register(held, "perrine", "DELARIVIERE")
    expect(asked).to_contain_text("Est-ce la même personne")
    asked.get_by_role("button", name="Oui, faire entrer Perrine D., Mairie de Niort").click()

    assert volunteer.verdict(held).text.startswith("Entrez. Perrine D.")
    volunteer.register(held, "Perrine", "Delariviere")
    asked.get_by_role("button", name="Non, inscrire une autre personne").click()
    held.page.locator("#walk-in-form button[type=submit]").click()
    expect(held.page.locator("#walk-in-done")).to_contain_text("Perrine Delariviere peut entrer")
    volunteer.close_list(held)
    volunteer.register(held, "Perrine", "Delariviere")
    asked.get_by_role("button", name="Oui, inscription déjà faite ici").click()
    expect(held.page.locator("#walk-in")).to_be_hidden()
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)
    doors.answered(known, "admitted")
    after = doors.headcounts()
    assert (after["registered"], after["inside"]) == (before["registered"] + 1, before["inside"] + 2)
