"""Offer seats that became free to waiting people, and take back lapsed offers."""

from attendance.domain.programme import Programme
from attendance.edge.http import logger
from attendance.edge.schedule import function
from attendance.store import programmes, waiting
from attendance.store.retry import Deadline
from attendance.usecases import offering


def offer_seats(programme: Programme) -> None:
    """Look at all lists, whatever the trigger: a seat that moved, or the schedule.

    What cannot be done in time is left to the next call: the stream repeats one that raises Later. The
    index may lack a person whom the counter counts already; then the schedule comes again.
    """
    now, deadline = programmes.now(programme), Deadline.from_now()
    listed = waiting.listed(programme.event.id)
    lapsed = offering.take_back(programme, listed, now, deadline)
    in_time = [a.id for a in programme.ateliers if now < programme.offers_end_at(a.id)]
    offered_now = in_time if programme.offers_by_itself else []
    offered = sum(offering.to_all(programme, listed, atelier, now, deadline) for atelier in offered_now)
    logger.info("offer_seats", lapsed=lapsed, offered=offered)


handler = function(offer_seats, after_the_event=False)
