"""Answer how many meals, visitors and glasses to expect, how many were asked for, and how many were served."""

from attendance.documents.catering_words import explanation
from attendance.domain import catering as rules
from attendance.domain import meal_batch
from attendance.domain.programme import LUNCH
from attendance.edge import authority, downloads, routes
from attendance.edge.answers import headcounts as answers
from attendance.edge.answers import orders as ordered
from attendance.edge.answers.wishes import shown
from attendance.edge.http import Request, Response, function, logger
from attendance.store import orders, tallies, wishes


def catering(request: Request) -> Response:
    """The catering numbers as they are now, and what to order for a level of service."""
    caller = authority.caller(request)
    level = downloads.service_level(request)
    language = downloads.language(request, caller.programme) or caller.programme.language
    board = tallies.board(caller.event_id)
    counted = rules.catering(board.totals, caller.programme, caller.now)
    written = wishes.listed(caller.event_id) if caller.programme.questions else {}
    wished = shown(rules.wishes(caller.programme, board.totals, written), language)
    logger.info("catering")
    why = explanation(counted.lunch, level, language)
    sent, batches = orders.both(caller.event_id)
    role = caller.holder.role
    last = meal_batch.decided_last(sent, batches)
    asked: answers.Asked = {
        "orders": ordered.orders(sent, counted.lunch, caller.now, role),
        "batches": ordered.batches(batches, role),
        "decided_last": last.id if last else None,
        "servings": answers.arrivals(LUNCH, board, caller.programme),
    }
    stands = meal_batch.together(sent, batches)
    return Response(answers.catering(counted, wished, level, why, caller.now, asked, stands))


handler = function(routes.of("catering", catering))
