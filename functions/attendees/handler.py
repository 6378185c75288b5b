"""Find people by any word of a name or by an unopened mail, and show one person's day."""

from attendance.domain.folding import folded
from attendance.domain.problem import invalid
from attendance.domain.programme import ENTRANCE
from attendance.edge import authority, routes
from attendance.edge.answers import people as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.store import acts, attendances, people, waiting
from attendance.usecases import cursor
from attendance.usecases.caller import Caller

MOST_FOUND = 50
LONGEST_SEARCH = 50
UNOPENED = "mail:unopened"
LOOKED_THROUGH = 2_000


def search(request: Request) -> Answer:
    """The people with all words of `q` among the beginnings of their names' words; or those of a filter."""
    caller = authority.caller(request)
    if "filter" in request.query:
        return Answer(_unopened(caller, request))
    text = request.query.get("q", "")
    if not folded(text) or len(text) > LONGEST_SEARCH:
        raise invalid("q", f"is the beginning of words of a name, of at most {LONGEST_SEARCH} characters")
    found = people.search(caller.event_id, text, MOST_FOUND)
    logger.info("search", found=len(found))
    return Answer(answers.found(found))


def _unopened(caller: Caller, request: Request) -> answers.Search:
    """Return which of some people have a mail that was never opened, and where the next page begins."""
    if request.query["filter"] != UNOPENED:
        raise invalid("filter", f"is {UNOPENED}")
    after = cursor.person(caller.event_id, request.query_id("after"))
    some, last = cursor.page(people.by_name(caller.event_id, after=after), LOOKED_THROUGH)
    unconfirmed = {attendee.id: attendee for attendee in some if attendee.is_unconfirmed}
    # People seen at the entrance are real, and must not be cancelled with invented ones.
    came = attendances.been_in(caller.event_id, ENTRANCE, unconfirmed)
    unopened = [attendee for attendee_id, attendee in unconfirmed.items() if attendee_id not in came]
    logger.info("unopened", found=len(unopened))
    return answers.found(unopened, cursor.after_person(last))


def day(request: Request) -> Answer:
    """What one person booked, where they are, all of their scans and every act of the staff."""
    found = authority.attendee(request)
    logger.info("day", scans=len(found.person.scans))
    places = waiting.places(found.event_id, found.attendee)
    done = acts.of(found.event_id, found.attendee.id)
    return Answer(answers.day(found.person, found.attendee, found.caller.programme, places, done))


handler = function(routes.of("attendees", search, day))
