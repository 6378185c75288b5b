"""Register a person, and hand out a signed badge: with the link to it, or drawn where the staff registers."""

from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.domain.passes import ATTENDEE
from attendance.edge import authority, routes
from attendance.edge.answers import registered as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.registrations import RegistrationMessage
from attendance.usecases import enrolment
from attendance.usecases.caller import Registrar
from attendance.usecases.links import page


def register(request: Request) -> Answer:
    """A person registered, by themselves or by the staff. A pass that is given must be valid."""
    return _registered(request, authority.anybody() if request.secret is None else authority.registrar(request))


def register_on_the_spot(request: Request) -> Answer:
    """The same for the staff alone: how fast anybody may register is no limit to them."""
    return _registered(request, authority.registrar(request))


def _registered(request: Request, registrar: Registrar) -> Answer:
    wanted = read(RegistrationMessage, request)
    attendee, secret = enrolment.enrol(registrar, wanted.applicant(registrar.now), wanted.registration_id)
    logger.info("registered", attendee_id=attendee.id, kind=attendee.kind)
    if secret is None:
        return Answer(_drawn(attendee, registrar.event_id), 201)
    return Answer(answers.own(attendee, registrar.event_id, secret, page(ATTENDEE, secret, request.origin)), 201)


def _drawn(attendee: Attendee, event_id: str) -> answers.Registered:
    """Tell the badge that was made, sent again too: one in its place since is for the person alone."""
    # Not above: who registers by themselves should not wait for what draws.
    from attendance.documents import qr

    told = badge.of(attendee, event_id, badge.FIRST_ISSUE)
    return answers.by_staff(attendee, told, qr.svg(told))


handler = function(routes.of("register", register, register_on_the_spot))
