"""Remind people on the day before, and see to the mails that nobody is at any more."""

from typing import Any

from attendance.domain.mails import are_reminders_due, reminders_begin_at
from attendance.edge import authority
from attendance.edge.http import logger
from attendance.store import mails, programmes, reminders


def remind(_event: Any, _context: Any) -> None:
    """Look at the hour and at what is left behind. What was done before is not done again."""
    programme = authority.public_programme()
    now = programmes.now(programme)
    asked = 0
    if are_reminders_due(programme, now):
        asked = reminders.ask(programme, reminders_begin_at(programme), programmes.real_now())
    woken, parked = mails.see_to_overdue(programme.event.id, programmes.real_now())
    logger.info("remind", asked=asked, woken=woken, parked=parked)


handler = logger.inject_lambda_context(remind)
