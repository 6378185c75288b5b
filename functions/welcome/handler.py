"""The front page: what the forum is, the form to register with, and the badge as the form's answer."""

from pathlib import Path
from typing import Any

from attendance.documents import registration_form, templates
from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.edge import authority, policy
from attendance.edge.answers import front
from attendance.edge.form import fields, leaving, registering
from attendance.edge.form.posted import Form
from attendance.edge.form.registering import UNFIT, Returned
from attendance.edge.http import ProblemBody, Request, Response, function, logger
from attendance.edge.languages import language_of
from attendance.edge.packing import packed
from attendance.usecases.caller import Registrar
from attendance.usecases.lost_links import ask_link

FOLDER = Path(__file__).parent


def welcome(request: Request) -> Response:
    """The forum as its programme presents it, then one form."""
    logger.info("welcomed")
    return packed(request, _front(request, authority.anybody(), fields.blank(_language(request))))


def register(request: Request) -> Response:
    """A person registered, with their badge drawn; or the form as it was filled in, with its faults."""
    registrar = authority.anybody()
    if (form := fields.read(request, registrar.programme)).has(fields.SHOW):
        return _front(request, registrar, form)
    outcome = registering.registered(registrar, form)
    if isinstance(outcome, Returned):
        logger.info("returned", status=outcome.status, faults=[f"{f.field} {f.code}" for f in outcome.faults])
        return _front(request, registrar, outcome.form, outcome)
    logger.info("registered", attendee_id=outcome.attendee.id, kind=outcome.attendee.kind)
    return _badge(request, registrar, *outcome)


def send_link(request: Request) -> Response:
    """The same answer for every address, so that nobody learns who is registered."""
    programme = authority.public_programme()
    email, fault = registering.address(request)
    if fault:
        return _page(request, "link.html", UNFIT, **front.link(programme, _language(request), email, fault))
    ask_link(programme, email)
    return _sentence(request, {"status": 202, "code": "link_asked"})


def cancel(request: Request) -> Response:
    """A registration cancelled by who has no script, once it was asked whether they are sure. Repeatable."""
    secret, found = leaving.left(request)
    if not found.attendee.is_cancelled:
        return _page(request, "cancel.html", 200, name=found.attendee.name, secret=secret)
    logger.info("cancelled", attendee_id=found.attendee.id)
    return _sentence(request, {"status": 200, "code": "cancelled"})


def _front(request: Request, registrar: Registrar, form: Form, returned: Returned | None = None) -> Response:
    facts = front.front(registering.bookable_seats(registrar), _language(request), form, returned)
    return _page(request, "welcome.html", returned.status if returned else 200, asked=registration_form.asked, **facts)


def _badge(request: Request, registrar: Registrar, attendee: Attendee, secret: str | None) -> Response:
    # Not at the top: people who only read the programme should not wait for the drawing modules.
    from attendance.documents import calendar, qr

    text, ics = badge.of(attendee, registrar.event_id), calendar.one(attendee, registrar.programme, registrar.now)
    facts = front.day(registrar.programme, _language(request)) | {"attendee": attendee, "secret": secret}
    return _page(request, "badge.html", 201, svg=qr.svg(text), png=qr.png(text), ics=ics, **facts)


def _sentence(request: Request, told: ProblemBody) -> Response:
    return _page(request, "problem.html", told["status"], code=told["code"], **front.lost_link())


def _page(request: Request, template: str, status: int, **facts: Any) -> Response:
    page = templates.filled(FOLDER, template, "welcome", _language(request), **facts)
    return Response(page, status, "text/html; charset=utf-8", policy.headers(policy.FORM))


def _language(request: Request) -> str:
    return language_of(request, authority.languages())


handler = function(
    {"GET /": welcome, "POST /": register, "POST /link": send_link, "POST /cancel": cancel}, shown=_sentence
)
