"""Correct, cancel or erase somebody's registration, and give them a new badge."""

from attendance.edge import authority, upkeep
from attendance.edge.answers import people as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.registrations import ChoicesMessage
from attendance.store.contention import Patience


def correct(request: Request) -> Answer:
    """Other choices, of any kind and after closing too."""
    return Patience.of().settle(lambda: _correct(request))


def _correct(request: Request) -> Answer:
    found = authority.attendee(request)
    wanted = read(ChoicesMessage, request)
    corrected = upkeep.amend(found, wanted)
    logger.info("corrected", attendee_id=corrected.id, fields=sorted(wanted.model_fields_set))
    return Answer(upkeep.shown(found, corrected))


def cancel(request: Request) -> Answer:
    """The registration cancelled. A second time answers the same."""
    return Patience.of().settle(lambda: _cancel(request))


def _cancel(request: Request) -> Answer:
    cancelled = upkeep.cancel(authority.attendee(request))
    logger.info("cancelled", attendee_id=cancelled.id)
    return Answer(answers.cancelled(cancelled))


def reissue(request: Request) -> Answer:
    """A new badge in the place of a lost one, which is refused from now on."""
    return Patience.of().settle(lambda: _reissue(request))


def _reissue(request: Request) -> Answer:
    found = authority.attendee(request)
    reissued = upkeep.reissue(found)
    logger.info("reissued", attendee_id=reissued.id, issue=reissued.issue)
    return Answer(upkeep.shown(found, reissued))


def erase(request: Request) -> Answer:
    """Nothing left that tells who it was. A second time answers the same."""
    return Patience.of().settle(lambda: _erase(request))


def _erase(request: Request) -> Answer:
    erased = upkeep.erase(authority.attendee(request))
    logger.info("erased", attendee_id=erased.id)
    return Answer(answers.erased(erased))


handler = function(
    {
        "PATCH /api/attendees/{attendee_id}": correct,
        "DELETE /api/attendees/{attendee_id}": cancel,
        "POST /api/attendees/{attendee_id}/badge": reissue,
        "POST /api/attendees/{attendee_id}/erasure": erase,
    }
)
