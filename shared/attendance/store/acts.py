"""The journal: every act of the staff, stored in the transaction of what it changed."""

from collections.abc import Iterator

from attendance.domain import instant
from attendance.domain.frozen import frozen
from attendance.domain.journal import Act
from attendance.store import items, keys, table
from attendance.store.table import Write


@frozen
class ListedAct:
    """An act in the journal, with its sort key there: the next page begins after it."""

    act: Act
    sort_key: str


def writes(event_id: str, act: Act | None, purge_at: int) -> list[Write]:
    """Return the write of an act, if there is one. Its id is new each time, so it needs no condition."""
    if act is None:
        return []
    at = instant.text(act.at)
    item = {
        **keys.act(event_id, act.attendee_id, at, act.id),
        **keys.by_act(event_id, at, act.id),
        "type": "act",
        **items.of(act),
        "purge_at": purge_at,
    }
    return [table.put(item)]


def newest(event_id: str, before: str | None, at_once: int) -> Iterator[ListedAct]:
    """Go through the acts of an event, newest first, from before a sort key if given; the index lags a little."""
    for item in table.latest(keys.acts(event_id), before=before or "", at_once=at_once):
        yield ListedAct(items.to(Act, item), keys.act_sort_key(item["at"], item["id"]))


def of(event_id: str, attendee_id: str) -> list[Act]:
    """Return the acts concerning an attendee, the earliest first."""
    return [items.to(Act, item) for item in table.partition(keys.attendee(event_id, attendee_id), prefix=keys.ACT)]
