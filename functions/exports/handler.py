"""Give organisers the tables and sheets that they owe to others, or keep."""

from functools import partial

from attendance.documents import exports
from attendance.edge import authority, downloads, routes
from attendance.edge.http import Request, Response, function, logger
from attendance.store import scans, tallies, wishes
from attendance.usecases import attesting, exporting, listing


def export(request: Request) -> Response:
    """An export as a file; a large one as a link; one of very many people later, as any for who prefers that."""
    caller = authority.caller(request)
    programme, event_id = caller.programme, caller.event_id
    wanted = downloads.export(request, programme)
    people = listing.with_scans(wanted, programme, caller.now)
    name, counted = exports.file_name(wanted, event_id), tallies.board(event_id).totals
    exporting.check_attested(wanted, counted)
    if request.prefers_later or exporting.takes_long(wanted, counted):
        logger.info("export", export=wanted.name, is_left_to_maker=True)
        return downloads.left_to_maker(wanted, name, programme, request.origin)
    strangers = scans.strangers(event_id)
    known = exports.Known(programme, caller.now, counted, people, strangers, wishes.listed(event_id))
    made = exports.made(wanted, known, partial(attesting.linked, event_id=event_id, origin=request.origin))
    logger.info("export", export=wanted.name, bytes=len(made))
    return downloads.handed_over(made, wanted, name, programme)


handler = function(routes.of("exports", export))
