"""Answer what the staff did, and who of them."""

from itertools import islice

from attendance.edge import authority, routes
from attendance.edge.answers import acts as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.store import acts, people
from attendance.usecases import cursor

PAGE_SIZE = 100


def listed(request: Request) -> Answer:
    """A page of the journal, the newest act first; `next` names the page of earlier acts."""
    caller = authority.caller(request)
    noted = list(
        islice(acts.newest(caller.event_id, cursor.decoded(request.query_id("before")), PAGE_SIZE + 1), PAGE_SIZE + 1)
    )
    page = noted[:PAGE_SIZE]
    names = people.attendees(caller.event_id, (n.act.attendee_id for n in page if n.act.attendee_id))
    following = cursor.after(page[-1].sort_key) if len(noted) > PAGE_SIZE else None
    logger.info("acts", count=len(page))
    return Answer(answers.journal((n.act for n in page), names, following))


handler = function(routes.of("acts", listed))
