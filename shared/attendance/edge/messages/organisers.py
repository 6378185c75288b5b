"""What organisers send: invitations and settlements."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from attendance.domain.passes import ORGANISER, STAFF, VOLUNTEER
from attendance.edge.messages.base import SENDING_PATTERN, Id, Ids, Instant, Line, Message, among, enum

type Role = Annotated[str, AfterValidator(among(STAFF)), enum(STAFF)]


class PassMessage(Message):
    """An invitation. Who holds a volunteer's pass without a label gives a name on the phone."""

    role: Role
    label: Annotated[Line, Field(max_length=60)] = ""
    checkpoints: Ids = ()
    supervisor: bool = False
    walk_ins: bool = False
    expires_at: Instant | None = None

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        if self.role == VOLUNTEER and not self.checkpoints:
            raise ValueError("a volunteer's pass needs checkpoints")
        return self

    @model_validator(mode="after")
    def _settles_by_name(self) -> Self:
        if self.role == ORGANISER and not self.label:
            raise ValueError("an organiser's pass needs a label: what they settle is signed with it")
        return self


class SettlementMessage(Message):
    """How an organiser settled a conflict."""

    note: Annotated[Line, Field(max_length=500)] = ""


class OfferMessage(Message):
    """To whom an organiser offers a seat: somebody chosen, or who has waited longest.

    An offer that is sent again under its `offer_id` is the same one, and holds no second seat.
    """

    attendee_id: Id | None = None
    offer_id: Annotated[str, StringConstraints(pattern=SENDING_PATTERN)] | None = None
