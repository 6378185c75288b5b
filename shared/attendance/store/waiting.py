"""The waiting lists of an event, as the index keeps them in order."""

from attendance.domain import instant, waiting
from attendance.domain.attendee import Attendee, Waiting
from attendance.domain.effects import Amendment
from attendance.domain.waiting import Waiter
from attendance.store import items, keys, table
from attendance.store.table import Item, Write


def writes(event_id: str, attendee_id: str, amendment: Amendment, purge: Item) -> list[Write]:
    """Return the writes that list a person in waiting lists, and take them from those that they have left."""
    gone = [table.delete(keys.waiting(event_id, attendee_id, atelier)) for atelier in amendment.left]
    return gone + [table.put(item(event_id, attendee_id, wait, purge)) for wait in amendment.joined]


def listed(event_id: str, atelier: str | None = None) -> list[Waiter]:
    """Return the people in all waiting lists or in one atelier's, the longest-waiting first.

    The index lags a little behind the people: it may lack people who just joined, and list people who
    just left. Read the person before acting on what it says.
    """
    prefix = keys.waiting_list(atelier) if atelier else ""
    found = table.indexed(keys.waiting_lists(event_id), prefix=prefix)
    return [Waiter(item["attendee_id"], items.to(Waiting, item)) for item in found]


def positions(event_id: str, attendee: Attendee) -> dict[str, int]:
    """Return a person's positions in line for the ateliers they wait for, from 1; none where they have an offer."""
    found = ((a, waiting.position(listed(event_id, a), a, attendee.id)) for a in attendee.queues)
    return {atelier: position for atelier, position in found if position is not None}


def item(event_id: str, attendee_id: str, wait: Waiting, purge: Item) -> Item:
    return {
        **keys.waiting(event_id, attendee_id, wait.atelier),
        **keys.by_waiting(event_id, wait.atelier, instant.text(wait.since), attendee_id),
        "type": "waiting",
        "attendee_id": attendee_id,
        **items.of(wait),
        **purge,
    }
