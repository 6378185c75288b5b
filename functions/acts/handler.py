"""Answer what the staff did, and who of them."""

from attendance.edge import authority, routes
from attendance.edge.answers import acts as answers
from attendance.edge.http import Request, Response, function, logger
from attendance.store import acts, people
from attendance.usecases import cursor

PAGE_SIZE = 100


def listed(request: Request) -> Response:
    """A page of the journal, the newest act first; `next` names the page of earlier acts."""
    caller = authority.caller(request)
    before = cursor.decoded(request.query_id("before"))
    listed, last = cursor.page(acts.newest(caller.event_id, before, PAGE_SIZE + 1), PAGE_SIZE)
    names = people.attendees(caller.event_id, (each.act.attendee_id for each in listed if each.act.attendee_id))
    logger.info("acts", count=len(listed))
    following = cursor.after(last.sort_key) if last else None
    return Response(answers.journal((each.act for each in listed), names, following, caller.now))


handler = function(routes.of("acts", listed))
