"""Find people by words, or list those whom filters are about; and show one person's day."""

from attendance.domain.people_filter import COLUMNS, check_text, columns, wanted
from attendance.edge import authority, routes
from attendance.edge.answers import day as answers
from attendance.edge.answers import listing as list_answers
from attendance.edge.http import Request, Response, function, logger
from attendance.store import acts, mails, messages, people, tallies, waiting
from attendance.usecases import cursor, listing
from attendance.usecases.caller import Caller
from attendance.vocabulary.limits import FOUND_AT_ONCE, LOOKED_THROUGH

_OF_A_LIST = {"filter", "columns", "at_most", "after"}


def search(request: Request) -> Response:
    """The people with all words of `q` among the beginnings of their names' words; or a page of a list."""
    caller = authority.caller(request)
    request.check_query({"q", *_OF_A_LIST})
    text = request.query.get("q", "")
    if _OF_A_LIST & request.query.keys():
        return _listed(caller, request, text)
    check_text(text)
    found = people.search(caller.event_id, text, FOUND_AT_ONCE)
    logger.info("search", found=len(found))
    return Response(list_answers.found(found))


def _listed(caller: Caller, request: Request, text: str) -> Response:
    """Return some of the people whom filters and a text are about, and where the next page begins."""
    event_id, most = caller.event_id, LOOKED_THROUGH
    who = wanted(request.every("filter"), text, caller.programme, caller.now)
    shown = columns(request.query.get("columns", "")) | who.columns
    at_most = request.number("at_most", otherwise=most, most=most)
    after = cursor.person(event_id, request.query_id("after"))
    reads = frozenset().union(*(COLUMNS[column] for column in shown))
    page = listing.page(event_id, who, after, at_most=at_most, looked_through=most, reads=reads)
    logger.info("listed", found=len(page.found), looked_through=page.looked_through)
    return Response(list_answers.listed(page, shown, who, tallies.board(event_id).totals, caller))


def day(request: Request) -> Response:
    """What one person booked, where they are, all of their scans, every act of the staff, and all that was mailed."""
    found = authority.attendee(request)
    event_id, attendee_id = found.event_id, found.attendee.id
    logger.info("day", scans=len(found.person.scans))
    positions = waiting.positions(event_id, found.attendee)
    sent = mails.of(event_id, attendee_id)
    brought = messages.each(event_id, (mail.brings for mail in sent if mail.brings))
    return Response(answers.day(found, positions, answers.Told(acts.of(event_id, attendee_id), sent, brought)))


handler = function(routes.of("attendees", search, day))
