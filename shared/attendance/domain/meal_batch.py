"""A second batch: what was decided of more meals after the caterer's order, and what both ask for together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from attendance.domain.catering import Lunch
from attendance.domain.frozen import frozen
from attendance.domain.journal import Act
from attendance.domain.meal_order import MealOrder, plates, second_batch, standing
from attendance.domain.problem import Problem, invalid
from attendance.vocabulary.codes import ActKind


@frozen
class MealBatch:
    """How many more plates of each diet are to be made; none, where it was decided that no more are.

    It is added to the order before it, and the next order replaces both. `by` and `role` are who decided.
    `short` is how many were missing then by the forecast: a decision stands until it is more.
    """

    id: str
    at: datetime
    by: str
    role: str
    meals: Mapping[str, int]
    short: int = 0
    received_at: datetime | None = None
    followed_by: str | None = None

    @property
    def count(self) -> int:
        return sum(self.meals.values())

    @property
    def act(self) -> Act:
        return Act(self.id, self.at, self.by, ActKind.BATCH_DECIDED, details={"more": self.count})


def together(orders: Iterable[MealOrder], batches: Iterable[MealBatch]) -> MealOrder | None:
    """Return the order that stands, with what the batches since have added to it."""
    order = standing(orders)
    if order is None:
        return None
    meals = Counter(order.meals)
    for batch in batches:
        if batch.at >= order.at:
            meals.update(batch.meals)
    return replace(order, meals=dict(meals))


def missing(stands: MealOrder | None, lunch: Lunch) -> int:
    """Return how many plates the forecast asks for beyond what stands; none before an order."""
    return sum(second_batch(stands.meals, plates(lunch, stands.service_level)).values()) if stands else 0


def decided_last(orders: Iterable[MealOrder], batches: Iterable[MealBatch]) -> MealOrder | MealBatch | None:
    """Return the order or the batch that nothing follows yet: the newest, as older ones may not say what followed."""
    everything: list[MealOrder | MealBatch] = [*orders, *batches]
    return max((one for one in everything if not one.followed_by), key=lambda one: (one.at, one.id), default=None)


def check(meals: Mapping[str, int], lunch: Lunch) -> None:
    """Raise Problem for diets that this event lacks."""
    if unknown := meals.keys() - lunch.diets.keys():
        raise invalid("meals", f"has diets that this event lacks: {', '.join(sorted(unknown))}")


def check_current(rests_on: str | None, last: MealOrder | MealBatch | None, stands: MealOrder | None) -> None:
    """Raise Problem, with what stands, for a decision that was made before somebody else's was known."""
    if last and rests_on not in (None, last.id):
        plates = dict(stands.meals) if stands else {}
        raise Problem("decided_meanwhile", "More was decided meanwhile.", decided_last=last.id, meals=plates)
