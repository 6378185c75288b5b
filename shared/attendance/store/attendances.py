"""Where many people are and have been, as their attendances tell it: without a query for each."""

from collections.abc import Callable, Iterable

from attendance.store import keys, table
from attendance.store.table import Item


def inside(event_id: str, attendee_ids: Iterable[str]) -> set[str]:
    """Return who of some attendees is inside."""
    return _those(event_id, attendee_ids, lambda attendance: attendance["inside"])


def been_in(event_id: str, checkpoint_id: str, attendee_ids: Iterable[str]) -> set[str]:
    """Return who of some attendees was ever at a checkpoint."""
    return _those(event_id, attendee_ids, lambda attendance: checkpoint_id in attendance["first_at"])


def _those(event_id: str, attendee_ids: Iterable[str], are_meant: Callable[[Item], bool]) -> set[str]:
    whose = {key["PK"]: (a, key) for a in attendee_ids for key in [keys.attendance(event_id, a)]}
    found = table.get_each([key for _, key in whose.values()])
    return {whose[item["PK"]][0] for item in found if are_meant(item)}
