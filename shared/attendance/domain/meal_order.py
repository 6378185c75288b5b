"""The caterer's order: how many plates of each diet to prepare, and what was mailed when to whom."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from attendance.domain.catering import Lunch
from attendance.domain.frozen import frozen
from attendance.domain.journal import Act
from attendance.domain.problem import IdReused
from attendance.vocabulary.codes import NO_DIET, ActKind, MailState


@frozen
class MealOrder:
    """An order as an organiser confirmed it, and what became of its mail.

    It covers the demand with the `service_level`; without one, it is all that was booked. `contact` is whom
    the caterer may ask: a telephone number, say. An order replaces the one before it. It was received when the
    caterer, or an organiser who asked them, said so. `followed_by` is what was decided next, an order or a batch.
    """

    id: str
    at: datetime
    by: str
    email: str
    meals: Mapping[str, int]
    language: str
    service_level: float | None = None
    contact: str = ""
    state: str = MailState.SENDING
    error: str | None = None
    received_at: datetime | None = None
    followed_by: str | None = None

    @property
    def count(self) -> int:
        return sum(self.meals.values())

    def sent_before(self, first: "MealOrder") -> "MealOrder":
        """Return what was sent first under this id, if it is the same. Raises IdReused."""
        if (self.by, self.email, self.meals, self.contact) != (first.by, first.email, first.meals, first.contact):
            raise IdReused
        return first

    @property
    def may_have_arrived(self) -> bool:
        return self.state != MailState.FAILED

    @property
    def act(self) -> Act:
        """The one act of it, which is written anew with what became of its mail."""
        details = {"meals": self.count, "to": self.email, "mail": self.state}
        return Act(self.id, self.at, self.by, ActKind.MEALS_ORDERED, details=details)


def plates(lunch: Lunch, service_level: float | None) -> dict[str, int]:
    """Return how many plates of each diet cover the demand, or are booked; they add up to the order.

    Each diet has as many as it takes by itself. Who has none can eat any plate, so these share what is left of
    the whole: a margin for each diet and one for all would be two.
    """
    if service_level is None:
        return {diet: meals.booked for diet, meals in lunch.diets.items() if meals.booked}
    wanted = {diet: forecast.enough(service_level) for diet, forecast in lunch.diet_forecasts.items()}
    of_diets = sum(count for diet, count in wanted.items() if diet != NO_DIET)
    if NO_DIET in wanted:
        wanted[NO_DIET] = max(0, lunch.forecast.enough(service_level) - of_diets)
    return {diet: count for diet, count in wanted.items() if count}


def standing(orders: Iterable[MealOrder]) -> MealOrder | None:
    """Return the order that stands: of these, the newest first, the first that may have reached the caterer."""
    return next((order for order in orders if order.may_have_arrived), None)


def as_bad_as(service_level: float) -> float:
    """Return as how many meals left over one that is missing is as bad, to who orders for a service level.

    The order that costs least is the newsvendor's: of a missing meal that costs as much as N left over, it covers the
    demand with the probability N / (N + 1) (Arrow, Harris and Marschak, Econometrica 19, 1951, 250-272).
    """
    return service_level / (1 - service_level)


def second_batch(ordered: Mapping[str, int], needed: Mapping[str, int]) -> dict[str, int]:
    """Return the plates that are to be ordered besides those that were; none, if these do.

    What is ordered is paid for, so the least costly second order fills up to what would be ordered now. Who has no
    diet can eat what another diet has too many of.
    """
    short = {diet: max(0, count - ordered.get(diet, 0)) for diet, count in needed.items()}
    of_diets = sum(count for diet, count in short.items() if diet != NO_DIET)
    of_all = sum(needed.values()) - sum(ordered.values())
    short[NO_DIET] = min(short.get(NO_DIET, 0), max(0, of_all - of_diets))
    return {diet: count for diet, count in short.items() if count}
