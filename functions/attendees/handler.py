"""Find people by any word of a name, and tell one person's day."""

from attendance.domain.folding import folded
from attendance.domain.passes import ORGANISER
from attendance.edge import authority, problems
from attendance.edge.answers import people as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.store import acts, people, waiting

MOST_FOUND = 50
LONGEST_SEARCH = 50


def search(request: Request) -> Answer:
    """The people of whom each word of `q` begins a word of their names, in whatever order."""
    caller = authority.caller(request, ORGANISER)
    text = request.query.get("q", "")
    if not folded(text) or len(text) > LONGEST_SEARCH:
        raise problems.invalid("q", f"is the beginning of words of a name, of at most {LONGEST_SEARCH} characters")
    found = people.search(caller.event_id, text, MOST_FOUND)
    logger.info("search", found=len(found))
    return Answer(answers.found(found))


def day(request: Request) -> Answer:
    """What one person booked, where they are, every scan of theirs and every act of the staff."""
    found = authority.attendee(request)
    logger.info("day", scans=len(found.person.scans))
    places = waiting.places(found.event_id, found.attendee)
    done = acts.of(found.event_id, found.attendee.id)
    return Answer(answers.day(found.person, found.attendee, found.event_id, places, done))


handler = function({"GET /api/attendees": search, "GET /api/attendees/{attendee_id}": day})
