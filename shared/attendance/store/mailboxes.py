"""Mailboxes: each registers once, and gets so many mails an hour; a registration that is sent twice is one."""

import time
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from attendance.domain.attendee import Address
from attendance.domain.effects import Amendment, Mailbox
from attendance.domain.repeat import FirstSending
from attendance.services.email_address import as_mailed
from attendance.store import items, keys, table
from attendance.store.keys import Key
from attendance.store.table import Item, Write

MOST_MAILS_AN_HOUR = 12
_DAY_SECONDS = 24 * 3600


def is_taken(event_id: str, email: str | None, *, besides: str = "") -> bool:
    """Whether somebody other than the attendee is registered with an address."""
    return email is not None and any(one != besides for one in registered_with(event_id, *email_hashes(email)))


def registered_with(event_id: str, *hashes: str) -> list[str]:
    """Return all who are registered with an address, by its hashes: who was first, then the sharers."""
    wanted = [keys.email(event_id, hashed) for hashed in hashes]
    found = [item for key in wanted for item in table.partition(key["PK"], prefix=key["SK"])]
    own = _existing((item for item in found if item["type"] == "email"), wanted)
    sharers = (item for item in found if item["type"] == "sharer")
    return [item["attendee_id"] for item in (own, *sharers) if item]


def may_be_mailed(event_id: str, email: str, now: datetime, most: int = MOST_MAILS_AN_HOUR) -> bool:
    """Count a mail to an address; False if it got as many within the hour as one mailbox may get.

    Anybody may register with another person's address, and change the registration again and again.
    Each sharer of an address was imported by an organiser, and has the full number.
    """
    if _counted(event_id, email, now, most):
        return True
    people = len(registered_with(event_id, *email_hashes(as_mailed(email))))
    return people > 1 and _counted(event_id, email, now, people * MOST_MAILS_AN_HOUR)


def was_not_mailed(event_id: str, email: str, now: datetime) -> None:
    """Take back that a mail to an address was counted then."""
    still = "attribute_exists(#PK)"
    table.write(table.update(_in_hour(event_id, email, now), "ADD #mails :less", {":less": -1}, still))


def _in_hour(event_id: str, email: str, now: datetime) -> keys.Key:
    return keys.mails_in_hour(event_id, email_sha256(as_mailed(email)), f"{now:%Y-%m-%dT%H}")


def _counted(event_id: str, email: str, now: datetime, most: int) -> bool:
    key = _in_hour(event_id, email, now)
    condition = "attribute_not_exists(#mails) OR #mails < :most"
    values = {":type": "mailed", ":one": 1, ":most": most, ":purge_at": int(time.time() + _DAY_SECONDS)}
    counted = "SET #type = :type, #purge_at = :purge_at ADD #mails :one"
    return table.write(table.update(key, counted, values, condition))


def registered_as(event_id: str, emails: Iterable[str], sent: Iterable[Sequence[str]]) -> dict[str, str | None]:
    """Return the attendees to whom addresses, and earlier sendings of registrations, belong.

    A registration is sent under its id, and may have been sent under others before. Unknown ones are
    left out; None stands for an erased person.
    """
    wanted = {email: [keys.email(event_id, hashed) for hashed in email_hashes(email)] for email in emails}
    wanted |= {ids[0]: [keys.registration(event_id, _sha256(name)) for name in ids] for ids in sent}
    distinct = {key["PK"]: key for each in wanted.values() for key in each}
    found = table.get_each([*distinct.values()])
    known = {name: _existing(found, each) for name, each in wanted.items()}
    return {name: item.get("attendee_id") for name, item in known.items() if item}


def writes(event_id: str, attendee_id: str, amendment: Amendment, purge: Item) -> list[Write]:
    """Return the writes that free an attendee's address, take another, and store or delete the restorable ones.

    A shared address is taken beside whoever was first: it keeps nobody out, and the form does not accept it
    any more.
    """
    changed: list[Write] = []
    if freed := amendment.freed:
        changed.append(table.delete(_key(event_id, attendee_id, freed)))
    if added := amendment.added:
        item = {**_key(event_id, attendee_id, added), "attendee_id": attendee_id, **purge}
        shared, own = {**item, "type": "sharer"}, {**item, "type": "email"}
        changed.append(table.put(shared) if added.is_shared else _put_if_free(own))
    changed += (table.delete(keys.former(event_id, attendee_id, number)) for number in amendment.forgotten)
    changed += (table.put(_former(event_id, attendee_id, left, purge)) for left in amendment.may_return)
    if line := amendment.erased_line:
        # The same line must not register them again. Only a hash of the line can show that,
        # and nothing leads from there to the scans that stay: only who has the list can ask.
        changed.append(table.put({**keys.registration(event_id, _sha256(line)), "type": "registration", **purge}))
    return changed


def registered_before(event_id: str, registration_id: str) -> FirstSending | None:
    """Return the first sending of a registration, or None."""
    item = table.get(keys.registration(event_id, _sha256(registration_id)))
    return items.to(FirstSending, item) if item and "attendee_id" in item else None


def registration_writes(event_id: str, registration_id: str | None, first: FirstSending, purge_at: int) -> list[Write]:
    """Return the writes by which a second sending of a registration finds the first."""
    if registration_id is None:
        return []
    item = {
        **keys.registration(event_id, _sha256(registration_id)),
        "type": "registration",
        **items.of(first),
        "purge_at": purge_at,
    }
    return [_put_if_free(item)]


def _key(event_id: str, attendee_id: str, mailbox: Mailbox) -> Key:
    hashed = email_sha256(mailbox.email)
    return keys.sharer(event_id, hashed, attendee_id) if mailbox.is_shared else keys.email(event_id, hashed)


def _put_if_free(item: Item) -> Write:
    # An item that is due to be purged reads as gone, and may stay there for days.
    is_free = "attribute_not_exists(#PK) OR #purge_at < :now"
    return table.put({**item, "canonical": True}, is_free, {":now": int(time.time())})


def email_sha256(email: str) -> str:
    """Return the hash of an address for a key. One stored before addresses were canonical may have capitals."""
    return _sha256(email.casefold())


def email_hashes(email: str) -> tuple[str, ...]:
    """Return the hash of an address for a key, then those from when its domain was hashed as it was typed."""
    return tuple(dict.fromkeys(email_sha256(spelled) for spelled in (email, *_spelled_before(email))))


def _former(event_id: str, attendee_id: str, left: Address, purge: Item) -> Item:
    until = {"purge_at": int(left.until.timestamp())} if left.until else {}
    return {**keys.former(event_id, attendee_id, left.number), "type": "former", **items.of(left), **purge, **until}


def _spelled_before(email: str) -> list[str]:
    local, _, domain = email.rpartition("@")
    if "xn--" not in domain:
        return []
    import idna

    try:
        typed = f"{local}@{idna.decode(domain)}"
    except idna.IDNAError:
        return []
    return [typed, unicodedata.normalize("NFD", typed)]


def _existing(found: Iterable[Item], wanted: Sequence[Key]) -> Item | None:
    """Return the first existing item: its own, or one from before addresses were canonical.

    A canonical one counts for its own address only: faß.example was hashed as fass.example is today.
    """
    by_key = {item["PK"]: item for item in found}
    own, *before = (by_key.get(key["PK"]) for key in wanted)
    return own or next((item for item in before if item and not item.get("canonical")), None)


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()
