"""Undo a scan ("take a scan back"): it stays, marked, and nothing counts it any more."""

from attendance.domain import scan_review
from attendance.domain.person import seats_given_back
from attendance.domain.problem import Problem
from attendance.domain.scan import StoredScan
from attendance.edge import authority, routes
from attendance.edge.answers import scans
from attendance.edge.http import Request, Response, function, logger
from attendance.store import people, recent_board, tallies
from attendance.store.retry import Deadline
from attendance.usecases.caller import Caller


def undo(request: Request) -> Response:
    """A scan undone, by who made it a short while ago or by an organiser; again, the same."""
    caller = authority.caller(request)
    attendee_id, scan_id = request.id("attendee_id"), request.id("scan_id")
    undone = Deadline.from_now().retry(lambda: _undo(caller, attendee_id, scan_id))
    logger.info("undone", scan_id=scan_id, checkpoint=undone.checkpoint)
    counted = scans.counted(recent_board.read(caller.event_id), caller.holder, caller.programme)
    return Response({"scan_id": scan_id, "undone_at": undone.undone_at, **counted})


def _undo(caller: Caller, attendee_id: str, scan_id: str) -> StoredScan:
    """Gather everything of the person, undo the scan, store."""
    person = people.of_scan(caller.event_id, attendee_id, scan_id)
    scan = person.scan(scan_id)
    if scan is None:
        raise Problem("not_found", "There is no such scan.")
    seats = tallies.seats(caller.event_id, seats_given_back(person))
    change = scan_review.undo(person, scan, caller.holder, caller.now, seats)
    people.commit(change, caller.programme)
    return change.scan


handler = function(routes.of("undo", undo))
