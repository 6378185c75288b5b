"""Give a phone the little that it needs to decide offline, or what of it has changed."""

from attendance.edge import authority, routes
from attendance.edge.answers import roster as answers
from attendance.edge.http import Request, Response, function, logger, matched
from attendance.edge.packing import packed
from attendance.services import signing_key
from attendance.usecases import roster_reading
from attendance.usecases.caller import Caller
from attendance.usecases.roster_reading import Reading


def roster(request: Request) -> Response:
    """A page of the roster of the pass's checkpoints; nothing is sent again while nobody changes."""
    caller = authority.caller(request)
    page = request.query.get("page")
    reading = roster_reading.reading(caller, after=request.query.get("after"), page=page)
    logger.info("roster", page=page is not None, whole=reading.is_whole)
    if not reading.is_whole:
        return packed(request, Response(answers.changes(caller, *reading.read(), reading.cursor)))
    return packed(request, matched(request, roster_reading.tag(caller, page or ""), lambda: _whole(caller, reading)))


def _whole(caller: Caller, reading: Reading) -> answers.Roster:
    return answers.roster(caller, *reading.read(), reading.cursor, signing_key.public_point())


handler = function(routes.of("roster", roster))
