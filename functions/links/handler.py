"""Mail somebody the link that they lost."""

from attendance.edge import authority, routes
from attendance.edge.answers.registered import link_asked
from attendance.edge.bodies.anybody import LinkBody
from attendance.edge.bodies.base import read
from attendance.edge.http import Request, Response, function
from attendance.usecases.lost_links import ask_link


def ask(request: Request) -> Response:
    """The same answer for every address, so that nobody learns who is registered."""
    wanted = read(LinkBody, request)
    ask_link(authority.public_programme(), wanted.email)
    return Response(link_asked(), 202)


handler = function(routes.of("links", ask))
