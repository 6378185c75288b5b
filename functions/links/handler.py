"""Mail somebody the link that they lost."""

from attendance.edge import authority
from attendance.edge.answers import links as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.links import LinkMessage
from attendance.store import links, programmes


def ask(request: Request) -> Answer:
    """The same answer and the same work whoever has the address: the mail is another function's."""
    wanted = read(LinkMessage, request)
    programme = authority.public_programme()
    links.ask(programme.event.id, wanted.email, programmes.real_now())
    logger.info("link_asked")
    return Answer(answers.asked(), 202)


handler = function({"POST /api/links": ask})
