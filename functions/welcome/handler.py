"""The front page: what the forum is, the form to register with, and the badge as the form's answer."""

import gzip
from dataclasses import replace
from pathlib import Path
from typing import Any

from attendance.documents import registration_form, templates
from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.edge import authority, policy
from attendance.edge.answers import front
from attendance.edge.form import fields, posted, registering
from attendance.edge.form.posted import Form
from attendance.edge.form.registering import UNFIT, Returned
from attendance.edge.http import Answer, ProblemBody, Request, function, logger
from attendance.edge.languages import language_of
from attendance.store.retry import Deadline
from attendance.usecases import amending
from attendance.usecases.caller import Registrar
from attendance.usecases.lost_links import note_lost

FOLDER = Path(__file__).parent
CANCEL = "DELETE /api/registration"


def welcome(request: Request) -> Answer:
    """The forum as its programme presents it, then one form."""
    logger.info("welcomed")
    return _packed(request, _front(request, authority.anybody(), fields.blank(_language(request))))


def register(request: Request) -> Answer:
    """A person registered, with their badge drawn; or the form as it was filled in, with its faults."""
    registrar = authority.anybody()
    form = fields.read(request, registrar.programme)
    if form.has(fields.SHOW):
        return _front(request, registrar, form)
    outcome = registering.registered(registrar, form)
    if isinstance(outcome, Returned):
        logger.info("returned", status=outcome.status, faults=[f"{f.field} {f.code}" for f in outcome.faults])
        return _front(request, registrar, outcome.form, outcome)
    logger.info("registered", attendee_id=outcome.attendee.id, kind=outcome.attendee.kind)
    return _badge(request, registrar, *outcome)


def send_link(request: Request) -> Answer:
    """The same answer for every address, so that nobody learns who is registered."""
    programme = authority.public_programme()
    email, fault = registering.address(request)
    if fault:
        return _page(request, "link.html", UNFIT, **front.link(programme, _language(request), email, fault))
    note_lost(programme, email)
    return _sentence(request, {"status": 202, "code": "link_asked"})


def cancel(request: Request) -> Answer:
    """A registration cancelled by a plain form, once it was asked whether they are sure. Repeatable."""
    form = posted.read(request, {"pass", "sure"})
    # What the badge's page asks with a script, with the pass from the form.
    asking = replace(request, route=CANCEL, headers={"authorization": f"Bearer {form.text('pass')}"})
    if not form.has("sure"):
        name = authority.registered(asking).attendee.name
        return _page(request, "cancel.html", 200, name=name, secret=form.text("pass"))
    cancelled = Deadline.from_now().retry(lambda: amending.cancel(authority.leaving(asking))).attendee
    logger.info("cancelled", attendee_id=cancelled.id)
    return _sentence(request, {"status": 200, "code": "cancelled"})


def _front(request: Request, registrar: Registrar, form: Form, returned: Returned | None = None) -> Answer:
    facts = front.front(registering.bookable_seats(registrar), _language(request), form, returned)
    return _page(request, "welcome.html", returned.status if returned else 200, asked=registration_form.asked, **facts)


def _badge(request: Request, registrar: Registrar, attendee: Attendee, secret: str | None) -> Answer:
    # Not at the top: people who only read the programme should not wait for the drawing modules.
    from attendance.documents import calendar, qr

    text = badge.of(attendee, registrar.event_id)
    svg, png = qr.svg(text), qr.png(text)
    ics = calendar.one(attendee, registrar.programme, registrar.now)
    facts = front.day(registrar.programme, _language(request)) | {"attendee": attendee, "secret": secret}
    return _page(request, "badge.html", 201, svg=svg, png=png, ics=ics, **facts)


def _sentence(request: Request, problem: ProblemBody) -> Answer:
    return _page(request, "problem.html", problem["status"], code=problem["code"], **front.lost_link())


def _page(request: Request, template: str, status: int, **facts: Any) -> Answer:
    page = templates.filled(FOLDER, template, "welcome", _language(request), **facts)
    return Answer(page, status, "text/html; charset=utf-8", policy.headers(policy.FORM))


def _language(request: Request) -> str:
    return language_of(request, authority.languages())


def _packed(request: Request, answer: Answer) -> Answer:
    """Return the answer packed; never one with a pass, as its length would reveal what was typed beside it."""
    if not request.unpacks_gzip:
        return answer
    headers = {**answer.headers, "content-encoding": "gzip", "vary": "accept-encoding"}
    return Answer(gzip.compress(answer.body.encode(), 6), answer.status, answer.content_type, headers)


handler = function(
    {"GET /": welcome, "POST /": register, "POST /link": send_link, "POST /cancel": cancel}, shown=_sentence
)
