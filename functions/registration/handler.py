"""Show, change, cancel or erase one's own registration."""

from attendance.edge import authority, routes
from attendance.edge.answers import own
from attendance.edge.answers import people as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.registrations import ChoicesMessage, lost_issue
from attendance.store import acts, mails, waiting
from attendance.store.retry import Patience
from attendance.usecases import amending
from attendance.usecases.caller import Registered


def show(request: Request) -> Answer:
    """What the attendee chose, with their badge."""
    found = _own(request)
    logger.info("shown")
    return Answer(own.shown(found))


def stored(request: Request) -> Answer:
    """Everything that is stored about the attendee."""
    found = _own(request)
    places = waiting.places(found.event_id, found.attendee)
    sent = mails.of(found.event_id, found.attendee.id)
    done = acts.of(found.event_id, found.attendee.id)
    logger.info("told")
    return Answer(own.stored(found.person, found.attendee, found.caller.holder, places, sent, done))


def amend(request: Request) -> Answer:
    """Other choices: the seats move in one transaction, or nothing changes. Another address has to be opened first."""
    amended = Patience.of().settle(lambda: amending.amend(_own(request), read(ChoicesMessage, request)))
    logger.info("amended", attendee_id=amended.attendee.id)
    return Answer(answers.amended(own.shown(amended)))


def reissue(request: Request) -> Answer:
    """A new badge in the place of one that was lost or shown to somebody: the old one is refused."""
    reissued = Patience.of().settle(lambda: amending.reissue(_own(request), lost_issue(request)))
    logger.info("reissued", attendee_id=reissued.attendee.id, issue=reissued.attendee.issue)
    return Answer(own.shown(reissued))


def cancel(request: Request) -> Answer:
    """The registration cancelled: seats and address are free again, and the links end. Again, the same."""
    cancelled = Patience.of().settle(lambda: amending.cancel(authority.leaving(request))).attendee
    logger.info("cancelled", attendee_id=cancelled.id)
    return Answer(answers.cancelled(cancelled))


def erase(request: Request) -> Answer:
    """Nothing left that tells who the attendee was; cancelled, if that was not done yet. Again, the same."""
    erased = Patience.of().settle(lambda: amending.erase(authority.leaving(request))).attendee
    logger.info("erased", attendee_id=erased.id)
    return Answer(answers.erased(erased))


def _own(request: Request) -> Registered:
    return amending.arrived(authority.registered(request))


handler = function(routes.of("registration", show, stored, amend, cancel, reissue, erase))
