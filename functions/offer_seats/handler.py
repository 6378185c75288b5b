"""Offer the seats that came free to those who wait for them, and take back the offers that nobody took."""

from typing import Any

from attendance.edge import authority
from attendance.edge.http import logger
from attendance.store import programmes, waiting
from attendance.store.retry import Patience
from attendance.usecases import offering


def offer_seats(_event: Any, _context: Any) -> None:
    """Look at all lists, whatever it was woken by: a seat that moved, or the schedule.

    What cannot be done in time is left to the next call: the stream repeats one that
    raises Later. The index may not tell yet of somebody whom the counter tells of
    already; then the schedule comes again.
    """
    programme = authority.public_programme()
    now, patience = programmes.now(programme), Patience.of()
    listed = waiting.listed(programme.event.id)
    lapsed = offering.take_back(programme, listed, now, patience)
    offering_now = [a.id for a in programme.ateliers if now < programme.offers_end_at(a.id)]
    due = offering_now if programme.offers_by_itself else []
    offered = sum(offering.to_all(programme, listed, atelier, now, patience) for atelier in due)
    logger.info("offer_seats", lapsed=lapsed, offered=offered)


handler = logger.inject_lambda_context(offer_seats)
