"""What an organiser orders of the caterer."""

from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from attendance.domain.catering import LEAST_SERVICE_LEVEL, MOST_SERVICE_LEVEL
from attendance.edge.bodies.addresses import Email
from attendance.edge.bodies.base import SENDING_PATTERN, Body, Called, Id
from attendance.edge.bodies.registrations import Language
from attendance.vocabulary.limits import DIETS_ORDERED, LABEL_CHARACTERS, PLATES

type Plates = Annotated[int, Field(ge=0, le=PLATES)]


class MealOrderBody(Body):
    """How many plates of each diet the caterer is asked for, and by what they were counted.

    They cover the demand with the `service_level`; without one, they are all that was booked. `contact` is whom
    the caterer may ask; without it, that is the event's contact.
    """

    order_id: Annotated[str, StringConstraints(pattern=SENDING_PATTERN)]
    email: Email
    meals: Annotated[dict[Id, Plates], Field(max_length=DIETS_ORDERED)]
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
        meals = {diet: plates for diet, plates in self.meals.items() if plates}
        return {"meals": meals, "email": self.email, "service_level": self.service_level, "contact": self.contact}
