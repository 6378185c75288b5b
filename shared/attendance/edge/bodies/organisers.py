"""Organisers' bodies: invitations, settlements, offers, and changes during the day."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from attendance.domain.passes import Shift
from attendance.edge.bodies.addresses import Email
from attendance.edge.bodies.base import (
    MAIL_PATTERN,
    SENDING_PATTERN,
    Body,
    Called,
    Id,
    Ids,
    Instant,
    Language,
    Line,
    Lines,
    among,
    distinct,
    enum,
)
from attendance.vocabulary import codes
from attendance.vocabulary.limits import (
    CARDS_AT_ONCE,
    LABEL_CHARACTERS,
    MESSAGE_CHARACTERS,
    ROOM_CHARACTERS,
    SEATS,
    SETTLEMENT_CHARACTERS,
    SHIFTS,
    SUBJECT_CHARACTERS,
    WRITTEN_TO_AT_ONCE,
)

type Secret = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
type PassId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
type Role = Annotated[str, AfterValidator(among(codes.INVITED)), enum(codes.INVITED)]


class ShiftBody(Body):
    """Where the holder of a pass is due, from when to when. It permits nothing."""

    checkpoint: Id
    starts_at: Instant
    ends_at: Instant


type Label = Annotated[Called, Field(max_length=LABEL_CHARACTERS)]
type Schedule = Annotated[tuple[ShiftBody, ...], Field(max_length=SHIFTS, strict=False)]


_OF_THE_CALL = {"email", "language", "invitation_id", "replaces"}


class _PassFields(Body):
    label: Label = ""
    checkpoints: Ids = ()
    supervisor: bool = False
    walk_ins: bool = False
    expires_at: Instant | None = None
    schedule: Schedule = ()

    @property
    def chosen(self) -> dict[str, Any]:
        """What was sent of a pass, as the pass has it."""
        sent = {name: getattr(self, name) for name in self.model_fields_set - _OF_THE_CALL}
        sent = {name: value for name, value in sent.items() if value is not None}
        if "schedule" in sent:
            sent["schedule"] = tuple(Shift(one.checkpoint, one.starts_at, one.ends_at) for one in sent["schedule"])
        return sent


class PassBody(_PassFields):
    """An invitation. The holder of a volunteer's pass without a label gives a name on the phone.

    To an `email`, the link is sent at once, in the `language`; the address is not kept. The same `invitation_id`
    from the same pass again is the same link, mailed again. What `replaces` another pass ends
    it, and what is left out is as it was there.
    """

    role: Role
    invitation_id: Annotated[str, StringConstraints(pattern=SENDING_PATTERN)] | None = None
    replaces: PassId | None = None
    email: Email | None = None
    language: Language | None = None


class PassChangeBody(_PassFields):
    """What changes of a pass: its doors, schedule, name, permissions or end. What is left out stays."""

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.chosen:
            raise ValueError("changes nothing")
        return self


class CardsBody(Body):
    """The secrets of staff links to print as cards."""

    passes: Annotated[
        tuple[Secret, ...], Field(min_length=1, max_length=CARDS_AT_ONCE, strict=False), AfterValidator(distinct)
    ]
    language: Language | None = None


class SettlementBody(Body):
    """How an organiser settled a conflict: what the phone decided stays, or with `undo` counts no more."""

    note: Annotated[Line, Field(max_length=SETTLEMENT_CHARACTERS)] = ""
    undo: bool = False


class AtelierBody(Body):
    """A new room or capacity of an atelier; one left out stays. The capacity may be below the taken seats."""

    room: Annotated[Line, Field(min_length=1, max_length=ROOM_CHARACTERS)] | None = None
    capacity: Annotated[int, Field(ge=0, le=SEATS)] | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.room is None and self.capacity is None:
            raise ValueError("has neither a room nor a capacity")
        return self


class TextBody(Body):
    """What an organiser writes to some people. The same under its `message_id` may be sent again, and to others."""

    message_id: Annotated[str, StringConstraints(pattern=MAIL_PATTERN)]
    subject: Annotated[Line, Field(min_length=1, max_length=SUBJECT_CHARACTERS)]
    text: Annotated[Lines, Field(min_length=1, max_length=MESSAGE_CHARACTERS)]
    attendees: Annotated[
        tuple[Id, ...],
        Field(min_length=1, max_length=WRITTEN_TO_AT_ONCE, strict=False),
        AfterValidator(distinct),
    ]

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.subject and self.text):
            raise ValueError("a message needs a subject and a text that can be seen")
        return self


class OfferBody(Body):
    """The person to whom an organiser offers a seat: a chosen one, or the longest-waiting.

    An offer that is sent again under its `offer_id` is the same one, and holds no second seat.
    """

    attendee_id: Id | None = None
    offer_id: Annotated[str, StringConstraints(pattern=SENDING_PATTERN)] | None = None


class ReleaseBody(Body):
    """Releases the seats of absent people. `page` is the `next` of the answer before; without it, from the start.

    `anyway`, even if phones at the door may hold scans of people who are there.
    """

    page: Id | None = None
    anyway: bool = False


class DayEndBody(Body):
    """Everybody still inside leaves; `early` permits this before the programme has ended."""

    page: Id | None = None
    early: bool = False


class UndoScansBody(Body):
    """Undoes every scan of a pass."""

    page: Id | None = None
