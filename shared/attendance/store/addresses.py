"""Guards: an e-mail address registers once, and a registration that is sent twice is one."""

import time
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from attendance.domain.attendee import Attendee
from attendance.store import keys, table
from attendance.store.table import Item, Write

MOST_MAILS_AN_HOUR = 12
_DAY_SECONDS = 24 * 3600


def is_taken(event_id: str, email: str | None, *, besides: str = "") -> bool:
    """Whether somebody besides an attendee is registered with an address."""
    item = table.get(keys.email(event_id, email_sha256(email))) if email else None
    return item is not None and item["attendee_id"] != besides


def holder(event_id: str, email_sha256: str) -> str | None:
    """Return the attendee who is registered with the address of a hash, or None."""
    item = table.get(keys.email(event_id, email_sha256))
    return item["attendee_id"] if item else None


def may_be_mailed(event_id: str, email: str, now: datetime) -> bool:
    """Count a mail to an address; False where it has had as many within the hour as anybody may be sent.

    Whoever registers may type somebody else's address, and change the registration for ever.
    """
    key = keys.mailed(event_id, email_sha256(email), f"{now:%Y-%m-%dT%H}")
    condition = "attribute_not_exists(#mails) OR #mails < :most"
    values = {":type": "mailed", ":one": 1, ":most": MOST_MAILS_AN_HOUR, ":purge_at": int(time.time() + _DAY_SECONDS)}
    counted = "SET #type = :type, #purge_at = :purge_at ADD #mails :one"
    return table.write(table.update(key, counted, values, condition))


def registered_as(event_id: str, emails: Iterable[str], registration_ids: Iterable[str]) -> dict[str, str | None]:
    """Return the attendees whom addresses, and earlier sendings of registrations, belong to.

    Nobody's are left out; None stands for somebody who was erased.
    """
    wanted = {email: keys.email(event_id, email_sha256(email)) for email in emails}
    wanted |= {sent: keys.registration(event_id, _sha256(sent)) for sent in registration_ids}
    distinct = {key["PK"]: key for key in wanted.values()}
    found = {item["PK"]: item.get("attendee_id") for item in table.get_each([*distinct.values()])}
    return {name: found[key["PK"]] for name, key in wanted.items() if key["PK"] in found}


def writes(event_id: str, before: Attendee | None, after: Attendee, purge: Item) -> list[Write]:
    """Return what takes an attendee's address, and frees the one they had. Addresses differ not by case."""
    had = None if before is None or before.is_cancelled else before.email
    has = None if after.is_cancelled else after.email
    had_sha256, has_sha256 = had and email_sha256(had), has and email_sha256(has)
    changed: list[Write] = []
    if had_sha256 == has_sha256:
        return changed
    if had_sha256:
        changed.append(table.delete(keys.email(event_id, had_sha256)))
    if has_sha256:
        item = {**keys.email(event_id, has_sha256), "type": "email", "attendee_id": after.id, **purge}
        changed.append(_put_guard(item))
    return changed


def erasure_writes(event_id: str, before: Attendee | None, after: Attendee, purge: Item) -> list[Write]:
    """Return what leaves of the guard of a list's line only that somebody was erased.

    The line again must not bring them back. A hash of what it says is all that can tell,
    and nothing leads from there to the scans that stay: only who has the list can ask.
    """
    if before is None or before.brought_as is None or after.erased_at is None:
        return []
    return [table.put({**keys.registration(event_id, _sha256(before.brought_as)), "type": "registration", **purge})]


def registered_before(event_id: str, registration_id: str) -> str | None:
    """Return the attendee that an earlier sending of a registration made, or None."""
    item = table.get(keys.registration(event_id, _sha256(registration_id)))
    return item.get("attendee_id") if item else None


def registration_writes(event_id: str, registration_id: str | None, attendee_id: str, purge_at: int) -> list[Write]:
    """Return what makes a second sending of a registration find the first."""
    if registration_id is None:
        return []
    item = {
        **keys.registration(event_id, _sha256(registration_id)),
        "type": "registration",
        "attendee_id": attendee_id,
        "purge_at": purge_at,
    }
    return [_put_guard(item)]


def _put_guard(item: Item) -> Write:
    # One that is due to be purged reads as gone, and may stand there for days.
    return table.put(item, "attribute_not_exists(#PK) OR #purge_at < :now", {":now": int(time.time())})


def email_sha256(email: str) -> str:
    """Return what stands for an address in a key. Addresses differ not by case."""
    return _sha256(email.casefold())


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()
