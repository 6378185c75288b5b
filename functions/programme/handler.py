"""Answer what the event is, and which ateliers still have seats."""

from attendance.documents import localised
from attendance.domain.texts import Choice
from attendance.edge import authority, routes
from attendance.edge.answers.programme import programme as shown
from attendance.edge.answers.questions import offered
from attendance.edge.http import Request, Response, function, logger, tagged
from attendance.edge.packing import packed
from attendance.store import programmes, tallies
from attendance.vocabulary.codes import Kind


def programme(request: Request) -> Response:
    """The programme as it is now, with the seats that are left; anyone may read it."""
    current = authority.public_programme()
    asked = request.query.get("lang")
    language = asked if asked in current.languages else current.language
    own = {kind.id: kind for kind in current.kinds}
    diets = [offered(d, localised.diet(d.id, current, language), language, current.language) for d in current.diets]
    kinds = [
        offered(own.get(kind, Choice(kind)), localised.kind(kind, current, language), language, current.language)
        for kind in Kind
    ]
    logger.info("programme", revision=current.revision)
    seats = tallies.seats(current.event.id, [atelier.id for atelier in current.ateliers])
    told = shown(current, seats, programmes.now(current), language, diets=diets, kinds=kinds)
    return packed(request, tagged(request, told, besides=""))


handler = function(routes.of("programme", programme))
