"""Forget the answers that an event asked for until its lunch or its end."""

from typing import Any

from attendance.edge import authority
from attendance.edge.http import logger
from attendance.store import programmes
from attendance.store.retry import Deadline
from attendance.usecases.forgetting import forget_answers

# The function may take five minutes; what is left then, the next call does.
RETRY_FOR_SECONDS = 240.0


def forget(_event: Any, _context: Any) -> None:
    """Look at the hour. What was forgotten before is not looked for again."""
    # As it is stored: what is forgotten is noted in it, and a function's copy may be older.
    programme = programmes.latest(authority.public_programme().event.id)
    forgotten = forget_answers(programme, programmes.now(programme), Deadline.from_now(RETRY_FOR_SECONDS))
    logger.info("forget_answers", people=forgotten)


handler = logger.inject_lambda_context(forget)
