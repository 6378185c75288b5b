"""What doors are told of each person, by when it last changed: a phone asks only for what is new."""

from collections.abc import Iterator
from datetime import datetime

from attendance.domain import instant
from attendance.domain.attendee import Attendee
from attendance.store import items, keys, table
from attendance.store.table import Item, Write


def writes(event_id: str, before: Attendee | None, after: Attendee, now: datetime, purge: Item) -> list[Write]:
    """Return the write of what is told of somebody by the real clock; none if that is what was told before."""
    return [] if before and before.told == after.told else [_write(event_id, after, now, purge)]


def corrections(event_id: str, attendee: Attendee, now: datetime, purge: Item) -> list[Write]:
    """Return the write of what is told of somebody if that is missing, or stored otherwise."""
    stored = table.get(keys.told(event_id, attendee.id))
    return writes(event_id, items.to(Attendee, stored) if stored else None, attendee, now, purge)


def since(event_id: str, place: str) -> Iterator[tuple[str, Attendee]]:
    """Go through people of whom something else is told since a time or a place, each with the place.

    A place is that of the latest change, so nobody is met twice. The index lags a little behind the people.
    """
    for item in table.indexed(keys.all_told(event_id), after=place):
        yield keys.told_sort_key(item["told_at"], item["id"]), items.to(Attendee, item)


def _write(event_id: str, attendee: Attendee, now: datetime, purge: Item) -> Write:
    at = instant.text(now)
    listed = keys.by_told(event_id, at, attendee.id)
    own = {"type": "told", "told_at": at, **items.of(attendee.told)}
    return table.put({**keys.told(event_id, attendee.id), **listed, **own, **purge})
