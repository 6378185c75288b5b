"""Requests for a lost link: noted for any address, so that the answer cannot tell who is registered."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from attendance.domain import instant
from attendance.store import email_claims, items, keys, table
from attendance.store.table import Item

ONCE_IN = timedelta(minutes=10)
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """Somebody's wish for the link of an address, of which only the hashes are kept."""

    event_id: str
    email_sha256: str
    asked_at: datetime
    hashed_before: tuple[str, ...] = ()


def ask(event_id: str, email: str, now: datetime) -> bool:
    """Note a wish, with one write whoever has the address; False within ten minutes of the last."""
    hashed, *before = email_claims.email_hashes(email)
    wish = LinkRequest(event_id, hashed, now, tuple(before))
    item = {
        **keys.link_request(event_id, wish.email_sha256),
        "type": "link",
        **items.of(wish),
        "purge_at": int(time.time() + _KEPT.total_seconds()),
    }
    values = {":before": instant.text(now - ONCE_IN)}
    return table.write(table.put(item, "attribute_not_exists(#PK) OR #asked_at < :before", values))


def told(item: Item) -> LinkRequest:
    """Return the wish that an item of the stream is."""
    return items.to(LinkRequest, item)
