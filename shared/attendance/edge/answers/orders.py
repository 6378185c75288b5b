"""Answers about what the caterer was asked to prepare."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from attendance.domain.catering import Lunch
from attendance.domain.mails_at_once import told
from attendance.domain.meal_batch import MealBatch
from attendance.domain.meal_order import MealOrder, plates
from attendance.vocabulary.codes import Role


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
    received_at: datetime | None


class MealBatchShown(TypedDict):
    """A decision about a second batch: how many more, or none; `short` is how many were missing then."""

    batch_id: str
    at: datetime
    by: str
    role: str
    meals: dict[str, int]
    short: int
    received_at: datetime | None


class MealReceipt(TypedDict):
    id: str
    received_at: datetime


def orders(ordered: Iterable[MealOrder], lunch: Lunch, now: datetime, role: str) -> list[MealOrderShown]:
    """Return the orders as somebody of a role may read them: a caterer is told no organiser's name."""
    shown = [order(each, lunch, now) for each in ordered]
    return [{**each, "by": "", "email": ""} for each in shown] if role == Role.CATERER else shown


def batches(decided: Iterable[MealBatch], role: str) -> list[MealBatchShown]:
    return [batch(each, role) for each in decided]


def batch(decided: MealBatch, role: str) -> MealBatchShown:
    return {
        "batch_id": decided.id,
        "at": decided.at,
        "by": "" if role == Role.CATERER else decided.by,
        "role": decided.role,
        "meals": dict(decided.meals),
        "short": decided.short,
        "received_at": decided.received_at,
    }


def receipt(asked_id: str, received_at: datetime) -> MealReceipt:
    return {"id": asked_id, "received_at": received_at}


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
        "received_at": ordered.received_at,
    }
