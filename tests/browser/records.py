"""What the server holds of people, and a phone of its own, beside what is shown."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.browser import volunteer
from tests.browser.phone import Phone
from tests.browser.street import Street
from tests.doors import Doors

ENTRANCE = "entrance"
# All that the page keeps, as text.
KEPT = """async () => {
  const all = [];
  for (const database of ['pointage', 'pointage-roster']) {
    const opening = indexedDB.open(database);
    await new Promise((done) => { opening.onsuccess = done; });
    const stores = [...opening.result.objectStoreNames];
    const reading = opening.result.transaction(stores);
    all.push(...(await Promise.all(stores.map((name) => new Promise((done) => {
      const asked = reading.objectStore(name).getAll();
      asked.onsuccess = () => done([name, asked.result]);
    })))));
    opening.result.close();
  }
  return JSON.stringify(Object.fromEntries(all));
}"""

type Phones = Callable[..., Phone]
type Person = dict[str, Any]


def scans_of(doors: Doors, person: Person) -> list[dict[str, Any]]:
    """Return a person's scans as the server holds them, in order."""
    answer = doors.call("GET", f"/api/attendees/{person['attendee_id']}", secret=doors.organiser)
    scans: list[dict[str, Any]] = answer.json()["scans"]
    return scans


def now(doors: Doors) -> datetime:
    return datetime.fromisoformat(doors.headcounts()["as_of"])


def kept(phone: Phone) -> dict[str, Any]:
    """Return all that is on the phone's disk."""
    stores: dict[str, Any] = json.loads(phone.page.evaluate(KEPT))
    return stores


def names_kept(phone: Phone) -> list[str]:
    """Return the names of the roster's people that are on the phone's disk."""
    return [person["name"] for person in kept(phone)["people"]]


def inside(doors: Doors) -> int:
    count: int = doors.headcounts()["inside"]
    return count


def entrance(doors: Doors, street: Street, phone: Phones, *places: str, **facts: Any) -> Phone:
    """Return a phone at its door, with a link of its own."""
    invited = doors.invite(*(places or (ENTRANCE,)), **facts)
    return volunteer.at_the_door(phone(), street.link(invited["pass"]))
