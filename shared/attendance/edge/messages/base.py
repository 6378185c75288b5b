"""What every message shares: unknown fields are refused, so that a typing error is never ignored."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)

from attendance.domain import instant
from attendance.domain.problem import several
from attendance.edge.http import ID_PATTERN, Request
from attendance.edge.messages.lines import line, linkless


def distinct(chosen: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(chosen)) < len(chosen):
        raise ValueError("names something twice")
    return chosen


def among(values: Collection[str]) -> Callable[[str], str]:
    """Return a check that a text is one of some."""

    def check(value: str) -> str:
        if value not in values:
            raise ValueError(f"is one of {', '.join(values)}")
        return value

    return check


def enum(values: Collection[str]) -> WithJsonSchema:
    """Return what the contract says of a text that is one of some."""
    return WithJsonSchema({"type": "string", "enum": sorted(values)})


# A name that a client gives what it sends, so that it may be sent again: too long to be met by chance.
SENDING_PATTERN = r"^[A-Za-z0-9_-]{16,64}$"
DATE_TIME = WithJsonSchema({"type": "string", "format": "date-time"})
type Instant = Annotated[datetime, BeforeValidator(instant.moment), DATE_TIME]
type Line = Annotated[str, AfterValidator(line)]
# What somebody is called, as a mail or a page tells others.
type Called = Annotated[Line, AfterValidator(linkless)]
type Id = Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}$")]
type Ids = Annotated[tuple[Id, ...], Field(max_length=20, strict=False), AfterValidator(distinct)]


def _given(consent: bool) -> bool:
    if not consent:
        raise ValueError("is needed: it must be true")
    return consent


# A literal true would take 1 and 1.0 for it.
type Consent = Annotated[bool, AfterValidator(_given), WithJsonSchema({"type": "boolean", "const": True})]


class Message(BaseModel):
    """What all messages share: no unknown field, and no value that only resembles the right one."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def read[M: Message](kind: type[M], request: Request) -> M:
    """Return a request's body as a message. Raises Problem with every field that is wrong."""
    try:
        return kind.model_validate(request.json())
    except ValidationError as error:
        wrong = [
            {"field": ".".join(str(part) for part in e["loc"]) or "body", "message": e["msg"]}
            for e in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise several(wrong) from None
