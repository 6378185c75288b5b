"""Answer what the event is, and which ateliers still have seats."""

from attendance.documents import localised
from attendance.edge import authority, routes
from attendance.edge.answers.programme import programme as shown
from attendance.edge.answers.questions import ChoiceShown
from attendance.edge.http import Answer, Request, function, logger, tagged
from attendance.store import programmes, tallies
from attendance.vocabulary.codes import Kind


def programme(request: Request) -> Answer:
    """The programme as it is now; anyone may read it."""
    current = authority.public_programme()
    asked = request.query.get("lang")
    language = asked if asked in current.languages else current.language
    diets = [ChoiceShown(id=diet.id, label=localised.diet(diet.id, current, language)) for diet in current.diets]
    kinds = [ChoiceShown(id=kind, label=localised.kind(kind, current, language)) for kind in Kind]
    board = tallies.board(current.event.id)
    logger.info("programme", revision=current.revision)
    told = shown(current, board.seats, programmes.now(current), language, diets=diets, kinds=kinds)
    return tagged(request, told, besides="")


handler = function(routes.of("programme", programme))
