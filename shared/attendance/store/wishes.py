"""What people write in their own words for the caterer, who reads it without their names."""

from attendance.domain.effects import Amendment
from attendance.store import keys, table
from attendance.store.table import Item, Write


def writes(event_id: str, attendee_id: str, amendment: Amendment, purge: Item) -> list[Write]:
    """Return what lists somebody's wishes, and takes off those they have no more."""
    gone = [forgotten(event_id, attendee_id, question) for question in amendment.unwished]
    return gone + [table.put(item(event_id, attendee_id, *wish, purge)) for wish in amendment.wished.items()]


def forgotten(event_id: str, attendee_id: str, question: str) -> Write:
    return table.delete(keys.wish(event_id, attendee_id, question))


def listed(event_id: str) -> dict[str, list[str]]:
    """Return all that was written, by question; the index lags a little behind the people."""
    found: dict[str, list[str]] = {}
    for item in table.indexed(keys.wishes(event_id)):
        found.setdefault(item["question"], []).append(item["text"])
    return found


def item(event_id: str, attendee_id: str, question: str, text: str, purge: Item) -> Item:
    return {
        **keys.wish(event_id, attendee_id, question),
        **keys.by_wish(event_id, question, attendee_id),
        "type": "wish",
        "question": question,
        "text": text,
        **purge,
    }
