"""List what phones decided against the rules, and settle it."""

from attendance.domain import scan_review
from attendance.domain.person import seats_given_back
from attendance.domain.problem import Problem
from attendance.domain.scan import Settlement, StoredScan
from attendance.edge import authority, routes
from attendance.edge.answers import conflicts as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.organisers import SettlementBody
from attendance.edge.http import Request, Response, function, logger
from attendance.store import people, scans, tallies
from attendance.store.retry import Deadline
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import ActKind


def listed(request: Request) -> Response:
    """The scans with a conflict, open or settled."""
    caller = authority.caller(request)
    found = scans.conflicts(caller.event_id, settled=request.flag("settled"))
    names = people.attendees(caller.event_id, (scan.attendee_id for scan in found if scan.attendee_id))
    logger.info("conflicts", count=len(found))
    return Response(answers.conflicts(found, names))


def settle(request: Request) -> Response:
    """A scan's conflicts settled, with a note, and the scan undone if it shall not count; repeatable."""
    caller = authority.caller(request)
    wanted = read(SettlementBody, request)
    attendee_id, scan_id = request.id("attendee_id"), request.id("scan_id")
    scan = Deadline.from_now().retry(lambda: _settle(caller, attendee_id, scan_id, wanted))
    name = people.attendees(caller.event_id, [scan.attendee_id]) if scan.attendee_id else {}
    logger.info("settled", scan_id=scan_id)
    return Response(answers.conflict(scan, name.get(attendee_id)))


def _settle(caller: Caller, attendee_id: str, scan_id: str, wanted: SettlementBody) -> StoredScan:
    """Gather everything of the person, settle the scan, store."""
    settlement = Settlement(caller.now, caller.holder.label, wanted.note)
    person = people.of_scan(caller.event_id, attendee_id, scan_id)
    scan = person.scan(scan_id)
    if scan is None or not scan.listed:
        raise Problem("not_found", "No such scan has a conflict.")
    if wanted.undo:
        seats = tallies.seats(caller.event_id, seats_given_back(person))
        change = scan_review.annul(person, scan, settlement, caller.holder, caller.now, seats)
    else:
        change = scan_review.settle(person, scan, settlement)
    what = {"checkpoint": scan.checkpoint, "conflicts": list(scan.listed), "kept": not wanted.undo}
    people.commit(change, caller.programme, act=caller.act(ActKind.CONFLICT_SETTLED, scan.attendee_id, **what))
    return change.scan


handler = function(routes.of("conflicts", listed, settle))
