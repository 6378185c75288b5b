"""What was ordered of the caterer: stored before it is mailed, so that it is mailed once."""

from dataclasses import replace

from attendance.domain.mails import Outcome
from attendance.domain.meal_order import MealOrder
from attendance.store import acts, items, keys, table


def find(event_id: str, order_id: str) -> MealOrder | None:
    item = table.get(keys.order(event_id, order_id))
    return items.to(MealOrder, item) if item else None


def listed(event_id: str) -> list[MealOrder]:
    """Return every order, the newest first."""
    found = [items.to(MealOrder, item) for item in table.partition(keys.orders(event_id))]
    return sorted(found, key=lambda order: (order.at, order.id), reverse=True)


def begin(event_id: str, order: MealOrder, purge_at: int) -> None:
    """Store an order that is about to be mailed, with its act. Raises Contended if it was begun before."""
    item = {**keys.order(event_id, order.id), "type": "order", **items.of(order), "purge_at": purge_at}
    table.transact([table.put(item, "attribute_not_exists(#PK)"), *acts.writes(event_id, order.act, purge_at)])


def store_outcome(event_id: str, order: MealOrder, outcome: Outcome, purge_at: int) -> MealOrder:
    """Store what became of the mail, in the order's act too, and return the order."""
    after, values = replace(order, state=outcome.state, error=outcome.error), {":state": outcome.state}
    values[":error"] = outcome.error or ""
    told = table.update(keys.order(event_id, order.id), "SET #state = :state, #error = :error", values)
    table.transact([told, *acts.writes(event_id, after.act, purge_at)])
    return after
