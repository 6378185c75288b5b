"""Find people by either name, and tell one person's day."""

from attendance.domain.passes import ORGANISER
from attendance.edge import authority, problems
from attendance.edge.answers import people as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.store import people

MOST_FOUND = 50
LONGEST_SEARCH = 50


def search(request: Request) -> Answer:
    """The people of whom a name begins with `q`."""
    caller = authority.caller(request, ORGANISER)
    text = request.query.get("q", "")
    if not people.folded(text) or len(text) > LONGEST_SEARCH:
        raise problems.invalid("q", f"is the beginning of a name, of at most {LONGEST_SEARCH} characters")
    found = people.search(caller.event_id, text, MOST_FOUND)
    logger.info("search", found=len(found))
    return Answer(answers.found(found))


def day(request: Request) -> Answer:
    """What one person booked, where they are, and every scan of theirs."""
    caller = authority.caller(request, ORGANISER)
    person = people.known(caller.event_id, request.id("attendee_id"))
    if person.attendee is None:
        raise problems.Problem("not_found", "Nobody has this id.")
    logger.info("day", scans=len(person.scans))
    return Answer(answers.day(person, person.attendee, caller.event_id))


handler = function({"GET /api/attendees": search, "GET /api/attendees/{attendee_id}": day})
