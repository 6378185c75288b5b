"""No scan is lost and none counts twice, whatever becomes of the network, the phone, the link or the clock."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from infra.outbox import read
from tests.browser import volunteer
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

ENTRANCE = "entrance"
SORTS = {"admitted": "accepted", "moved": "accepted", "left": "left", "already_admitted": "already"}
# What a busy machine may take between an answer and its reading.
NEARLY = timedelta(seconds=3)
WRONG_CLOCK = """
globalThis.Date = class extends Date {
  static now() { return super.now() + %d; }
  constructor(...parts) { super(...(parts.length ? parts : [globalThis.Date.now()])); }
};
"""
FAILING = """
  const opening = { error: new DOMException('no room', 'UnknownError') };
  setTimeout(() => opening.onerror());
  return opening;
"""
# All that the page keeps, as text.
KEPT = """async () => {
  const opening = indexedDB.open('pointage');
  await new Promise((done) => { opening.onsuccess = done; });
  const stores = [...opening.result.objectStoreNames];
  const reading = opening.result.transaction(stores);
  const all = await Promise.all(stores.map((name) => new Promise((done) => {
    const asked = reading.objectStore(name).getAll();
    asked.onsuccess = () => done([name, asked.result]);
  })));
  opening.result.close();
  return JSON.stringify(Object.fromEntries(all));
}"""

type Phones = Callable[..., Phone]
type Person = dict[str, Any]


def scans_of(doors: Doors, person: Person) -> list[dict[str, Any]]:
    """Return a person's scans as the server holds them, in order."""
    answer = doors.call("GET", f"/api/attendees/{person['attendee_id']}", secret=doors.organiser)
    scans: list[dict[str, Any]] = answer.json()["scans"]
    return scans


def verdicts_of(doors: Doors, person: Person) -> list[str]:
    return [scan["verdict"] for scan in scans_of(doors, person)]


def now(doors: Doors) -> datetime:
    return datetime.fromisoformat(doors.headcounts()["as_of"])


def kept(phone: Phone) -> dict[str, Any]:
    """Return all that is on the phone's disk."""
    stores: dict[str, Any] = json.loads(phone.page.evaluate(KEPT))
    return stores


def names_kept(phone: Phone) -> list[str]:
    """Return the names of the roster's people that are on the phone's disk."""
    rosters = [value for value in kept(phone)["settings"] if isinstance(value, dict) and "attendees" in value]
    return [person["name"] for roster in rosters for person in roster["attendees"]]


def inside(doors: Doors) -> int:
    count: int = doors.headcounts()["inside"]
    return count


def entrance(doors: Doors, street: Street, phone: Phones, *places: str, **facts: Any) -> Phone:
    """Return a phone at its door, with a link of its own."""
    invited = doors.invite(*(places or (ENTRANCE,)), **facts)
    return volunteer.at_the_door(phone(), street.link(invited["pass"]))


def test_a_page_that_is_reloaded_without_a_network_stands_at_its_door_and_scans(
    phone: Phones, street: Street, doors: Doors
) -> None:
    ada = doors.register()
    invited = doors.invite(ENTRANCE, "lunch")
    held = volunteer.at_the_door(phone(), street.link(invited["pass"]), "Entrée")
    street.stop()

    volunteer.reload(held)

    volunteer.is_at_the_door(held, "Entrée")
    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    volunteer.holds(held, 1)
    assert scans_of(doors, ada) == []


def is_within(shown: Iterable[str], held: list[str]) -> bool:
    """Tell whether all that was shown is held, in that order, whatever else is."""
    left = iter(held)
    return all(sort in left for sort in shown)


def test_two_hundred_scans_survive_a_dead_battery_in_their_midst(phone: Phones, street: Street, doors: Doors) -> None:
    people = [doors.register() for _ in range(25)]
    codes = [person["code"] for person in people]
    held = entrance(doors, street, phone)
    before = inside(doors)
    shown: list[list[str]] = []
    before_the_end: list[str] = []
    street.stop()

    for way in ("in", "out") * 4:
        volunteer.turn(held, way)
        seen: list[str] = []
        if len(shown) == 3:
            seen = before_the_end = volunteer.start_choosing(held, codes, until=5)
            held.kill()
            held.start()
            volunteer.reopen(held)
        shown.append([*seen, *(told.sort for told in volunteer.choose_all(held, codes[len(seen) :]))])
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0, within_ms=volunteer.BY_ITSELF_MS)

    days = [scans_of(doors, person) for person in people]
    assert 0 < len(before_the_end) < 25
    for told, day in zip(zip(*shown, strict=True), days, strict=True):
        assert is_within(told, [SORTS[scan["verdict"]] for scan in day])
    # Some may have been on the disk that were not yet on the screen, or not yet known to this test.
    on_phone = {entry["scan"]["scan_id"] for entry in kept(held)["scans"]}
    assert on_phone == {scan["scan_id"] for day in days for scan in day}
    assert len(on_phone) >= 200
    assert inside(doors) == before


def test_the_outbox_empties_by_itself_when_the_server_is_back(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    street.stop()
    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    volunteer.is_alone(held)
    volunteer.holds(held, 1)

    street.open()

    volunteer.holds(held, 0, within_ms=volunteer.BY_ITSELF_MS)
    assert [(scan["verdict"], scan["offline"]) for scan in scans_of(doors, ada)] == [("admitted", "admitted")]
    volunteer.is_online(held)


def test_a_sign_in_page_that_answers_everything_takes_no_scan(phone: Phones, street: Street, doors: Doors) -> None:
    ada, grace = doors.register(), doors.register()
    held = entrance(doors, street, phone)
    street.captive()

    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    volunteer.reload(held)
    assert volunteer.scan(held, grace["badge"]).sort == "accepted"
    volunteer.send_now(held)
    volunteer.holds(held, 2)
    volunteer.is_alone(held)
    street.stop()
    volunteer.reload(held)
    volunteer.holds(held, 2)
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)

    assert [verdicts_of(doors, person) for person in (ada, grace)] == [["admitted"], ["admitted"]]


def test_a_phone_that_is_refused_for_a_while_goes_on_and_forgets_nothing(
    phone: Phones, street: Street, doors: Doors
) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    street.unauthorised("unauthorised")

    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    volunteer.send_now(held)
    volunteer.holds(held, 1)
    assert volunteer.choose(held, ada["code"]).sort == "already"
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)

    assert verdicts_of(doors, ada) == ["admitted", "already_admitted"]


@pytest.mark.parametrize(("code", "said"), [("pass_revoked", "révoqué"), ("pass_expired", "expiré")])
def test_a_link_that_is_over_takes_the_names_at_once_and_leaves_the_scans(
    phone: Phones, street: Street, doors: Doors, code: str, said: str
) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    street.stop()
    volunteer.scan(held, ada["badge"])
    street.unauthorised(code)
    volunteer.send_now(held)

    opening = held.page.locator("#opening")
    expect(opening).to_be_visible(timeout=volunteer.BY_ITSELF_MS)
    expect(opening).to_contain_text(said)
    expect(opening).to_contain_text("1 scan n’a pas été envoyé")
    expect(held.page.locator("#door")).to_be_hidden()
    volunteer.reload(held)
    expect(opening).to_contain_text(said)
    assert names_kept(held) == []

    held.page.get_by_role("button", name="Voir les envois").click()
    with held.page.expect_download() as saving:
        held.page.locator("#save-outbox").click()
    outbox = read(saving.value.path())
    assert (outbox.event, [saved.scan["badge"] for saved in outbox.scans]) == (doors.stack.event_id, [ada["badge"]])
    assert [saved.scan["offline"] for saved in outbox.scans] == ["admitted"]


def test_a_link_that_expires_still_brings_the_scans_made_before(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    expires_at = now(doors) + timedelta(seconds=15)
    held = entrance(doors, street, phone, expires_at=expires_at.isoformat())
    street.stop()
    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    held.page.wait_for_timeout(max(0, (expires_at - now(doors)).total_seconds() * 1000))

    street.open()

    expect(held.page.locator("#opening")).to_contain_text("expiré", timeout=volunteer.BY_ITSELF_MS)
    expect(held.page.locator("#opening")).not_to_contain_text("n’a pas été envoyé")
    assert verdicts_of(doors, ada) == ["admitted"]
    assert names_kept(held) == []


def test_a_new_link_sends_what_the_one_that_is_over_left(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    street.stop()
    volunteer.scan(held, ada["badge"])
    street.unauthorised("pass_revoked")
    volunteer.send_now(held)
    expect(held.page.locator("#opening")).to_contain_text("révoqué", timeout=volunteer.BY_ITSELF_MS)

    street.open()
    volunteer.open_link(held, street.link(doors.invite(ENTRANCE)["pass"]))

    volunteer.is_at_the_door(held)
    volunteer.holds(held, 0)
    assert verdicts_of(doors, ada) == ["admitted"]


def test_a_revoked_phone_stops_within_half_a_minute(phone: Phones, street: Street, doors: Doors) -> None:
    doors.register()
    invited = doors.invite(ENTRANCE)
    held = volunteer.at_the_door(phone(), street.link(invited["pass"]))
    assert names_kept(held) != []

    doors.call("DELETE", f"/api/passes/{invited['id']}", secret=doors.organiser)

    expect(held.page.locator("#opening")).to_contain_text("révoqué", timeout=40_000)
    assert names_kept(held) == []
    held.restart()
    volunteer.reopen(held)
    expect(held.page.locator("#opening")).to_contain_text("révoqué")


def test_a_scan_whose_answer_is_lost_counts_once(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    before = inside(doors)
    street.swallow()

    told = volunteer.scan(held, ada["badge"])
    assert told.sort == "accepted"
    assert inside(doors) == before + 1
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)

    (scan,) = scans_of(doors, ada)
    assert (scan["verdict"], scan["conflicts"]) == ("admitted", [])
    assert inside(doors) == before + 1


def test_a_badge_that_two_phones_let_in_alone_is_told_to_the_second_by_name(
    phone: Phones, street: Street, doors: Doors
) -> None:
    ada = doors.register(given_name="Ada")
    first, second = entrance(doors, street, phone), entrance(doors, street, phone)
    street.stop()
    for held in (first, second):
        assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    street.open()
    for held in (first, second):
        volunteer.send_now(held)
        volunteer.holds(held, 0)

    expect(volunteer.alerts(second)).to_contain_text("Ada E.")
    expect(volunteer.alerts(second)).to_contain_text("avait déjà été admis")
    expect(volunteer.alerts(first)).to_have_count(0)
    second.screenshot("alert")
    volunteer.reload(second)
    expect(volunteer.alerts(second)).to_contain_text("Ada E.")
    second.page.locator("#alert-close").click()
    volunteer.reload(second)
    expect(volunteer.alerts(second)).to_have_count(0)
    listed = doors.call("GET", "/api/conflicts", secret=doors.organiser).json()["conflicts"]
    of_ada = [conflict for conflict in listed if conflict["attendee_id"] == ada["attendee_id"]]
    assert [conflict["conflicts"] for conflict in of_ada] == [["double_admission"]]


@pytest.mark.parametrize(
    ("hours_ahead", "place", "sort", "word"),
    [(1, "lunch", "refused", "Trop tôt"), (-1, "atelier-1", "accepted", "Entrez")],
)
def test_a_phone_whose_clock_is_wrong_judges_and_records_by_the_servers(
    phone: Phones, street: Street, doors: Doors, hours_ahead: int, place: str, sort: str, word: str
) -> None:
    ada = doors.register(lunch=True, ateliers=["atelier-1"])
    held = phone()
    held.context.add_init_script(WRONG_CLOCK % (hours_ahead * 3_600_000))
    volunteer.at_the_door(held, street.link(doors.invite(place)["pass"]))
    street.stop()
    earliest = now(doors)
    told = volunteer.scan(held, ada["badge"])
    latest = now(doors)
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)

    assert (told.sort, word in told.text) == (sort, True)
    (scan,) = scans_of(doors, ada)
    assert earliest - NEARLY <= datetime.fromisoformat(scan["at"]) <= latest + NEARLY
    assert scan["server_verdict"] is None


@pytest.mark.parametrize("denial", ["throw new DOMException('denied', 'SecurityError');", FAILING])
def test_where_nothing_can_be_kept_the_page_says_so_and_does_not_begin(
    phone: Phones, street: Street, doors: Doors, denial: str
) -> None:
    held = phone()
    held.context.add_init_script(f"IDBFactory.prototype.open = () => {{ {denial} }};")
    held.open(street.link(doors.invite(ENTRANCE)["pass"]))

    expect(held.page.locator("#opening")).to_contain_text("Ce navigateur ne garde rien")
    held.screenshot("storage-denied")
    expect(held.page.locator("#ready, #door")).to_have_count(2)
    assert not any(screen.is_visible() for screen in held.page.locator("#ready, #door").all())


def test_a_second_tab_stands_back_until_it_is_preferred(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    first, second = held.page, held.context.new_page()
    second.goto(f"{held.origin}/scan")

    expect(second.locator("#opening")).to_contain_text("déjà ouvert dans un autre onglet")
    second.get_by_role("button", name="Utiliser ici").click()

    expect(second.locator("#door")).to_be_visible()
    expect(first.locator("#opening")).to_contain_text("déjà ouvert dans un autre onglet")
    held.page = second
    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    assert verdicts_of(doors, ada) == ["admitted"]


def test_the_queue_waits_for_no_slow_server(phone: Phones, street: Street, doors: Doors) -> None:
    people = [doors.register() for _ in range(3)]
    held = entrance(doors, street, phone)
    volunteer.is_online(held)
    street.slow(3)

    first, *others = volunteer.choose_all(held, [person["code"] for person in people])

    assert 1_400 < first.milliseconds < 1_900
    assert max(told.milliseconds for told in others) < 400
    assert {told.sort for told in (first, *others)} == {"accepted"}
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0, within_ms=volunteer.BY_ITSELF_MS)
    assert [verdicts_of(doors, person) for person in people] == [["admitted"]] * 3


def test_a_scan_that_was_sent_is_undone_at_once(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    before = inside(doors)
    volunteer.scan(held, ada["badge"])
    assert inside(doors) == before + 1

    said = volunteer.take_back(held)

    assert said.startswith("Annulé")
    assert inside(doors) == before
    assert [scan["undone_at"] is not None for scan in scans_of(doors, ada)] == [True]


def test_a_scan_that_was_not_sent_is_undone_when_it_is(phone: Phones, street: Street, doors: Doors) -> None:
    ada = doors.register()
    held = entrance(doors, street, phone)
    before = inside(doors)
    street.stop()
    volunteer.scan(held, ada["badge"])

    said = volunteer.take_back(held)

    assert "dès que possible" in said
    assert volunteer.scan(held, ada["badge"]).sort == "accepted"
    volunteer.take_back(held)
    volunteer.reload(held)
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)
    expect(volunteer.open_recent(held).get_by_text("dès que possible")).to_have_count(0, timeout=volunteer.SOON_MS)
    assert [scan["undone_at"] is not None for scan in scans_of(doors, ada)] == [True, True]
    assert inside(doors) == before


@pytest.mark.parametrize("fails", ["stop", "swallow"])
def test_whoever_is_registered_at_a_door_without_a_network_is_registered_once(
    phone: Phones, street: Street, doors: Doors, fails: str
) -> None:
    held = entrance(doors, street, phone, walk_ins=True)
    before = doors.headcounts()
    getattr(street, fails)()

    volunteer.register(held, "Zoé", "Imprévue", ateliers=["atelier-1"])

    expect(held.page.locator("#walk-in-done")).to_contain_text("Zoé Imprévue peut entrer")
    volunteer.close_list(held)
    volunteer.holds(held, 1)
    volunteer.reload(held)
    volunteer.send_now(held)
    volunteer.holds(held, 1)
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0, within_ms=volunteer.BY_ITSELF_MS)
    after = doors.headcounts()
    assert (after["registered"], after["inside"]) == (before["registered"] + 1, before["inside"] + 1)


def test_a_registration_that_the_server_refuses_can_be_mended(phone: Phones, street: Street, doors: Doors) -> None:
    doors.register(email="prise@example.org")
    held = entrance(doors, street, phone, walk_ins=True)
    before = doors.headcounts()
    street.stop()
    volunteer.register(held, "Zoé", "Imprévue", email="prise@example.org")
    volunteer.close_list(held)
    street.open()
    volunteer.send_now(held)

    lines = volunteer.open_outbox(held)
    expect(lines).to_contain_text("déjà inscrite", timeout=volunteer.SOON_MS)
    held.screenshot("registration-refused")
    lines.get_by_role("button", name="Corriger").click()
    held.page.locator("#walk-in-form button[type=submit]").click()
    expect(held.page.locator("#walk-in-told")).to_contain_text("déjà inscrite")
    volunteer.close_list(held)
    volunteer.reload(held)
    volunteer.open_outbox(held).get_by_role("button", name="Corriger").click()
    held.page.locator("#walk-in-form [name=email]").fill("libre@example.org")
    held.page.locator("#walk-in-form button[type=submit]").click()
    expect(held.page.locator("#walk-in-done")).to_contain_text("Inscription faite, entrée admise : Zoé Imprévue")
    volunteer.close_list(held)

    volunteer.holds(held, 0)
    after = doors.headcounts()
    assert (after["registered"], after["inside"]) == (before["registered"] + 1, before["inside"] + 1)


def test_a_registration_that_is_answered_late_is_one_person(phone: Phones, street: Street, doors: Doors) -> None:
    held = entrance(doors, street, phone, walk_ins=True)
    before = doors.headcounts()
    # Rounds of the outbox fall in the time that the form waits for its answer.
    street.slow(2)

    volunteer.register(held, "Zoé", "Imprévue")
    held.page.locator("#walk-in-form button[type=submit]").dispatch_event("click")

    expect(held.page.locator("#walk-in-done")).to_be_visible(timeout=volunteer.SOON_MS)
    volunteer.close_list(held)
    street.open()
    # The count of what is left is then a new one.
    volunteer.reload(held)
    volunteer.holds(held, 0, within_ms=volunteer.BY_ITSELF_MS)
    after = doors.headcounts()
    assert (after["registered"], after["inside"]) == (before["registered"] + 1, before["inside"] + 1)
