"""What organisers send: invitations and settlements."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from attendance.domain.passes import STAFF
from attendance.edge.messages.base import Ids, Instant, Line, Message, among, enum

type Role = Annotated[str, AfterValidator(among(STAFF)), enum(STAFF)]


class PassMessage(Message):
    """An invitation."""

    role: Role
    label: Annotated[Line, Field(min_length=1, max_length=60)]
    checkpoints: Ids = ()
    supervisor: bool = False
    walk_ins: bool = False
    expires_at: Instant | None = None

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        if self.role == "volunteer" and not self.checkpoints:
            raise ValueError("a volunteer's pass needs checkpoints")
        return self


class SettlementMessage(Message):
    """How an organiser settled a conflict."""

    note: Annotated[Line, Field(max_length=500)] = ""
