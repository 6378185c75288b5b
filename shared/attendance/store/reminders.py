"""Reminders: stored once for each person, a hundred people at a time."""

from datetime import datetime
from itertools import batched

from attendance.domain.mails import reminder
from attendance.domain.programme import Programme
from attendance.store import mails, people, programmes
from attendance.vocabulary.codes import MailKind

_TOGETHER = 100


def make_due(programme: Programme, registered_before: datetime | None, now: datetime) -> int:
    """Make reminders due for everybody, or for people registered before a time; return how many are new.

    Interrupted, it continues where it stopped when it is called again.
    """
    event_id, purge_at = programme.event.id, programmes.purge_at(programme)
    wanted = (m for person in people.by_name(event_id) if (m := reminder(person, registered_before, now)))
    new = 0
    for some in batched(wanted, _TOGETHER, strict=False):
        had = mails.already_asked(event_id, [mail.attendee_id for mail in some], MailKind.REMINDER)
        new += sum(mails.make_due(event_id, mail, purge_at) for mail in some if mail.attendee_id not in had)
    return new
