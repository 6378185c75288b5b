"""Correct, cancel or erase somebody's registration, mail their badge again, and give them a new one."""

from uuid import uuid4

from attendance.domain.attendee import Attendee
from attendance.domain.mails import Mail
from attendance.edge import authority, routes
from attendance.edge.answers import mails
from attendance.edge.answers import people as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.registrations import CorrectionBody, MailAgainBody, lost_issue
from attendance.edge.http import Request, Response, function, logger
from attendance.store import waiting
from attendance.store.retry import Deadline
from attendance.usecases import amending
from attendance.usecases.caller import CallAboutPerson


def correct(request: Request) -> Response:
    """New choices, of any kind and after closing too."""
    corrected = Deadline.from_now().retry(lambda: _correct(authority.attendee(request), read(CorrectionBody, request)))
    logger.info("corrected", attendee_id=corrected.attendee.id)
    return Response(_shown(corrected))


def cancel(request: Request) -> Response:
    """The registration cancelled; repeatable."""
    cancelled = Deadline.from_now().retry(lambda: amending.cancel(authority.attendee(request))).attendee
    logger.info("cancelled", attendee_id=cancelled.id)
    return Response(answers.cancelled(cancelled))


def reissue(request: Request) -> Response:
    """A new badge replacing a lost one, which is refused from now on."""
    reissued = Deadline.from_now().retry(lambda: amending.reissue(authority.attendee(request), lost_issue(request)))
    logger.info("reissued", attendee_id=reissued.attendee.id, issue=reissued.attendee.issue)
    return Response(_shown(reissued))


def mail_again(request: Request) -> Response:
    """Their badge and link mailed once more, to another address if one is given; repeatable by its id."""
    mailed = Deadline.from_now().retry(lambda: _mail_again(authority.attendee(request), request))
    logger.info("mailed_again", attendee_id=mailed[0].attendee_id)
    return Response(mails.mail(*mailed))


def erase(request: Request) -> Response:
    """Nothing identifies the person any more; repeatable."""
    erased = Deadline.from_now().retry(lambda: amending.erase(authority.attendee(request))).attendee
    logger.info("erased", attendee_id=erased.id)
    return Response(answers.erased(erased))


def _correct(found: CallAboutPerson, wanted: CorrectionBody) -> CallAboutPerson:
    return amending.amend(found, wanted, notify=wanted.notify)


def _mail_again(found: CallAboutPerson, request: Request) -> tuple[Mail, Attendee]:
    wanted = read(MailAgainBody, request) if request.raw_body else MailAgainBody()
    return amending.mail_again(found, wanted.choices, wanted.mail_id or uuid4().hex)


def _shown(found: CallAboutPerson) -> answers.Registration:
    positions = waiting.positions(found.event_id, found.attendee)
    return answers.registration(found.attendee, found.caller.programme, positions)


handler = function(routes.of("corrections", correct, cancel, mail_again, reissue, erase))
