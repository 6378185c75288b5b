"""The scans that contradict the rules, for an organiser to settle."""

from attendance.domain.scan import StoredScan
from attendance.store import items, keys, table


def listed(event_id: str, *, settled: bool) -> list[StoredScan]:
    """Return the scans with a conflict by their time; the index lags a little behind the scans."""
    found = table.indexed(keys.conflicts(event_id, settled=settled))
    return [items.to(StoredScan, item) for item in found]
