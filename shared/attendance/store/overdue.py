"""Mails that were left behind: told of by a record that was lost, or half-way through an attempt that died."""

from datetime import datetime, timedelta

from attendance.domain.mails import DUE, OVERDUE_AFTER
from attendance.store import mails


def see_to(event_id: str, now: datetime, *, after: timedelta = OVERDUE_AFTER) -> tuple[int, int]:
    """Have the stream tell of the forgotten ones again, and give up the interrupted; return how many of each."""
    left = [mail for mail in mails.listed(event_id) if mail.quiet_since <= now - after]
    due = [mail for mail in left if mail.state == DUE]
    interrupted = [mail for mail in left if mail.is_under_way]
    for mail in due:
        mails.wake(event_id, mail, now)
    for mail in interrupted:
        mails.give_up(event_id, mail, now)
    return len(due), len(interrupted)
