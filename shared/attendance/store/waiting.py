"""The waiting lists of an event, as the index keeps them in order."""

from attendance.domain import instant, waiting
from attendance.domain.attendee import Attendee, Waiting
from attendance.domain.effects import Amendment
from attendance.domain.waiting import Place
from attendance.store import items, keys, table
from attendance.store.table import Item, Write


def writes(event_id: str, attendee_id: str, amendment: Amendment, purge: Item) -> list[Write]:
    """Return the writes that list a person's places in waiting lists, and delete those they have left."""
    gone = [table.delete(keys.waiting(event_id, attendee_id, atelier)) for atelier in amendment.left]
    return gone + [table.put(_item(event_id, attendee_id, place, purge)) for place in amendment.joined]


def listed(event_id: str, atelier: str | None = None) -> list[Place]:
    """Return the places in all waiting lists or in one atelier's, the longest-waiting first.

    The index lags a little behind the people: it may lack people who just joined, and list people who
    just left. Read the person before acting on a place.
    """
    prefix = keys.waiting_list(atelier) if atelier else ""
    found = table.indexed(keys.waiting_lists(event_id), prefix=prefix)
    return [Place(item["attendee_id"], items.to(Waiting, item)) for item in found]


def places(event_id: str, attendee: Attendee) -> dict[str, int]:
    """Return a person's places in line for the ateliers they wait for, from 1; none where they have an offer."""
    found = ((a, waiting.place(listed(event_id, a), a, attendee.id)) for a in attendee.queues)
    return {atelier: place for atelier, place in found if place is not None}


def _item(event_id: str, attendee_id: str, place: Waiting, purge: Item) -> Item:
    return {
        **keys.waiting(event_id, attendee_id, place.atelier),
        **keys.by_waiting(event_id, place.atelier, instant.text(place.since), attendee_id),
        "type": "waiting",
        "attendee_id": attendee_id,
        **items.of(place),
        **purge,
    }
