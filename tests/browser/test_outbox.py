"""No scan is lost and none counts twice, whatever becomes of the network, the phone, the link or the clock."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import volunteer
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

ENTRANCE = "entrance"

type Phones = Callable[..., Phone]
type Person = dict[str, Any]


def scans_of(doors: Doors, person: Person) -> list[dict[str, Any]]:
    """Return a person's scans as the server holds them, in order."""
    answer = doors.call("GET", f"/api/attendees/{person['attendee_id']}", secret=doors.organiser)
    scans: list[dict[str, Any]] = answer.json()["scans"]
    return scans


def verdicts_of(doors: Doors, person: Person) -> list[str]:
    return [scan["verdict"] for scan in scans_of(doors, person)]


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


def test_two_hundred_scans_survive_a_dead_battery_in_their_midst(
    phone: Phones, street: Street, doors: Doors
) -> None:
    people = [doors.register() for _ in range(25)]
    held = entrance(doors, street, phone)
    before = inside(doors)
    # Each goes in and out four times.
    planned = [(way, person) for way in ["in", "out"] * 4 for person in people]
    shown: list[tuple[Person, str]] = []
    street.stop()

    def go_on() -> None:
        for way, person in planned[len(shown) :]:
            if held.page.locator("#directions input:checked").input_value() != way:
                volunteer.turn(held, way)
            shown.append((person, volunteer.choose(held, person["code"]).sort))

    held.page.expose_function("__shown", lambda told: shown.append((people[len(shown) % 25], told["sort"])))
    held.page.evaluate(f"(codes) => {{ void ({volunteer.CHOOSE_ALL})(codes); }}", [p["code"] for p in people])
    held.page.wait_for_timeout(150)
    held.kill()
    held.start()
    volunteer.reopen(held)
    go_on()

    street.open()
    volunteer.send_now(held)
    volunteer.holds(held, 0, within_ms=volunteer.BY_ITSELF_MS)
    print(len(shown), [sum(1 for p, _ in shown if p is q) for q in people])
    print([verdicts_of(doors, p) for p in people])
