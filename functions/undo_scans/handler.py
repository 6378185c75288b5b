"""Undo every scan that was made with one pass."""

from attendance.edge import authority, routes
from attendance.edge.answers.organisers import ScansUndone
from attendance.edge.bodies.base import read
from attendance.edge.bodies.organisers import UndoScansBody
from attendance.edge.http import Request, Response, function, logger
from attendance.usecases import revoking, scan_undo


def undo_scans(request: Request) -> Response:
    """The scans of a pass undone, as many as time allows; a repeat undoes the rest."""
    caller = authority.caller(request)
    made_with = revoking.pass_of(caller, request.id("pass_id"))
    page = read(UndoScansBody, request).page if request.raw_body else None
    swept = scan_undo.undo_all(caller, made_with, page)
    logger.info("scans_undone", pass_id=made_with.id, scans=swept.changed)
    return Response(ScansUndone(undone=swept.changed, next=swept.next))


handler = function(routes.of("undo_scans", undo_scans))
