"""Mail the caterer an order, once."""

from attendance.documents import order_letter
from attendance.documents.caterer_sheet import CatererSheet
from attendance.domain import catering as rules
from attendance.domain import meal_batch
from attendance.domain.meal_order import MealOrder
from attendance.edge import authority, routes
from attendance.edge.answers import orders as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.orders import MealOrderBody
from attendance.edge.http import Request, Response, function, logger
from attendance.store import orders, programmes, tallies, wishes
from attendance.store.retry import Deadline
from attendance.usecases import mail_at_once
from attendance.usecases.caller import Caller


def order_meals(request: Request) -> Response:
    """An order mailed to the caterer; the same `order_id` again is answered the same, and mails nothing."""
    caller, wanted = authority.caller(request), read(MealOrderBody, request)
    totals, programme = tallies.board(caller.event_id).totals, caller.programme
    lunch = rules.catering(totals, programme, caller.now).lunch
    meal_batch.check(wanted.chosen["meals"], lunch)
    language = wanted.language if wanted.language in programme.languages else programme.language
    asked = MealOrder(wanted.order_id, caller.now, caller.holder.label, language=language, **wanted.chosen)
    written = wishes.listed(caller.event_id) if programme.questions else {}
    wished = rules.wishes(programme, totals, written)
    done = Deadline.from_now().retry(lambda: _once(caller, asked, wished))
    logger.info("meals_ordered", state=done.state, meals=done.count)
    return Response(answers.order(done, lunch, caller.now))


def _once(caller: Caller, asked: MealOrder, wished: list[rules.Wish]) -> MealOrder:
    """Mail an order unless it was begun before. If this ends in between, it stays `sending`: it may have been sent."""
    event_id, programme = caller.event_id, caller.programme
    before, batches = orders.both(event_id)
    purge_at = programmes.purge_at(programme)
    for first in before:
        if first.id == asked.id:
            return asked.sent_before(first)
    replaced = meal_batch.together(before, batches)
    sheet = CatererSheet(asked.at, asked.meals, asked.contact or programme.event.contact, wished, replaced)
    letter = order_letter.letter(sheet, asked.email, programme, asked.language)
    orders.begin(event_id, asked, meal_batch.decided_last(before, batches), purge_at)
    outcome = mail_at_once.send(event_id, letter)
    return Deadline.from_now().retry(lambda: orders.store_outcome(event_id, asked, outcome, purge_at))


handler = function(routes.of("orders", order_meals))
