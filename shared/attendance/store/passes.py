"""Passes: only the SHA-256 of the secret is stored, as the pass's id."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from attendance.domain import instant
from attendance.domain.journal import Act
from attendance.domain.mails import Outcome
from attendance.domain.passes import MOST_DEVICES, Pass
from attendance.store import acts, items, keys, table
from attendance.store.table import Write
from attendance.vocabulary.codes import INVITED

SECRET_BYTES = 32
_IS_STORED = "attribute_exists(#PK)"
_IS_GOOD = f"{_IS_STORED} AND attribute_not_exists(#revoked_at)"


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def secret_of(inviting_secret: str, invitation_id: str) -> str:
    """Return the secret of an invitation, the same each time; nobody knows it without the secret that invites."""
    mark = hmac.digest(inviting_secret.encode(), f"invitation {invitation_id}".encode(), "sha256")
    return urlsafe_b64encode(mark).rstrip(b"=").decode()


def pass_id(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def find(wanted: str) -> Pass | None:
    """Return a pass by its id, revoked and expired ones included."""
    item = table.get(keys.admission_pass(wanted))
    return items.to(Pass, item) if item else None


def each(wanted: Iterable[str]) -> dict[str, Pass]:
    """Return some passes by their ids; unknown ones are left out."""
    found = table.get_each([keys.admission_pass(pass_id) for pass_id in dict.fromkeys(wanted)])
    return {item["id"]: items.to(Pass, item) for item in found}


def write(issued: Pass, purge_at: int, condition: str = "") -> Write:
    """Return the write of a pass. Those that an organiser hands out are listed; an attendee's many passes are not.

    Mostly without a condition: its key is made of 32 random bytes, and repeating the write must not fail.
    """
    listed = (
        keys.by_role(issued.event_id, issued.role, instant.text(issued.created_at), issued.id)
        if issued.role in INVITED
        else {}
    )
    item = {**keys.admission_pass(issued.id), **listed, "type": "pass", **items.of(issued), "purge_at": purge_at}
    return table.put(item, condition)


def issue(issued: Pass, purge_at: int) -> None:
    table.write(write(issued, purge_at))


def invite(issued: Pass, by: Pass, act: Act, purge_at: int, replaced: Pass | None = None) -> None:
    """Store a staff pass, the inviting pass's note of it, and the act; the pass that it replaces ends.

    Raises Contended if the inviting pass was revoked meanwhile: after that, all its invitations must be
    findable. Also if the pass was made before, or the replaced one was revoked.
    """
    invited = {**keys.invited(by.id, issued.id), "type": "invited", "id": issued.id, "purge_at": purge_at}
    table.transact(
        [
            table.check(keys.admission_pass(by.id), _IS_GOOD),
            write(issued, purge_at, "attribute_not_exists(#PK)"),
            table.put(invited),
            *([_revoked(replaced, issued.created_at)] if replaced else []),
            *acts.writes(issued.event_id, act, purge_at),
        ]
    )


def store_mail(issued: Pass, outcome: Outcome, act: Act, purge_at: int) -> Pass:
    """Store what became of the mail with a pass's link, in its act too, and return the pass."""
    values = {":mail": outcome.state, ":error": outcome.error or ""}
    told = table.update(keys.admission_pass(issued.id), "SET #mail = :mail, #mail_error = :error", values, _IS_STORED)
    table.transact([told, *acts.writes(issued.event_id, act, purge_at)])
    return replace(issued, mail=outcome.state, mail_error=outcome.error)


def invited(by_pass_id: str) -> list[str]:
    """Return the ids of the passes that a pass invited; complete for ever, once it is revoked."""
    return [item["id"] for item in table.partition(keys.of_pass(by_pass_id), prefix=keys.INVITED)]


def revoke(found: Pass, now: datetime, act: Act, purge_at: int) -> Pass:
    """Mark a pass as revoked, and return it; the first time of revoking stays. Raises Contended."""
    if found.revoked_at is not None:
        return found
    table.transact([_revoked(found, now), *acts.writes(found.event_id, act, purge_at)])
    return replace(found, revoked_at=now)


def _revoked(found: Pass, now: datetime) -> Write:
    return table.update(keys.admission_pass(found.id), "SET #revoked_at = :now", {":now": instant.text(now)}, _IS_GOOD)


def change(before: Pass, after: Pass, act: Act, purge_at: int) -> None:
    """Store what changed of a pass, but not the devices that it was met with. Raises Contended.

    A pass that was stored without a revision was never changed.
    """
    attributes = items.of(after)
    names = [name for name, value in attributes.items() if value != items.of(before).get(name)]
    values = {f":{name}": attributes[name] for name in names} | {":had": before.revision}
    is_same = f"{_IS_GOOD} AND (attribute_not_exists(#revision) OR #revision = :had)"
    expression = "SET " + ", ".join(f"#{name} = :{name}" for name in names)
    changed = table.update(keys.admission_pass(after.id), expression, values, is_same)
    table.transact([changed, *acts.writes(after.event_id, act, purge_at)])


def meet(pass_id: str, device: str) -> None:
    """Add a device to a pass's, unless it is there already or the pass has as many as are counted apart."""
    values = {":none": [], ":device": device, ":one": [device], ":most": MOST_DEVICES}
    added = "SET #devices = list_append(if_not_exists(#devices, :none), :one)"
    is_new = "attribute_not_exists(#devices) OR (size(#devices) < :most AND NOT contains(#devices, :device))"
    # If the pass is being changed at this moment, the device is added when it comes again.
    with suppress(table.Contended):
        table.write(table.update(keys.admission_pass(pass_id), added, values, f"{_IS_STORED} AND ({is_new})"))


def staff(event_id: str) -> list[Pass]:
    """Return the passes that organisers hand out, by role and age."""
    return [items.to(Pass, item) for item in table.indexed(keys.staff_passes(event_id))]
