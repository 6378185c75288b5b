"""Register a person, and hand out a signed badge with the link to it."""

from attendance.domain.passes import ATTENDEE
from attendance.edge import authority, enrolment
from attendance.edge.answers import people as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.links import link
from attendance.edge.messages.base import read
from attendance.edge.messages.registrations import RegistrationMessage
from attendance.store import passes


def register(request: Request) -> Answer:
    """A person registered, with a badge and a pass; sent again, the same person with a new pass."""
    registrar = authority.registrar(request)
    wanted = read(RegistrationMessage, request)
    secret = passes.new_secret()
    attendee = enrolment.enrol(registrar, wanted, secret)
    logger.info("registered", attendee_id=attendee.id, kind=attendee.kind)
    return Answer(answers.registered(attendee, registrar.event_id, secret, link(request, ATTENDEE, secret)), 201)


handler = function({"POST /api/registrations": register})
