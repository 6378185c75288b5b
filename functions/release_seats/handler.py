"""Release the seats of people who booked an atelier that is under way, and are not there."""

from collections.abc import Iterable, Sequence
from functools import partial

from attendance.domain import seat_release as rules
from attendance.domain.attendee import Attendee
from attendance.domain.problem import Problem, too_early
from attendance.domain.programme import Atelier
from attendance.edge import authority, routes
from attendance.edge.answers import organisers as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.organisers import ReleaseBody
from attendance.edge.http import Request, Response, function, logger
from attendance.store import attendances, people, tallies
from attendance.usecases import in_batches, phones_behind
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import ActKind


def release(request: Request) -> Response:
    """The seats of at most a hundred absent people, released for people at the door."""
    caller = authority.caller(request)
    caller.check_open()
    wanted = read(ReleaseBody, request)
    atelier = caller.programme.get_atelier(request.id("atelier_id"))
    _check_under_way(caller, atelier)
    if wanted.page is None and not wanted.anyway:
        phones_behind.check_brought(caller, atelier.id, caller.programme.hours(atelier).starts_at)

    swept = in_batches.sweep(
        caller.event_id,
        wanted.page,
        concerned=partial(_absent, caller, atelier.id),
        change=partial(_release, caller, atelier.id),
    )
    logger.info("seats_released", atelier=atelier.id, people=swept.changed)
    return Response(answers.released(swept, atelier.id, tallies.board(caller.event_id)))


def _check_under_way(caller: Caller, atelier: Atelier) -> None:
    opens_at = rules.possible_from(caller.programme, atelier)
    if caller.now < opens_at:
        raise too_early(opens_at, "Who booked may still come.")
    if caller.now >= rules.possible_until(caller.programme, atelier):
        raise Problem("too_late", "The atelier is over.")


def _absent(caller: Caller, atelier: str, some: Sequence[Attendee]) -> Iterable[Attendee]:
    booked = [who for who in some if rules.holds_releasable(who, atelier)]
    came = attendances.been_in(caller.event_id, atelier, (who.id for who in booked))
    return (who for who in booked if who.id not in came)


def _release(caller: Caller, atelier: str, attendee_id: str) -> bool:
    """Gather the person, decide, store; no mail, as they may be at the door in a minute."""
    change = rules.release(people.known(caller.event_id, attendee_id), atelier)
    people.commit(
        change, caller.programme, act=caller.act(ActKind.SEATS_RELEASED, attendee_id, atelier=atelier), notify=False
    )
    return not change.is_none


handler = function(routes.of("release_seats", release))
