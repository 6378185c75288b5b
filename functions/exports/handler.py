"""Give organisers the tables and sheets that they owe, or keep."""

from functools import partial

from attendance.documents import exports
from attendance.edge import authority, downloads, routes
from attendance.edge.http import Answer, Request, function, logger
from attendance.store import everyone, scans, tallies
from attendance.usecases import attesting, exporting


def export(request: Request) -> Answer:
    """An export as a file; a large one as a link; of very many people, later."""
    caller = authority.caller(request)
    programme, event_id = caller.programme, caller.event_id
    wish = downloads.wish(request, programme)
    name, counted = exports.file_name(wish, event_id), tallies.board(event_id).totals
    exporting.check_attested(wish, counted)
    if exporting.takes_long(wish, counted):
        logger.info("export", export=wish.name, is_left_to_maker=True)
        return downloads.left_to_maker(wish, name, programme, request.origin)
    people, strangers = everyone.everybody(event_id), scans.strangers(event_id)
    known = exports.Known(programme, caller.now, counted, people, strangers)
    made = exports.made(wish, known, partial(attesting.linked, event_id=event_id, origin=request.origin))
    logger.info("export", export=wish.name, bytes=len(made))
    return downloads.handed_over(made, wish, name, programme)


handler = function(routes.of("exports", export))
