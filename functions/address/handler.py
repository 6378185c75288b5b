"""Let an address hold whose mailbox was opened: a new one, or a former one that its owner takes back."""

from pathlib import Path
from typing import Any

from attendance.documents.templates import filled
from attendance.edge import policy
from attendance.edge.http import Answer, Request, Told, function, logger
from attendance.edge.languages import language_of
from attendance.usecases import address_links
from attendance.usecases.address_links import Opened

ROOM = Path(__file__).parent


def show(request: Request) -> Answer:
    """What the link would do: a program that looks after somebody's mails opens it too, so that nothing is done yet."""
    found = address_links.opened(request.path["secret"])
    logger.info("address_shown", standing=found.standing.value)
    return _told(request, found)


def take(request: Request) -> Answer:
    """The address holds, and a mail brings the person's links there. Again, it is the same."""
    found = address_links.take(request.path["secret"])
    logger.info("address_taken", attendee_id=found.attendee.id)
    return _told(request, found)


def _told(request: Request, found: Opened) -> Answer:
    told = {"name": found.attendee.name, "email": found.email, "event": found.programme.event}
    return _page(request, 200, found.standing.value, **told)


def _problem(request: Request, problem: Told) -> Answer:
    return _page(request, problem["status"], problem["code"], name=None, email="", event=None)


def _page(request: Request, status: int, code: str, **facts: Any) -> Answer:
    page = filled(ROOM, "address.html", language_of(request), code=code, **facts)
    return Answer(page, status, "text/html; charset=utf-8", policy.guards(policy.FORM))


handler = function({"GET /address/{secret}": show, "POST /address/{secret}": take}, told=_problem)
