"""Show, change or cancel one's own registration."""

from attendance.domain import registration
from attendance.edge import authority
from attendance.edge.answers import people as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.registrations import ChoicesMessage
from attendance.store import addresses, people, tallies
from attendance.store.contention import Patience


def show(request: Request) -> Answer:
    """What the attendee chose, with their badge."""
    caller, attendee, _ = authority.registered(request)
    logger.info("shown")
    return Answer(answers.registration(attendee, caller.event_id))


def amend(request: Request) -> Answer:
    """Other choices: the seats move in one transaction, or nothing changes."""
    return Patience.of().settle(lambda: _amend(request))


def _amend(request: Request) -> Answer:
    """Gather the person and the seats, decide, store, answer."""
    caller, attendee, person = authority.registered(request)
    wanted = read(ChoicesMessage, request)
    registration.check_open(caller.programme, caller.now)
    amended = wanted.amended(attendee)
    address_taken = addresses.is_taken(caller.event_id, amended.email, besides=attendee.id)
    seats = tallies.board(caller.event_id).seats
    change = registration.amend(person, amended, caller.programme, seats, address_taken=address_taken)
    people.commit(change, caller.programme)
    logger.info("amended", fields=sorted(wanted.model_fields_set))
    return Answer(answers.registration(amended, caller.event_id))


def cancel(request: Request) -> Answer:
    """The registration cancelled: seats and address are free again, and the links end."""
    return Patience.of().settle(lambda: _cancel(request))


def _cancel(request: Request) -> Answer:
    caller, attendee, person = authority.registered(request)
    people.commit(registration.cancel(person, attendee, caller.now), caller.programme)
    logger.info("cancelled", attendee_id=attendee.id)
    return Answer({"attendee_id": attendee.id, "cancelled_at": caller.now})


handler = function(
    {
        "GET /api/registration": show,
        "PATCH /api/registration": amend,
        "DELETE /api/registration": cancel,
    }
)
