"""Remind people on the day before, and see to mails that no attempt works on any more."""

from typing import Any

from attendance.domain.mails import are_reminders_due, reminders_begin_at
from attendance.edge import authority
from attendance.edge.http import logger
from attendance.store import mails, programmes, reminders


def remind(_event: Any, _context: Any) -> None:
    """Make reminders due at their hour, and look for forgotten mails. Repeatable."""
    programme = authority.public_programme()
    now = programmes.now(programme)
    asked = 0
    if are_reminders_due(programme, now):
        asked = reminders.make_due(programme, reminders_begin_at(programme), programmes.real_now())
    woken, parked = mails.revive_overdue(programme.event.id, programmes.real_now())
    logger.info("remind", asked=asked, woken=woken, parked=parked)


handler = logger.inject_lambda_context(remind)
