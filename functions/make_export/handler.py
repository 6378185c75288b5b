"""Make an export of very many people, and store it for the client that asked for it."""

from functools import partial
from typing import Any

from attendance.documents import exports
from attendance.domain.exports import Export
from attendance.edge.http import logger
from attendance.store import everyone, programmes, scans, tallies, wishes
from attendance.usecases import attesting, exporting


def make_export(event: Any, _context: Any) -> None:
    """Make one export. If it is made twice, the second replaces the first."""
    export, event_id = Export(**event["wish"]), event["event_id"]
    programme = programmes.get(event_id)
    people, strangers = everyone.with_scans(event_id), scans.strangers(event_id)
    counted = tallies.board(event_id).totals
    now, written = programmes.now(programme), wishes.listed(event_id)
    known = exports.Known(programme, now, counted, people, strangers, written)
    made = exports.made(export, known, partial(attesting.linked, event_id=event_id, origin=event["origin"]))
    exporting.keep(made, event["name"], event["place"])
    logger.info("make_export", export=export.name, bytes=len(made))


handler = logger.inject_lambda_context(make_export)
