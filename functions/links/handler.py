"""Mail somebody the link that they lost."""

from attendance.edge import authority, routes
from attendance.edge.answers.registered import link_asked
from attendance.edge.http import Request, Response, function
from attendance.edge.messages.anybody import LinkMessage
from attendance.edge.messages.base import read
from attendance.usecases.lost_links import ask_link


def ask(request: Request) -> Response:
    """The same answer for every address, so that nobody learns who is registered."""
    wanted = read(LinkMessage, request)
    ask_link(authority.public_programme(), wanted.email)
    return Response(link_asked(), 202)


handler = function(routes.of("links", ask))
