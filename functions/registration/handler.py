"""Show, change, cancel or erase one's own registration."""

from attendance.edge import authority, routes
from attendance.edge.answers import own
from attendance.edge.answers import people as answers
from attendance.edge.http import Request, Response, function, logger
from attendance.store import acts, mails, waiting
from attendance.store.retry import Deadline
from attendance.usecases import amending
from attendance.usecases.caller import CallAboutPerson


def show(request: Request) -> Response:
    """What the attendee chose, with their badge."""
    found = _own(request)
    logger.info("shown")
    return Response(_shown(found))


def stored(request: Request) -> Response:
    """Everything stored about the attendee."""
    found = _own(request)
    positions = waiting.positions(found.event_id, found.attendee)
    sent = mails.of(found.event_id, found.attendee.id)
    done = acts.of(found.event_id, found.attendee.id)
    logger.info("stored_data")
    return Response(own.stored(found, positions, sent, done))


def amend(request: Request) -> Response:
    """New choices: the seats move in one transaction, or nothing changes. A new address has to be opened first."""
    # Who opens their badge's page does not wait for what checks a body.
    from attendance.edge.bodies.base import read
    from attendance.edge.bodies.registrations import ChoicesBody

    amended = Deadline.from_now().retry(lambda: amending.amend(_own(request), read(ChoicesBody, request)))
    logger.info("amended", attendee_id=amended.attendee.id)
    return Response(answers.amended(_shown(amended)))


def reissue(request: Request) -> Response:
    """A new badge replacing one that was lost or shown to somebody: the old one is refused."""
    from attendance.edge.bodies.registrations import lost_issue

    reissued = Deadline.from_now().retry(lambda: amending.reissue(_own(request), lost_issue(request)))
    logger.info("reissued", attendee_id=reissued.attendee.id, issue=reissued.attendee.issue)
    return Response(_shown(reissued))


def cancel(request: Request) -> Response:
    """The registration cancelled: seats and address become free, and the links end. Repeatable."""
    cancelled = Deadline.from_now().retry(lambda: amending.cancel(authority.leaving(request))).attendee
    logger.info("cancelled", attendee_id=cancelled.id)
    return Response(answers.cancelled(cancelled))


def erase(request: Request) -> Response:
    """Nothing identifies the attendee any more; cancelled, if that was not done yet. Repeatable."""
    erased = Deadline.from_now().retry(lambda: amending.erase(authority.leaving(request))).attendee
    logger.info("erased", attendee_id=erased.id)
    return Response(answers.erased(erased))


def _shown(found: CallAboutPerson) -> answers.Registration:
    positions = waiting.positions(found.event_id, found.attendee)
    return answers.registration(found.attendee, found.caller.programme, positions)


def _own(request: Request) -> CallAboutPerson:
    return amending.record_opening(authority.registered(request))


handler = function(routes.of("registration", show, stored, amend, cancel, reissue, erase))
