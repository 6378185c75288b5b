"""Guards of offers: an offer that an organiser sends twice is one."""

from hashlib import sha256

from attendance.store import keys, table
from attendance.store.table import Write


def made_before(event_id: str, atelier: str, offer_id: str | None) -> str | None:
    """Return the id of the attendee to whom an earlier sending of the offer gave a seat, or None."""
    item = table.get(keys.offer(event_id, _named(atelier, offer_id))) if offer_id else None
    return item["attendee_id"] if item else None


def writes(event_id: str, atelier: str, offer_id: str | None, attendee_id: str, purge_at: int) -> list[Write]:
    """Return the write by which a second sending of an offer finds the first."""
    if offer_id is None:
        return []
    key = keys.offer(event_id, _named(atelier, offer_id))
    item = {**key, "type": "offer", "attendee_id": attendee_id, "purge_at": purge_at}
    return [table.put(item, "attribute_not_exists(#PK)")]


def _named(atelier: str, offer_id: str) -> str:
    return sha256(f"{atelier}\n{offer_id}".encode()).hexdigest()
