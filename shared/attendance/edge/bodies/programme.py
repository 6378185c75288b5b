"""Organisers' alterations of the programme: only what shall be otherwise is sent."""

from typing import Annotated

from pydantic import AfterValidator, Field

from attendance.domain.programme_alteration import ALTERABLE, Key, Value
from attendance.edge.bodies.base import Body, Id, Instant, Line, distinct
from attendance.edge.bodies.organisers import AtelierBody
from attendance.vocabulary.limits import ALTERED_AT_ONCE, ROOM_CHARACTERS

type Some[M: Body] = Annotated[dict[Id, M], Field(max_length=ALTERED_AT_ONCE)]


class HeldBody(Body):
    """The hours of a session, or of a series of ateliers, whose doors move along."""

    starts_at: Instant | None = None
    ends_at: Instant | None = None


class DoorBody(Body):
    """The hours and the room of a checkpoint that is no atelier's door."""

    opens_at: Instant | None = None
    closes_at: Instant | None = None
    room: Annotated[Line, Field(max_length=ROOM_CHARACTERS)] | None = None


class ProgrammeBody(Body):
    """What shall be otherwise, by id. With a `revision`, only if nobody changed the programme since."""

    sessions: Some[HeldBody] = Field(default={})
    slots: Some[HeldBody] = Field(default={})
    ateliers: Some[AtelierBody] = Field(default={})
    checkpoints: Some[DoorBody] = Field(default={})
    revision: Annotated[int, Field(ge=0)] | None = None

    @property
    def values(self) -> dict[Key, Value]:
        """What is wanted, by its key."""
        return {
            (sort, thing, name): value
            for sort, names in ALTERABLE.items()
            for thing, wanted in getattr(self, sort).items()
            for name in names
            if (value := getattr(wanted, name)) is not None
        }


class MovedBody(Body):
    """Mails those who booked the ateliers that moved with a revision, at most a hundred a call.

    `page` is the `next` of the answer before.
    """

    revision: Annotated[int, Field(ge=1)]
    ateliers: Annotated[
        tuple[Id, ...],
        Field(min_length=1, max_length=ALTERED_AT_ONCE, strict=False),
        AfterValidator(distinct),
    ]
    page: Id | None = None
