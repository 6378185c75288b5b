"""A wrong clock, a disk that keeps nothing, a second tab, a slow server."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import volunteer
from tests.browser.records import (
    ENTRANCE,
    Phones,
    entrance,
    now,
    scans_of,
)
from tests.browser.street import Street
from tests.doors import Doors

# Far less than its clock is wrong by, and far more than lies between an answer and its reading.
NEARLY = timedelta(minutes=10)
WRONG_CLOCK = """
globalThis.Date = class extends Date {
  static now() { return super.now() + %d; }
  constructor(...parts) { super(...(parts.length ? parts : [globalThis.Date.now()])); }
};
"""
# The page's own patience with the server, before it decides alone.
PATIENCE_MS = 1_500
COUNT_WAITS = """() => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  globalThis.__waits = [];
  AbortSignal.timeout = (milliseconds) => __waits.push(milliseconds) && timeout(milliseconds);
}"""
FAILING = """
  const opening = { error: new DOMException('no room', 'UnknownError') };
  setTimeout(() => opening.onerror());
  return opening;
"""


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
    verdict = volunteer.scan(held, ada["badge"])
    latest = now(doors)
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)

    assert (verdict.sort, word in verdict.text) == (sort, True)
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
    doors.answered(ada, "admitted")


def test_the_queue_waits_for_no_slow_server(phone: Phones, street: Street, doors: Doors) -> None:
    people = [doors.register() for _ in range(3)]
    held = volunteer.at_the_door(phone(patient=False), street.link(doors.invite(ENTRANCE)["pass"]))
    volunteer.is_online(held)
    held.page.evaluate(COUNT_WAITS)
    street.hold()

    first, *others = volunteer.choose_all(held, [person["code"] for person in people])

    # None of them was answered. The page waited for the first, and for the first alone.
    assert first.milliseconds >= PATIENCE_MS
    assert held.page.evaluate("__waits").count(PATIENCE_MS) == 1
    assert {verdict.sort for verdict in (first, *others)} == {"accepted"}
    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0)
    assert [doors.verdicts(person) for person in people] == [["admitted"]] * 3
