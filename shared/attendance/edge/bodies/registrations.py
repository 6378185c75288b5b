"""The bodies of people who register, and of those who change their registration."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, JsonValue, StringConstraints, WithJsonSchema, model_validator

from attendance.domain import questions
from attendance.domain.attendee import CHOSEN, Attendee
from attendance.domain.badge import LAST_ISSUE
from attendance.domain.programme import Programme
from attendance.domain.registration import queued
from attendance.edge.bodies.addresses import Email
from attendance.edge.bodies.base import (
    MAIL_PATTERN,
    SENDING_PATTERN,
    Body,
    Called,
    Consent,
    Id,
    Ids,
    Language,
    Line,
    among,
    enum,
    read,
)
from attendance.edge.http import Request
from attendance.services.email_address import as_mailed
from attendance.vocabulary import codes
from attendance.vocabulary.codes import NO_DIET
from attendance.vocabulary.fields import longest
from attendance.vocabulary.limits import MEMO_CHARACTERS

type Kind = Annotated[str, AfterValidator(among(codes.Kind)), enum(codes.Kind)]
type Diet = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$"),
    WithJsonSchema({"type": "string", "description": "One of the programme's `diets`."}),
]
type Name = Annotated[Called, Field(min_length=1, max_length=longest("given_name"))]
type Organisation = Annotated[Called, Field(max_length=longest("organisation"))]
type Memo = Annotated[Line, Field(max_length=MEMO_CHARACTERS)]
type Stand = Annotated[Called, Field(max_length=longest("stand"))]

# Whether an answer fits its question, the rules say.
_ONE = [{"type": kind} for kind in ("string", "number", "boolean", "null")]
type Answer = Annotated[JsonValue, WithJsonSchema({"anyOf": [*_ONE, {"type": "array", "items": {"type": "string"}}]})]
type Answers = Annotated[dict[Id, Answer], Field(max_length=50)]

_NULL = {"pending_email"}
_CHOSEN = {*CHOSEN} - {"waiting"}


class ChoicesBody(Body):
    """What a registered person may change. Null, or the present address, withdraws a pending one.

    Answers that are not named stay; one that is null is taken back.
    """

    given_name: Name | None = None
    family_name: Name | None = None
    email: Email | None = None
    pending_email: None = None
    organisation: Organisation | None = None
    kind: Kind | None = None
    stand: Stand | None = None
    ateliers: Ids | None = None
    waiting: Ids | None = None
    lunch: bool | None = None
    diet: Diet | None = None
    village: bool | None = None
    drink: bool | None = None
    language: Language | None = None
    answers: Answers | None = None

    @model_validator(mode="after")
    def _clears_nothing(self) -> Self:
        cleared = [name for name in self.model_fields_set - _NULL if getattr(self, name) is None]
        if cleared:
            raise ValueError(f"{cleared[0]} cannot be null; leave it out to keep it")
        return self

    def amended(self, attendee: Attendee, programme: Programme, now: datetime) -> Attendee:
        """Return an attendee with these choices.

        Without lunch there is no diet, and without exhibiting no stand, unless the body gives one. Answers to
        what is not asked of the kind are dropped. Raises ImpossibleChoice.
        """
        changes = {name: getattr(self, name) for name in self.model_fields_set & _CHOSEN}
        if self.model_fields_set & {"email", *_NULL}:
            changes["pending"] = None
        if attendee.email and self.email == as_mailed(attendee.email):
            # The same mailbox keeps the stored spelling of its address.
            del changes["email"]
        if changes.get("lunch") is False:
            changes.setdefault("diet", NO_DIET)
        if changes.get("kind", codes.Kind.EXHIBITOR) != codes.Kind.EXHIBITOR:
            changes.setdefault("stand", "")
        if self.waiting is not None:
            changes["waiting"] = queued(attendee.waiting, self.waiting, now)
        kind = changes.get("kind", attendee.kind)
        changes["answers"] = questions.answered(programme.asked_at(now), attendee.answers, self.answers or {}, kind)
        return replace(attendee, **changes)


class CorrectionBody(ChoicesBody):
    """What an organiser may change of somebody's registration; with `notify` false, they are not mailed.

    No mail tells of a `memo`, what the staff notes about them. An empty one is at no door.
    """

    move_to: Id | None = None
    notify: bool = True
    memo: Memo | None = None
    memo_at_doors: bool | None = None

    def amended(self, attendee: Attendee, programme: Programme, now: datetime) -> Attendee:
        amended = super().amended(attendee, programme, now)
        if self.move_to:
            amended = amended.moved_to(self.move_to, programme)
        memo = amended.memo if self.memo is None else self.memo
        at_doors = amended.memo_at_doors if self.memo_at_doors is None else self.memo_at_doors
        return replace(amended, memo=memo, memo_at_doors=at_doors and bool(memo))


class MailAgainBody(Body):
    """Where to mail somebody's badge and link; without an address, to the one that they have.

    A mail that is sent again under its `mail_id` is the same one.
    """

    email: Email | None = None
    mail_id: Annotated[str, StringConstraints(pattern=MAIL_PATTERN)] | None = None

    @property
    def choices(self) -> ChoicesBody:
        return ChoicesBody(email=self.email) if self.email else ChoicesBody()


class ReissueBody(Body):
    """The lost issue of a badge: sent again, it is replaced only once."""

    issue: Annotated[int, Field(ge=1, le=LAST_ISSUE)]


def lost_issue(request: Request) -> int | None:
    """Return the lost issue of a badge; None if the request does not say. Raises Problem."""
    return read(ReissueBody, request).issue if request.raw_body else None


class RegistrationBody(Body):
    """A registration."""

    given_name: Name
    family_name: Name
    email: Email | None = None
    organisation: Organisation = ""
    kind: Kind = codes.Kind.PARTICIPANT
    stand: Stand = ""
    ateliers: Ids = ()
    waiting: Ids = ()
    lunch: bool = False
    diet: Diet = NO_DIET
    village: bool = False
    drink: bool = False
    language: Language | None = None
    answers: Annotated[Answers, Field(default_factory=dict)]
    consent: Consent
    registration_id: Annotated[str, StringConstraints(pattern=SENDING_PATTERN)] | None = None

    def applicant(self, programme: Programme, now: datetime) -> Attendee:
        """Return the person who registers, without an id and a badge as yet. Raises ImpossibleChoice."""
        fields = self.model_dump(exclude={"consent", "registration_id", "waiting", "answers"})
        answers = questions.answered(programme.asked_at(now), (), self.answers, self.kind)
        fields["language"] = self.language or programme.language
        return Attendee(id="", registered_at=now, waiting=queued((), self.waiting, now), answers=answers, **fields)
