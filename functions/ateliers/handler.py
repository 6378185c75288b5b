"""Give an atelier another room or capacity during the event."""

from attendance.domain import atelier_alteration
from attendance.domain.person import NO_SEATS
from attendance.domain.programme import Atelier
from attendance.edge import authority, routes
from attendance.edge.answers import organisers as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.messages.base import read
from attendance.edge.messages.organisers import AtelierMessage
from attendance.store import acts, programmes, tallies
from attendance.store.retry import Deadline
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import ActKind


def change(request: Request) -> Answer:
    """An atelier as it is from now on, with its seats; repeatable."""
    caller = authority.caller(request)
    wanted, atelier_id = read(AtelierMessage, request), request.id("atelier_id")
    atelier = Deadline.from_now().retry(lambda: _change(caller, atelier_id, wanted))
    seats = tallies.seats(caller.event_id, [atelier.id])
    logger.info("atelier", atelier=atelier.id, capacity=atelier.capacity)
    return Answer(answers.atelier_changed(atelier, seats.get(atelier.id, NO_SEATS)))


def _change(caller: Caller, atelier_id: str, wanted: AtelierMessage) -> Atelier:
    """Read the programme as it is now, change it, store it together with the seats."""
    programme = programmes.latest(caller.event_id)
    was = programme.get_atelier(atelier_id)
    altered = atelier_alteration.altered(programme, was, wanted.room, wanted.capacity)
    atelier = altered.get_atelier(atelier_id)
    if atelier != was:
        act = caller.act(ActKind.ATELIER_CHANGED, atelier=was.id, **atelier_alteration.difference(was, atelier))
        journal = acts.writes(caller.event_id, act, programmes.purge_at(programme))
        programmes.put(altered, [tallies.capacity_set(caller.event_id, was.id, atelier.capacity), *journal])
    return atelier


handler = function(routes.of("ateliers", change))
