"""Remind people on the day before, and see to mails that no attempt works on any more."""

from attendance.domain.mails import are_reminders_due, reminders_begin_at
from attendance.domain.programme import Programme
from attendance.edge.http import logger
from attendance.edge.schedule import function
from attendance.store import left_mails, programmes, reminders


def remind(programme: Programme) -> None:
    """Make reminders due at their hour, and look for forgotten mails. Repeatable."""
    asked, now = 0, programmes.now(programme)
    if are_reminders_due(programme, now):
        asked = reminders.make_due(programme, reminders_begin_at(programme), programmes.real_now())
    left = left_mails.see_to(programme.event.id, programmes.real_now())
    logger.info("remind", asked=asked, woken=left.woken, parked=left.given_up)
    for (state, error), count in left.counted.items():
        logger.info("mails_left", state=state, error=error, count=count)


handler = function(remind)
