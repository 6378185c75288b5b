"""Find people by any word of a name, by an unopened mail or a missing answer, and show one person's day."""

from collections.abc import Iterable

from attendance.domain.attendee import Attendee
from attendance.domain.folding import folded
from attendance.domain.problem import invalid
from attendance.domain.programme import ENTRANCE
from attendance.domain.questions import missing
from attendance.edge import authority, routes
from attendance.edge.answers import people as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.store import acts, attendances, people, waiting
from attendance.usecases import cursor
from attendance.usecases.caller import Caller
from attendance.vocabulary.limits import FOUND_AT_ONCE, SEARCH_CHARACTERS

UNOPENED, INCOMPLETE = "mail:unopened", "answers:missing"
LOOKED_THROUGH = 2_000


def search(request: Request) -> Answer:
    """The people with all words of `q` among the beginnings of their names' words; or those of a filter."""
    caller = authority.caller(request)
    if "filter" in request.query:
        return Answer(_filtered(caller, request))
    text = request.query.get("q", "")
    if not folded(text) or len(text) > SEARCH_CHARACTERS:
        raise invalid("q", f"is the beginning of words of a name, of at most {SEARCH_CHARACTERS} characters")
    found = people.search(caller.event_id, text, FOUND_AT_ONCE)
    logger.info("search", found=len(found))
    return Answer(answers.found(found))


def _filtered(caller: Caller, request: Request) -> answers.Search:
    """Return which of some people a filter is about, and where the next page begins."""
    filters = {UNOPENED: _unopened, INCOMPLETE: _incomplete}
    if (name := request.query["filter"]) not in filters:
        raise invalid("filter", f"is one of {', '.join(filters)}")
    after = cursor.person(caller.event_id, request.query_id("after"))
    some, last = cursor.page(people.by_name(caller.event_id, after=after), LOOKED_THROUGH)
    found = filters[name](caller, some)
    logger.info("filtered", filter=name, found=len(found["attendees"]))
    return {**found, "next": cursor.after_person(last)}


def _unopened(caller: Caller, some: Iterable[Attendee]) -> answers.Search:
    """Return who has a mail that was never opened."""
    unconfirmed = {attendee.id: attendee for attendee in some if attendee.is_unconfirmed}
    # People seen at the entrance are real, and must not be cancelled with invented ones.
    came = attendances.been_in(caller.event_id, ENTRANCE, unconfirmed)
    return answers.found(attendee for attendee in unconfirmed.values() if attendee.id not in came)


def _incomplete(caller: Caller, some: Iterable[Attendee]) -> answers.Search:
    """Return who lacks an answer that the public form insists on: a list or a desk may not have asked."""
    asked = caller.programme.asked_at(caller.now)
    lacking = {
        attendee: missing(asked, attendee.answers, attendee.kind) for attendee in some if not attendee.is_cancelled
    }
    return answers.incomplete({attendee: names for attendee, names in lacking.items() if names})


def day(request: Request) -> Answer:
    """What one person booked, where they are, all of their scans and every act of the staff."""
    found = authority.attendee(request)
    logger.info("day", scans=len(found.person.scans))
    places = waiting.places(found.event_id, found.attendee)
    done = acts.of(found.event_id, found.attendee.id)
    return Answer(answers.day(found.person, found.attendee, found.caller.programme, places, done))


handler = function(routes.of("attendees", search, day))
