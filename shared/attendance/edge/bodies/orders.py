"""What an organiser orders of the caterer, and what both say of it."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from attendance.domain.catering import LEAST_SERVICE_LEVEL, MOST_SERVICE_LEVEL
from attendance.edge.bodies.addresses import Email
from attendance.edge.bodies.base import SENDING_PATTERN, Body, Called, Id, Language
from attendance.vocabulary.limits import DIETS_ORDERED, LABEL_CHARACTERS, PLATES

type Plates = Annotated[int, Field(ge=0, le=PLATES)]
type Meals = Annotated[dict[Id, Plates], Field(max_length=DIETS_ORDERED)]
type SendingId = Annotated[str, StringConstraints(pattern=SENDING_PATTERN)]


class MealOrderBody(Body):
    """How many plates of each diet the caterer is asked for, and by what they were counted.

    They cover the demand with the `service_level`; without one, they are all that was booked. `contact` is whom
    the caterer may ask; without it, that is the event's contact.
    """

    order_id: SendingId
    email: Email
    meals: Meals
    service_level: Annotated[float, Field(ge=LEAST_SERVICE_LEVEL, le=MOST_SERVICE_LEVEL)] | None = None
    contact: Annotated[Called, Field(max_length=LABEL_CHARACTERS)] = ""
    language: Language | None = None

    @model_validator(mode="after")
    def _orders_something(self) -> Self:
        if not any(self.meals.values()):
            raise ValueError("orders no meal")
        return self

    @property
    def chosen(self) -> dict[str, Any]:
        """What was sent of an order, as the order has it."""
        return {
            "meals": _some(self.meals),
            "email": self.email,
            "service_level": self.service_level,
            "contact": self.contact,
        }


class MealBatchBody(Body):
    """How many plates of each diet are to be made beside those that were ordered; of none, that no more are.

    The decision `rests_on` what `decided_last` told; without it, it is added to whatever stands.
    """

    batch_id: SendingId
    meals: Meals
    rests_on: SendingId | None = None

    @property
    def chosen(self) -> dict[str, int]:
        return _some(self.meals)


class ReceiptBody(Body):
    """The order, or the batch, that the caterer has received."""

    id: SendingId


def _some(meals: Mapping[str, int]) -> dict[str, int]:
    return {diet: plates for diet, plates in meals.items() if plates}
