"""Confirm a new address whose mailbox was opened, or restore a former one."""

from pathlib import Path
from typing import Any

from attendance.documents.templates import filled
from attendance.domain.addresses import LINK_KEPT
from attendance.domain.translation import in_language
from attendance.edge import authority, policy
from attendance.edge.http import ProblemBody, Request, Response, function, logger
from attendance.edge.languages import language_of
from attendance.usecases import address_links
from attendance.usecases.address_links import OpenLink

FOLDER = Path(__file__).parent


def show(request: Request) -> Response:
    """What the link would do. Mail programs open links too, so nothing is done yet."""
    found = address_links.find_open(request.path["secret"])
    logger.info("address_shown", standing=found.state.value)
    return _result(request, found)


def take(request: Request) -> Response:
    """The address is the current one, and a mail brings the person's links there. Repeatable."""
    found = address_links.take(request.path["secret"])
    logger.info("address_taken", attendee_id=found.attendee.id)
    return _result(request, found)


def _result(request: Request, found: OpenLink) -> Response:
    programme = in_language(found.programme, language_of(request, found.programme.languages))
    facts = {"name": found.attendee.name, "email": found.email, "event": programme.event}
    return _page(request, 200, found.state.value, **facts)


def _problem(request: Request, problem: ProblemBody) -> Response:
    return _page(request, problem["status"], problem["code"], name=None, email="", event=None)


def _page(request: Request, status: int, code: str, **facts: Any) -> Response:
    language = language_of(request, authority.languages())
    page = filled(FOLDER, "address.html", "address", language, code=code, days=LINK_KEPT.days, **facts)
    return Response(page, status, "text/html; charset=utf-8", policy.headers(policy.FORM))


handler = function({"GET /address/{secret}": show, "POST /address/{secret}": take}, shown=_problem)
