"""List the mails that are not known to be sent, and send one again."""

from attendance.domain import mails_at_once
from attendance.domain.problem import Problem
from attendance.edge import authority, routes
from attendance.edge.answers import mails as answers
from attendance.edge.http import Request, Response, function, logger
from attendance.store import mails, orders, passes, people, programmes


def listed(request: Request) -> Response:
    """The mails that are due, under way or parked, the oldest first; and those sent at once that did not go."""
    caller = authority.caller(request)
    unsent = mails.listed(caller.event_id)
    names = people.attendees(caller.event_id, (mail.attendee_id for mail in unsent))
    at_once = [*mails_at_once.unsent(orders.listed(caller.event_id), passes.staff(caller.event_id), caller.now)]
    logger.info("mails", count=len(unsent), at_once=len(at_once))
    return Response(answers.mails(unsent, names, at_once))


def again(request: Request) -> Response:
    """A mail that was held back, is unsure or failed, made due again; asking twice sends it once."""
    caller = authority.caller(request)
    attendee_id, reason = request.id("attendee_id"), request.id("reason")
    mail = mails.again(caller.event_id, attendee_id, reason, programmes.real_now())
    if mail is None:
        raise Problem("not_found", "There is no such mail.")
    logger.info("mail_again", kind=mail.kind, state=mail.state)
    return Response(answers.mail(mail, people.profile(caller.event_id, attendee_id)))


handler = function(routes.of("mails", listed, again))
