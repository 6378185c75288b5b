"""Attendances: where each person is and has been, readable for many people without a query for each."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from attendance.domain import instant
from attendance.domain.attendance import AttendanceSummary
from attendance.domain.person import Person
from attendance.domain.programme import ENTRANCE
from attendance.store import keys, table
from attendance.store.table import Item, Write


def inside(event_id: str, attendee_ids: Iterable[str]) -> set[str]:
    """Return which of some attendees are inside."""
    return _those(event_id, attendee_ids, lambda attendance: attendance["inside"])


def been_in(event_id: str, checkpoint_id: str, attendee_ids: Iterable[str]) -> set[str]:
    """Return which of some attendees were ever at a checkpoint."""
    return _those(event_id, attendee_ids, lambda attendance: checkpoint_id in attendance["first_at"])


def seen(event_id: str, attendee_ids: Iterable[str]) -> dict[str, AttendanceSummary]:
    """Return where some attendees were seen; those who never were are left out."""
    return {a: _seen(item) for a, item in _each(event_id, attendee_ids)}


def item(person: Person) -> Item:
    """Return what is stored of an attendance; the recount makes it anew and compares."""
    attendance = person.attendance
    return {
        "inside": attendance.inside,
        **({"place": attendance.place} if attendance.place else {}),
        "first_at": {c: instant.text(at) for c, at in sorted(attendance.first_at.items())},
        "walk_in": sorted(person.walk_ins),
    }


def write(event_id: str, attendee_id: str, person: Person, purge: Item) -> Write:
    """Return the write of an attendance, on the condition of the version that was read."""
    stored = {**keys.attendance(event_id, attendee_id), "type": "attendance", **item(person), **purge}
    return table.put_next(stored, person.version)


def _seen(item: Item) -> AttendanceSummary:
    first_at = item["first_at"]
    came_at = datetime.fromisoformat(first_at[ENTRANCE]) if ENTRANCE in first_at else None
    return AttendanceSummary(came_at, item["inside"], item.get("place"), frozenset(first_at))


def _those(event_id: str, attendee_ids: Iterable[str], are_meant: Callable[[Item], bool]) -> set[str]:
    return {a for a, item in _each(event_id, attendee_ids) if are_meant(item)}


def _each(event_id: str, attendee_ids: Iterable[str]) -> Iterator[tuple[str, Item]]:
    whose = {key["PK"]: (a, key) for a in attendee_ids for key in [keys.attendance(event_id, a)]}
    for item in table.get_each([key for _, key in whose.values()]):
        yield whose[item["PK"]][0], item
