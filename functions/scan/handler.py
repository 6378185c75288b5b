"""Record the scans that a phone uploads, and answer each with a verdict."""

from typing import Any

from attendance.domain import admission
from attendance.domain.problem import Problem
from attendance.domain.scan import PhoneStatus, Reader, Scan, StoredScan
from attendance.edge import authority, routes
from attendance.edge.answers import scans
from attendance.edge.bodies.scans import read_batch, read_scan
from attendance.edge.http import Request, Response, function, logger
from attendance.edge.problems import each
from attendance.store import people, recent_board, tallies
from attendance.store.retry import Deadline
from attendance.usecases.caller import Caller


def scan(request: Request) -> Response:
    """A batch of scans, each with its own answer; an empty one is a phone's sign of life."""
    caller = authority.caller(request, late_uploads=True)
    batch = read_batch(request)
    reader = authority.reader(caller, batch.device, batch.name)
    status, deadline = batch.status(reader, caller.now), Deadline.from_now()
    results = each(batch.scans, lambda sent: _record(sent, caller, reader, status, deadline), scans.refused)
    if not batch.scans:
        _record_sign_of_life(caller, status)
    counted = scans.counted(recent_board.read(caller.event_id), caller.holder, caller.programme)
    return Response({"results": results, **counted, "received_at": caller.now})


def _record(sent: Any, caller: Caller, reader: Reader, status: PhoneStatus, deadline: Deadline) -> scans.Result:
    scan = read_scan(sent, caller.programme)
    return deadline.retry(lambda: _judge(scan, caller, reader, status))


def _judge(scan: Scan, caller: Caller, reader: Reader, status: PhoneStatus) -> scans.Result:
    """Gather what is known of the badge, decide, store, answer."""
    person = people.scanned(caller.event_id, scan)
    stored = person.scan(scan.scan_id)
    if stored and not stored.is_same(scan):
        raise Problem("scan_id_reused", "This scan_id names a scan at another checkpoint or direction.")
    if stored and stored.answers(scan):
        logger.info("replay", scan_id=scan.scan_id, verdict=stored.verdict)
        return scans.result(stored, person.attendee, caller.holder, caller.programme)
    if stored and not caller.holder.may_replace(stored, reader.device):
        raise Problem("scan_id_reused", "This scan was answered to another device.")

    caller.check_scope(scan)
    caller.check_open()
    seats = tallies.seats(caller.event_id, admission.seats_in_question(person, scan))
    change = admission.decide(person, scan, caller.basis(reader, seats))
    people.commit(change, caller.programme, status=status)
    _log(change.scan)
    return scans.result(change.scan, person.attendee, caller.holder, caller.programme)


def _log(judged: StoredScan) -> None:
    logger.info(
        "scan",
        scan_id=judged.scan_id,
        checkpoint=judged.checkpoint,
        verdict=judged.verdict,
        conflicts=len(judged.conflicts),
        late_seconds=judged.late_seconds,
    )


def _record_sign_of_life(caller: Caller, status: PhoneStatus) -> None:
    if caller.is_late:
        raise Problem("pass_expired", "This link has expired. Ask an organiser for a new one.")
    for first in caller.holder.visible(caller.programme)[:1]:
        tallies.record_status(caller.event_id, first.id, status)
    logger.info("sign of life", outbox=status.outbox)


handler = function(routes.of("scan", scan))
