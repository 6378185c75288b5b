"""A function that is called by the clock, or by what moved: as long as there is an event to see to."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from attendance.domain.programme import Programme
from attendance.edge import authority
from attendance.edge.http import logger
from attendance.store import programmes


def function(work: Callable[[Programme], None], *, after_the_event: bool = True) -> Callable[[Any, Any], None]:
    """Return the Lambda handler that gives the event's programme to some work.

    A stack is deployed before its programme is loaded, and stays when everything of the event is purged: then there
    is nothing to do, and nothing went wrong. What the work raises is raised on, and the call is repeated.
    """

    def handler(_event: Any, _context: Any) -> None:
        programme = authority.find_programme()
        if programme is None:
            return
        kept = timedelta(days=programme.retention_days) if after_the_event else timedelta()
        if programmes.now(programme) < programme.event.ends_at + kept:
            work(programme)

    return logger.inject_lambda_context(handler)
