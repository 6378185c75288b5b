"""Answers about what the caterer was asked to prepare."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from attendance.domain.catering import Lunch
from attendance.domain.mails_at_once import told
from attendance.domain.meal_order import MealOrder, plates


class MealOrderShown(TypedDict):
    """An order, what became of its mail, and the plates of an order that is made now in the same way."""

    order_id: str
    at: datetime
    by: str
    email: str
    contact: str
    meals: dict[str, int]
    meals_now: dict[str, int]
    service_level: float | None
    state: str
    error: str | None


def orders(ordered: Iterable[MealOrder], lunch: Lunch, now: datetime) -> list[MealOrderShown]:
    return [order(each, lunch, now) for each in ordered]


def order(ordered: MealOrder, lunch: Lunch, now: datetime) -> MealOrderShown:
    return {
        "order_id": ordered.id,
        "at": ordered.at,
        "by": ordered.by,
        "email": ordered.email,
        "contact": ordered.contact,
        "meals": dict(ordered.meals),
        "meals_now": plates(lunch, ordered.service_level),
        "service_level": ordered.service_level,
        "state": told(ordered.state, ordered.at, now),
        "error": ordered.error or None,
    }
