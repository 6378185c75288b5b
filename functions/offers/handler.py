"""Show who waits for a seat in a full atelier, and offer one that became free."""

from attendance.edge import authority, routes
from attendance.edge.answers import waiting as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.organisers import OfferBody
from attendance.edge.http import Request, Response, function, logger
from attendance.store import people, tallies, waiting
from attendance.usecases import offering


def listed(request: Request) -> Response:
    """Every atelier's waiting list, in order."""
    caller = authority.caller(request)
    waits = (waiter.attendee_id for waiter in waiting.listed(caller.event_id))
    attendees = people.attendees(caller.event_id, waits)
    seats = tallies.board(caller.event_id).seats
    logger.info("waiting", people=len(attendees))
    return Response(answers.waiting_lists(caller.programme, seats, attendees))


def offer(request: Request) -> Response:
    """A seat held for the longest-waiting person, or for the chosen one; repeatable under its id."""
    caller = authority.caller(request)
    wanted = read(OfferBody, request)
    atelier = caller.programme.get_atelier(request.id("atelier_id"))
    offered_to = offering.by_hand(caller, atelier.id, wanted.attendee_id, offer_id=wanted.offer_id)
    waits = (waiter.attendee_id for waiter in waiting.listed(caller.event_id, atelier.id))
    attendees = people.attendees(caller.event_id, (*waits, offered_to))
    seats = tallies.seats(caller.event_id, [atelier.id])
    logger.info("offered", atelier=atelier.id, attendee_id=offered_to)
    return Response(answers.waiting_list(caller.programme, atelier, seats, attendees))


handler = function(routes.of("offers", listed, offer))
