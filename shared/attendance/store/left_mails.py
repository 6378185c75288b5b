"""Mails that no attempt is at: forgotten ones, interrupted ones, and those held until the service takes mails again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from attendance.domain import instant
from attendance.domain.mails import OVERDUE_AFTER, Mail
from attendance.store import mails, table
from attendance.store.retry import Deadline
from attendance.vocabulary.codes import MailState


class Left(NamedTuple):
    """How many mails were reported again and given up, and how many there are by state and fault."""

    woken: int
    given_up: int
    counted: Mapping[tuple[str, str | None], int]


def see_to(event_id: str, now: datetime, *, after: timedelta = OVERDUE_AFTER) -> Left:
    """Have the stream report forgotten mails again, give up interrupted ones, and let one that is held probe.

    One at a time: the whole account is refused, so all others would be.
    """
    listed = mails.listed(event_id)
    quiet = [mail for mail in listed if mail.quiet_since <= now - after]
    due = [mail for mail in quiet if mail.state == MailState.DUE]
    interrupted = [mail for mail in quiet if mail.is_under_way]
    held = [mail for mail in listed if mail.state == MailState.HELD]
    for mail in due:
        _wake(event_id, mail, now)
    for mail in interrupted:
        mails.give_up(event_id, mail, now)
    # Another one each time: it may be that its own address is what keeps it.
    for mail in sorted(held, key=lambda one: one.quiet_since)[:1]:
        _make_due(event_id, mail, now, probes=True)
    return Left(len(due), len(interrupted), Counter((mail.state, mail.error) for mail in listed))


def let_go(event_id: str, now: datetime, deadline: Deadline) -> int:
    """Make all held mails due, and return how many: one has been sent. What takes too long is left to the next one."""
    held = [mail for mail in mails.listed(event_id) if mail.state == MailState.HELD]
    return sum(_make_due(event_id, mail, now) for mail in _until(deadline, held))


def _until(deadline: Deadline, some: Iterable[Mail]) -> Iterable[Mail]:
    return (mail for mail in some if not deadline.is_over)


def _wake(event_id: str, mail: Mail, now: datetime) -> None:
    """Touch a due mail, so that the stream reports it again."""
    values = {":now": instant.text(now), ":due": MailState.DUE, ":due_at": instant.text(mail.quiet_since)}
    unchanged = "#state = :due AND #due_at = :due_at"
    table.write(mails.update(event_id, mail, "SET #due_at = :now", unchanged, values))


def _make_due(event_id: str, mail: Mail, now: datetime, *, probes: bool = False) -> bool:
    values = {":due": MailState.DUE, ":now": instant.text(now), ":held": MailState.HELD, ":probes": probes}
    expression = "SET #state = :due, #due_at = :now, #probes = :probes REMOVE #error"
    return table.write(mails.update(event_id, mail, expression, "#state = :held", values))
