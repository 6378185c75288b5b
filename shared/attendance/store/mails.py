"""Mails: stored in the transaction that makes them due, and listed until they are sent."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from attendance.domain import instant
from attendance.domain.journal import Act
from attendance.domain.mails import NOTICE_KEPT, OVERDUE_AFTER, Mail, Outcome, attempted, keeps_address
from attendance.store import acts, items, keys, programmes, table
from attendance.store.table import Contended, Item, Write
from attendance.vocabulary.codes import PARKED, UNSENT, MailFault, MailState


class MailKey(NamedTuple):
    """The key of the mail in a stream record; `find` reads its present state."""

    event_id: str
    attendee_id: str
    reason: str


_AGAIN = "SET #state = :due, #due_at = :now, #attempts = :none, #probes = :probes REMOVE #error, #claimed_at, #claim"
# Parked by us, or held; or due for so long that no attempt can still be running, though the stream reported it.
_MAY_GO_AGAIN = "#state IN (:unsure, :failed, :held)"
_IS_OVERDUE = "#state = :due AND #due_at < :overdue"
# Only the attempt that claimed a mail may store its outcome. One that was given up for dead and
# lives is believed too: `sent` is better than `unsure`.
_IS_OURS = "#claim = :claim"
# A mail that is still being written may be claimed by another attempt, for it was not sent; in `sending` it may not.
_IS_STILL = "#state = :was"


def writes(event_id: str, asked: Iterable[Mail], purge: Item) -> list[Write]:
    """Return the writes of due mails. One that exists already makes the transaction fail."""
    return [table.put(_item(event_id, mail, _purge(mail, purge)), "attribute_not_exists(#PK)") for mail in asked]


def of(event_id: str, attendee_id: str) -> list[Mail]:
    """Return every mail of a person, sent or not."""
    found = table.partition(keys.attendee(event_id, attendee_id), prefix=keys.MAIL)
    return [items.to(Mail, item) for item in found]


def make_due(event_id: str, mail: Mail, purge_at: int) -> bool:
    """Store a due mail by itself; False if it exists already."""
    (only,) = writes(event_id, [mail], {"purge_at": purge_at})
    return table.write(only)


def ask(event_id: str, mail: Mail, act: Act, purge_at: int) -> None:
    """Store a due mail with the act of who asked for it. Raises Contended if it exists already."""
    table.transact([*writes(event_id, [mail], {"purge_at": purge_at}), *acts.writes(event_id, act, purge_at)])


def key(event_id: str, mail: Mail) -> MailKey:
    return MailKey(event_id, mail.attendee_id, mail.reason)


def key_of(item: Item) -> MailKey:
    return MailKey(item["event_id"], item["attendee_id"], item["reason"])


def find(event_id: str, attendee_id: str, reason: str) -> Mail | None:
    item = table.get(keys.mail(event_id, attendee_id, reason))
    return items.to(Mail, item) if item else None


def already_asked(event_id: str, attendee_ids: Sequence[str], reason: str) -> set[str]:
    """Return which of some attendees already have a mail with a reason."""
    found = table.get_each([keys.mail(event_id, attendee_id, reason) for attendee_id in attendee_ids])
    return {item["attendee_id"] for item in found}


def listed(event_id: str) -> list[Mail]:
    """Return the mails that are not known to be sent, the oldest first."""
    return [items.to(Mail, item) for item in table.indexed(keys.unsent_mails(event_id))]


def new_claim() -> str:
    """Return a name for one attempt, by which it knows its own claim if an answer was lost."""
    return secrets.token_urlsafe(12)


def take(event_id: str, mail: Mail, claim: str, now: datetime, address: int = 0) -> Mail:
    """Claim a due mail to write it for the address of a number; the same attempt may claim it again.

    Raises Contended.
    """
    attempts = mail.attempts + 1
    taken = replace(mail, state=MailState.WRITING, attempts=attempts, claim=claim, claimed_at=now, address=address)
    expression = (
        "SET #state = :writing, #claim = :claim, #claimed_at = :now, #attempts = :attempts, #address = :address"
    )
    values: Item = {
        ":writing": MailState.WRITING,
        ":claim": claim,
        ":now": instant.text(now),
        ":attempts": attempts,
        ":address": address,
    }
    free = f"#state = :due OR (#state = :writing AND {_IS_OURS})"
    if not table.write(update(event_id, mail, expression, free, {**values, ":due": MailState.DUE})):
        raise Contended
    return taken


@contextmanager
def being_written(event_id: str, taken: Mail) -> Iterator[None]:
    """Make a mail due again if a fault comes before it is sealed: it was certainly not sent.

    After a few times it is parked. The fault is raised on: it is not ours to judge.
    """
    is_written = False
    try:
        yield
        is_written = True
    finally:
        if not is_written:
            store_outcome(event_id, taken, Outcome(MailState.DUE, MailFault.UNWRITABLE), programmes.real_now())


def seal(event_id: str, taken: Mail, also: Sequence[Write]) -> Mail:
    """Store that a written mail is being sent, together with the pass in it; repeating this is harmless.

    Raises Contended if another attempt claimed it, and Busy if the outcome is unknown: the next call will see.
    """
    values = {":sending": MailState.SENDING, ":writing": MailState.WRITING, ":claim": taken.claim or ""}
    ours = f"{_IS_OURS} AND #state IN (:writing, :sending)"
    table.transact([update(event_id, taken, "SET #state = :sending", ours, values), *also])
    return replace(taken, state=MailState.SENDING)


def store_outcome(event_id: str, claimed: Mail, outcome: Outcome, now: datetime) -> Mail:
    """Store the outcome of an attempt, and return the mail. Another attempt may have claimed one being written."""
    after = attempted(claimed, outcome, now)
    stored = {
        "state": after.state,
        "attempts": after.attempts,
        "error": after.error,
        "message_id": after.message_id,
        "due_at": _text(after.due_at),
        "sent_at": _text(after.sent_at),
    }
    values = {name: value for name, value in stored.items() if value is not None}
    expression = "SET " + ", ".join(f"#{name} = :{name}" for name in values)
    gone = ["probes", *(name for name in ("error", "to") if getattr(after, name) is None), *_unlisted(after)]
    expression += f" REMOVE {', '.join(f'#{name}' for name in gone)}"
    spelled: Item = {f":{name}": value for name, value in values.items()}
    ours, condition = {":claim": claimed.claim or ""}, _IS_OURS
    if claimed.state == MailState.WRITING:
        ours, condition = {**ours, ":was": MailState.WRITING}, f"{_IS_OURS} AND {_IS_STILL}"
    table.write(update(event_id, claimed, expression, condition, spelled | ours))
    return after


def give_up(event_id: str, claimed: Mail, now: datetime) -> None:
    """Park a mail whose attempt ended without an outcome: it may have been sent. If being written, it is due again."""
    if claimed.state == MailState.WRITING:
        store_outcome(event_id, claimed, Outcome(MailState.DUE, MailFault.UNWRITABLE), now)
        return
    values = {
        ":unsure": MailState.UNSURE,
        ":interrupted": MailFault.INTERRUPTED,
        ":was": MailState.SENDING,
        ":claim": claimed.claim or "",
    }
    expression = "SET #state = :unsure, #error = :interrupted"
    if not keeps_address(replace(claimed, state=MailState.UNSURE)):
        expression += " REMOVE #to"
    table.write(update(event_id, claimed, expression, f"{_IS_STILL} AND {_IS_OURS}", values))


def drop(event_id: str, mail: Mail) -> None:
    """Store that a due mail has nothing left to say."""
    expression = f"SET #state = :moot REMOVE {', '.join(f'#{name}' for name in ('to', *keys.INDEXED))}"
    table.write(update(event_id, mail, expression, "#state = :due", {":moot": MailState.MOOT, ":due": MailState.DUE}))


def again(event_id: str, attendee_id: str, reason: str, now: datetime) -> Mail | None:
    """Make a parked or forgotten mail due, and return it; None if there is no such mail.

    Asking twice sends it once: the second time it is neither parked nor forgotten.
    """
    found = find(event_id, attendee_id, reason)
    if found is None:
        return None
    values = {
        ":due": MailState.DUE,
        ":now": instant.text(now),
        ":none": 0,
        ":unsure": MailState.UNSURE,
        ":failed": MailState.FAILED,
        ":held": MailState.HELD,
        ":probes": found.state == MailState.HELD,
    }
    values |= {":overdue": instant.text(now - OVERDUE_AFTER)}
    table.write(update(event_id, found, _AGAIN, f"{_MAY_GO_AGAIN} OR ({_IS_OVERDUE})", values))
    return find(event_id, attendee_id, reason)


def forget_addresses(event_id: str, attendee_id: str) -> None:
    """Delete a person's earlier addresses from their parked mails: nothing is kept of an erased person."""
    for mail in of(event_id, attendee_id):
        if mail.to and mail.state in PARKED:
            table.write(update(event_id, mail, "REMOVE #to", "attribute_exists(#PK)", {}))


def _item(event_id: str, mail: Mail, purge: Item) -> Item:
    return {
        **keys.mail(event_id, mail.attendee_id, mail.reason),
        **keys.by_unsent_mail(event_id, instant.text(mail.asked_at), mail.attendee_id, mail.reason),
        "type": "mail",
        "event_id": event_id,
        **items.of(replace(mail, due_at=mail.asked_at)),
        **purge,
    }


def _purge(mail: Mail, purge: Item) -> Item:
    """Return when a mail must be gone: one to a former address is not kept for repairs."""
    kept_until = int((mail.asked_at + NOTICE_KEPT).timestamp())
    return {"purge_at": min(purge["purge_at"], kept_until)} if mail.to else purge


def _key(event_id: str, mail: Mail) -> keys.Key:
    return keys.mail(event_id, mail.attendee_id, mail.reason)


def update(event_id: str, mail: Mail, expression: str, condition: str, values: Item) -> Write:
    """Return the write of a mail's new state, on a condition."""
    return table.update(_key(event_id, mail), expression, values, condition)


def _unlisted(mail: Mail) -> Sequence[str]:
    return () if mail.state in UNSENT else keys.INDEXED


def _text(moment: datetime | None) -> str | None:
    return instant.text(moment) if moment else None
