"""End the day for everybody who is still inside by the scans."""

from collections.abc import Iterable, Sequence
from functools import partial

from attendance.domain import day_end
from attendance.domain.attendee import Attendee
from attendance.domain.problem import too_early
from attendance.edge import authority, routes
from attendance.edge.answers.organisers import DayEnded
from attendance.edge.bodies.base import read
from attendance.edge.bodies.organisers import DayEndBody
from attendance.edge.http import Request, Response, function, logger
from attendance.store import attendances, people
from attendance.usecases import in_batches
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import ActKind


def end(request: Request) -> Response:
    """At most a batch of people leave by the organiser's hand; a repeat takes nobody twice."""
    caller = authority.caller(request)
    caller.check_open()
    wanted = read(DayEndBody, request)
    if caller.now < caller.programme.ends_at and not wanted.early:
        raise too_early(caller.programme.ends_at, "The programme has not ended yet.")

    swept = in_batches.sweep(
        caller.event_id,
        wanted.page,
        concerned=partial(_inside, caller),
        change=partial(_leave, caller),
    )
    logger.info("day_ended", left=swept.changed)
    return Response(DayEnded(left=swept.changed, next=swept.next))


def _inside(caller: Caller, some: Sequence[Attendee]) -> Iterable[Attendee]:
    inside = attendances.inside(caller.event_id, (who.id for who in some))
    return (who for who in some if who.id in inside)


def _leave(caller: Caller, attendee_id: str) -> bool:
    """Gather the person, decide, store with the act; False if they have left meanwhile."""
    person = people.known(caller.event_id, attendee_id)
    change = day_end.leave(person, caller.programme, caller.holder.reader(None), caller.now)
    people.commit(change, caller.programme, act=caller.act(ActKind.DAY_ENDED, attendee_id, left=1))
    return not change.is_none


handler = function(routes.of("end_day", end))
