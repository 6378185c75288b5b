"""The programme of an event, as the organisers last loaded it."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from attendance.domain.problem import Problem
from attendance.domain.programme import Programme
from attendance.store import items, keys, table
from attendance.store.table import Write
from attendance.vocabulary.limits import CACHE_SECONDS

_cached: dict[str, tuple[float, Programme]] = {}


class UnknownEvent(Problem):
    """No programme is stored for an event."""

    code = "not_found"

    def __init__(self, event_id: str) -> None:
        super().__init__(self.code, f"There is no event {event_id!r}.")


def get(event_id: str) -> Programme:
    """Return an event's programme, at most `CACHE_SECONDS` old. Raises UnknownEvent."""
    read_at, programme = _cached.get(event_id, (0.0, None))
    if programme is None or time.monotonic() > read_at + CACHE_SECONDS:
        programme = latest(event_id)
        _cached[event_id] = time.monotonic(), programme
    return programme


def latest(event_id: str) -> Programme:
    """Return an event's programme as it is this moment. Raises UnknownEvent."""
    programme = find(event_id)
    if programme is None:
        raise UnknownEvent(event_id)
    return programme


def find(event_id: str) -> Programme | None:
    item = table.get(keys.programme(event_id))
    return items.to(Programme, item) if item else None


def put(programme: Programme, also: Sequence[Write] = ()) -> None:
    """Replace the programme that this one was made from, with writes that must agree with it. Raises Contended."""
    item = {
        **keys.programme(programme.event.id),
        "type": "programme",
        **items.of(replace(programme, revision=programme.revision + 1)),
    }
    unchanged = table.put(item, "attribute_not_exists(#PK) OR #revision = :revision", {":revision": programme.revision})
    table.transact([unchanged, *also])
    _cached.pop(programme.event.id, None)


def now(programme: Programme) -> datetime:
    """Return the time at the event; in a rehearsal, its clock differs from ours."""
    return programme.clock.hour(real_now())


def real_now() -> datetime:
    return datetime.now(UTC)


def purge_at(programme: Programme) -> int:
    """Return when something stored now must be gone, in Unix seconds.

    By the real clock, not the rehearsal's: a rehearsal must not outlive its data.
    """
    kept_from = max(time.time(), programme.event.ends_at.timestamp())
    return int(kept_from + timedelta(days=programme.retention_days).total_seconds())
