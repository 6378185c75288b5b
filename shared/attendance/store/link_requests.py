"""Requests for a lost link: stored for any address, so that the answer cannot reveal who is registered."""

import time
from datetime import datetime, timedelta

from attendance.domain import instant
from attendance.domain.frozen import frozen
from attendance.store import items, keys, mailboxes, table
from attendance.store.table import Item

ONCE_IN = timedelta(minutes=10)
_KEPT = timedelta(days=1)


@frozen
class LinkRequest:
    """Somebody's request for the link to their registration; only hashes of the address are stored."""

    event_id: str
    email_sha256: str
    asked_at: datetime
    hashed_before: tuple[str, ...] = ()


def record(event_id: str, email: str, now: datetime) -> bool:
    """Store a request with one write, whether or not the address is registered; False within `ONCE_IN` of one."""
    hashed, *before = mailboxes.email_hashes(email)
    request = LinkRequest(event_id, hashed, now, tuple(before))
    item = {
        **keys.link_request(event_id, request.email_sha256),
        "type": "link",
        **items.of(request),
        "purge_at": int(time.time() + _KEPT.total_seconds()),
    }
    values = {":before": instant.text(now - ONCE_IN)}
    return table.write(table.put(item, "attribute_not_exists(#PK) OR #asked_at < :before", values))


def from_item(item: Item) -> LinkRequest:
    """Return the request stored in a stream item."""
    return items.to(LinkRequest, item)
