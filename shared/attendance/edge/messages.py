"""What clients send, checked: unknown fields are refused, so that a typing error is never ignored."""

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from attendance.domain import instant
from attendance.domain.attendee import KINDS, Attendee
from attendance.domain.passes import STAFF, Pass
from attendance.domain.programme import DIETS, Programme
from attendance.domain.scan import VERDICTS, VERDICTS_OF, Scan
from attendance.edge import problems
from attendance.edge.http import Request
from attendance.edge.problems import Problem
from attendance.store.tallies import PhoneStatus

MOST_SCANS = 50


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise ValueError("a time is ISO 8601 text with an offset")  # noqa: TRY004 - pydantic collects ValueErrors
    return instant.moment(value)


def _printable(text: str) -> str:
    """Refuse what no name has and what would disturb a list: control, private and unassigned characters."""
    if any(unicodedata.category(c) in ("Cc", "Co", "Cn", "Zl", "Zp") for c in text):
        raise ValueError("holds a character that cannot be printed")
    return text


def _encodable(value: Any) -> Any:
    """Let any scanned text through: half a surrogate pair, too, is simply no badge."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _among(values: Collection[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in values:
            raise ValueError(f"is one of {', '.join(values)}")
        return value

    return check


type Instant = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
type Line = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_printable)]
type Kind = Annotated[str, AfterValidator(_among(KINDS)), Field(json_schema_extra={"enum": list(KINDS)})]
type Diet = Annotated[str, AfterValidator(_among(DIETS)), Field(json_schema_extra={"enum": list(DIETS)})]
type Role = Annotated[str, AfterValidator(_among(STAFF)), Field(json_schema_extra={"enum": list(STAFF)})]
type Verdict = Annotated[str, AfterValidator(_among(VERDICTS)), Field(json_schema_extra={"enum": sorted(VERDICTS)})]
type Name = Annotated[Line, Field(min_length=1, max_length=80)]
type Text = Annotated[Line, Field(max_length=200)]
type Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
type Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=254,
        pattern=r"^[^\s@,;:<>()\[\]\\\"\x00-\x1f]+@[^\s@,;:<>()\[\]\\\"\x00-\x1f]+\.[^\s@,;:<>()\[\]\\\".\x00-\x1f]+$",
    ),
]
type Choices = Annotated[tuple[Id, ...], Field(max_length=20), AfterValidator(_distinct)]


def _distinct(chosen: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(chosen)) < len(chosen):
        raise ValueError("names something twice")
    return chosen


class Message(BaseModel):
    """What all messages share: no unknown field, and no value that only resembles the right one."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ScanMessage(Message):
    """One scan of a batch."""

    scan_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
    badge: Annotated[str, BeforeValidator(_encodable)] | None = None
    attendee_id: Id | None = None
    checkpoint: Id
    direction: Literal["in", "out"] = "in"
    at: Instant
    override: bool = False
    offline: Verdict | None = None

    @model_validator(mode="after")
    def _names_one_person(self) -> Self:
        if (self.badge is None) == (self.attendee_id is None):
            raise ValueError("exactly one of badge and attendee_id is needed")
        if self.offline is not None and self.offline not in VERDICTS_OF[self.direction]:
            raise ValueError(f"{self.offline} is no verdict of direction {self.direction}")
        return self

    def scan(self, programme: Programme) -> Scan:
        """Return this as a scan of the programme. Raises Problem for a checkpoint that it lacks."""
        checkpoint = programme.checkpoint(self.checkpoint)
        if checkpoint is None:
            raise problems.invalid("checkpoint", f"there is no checkpoint {self.checkpoint!r}")
        return Scan(
            self.scan_id,
            checkpoint,
            self.direction,
            self.at,
            self.badge,
            self.attendee_id,
            self.override,
            self.offline,
        )


class BatchMessage(Message):
    """Scans that a phone brings. An empty list is its heartbeat. Each scan is checked on its own."""

    sent_at: Instant
    device: Id | None = None
    outbox: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    battery: Annotated[int, Field(ge=0, le=100)] | None = None
    scans: Annotated[list[Any], WithJsonSchema({"type": "array", "maxItems": MOST_SCANS})]

    def status(self, holder: Pass, now: datetime) -> PhoneStatus:
        """Return what the phone says of itself; its clock is compared with ours."""
        skew = (self.sent_at - now).total_seconds()
        return PhoneStatus(holder.id, self.device or holder.id, now, self.outbox, skew, self.battery)


class ChoicesMessage(Message):
    """What a registered person may change."""

    given_name: Name | None = None
    family_name: Name | None = None
    email: Email | None = None
    organisation: Text | None = None
    kind: Kind | None = None
    ateliers: Annotated[Choices, Field(strict=False)] | None = None
    lunch: bool | None = None
    diet: Diet | None = None
    village: bool | None = None
    drink: bool | None = None
    language: Literal["fr", "en"] | None = None

    @model_validator(mode="after")
    def _clears_nothing(self) -> Self:
        cleared = [name for name in self.model_fields_set if getattr(self, name) is None]
        if cleared:
            raise ValueError(f"{cleared[0]} cannot be null; leave it out to keep it")
        return self

    def amended(self, attendee: Attendee) -> Attendee:
        """Return an attendee with these choices. Who no longer lunches has no diet, unless one is given."""
        changes = {name: getattr(self, name) for name in self.model_fields_set}
        if changes.get("lunch") is False:
            changes.setdefault("diet", "none")
        return replace(attendee, **changes)


class RegistrationMessage(Message):
    """A registration."""

    given_name: Name
    family_name: Name
    email: Email | None = None
    organisation: Text = ""
    kind: Kind = "participant"
    ateliers: Annotated[Choices, Field(strict=False)] = ()
    lunch: bool = False
    diet: Diet = "none"
    village: bool = False
    drink: bool = False
    language: Literal["fr", "en"] = "fr"
    consent: Literal[True]
    registration_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,64}$")] | None = None

    def attendee(self, attendee_id: str, signature: bytes, now: datetime) -> Attendee:
        """Return the person who registers, with the first issue of their badge."""
        told = self.model_dump(exclude={"consent", "registration_id"})
        return Attendee(id=attendee_id, registered_at=now, signatures=(signature,), **told)


class PassMessage(Message):
    """An invitation."""

    role: Role
    label: Annotated[Line, Field(min_length=1, max_length=60)]
    checkpoints: Annotated[Choices, Field(strict=False)] = ()
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


def read[M: Message](kind: type[M], request: Request) -> M:
    """Return a request's body as a message. Raises Problem with every field that is wrong."""
    return checked(kind, request.json())


def batch(request: Request) -> BatchMessage:
    """Return a batch. Too many scans are told as such, before anything in them is looked at."""
    body = request.json()
    if isinstance(body, dict) and isinstance(body.get("scans"), list) and len(body["scans"]) > MOST_SCANS:
        raise Problem("payload_too_large", f"A request carries at most {MOST_SCANS} scans.")
    return checked(BatchMessage, body)


def checked[M: Message](kind: type[M], body: Any) -> M:
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        wrong = [
            {"field": ".".join(str(part) for part in e["loc"]) or "body", "message": e["msg"]}
            for e in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        detail = "; ".join(f"{w['field']}: {w['message']}" for w in wrong)
        raise Problem("invalid_request", detail, errors=wrong) from None
