"""Write to people, and show what was written."""

from attendance.domain.message import Message
from attendance.edge import authority, routes
from attendance.edge.answers import messages as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.organisers import TextBody
from attendance.edge.http import Request, Response, function, logger
from attendance.store import messages
from attendance.usecases import writing


def listed(request: Request) -> Response:
    """Everything that organisers wrote to people, the newest first."""
    written = messages.listed(authority.caller(request).event_id)
    logger.info("messages", count=len(written))
    return Response(answers.listed(written))


def write(request: Request) -> Response:
    """A text that each of some people is mailed; repeatable, and to be continued with others under its id."""
    caller, wanted = authority.caller(request), read(TextBody, request)
    message = Message(wanted.message_id, caller.now, caller.holder.label, wanted.subject, wanted.text)
    done = writing.write(caller, message, wanted.attendees)
    logger.info("wrote", asked=done.asked, already=done.already, left_out=len(done.left_out))
    return Response(answers.written(done))


handler = function(routes.of("messages", listed, write))
