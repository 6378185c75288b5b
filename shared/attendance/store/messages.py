"""Messages of organisers: stored with the first mails that bring them, and counted with each that follows."""

from collections.abc import Iterable, Sequence

from attendance.domain.mails import Mail
from attendance.domain.message import Message
from attendance.store import acts, items, keys, mails, table
from attendance.store.table import Item, Write

TOGETHER = 90
"""How many mails one transaction makes due; it takes a hundred writes."""


def find(event_id: str, message_id: str) -> Message | None:
    item = table.get(keys.message(event_id, message_id))
    return items.to(Message, item) if item else None


def each(event_id: str, message_ids: Iterable[str]) -> dict[str, Message]:
    """Return messages by their ids; unknown ids are left out."""
    found = table.get_each([keys.message(event_id, message_id) for message_id in {*message_ids}])
    return {item["id"]: items.to(Message, item) for item in found}


def brought_by(event_id: str, mail: Mail) -> Message | None:
    """Return the message that a mail brings, if it brings one."""
    return find(event_id, mail.brings) if mail.brings else None


def listed(event_id: str) -> list[Message]:
    """Return everything that was written, the newest first."""
    found = [items.to(Message, item) for item in table.partition(keys.messages(event_id))]
    return sorted(found, key=lambda message: (message.at, message.id), reverse=True)


def ask(event_id: str, message: Message, new: Sequence[Mail], purge_at: int) -> None:
    """Store a message with new mails that bring it, and its act: all, or nothing if somebody was faster.

    Raises Contended.
    """
    purge = {"purge_at": purge_at}
    table.transact(
        [*_writes(event_id, message, message.asked_of(len(new)), purge), *mails.writes(event_id, new, purge)]
    )


def forget_of_one(event_id: str, attendee_id: str, purge_at: int) -> None:
    """Forget the words of what was written to an erased person alone, in its act too. Raises Contended."""
    for mail in mails.of(event_id, attendee_id):
        message = brought_by(event_id, mail)
        if message and message.asked == 1 and message != message.forgotten():
            table.transact(_writes(event_id, message, message.forgotten(), {"purge_at": purge_at}))


def _writes(event_id: str, before: Message, after: Message, purge: Item) -> list[Write]:
    """Return the writes of a message and its act, if it is as it was read."""
    item = {**keys.message(event_id, after.id), "type": "message", **items.of(after), **purge}
    # Each sending raises the count, so it stands for the version.
    unchanged = "#asked = :asked" if before.asked else "attribute_not_exists(#PK)"
    values = {":asked": before.asked} if before.asked else None
    return [table.put(item, unchanged, values), *acts.writes(event_id, after.act, purge["purge_at"])]
