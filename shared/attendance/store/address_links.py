"""Links that confirm or restore an address: only the SHA-256 of the secret is stored, and no address."""

import time

from attendance.domain.addresses import LINK_KEPT, AddressLink
from attendance.store import items, keys, table
from attendance.store.table import Write


def find(link_id: str) -> AddressLink | None:
    """Return a link by its id, while it is valid."""
    item = table.get(keys.address_link(link_id))
    return items.to(AddressLink, item) if item else None


def write(link: AddressLink) -> Write:
    """Return the write of a link, without a condition: repeating it must not fail."""
    kept_until = int(time.time() + LINK_KEPT.total_seconds())
    item = {**keys.address_link(link.id), "type": "address_link", **items.of(link), "purge_at": kept_until}
    return table.put(item)
