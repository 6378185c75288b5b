"""Make an export of very many people, and keep it for whoever asked for it."""

from functools import partial
from typing import Any

from attendance.documents import exports
from attendance.domain.exports import Wish
from attendance.edge.http import logger
from attendance.store import everyone, programmes, scans, tallies
from attendance.usecases import attesting, exporting


def make_export(event: Any, _context: Any) -> None:
    """Make one export. Done twice, the second stands."""
    wish, event_id = Wish(**event["wish"]), event["event_id"]
    programme = programmes.get(event_id)
    people, strangers = everyone.everybody(event_id), scans.strangers(event_id)
    counted = tallies.board(event_id).totals
    known = exports.Known(programme, programmes.now(programme), counted, people, strangers)
    made = exports.made(wish, known, partial(attesting.linked, event_id=event_id, origin=event["origin"]))
    exporting.keep(made, wish, event["name"], event["place"])
    logger.info("make_export", export=wish.name, bytes=len(made))


handler = logger.inject_lambda_context(make_export)
