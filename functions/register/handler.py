"""Register a person and return the signed badge: with a link for themselves, drawn for the staff."""

from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.edge import authority, routes
from attendance.edge.answers import registered as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.registrations import RegistrationBody
from attendance.edge.http import Request, Response, function, logger
from attendance.usecases import enrolment
from attendance.usecases.caller import Registrar
from attendance.usecases.pass_links import page
from attendance.vocabulary.codes import Role


def register(request: Request) -> Response:
    """A person registered, by themselves or by the staff. If a pass is given, it must be valid."""
    return _registered(request, authority.anybody() if request.secret is None else authority.registrar(request))


def register_on_the_spot(request: Request) -> Response:
    """The same for the staff alone: the throttle on public registrations does not apply to them."""
    return _registered(request, authority.registrar(request))


def _registered(request: Request, registrar: Registrar) -> Response:
    wanted = read(RegistrationBody, request)
    applicant = wanted.applicant(registrar.programme, registrar.now)
    attendee, secret = enrolment.enrol(registrar, applicant, wanted.registration_id)
    logger.info("registered", attendee_id=attendee.id, kind=attendee.kind)
    if secret is None:
        return Response(_drawn(attendee, registrar.event_id), 201)
    return Response(answers.own(attendee, registrar.event_id, secret, page(Role.ATTENDEE, secret, request.origin)), 201)


def _drawn(attendee: Attendee, event_id: str) -> answers.Registered:
    """Return the first issue of the badge, also when sent again: a replacement is for the person alone."""
    # Not at the top: people who register by themselves should not wait for the drawing modules.
    from attendance.documents import qr

    issued = badge.of(attendee, event_id, badge.FIRST_ISSUE)
    return answers.by_staff(attendee, issued, qr.svg(issued))


handler = function(routes.of("register", register, register_on_the_spot))
