"""Messages of organisers: stored with the first mails that bring them, and counted with each that follows."""

from collections.abc import Iterable, Sequence

from attendance.domain.mails import Mail
from attendance.domain.message import Message
from attendance.store import acts, items, keys, mails, table

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
    after = message.asked_of(len(new))
    item = {**keys.message(event_id, message.id), "type": "message", **items.of(after), "purge_at": purge_at}
    # Each sending raises the count, so it stands for the version.
    unchanged = "#asked = :asked" if message.asked else "attribute_not_exists(#PK)"
    values = {":asked": message.asked} if message.asked else None
    purge = {"purge_at": purge_at}
    table.transact(
        [
            table.put(item, unchanged, values),
            *acts.writes(event_id, after.act, purge_at),
            *mails.writes(event_id, new, purge),
        ]
    )
