"""What was asked of the caterer: an order is stored before it is mailed, so that it is mailed once; second batches."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from attendance.domain import instant
from attendance.domain.journal import Act
from attendance.domain.mails import Outcome
from attendance.domain.meal_batch import MealBatch
from attendance.domain.meal_order import MealOrder
from attendance.store import acts, items, keys, table


def listed(event_id: str) -> list[MealOrder]:
    """Return every order, the newest first."""
    return both(event_id)[0]


def both(event_id: str) -> tuple[list[MealOrder], list[MealBatch]]:
    """Return every order and every decision about a second batch, the newest first."""
    stored = table.partition(keys.orders(event_id))
    ordered = [items.to(MealOrder, item) for item in stored if item["type"] == "order"]
    batches = [items.to(MealBatch, item) for item in stored if item["type"] == "batch"]
    return (
        sorted(ordered, key=lambda order: (order.at, order.id), reverse=True),
        sorted(batches, key=lambda batch: (batch.at, batch.id), reverse=True),
    )


def begin(event_id: str, order: MealOrder, last: MealOrder | MealBatch | None, purge_at: int) -> None:
    """Store an order that is about to be mailed, with its act.

    Raises Contended if it was begun before, or if something else followed what was decided `last`.
    """
    item = {**keys.order(event_id, order.id), "type": "order", **items.of(order), "purge_at": purge_at}
    _follow(event_id, item, last, order.act, purge_at)


def store_outcome(event_id: str, order: MealOrder, outcome: Outcome, purge_at: int) -> MealOrder:
    """Store what became of the mail, in the order's act too, and return the order."""
    after, values = replace(order, state=outcome.state, error=outcome.error), {":state": outcome.state}
    values[":error"] = outcome.error or ""
    told = table.update(keys.order(event_id, order.id), "SET #state = :state, #error = :error", values)
    table.transact([told, *acts.writes(event_id, after.act, purge_at)])
    return after


def decide(event_id: str, batch: MealBatch, last: MealOrder | MealBatch | None, purge_at: int) -> None:
    """Store a decision about a second batch, with its act. Raises Contended as `begin` does."""
    item = {**keys.batch(event_id, batch.id), "type": "batch", **items.of(batch), "purge_at": purge_at}
    _follow(event_id, item, last, batch.act, purge_at)


def receive(event_id: str, asked: MealOrder | MealBatch, now: datetime, act: Act, purge_at: int) -> None:
    """Store when the caterer received an order or a batch, with its act. Raises Contended if it was stored before."""
    key = _key(event_id, asked)
    is_first = "attribute_exists(#PK) AND attribute_not_exists(#received_at)"
    told = table.update(key, "SET #received_at = :now", {":now": instant.text(now)}, is_first)
    table.transact([told, *acts.writes(event_id, act, purge_at)])


def _follow(event_id: str, item: dict[str, Any], last: MealOrder | MealBatch | None, act: Act, purge_at: int) -> None:
    writes = [table.put(item, "attribute_not_exists(#PK)"), *acts.writes(event_id, act, purge_at)]
    if last:
        values, is_open = {":id": item["id"]}, "attribute_exists(#PK) AND attribute_not_exists(#followed_by)"
        writes.append(table.update(_key(event_id, last), "SET #followed_by = :id", values, is_open))
    table.transact(writes)


def _key(event_id: str, asked: MealOrder | MealBatch) -> keys.Key:
    return (keys.order if isinstance(asked, MealOrder) else keys.batch)(event_id, asked.id)
