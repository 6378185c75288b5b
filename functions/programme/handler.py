"""Answer what the event is, and which ateliers still have seats."""

from attendance.domain.texts import OWN
from attendance.edge import authority, routes
from attendance.edge.answers.programme import programme as shown
from attendance.edge.http import Answer, Request, function, logger, tagged
from attendance.store import programmes, tallies


def programme(request: Request) -> Answer:
    """The programme as it is now; anyone may read it."""
    current = authority.public_programme()
    board = tallies.board(current.event.id)
    logger.info("programme", revision=current.revision)
    told = shown(current, board.seats, programmes.now(current), request.query.get("lang", OWN))
    return tagged(request, told, besides="")


handler = function(routes.of("programme", programme))
