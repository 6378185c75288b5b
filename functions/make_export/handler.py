"""Make an export of very many people, and store it for the client that asked for it."""

from functools import partial
from typing import Any

from attendance.documents import exports
from attendance.domain.exports import Export
from attendance.edge.http import logger
from attendance.store import programmes, scans, tallies, wishes
from attendance.usecases import attesting, exporting, listing


def make_export(event: Any, _context: Any) -> None:
    """Make one export. If it is made twice, the second replaces the first."""
    export, event_id = Export(**event["wish"]), event["event_id"]
    programme = programmes.get(event_id)
    counted, strangers = tallies.board(event_id).totals, scans.strangers(event_id)
    now, written = programmes.now(programme), wishes.listed(event_id)
    people = listing.with_scans(export, programme, now)
    known = exports.Known(programme, now, counted, people, strangers, written)
    made = exports.made(export, known, partial(attesting.linked, event_id=event_id, origin=event["origin"]))
    exporting.keep(made, event["name"], event["place"])
    logger.info("make_export", export=export.name, bytes=len(made))


handler = logger.inject_lambda_context(make_export)
