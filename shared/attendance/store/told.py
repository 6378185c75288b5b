"""Of whom doors are told otherwise, by when that last changed: a phone asks only for who is new.

What they are told is not here but with the person: nobody's answers lie in the table a second time.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from attendance.domain import instant
from attendance.domain.attendee import Attendee
from attendance.store import items, keys, table
from attendance.store.table import Item, Write


class Told(NamedTuple):
    """Somebody of whom something else is told, and the position of that among all."""

    position: str
    attendee_id: str


def writes(event_id: str, before: Attendee | None, after: Attendee, now: datetime, purge: Item) -> list[Write]:
    """Return the write of when something else is told of somebody, by the real clock; none if it is the same."""
    return [] if before and before.told == after.told else [_write(event_id, after, now, purge)]


def corrections(event_id: str, attendee: Attendee, now: datetime, purge: Item) -> list[Write]:
    """Return the write of what is told of somebody if that is missing, or was of something else."""
    stored = table.get(keys.told(event_id, attendee.id))
    is_so = stored is not None and stored.get("digest") == _digest(attendee)
    return [] if is_so else [_write(event_id, attendee, now, purge)]


def since(event_id: str, position: str) -> Iterator[Told]:
    """Go through people of whom something else is told since a time or a position.

    A position is that of the latest change, so nobody is met twice. The index lags a little behind the people.
    """
    for item in table.indexed(keys.all_told(event_id), after=position):
        yield Told(keys.told_sort_key(item["told_at"], item["id"]), item["id"])


def _write(event_id: str, attendee: Attendee, now: datetime, purge: Item) -> Write:
    at = instant.text(now)
    listed = keys.by_told(event_id, at, attendee.id)
    own = {"type": "told", "told_at": at, "id": attendee.id, "digest": _digest(attendee)}
    return table.put({**keys.told(event_id, attendee.id), **listed, **own, **purge})


def _digest(attendee: Attendee) -> str:
    """Return a few digits that differ where something else is told; a signature in it keeps them from being guessed."""
    # A code that was read is a text, and another kind of text before.
    said = json.dumps(items.of(attendee.told), default=bytes.hex)
    return sha256(said.encode()).hexdigest()[:8]
