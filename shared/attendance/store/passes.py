"""Passes: only the SHA-256 of the secret is stored, and that is the pass's id."""

import secrets
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from attendance.domain import instant
from attendance.domain.passes import Pass
from attendance.store import items, keys, table
from attendance.store.table import Write

SECRET_BYTES = 32


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def pass_id(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def find(wanted: str) -> Pass | None:
    """Return a pass by its id, revoked and expired ones included."""
    item = table.get(keys.admission_pass(wanted))
    return items.to(Pass, item) if item else None


def write(issued: Pass, purge_at: int) -> Write:
    """Return what stores a pass. Staff are listed; an attendee's many passes are not.

    Without a condition: its key is of 32 random bytes, and a write that is repeated must not fail.
    """
    listed = (
        keys.by_role(issued.event_id, issued.role, instant.text(issued.created_at), issued.id)
        if issued.is_staff
        else {}
    )
    item = {**keys.admission_pass(issued.id), **listed, "type": "pass", **items.of(issued), "purge_at": purge_at}
    return table.put(item)


def issue(issued: Pass, purge_at: int) -> None:
    table.write(write(issued, purge_at))


def revoke(event_id: str, wanted: str, now: datetime) -> Pass | None:
    """Mark a pass of an event as revoked, and return it; the first time stays. None where there is no such pass."""
    found = find(wanted)
    if found is None or found.event_id != event_id:
        return None
    if found.revoked_at is None:
        key = keys.admission_pass(found.id)
        expression = "SET #revoked_at = if_not_exists(#revoked_at, :now)"
        table.write(table.update(key, expression, {":now": instant.text(now)}))
    return replace(found, revoked_at=found.revoked_at or now)


def staff(event_id: str) -> list[Pass]:
    """Return the passes of organisers and volunteers, the oldest of a role first."""
    return [items.to(Pass, item) for item in table.indexed(keys.staff_passes(event_id))]
