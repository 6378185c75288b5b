"""Show, change, cancel or erase one's own registration."""

from attendance.edge import authority, upkeep
from attendance.edge.answers import people as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.registrations import ChoicesMessage
from attendance.store import mails, waiting
from attendance.store.contention import Patience


def show(request: Request) -> Answer:
    """What the attendee chose, with their badge."""
    found = authority.registered(request)
    logger.info("shown")
    return Answer(upkeep.shown(found, found.attendee))


def stored(request: Request) -> Answer:
    """Everything that is stored about the attendee."""
    found = authority.registered(request)
    places = waiting.places(found.event_id, found.attendee)
    sent = mails.of(found.event_id, found.attendee.id)
    logger.info("told")
    return Answer(answers.stored(found.person, found.attendee, found.event_id, places, sent))


def amend(request: Request) -> Answer:
    """Other choices: the seats move in one transaction, or nothing changes."""
    return Patience.of().settle(lambda: _amend(request))


def _amend(request: Request) -> Answer:
    found = authority.registered(request)
    wanted = read(ChoicesMessage, request)
    amended = upkeep.amend(found, wanted)
    logger.info("amended", fields=sorted(wanted.model_fields_set))
    return Answer(upkeep.shown(found, amended))


def reissue(request: Request) -> Answer:
    """A new badge in the place of one that was lost or shown to somebody: the old one is refused."""
    return Patience.of().settle(lambda: _reissue(request))


def _reissue(request: Request) -> Answer:
    found = authority.registered(request)
    reissued = upkeep.reissue(found)
    logger.info("reissued", attendee_id=reissued.id, issue=reissued.issue)
    return Answer(upkeep.shown(found, reissued))


def cancel(request: Request) -> Answer:
    """The registration cancelled: seats and address are free again, and the links end."""
    return Patience.of().settle(lambda: _cancel(request))


def _cancel(request: Request) -> Answer:
    cancelled = upkeep.cancel(authority.registered(request))
    logger.info("cancelled", attendee_id=cancelled.id)
    return Answer(answers.cancelled(cancelled))


def erase(request: Request) -> Answer:
    """Nothing left that tells who the attendee was; cancelled, if that was not done yet."""
    return Patience.of().settle(lambda: _erase(request))


def _erase(request: Request) -> Answer:
    erased = upkeep.erase(authority.registered(request))
    logger.info("erased", attendee_id=erased.id)
    return Answer(answers.erased(erased))


handler = function(
    {
        "GET /api/registration": show,
        "GET /api/registration/data": stored,
        "PATCH /api/registration": amend,
        "DELETE /api/registration": cancel,
        "POST /api/registration/badge": reissue,
        "POST /api/registration/erasure": erase,
    }
)
