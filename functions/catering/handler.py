"""Answer how many meals, visitors and glasses to expect, and how many were served."""

from attendance.documents.catering_words import explanation
from attendance.documents.localised import FRENCH
from attendance.domain import catering as rules
from attendance.edge import authority, downloads, routes
from attendance.edge.answers import headcounts as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.store import tallies


def catering(request: Request) -> Answer:
    """The catering numbers as they are now, and what to order for a level of service."""
    caller = authority.caller(request)
    level = downloads.service_level(request)
    language = downloads.language(request) or FRENCH
    board = tallies.board(caller.event_id)
    counted = rules.catering(board.totals, caller.programme, caller.now)
    logger.info("catering")
    return Answer(answers.catering(counted, level, explanation(counted.lunch, level, language), caller.now))


handler = function(routes.of("catering", catering))
