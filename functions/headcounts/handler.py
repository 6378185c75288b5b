"""Answer who is where, checkpoint by checkpoint."""

from attendance.domain.texts import OWN
from attendance.edge import authority, routes
from attendance.edge.answers import headcounts as answers
from attendance.edge.answers import questions
from attendance.edge.http import Request, Response, function, logger, tagged
from attendance.store import tallies
from attendance.vocabulary.codes import Role


def headcounts(request: Request) -> Response:
    """The headcounts that the pass may see; nothing is sent again while nothing changes."""
    caller = authority.caller(request)
    board = tallies.board(caller.event_id)
    shown = caller.holder.visible(caller.programme)
    logger.info("headcounts", checkpoints=len(shown))
    body = answers.headcounts(board, shown, caller.programme, caller.now)
    if caller.holder.role == Role.ORGANISER:
        body["usual"] = answers.usual(caller.programme)
        body["answers"] = questions.counts(board.totals, caller.programme)
        body["questions"] = questions.counted(caller.programme, request.query.get("lang", OWN))
    return tagged(request, body, besides="as_of")


handler = function(routes.of("headcounts", headcounts))
