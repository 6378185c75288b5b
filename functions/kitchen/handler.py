"""Decide whether the caterer makes a second batch, and note what they have received."""

from datetime import datetime

from attendance.domain import catering as rules
from attendance.domain import meal_batch
from attendance.domain.meal_batch import MealBatch
from attendance.domain.meal_order import MealOrder
from attendance.domain.problem import Problem
from attendance.edge import authority, routes
from attendance.edge.answers import orders as answers
from attendance.edge.bodies.base import read
from attendance.edge.bodies.orders import MealBatchBody, ReceiptBody
from attendance.edge.http import Request, Response, function, logger
from attendance.store import orders, programmes, tallies
from attendance.store.retry import Deadline
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import ActKind


def decide(request: Request) -> Response:
    """So many meals more, or none, of who knew the last decision; the same `batch_id` again changes nothing."""
    caller, wanted = authority.caller(request), read(MealBatchBody, request)
    decided = Deadline.from_now().retry(lambda: _decide(caller, wanted))
    logger.info("batch_decided", meals=decided.count)
    return Response(answers.batch(decided, caller.holder.role))


def _decide(caller: Caller, wanted: MealBatchBody) -> MealBatch:
    ordered, batches = orders.both(caller.event_id)
    for first in batches:
        if first.id == wanted.batch_id:
            return first
    stands, last = meal_batch.together(ordered, batches), meal_batch.decided_last(ordered, batches)
    meal_batch.check_current(wanted.rests_on, last, stands)
    lunch = rules.catering(tallies.board(caller.event_id).totals, caller.programme, caller.now).lunch
    meal_batch.check(wanted.chosen, lunch)
    short = meal_batch.missing(stands, lunch)
    holder = caller.holder
    decided = MealBatch(wanted.batch_id, caller.now, holder.label, holder.role, wanted.chosen, short=short)
    orders.decide(caller.event_id, decided, last, programmes.purge_at(caller.programme))
    return decided


def receive(request: Request) -> Response:
    """An order or a batch received, as the caterer says or told an organiser; the first time stays."""
    caller, wanted = authority.caller(request), read(ReceiptBody, request)
    received_at = Deadline.from_now().retry(lambda: _receive(caller, wanted.id))
    logger.info("meals_received", role=caller.holder.role)
    return Response(answers.receipt(wanted.id, received_at))


def _receive(caller: Caller, asked_id: str) -> datetime:
    ordered, batches = orders.both(caller.event_id)
    everything: list[MealOrder | MealBatch] = [*ordered, *batches]
    asked = next((one for one in everything if one.id == asked_id), None)
    if asked is None:
        raise Problem("not_found", "Nothing was asked of the caterer under this id.")
    if asked.received_at is None:
        details = {"meals": asked.count, "to": asked.email} if isinstance(asked, MealOrder) else {"more": asked.count}
        act = caller.act(ActKind.MEALS_RECEIVED, **details)
        orders.receive(caller.event_id, asked, caller.now, act, programmes.purge_at(caller.programme))
    return asked.received_at or caller.now


handler = function(routes.of("kitchen", decide, receive))
