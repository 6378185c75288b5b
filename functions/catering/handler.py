"""Tell how many meals, visitors and glasses there are to expect, and were served."""

from attendance.domain.catering import catering as counted
from attendance.domain.passes import ORGANISER
from attendance.edge import authority
from attendance.edge.answers import headcounts as answers
from attendance.edge.http import Answer, Request, function, logger
from attendance.store import tallies


def catering(request: Request) -> Answer:
    """The catering numbers as they are now."""
    caller = authority.caller(request, ORGANISER)
    board = tallies.board(caller.event_id)
    logger.info("catering")
    return Answer(answers.catering(counted(board.totals, caller.programme.event), caller.now))


handler = function({"GET /api/catering": catering})
