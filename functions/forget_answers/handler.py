"""Forget the answers that an event asked for until its lunch or its end."""

from attendance.domain.programme import Programme
from attendance.edge.http import logger
from attendance.edge.schedule import function
from attendance.store import programmes
from attendance.store.retry import Deadline
from attendance.usecases.forgetting import forget_answers

# The function may take five minutes; what is left then, the next call does.
RETRY_FOR_SECONDS = 240.0


def forget(recent: Programme) -> None:
    """Look at the hour. What was forgotten before is not looked for again."""
    # As it is stored: what is forgotten is noted in it, and a function's copy may be older.
    programme = programmes.latest(recent.event.id)
    forgotten = forget_answers(programme, programmes.now(programme), Deadline.from_now(RETRY_FOR_SECONDS))
    logger.info("forget_answers", people=forgotten)


handler = function(forget)
