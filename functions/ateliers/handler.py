"""Alter hours, rooms and capacities, show beforehand what that changes, and tell whom it concerns."""

from attendance.domain.person import NO_SEATS
from attendance.domain.problem import Problem
from attendance.edge import authority, routes
from attendance.edge.answers import alterations
from attendance.edge.answers import organisers as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.organisers import AtelierBody
from attendance.edge.bodies.programme import MovedBody, ProgrammeBody
from attendance.edge.http import Request, Response, function, logger
from attendance.store import programmes, tallies
from attendance.store.retry import Deadline
from attendance.usecases import altering, telling


def change(request: Request) -> Response:
    """An atelier as it is from now on, with its seats; repeatable."""
    caller = authority.caller(request)
    wanted, atelier_id = read(AtelierBody, request), request.id("atelier_id")
    programme = Deadline.from_now().retry(lambda: altering.atelier(caller, atelier_id, wanted.model_dump()))
    atelier = programme.get_atelier(atelier_id)
    seats = tallies.seats(caller.event_id, [atelier.id])
    logger.info("atelier", atelier=atelier.id, capacity=atelier.capacity)
    return Response(answers.atelier_changed(atelier, seats.get(atelier.id, NO_SEATS), programme))


def preview(request: Request) -> Response:
    """The programme as it would be, and what that comes up against; nothing is stored."""
    caller = authority.caller(request)
    before, after = altering.tried(programmes.latest(caller.event_id), read(ProgrammeBody, request).values)
    board = tallies.board(caller.event_id)
    return Response(alterations.altered(before, after, altering.remarks(before, after, board), board))


def alter(request: Request) -> Response:
    """The programme as it is from now on; the same again changes nothing."""
    caller = authority.caller(request)
    wanted, board = read(ProgrammeBody, request), tallies.board(caller.event_id)
    before, after = Deadline.from_now().retry(lambda: altering.alter(caller, wanted.values, wanted.revision, board))
    logger.info("programme_corrected", revision=after.revision)
    return Response(alterations.altered(before, after, altering.remarks(before, after, board), board))


def tell(request: Request) -> Response:
    """Mails to at most a hundred people who booked an atelier that moved, once for a revision."""
    caller = authority.caller(request)
    wanted, programme = read(MovedBody, request), programmes.latest(caller.event_id)
    for atelier in wanted.ateliers:
        programme.get_atelier(atelier)
    if wanted.revision > programme.revision:
        raise Problem("not_found", "The programme has no such revision.")
    swept = telling.tell(caller, wanted.ateliers, programme, wanted.revision, wanted.page)
    logger.info("move_told", people=swept.changed)
    return Response(alterations.told(swept))


handler = function(routes.of("ateliers", change, preview, alter, tell))
