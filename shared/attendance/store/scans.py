"""Scans: each an item of its person; the index lists those with a conflict, and those of strangers."""

from collections.abc import Iterator
from itertools import chain

from attendance.domain import instant
from attendance.domain.person import Person
from attendance.domain.scan import StoredScan
from attendance.store import items, keys, table
from attendance.store.table import Item, Write


def conflicts(event_id: str, *, settled: bool) -> list[StoredScan]:
    """Return the scans with a conflict by their time; the index lags a little behind the scans."""
    found = table.indexed(keys.conflicts(event_id, settled=settled))
    return [items.to(StoredScan, item) for item in found]


def strangers(event_id: str) -> Iterator[StoredScan]:
    """Go through the scans of badges that name nobody, each once. Those with a conflict are among the conflicts."""
    # A scan that is settled or undone meanwhile appears at its old and at its new place.
    places = (*(keys.conflicts(event_id, settled=settled) for settled in (False, True)), keys.strangers(event_id))
    met: set[str] = set()
    for item in chain.from_iterable(map(table.indexed, places)):
        if "attendee_id" in item:
            continue
        scan = items.to(StoredScan, item)
        if scan.scan_id not in met:
            met.add(scan.scan_id)
            yield scan


def write(event_id: str, scan: StoredScan, person: Person, purge: Item) -> Write:
    """Return the write of a scan. A stranger has no attendance, so the scan carries the version itself."""
    attendee_id = scan.attendee_id
    at = instant.text(scan.at)
    listed = keys.by_conflict(event_id, at, scan.scan_id, settled=scan.settled is not None) if scan.listed else {}
    item = {"type": "scan", **items.of(scan), **listed, **purge}
    if attendee_id is not None:
        return table.put({**keys.scan(event_id, attendee_id, scan.scan_id), **item})
    stranger = {**keys.stranger(event_id, scan.scan_id), **keys.by_stranger(event_id, at, scan.scan_id), **item}
    return table.put_next(stranger, person.version)
