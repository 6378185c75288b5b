"""Shared by all bodies: unknown fields are refused, so that a typing error is never ignored."""

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
from attendance.domain.typed_text import cleaned, cleaned_lines, linkless
from attendance.edge.http import ID_PATTERN, Request


def distinct(chosen: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(chosen)) < len(chosen):
        raise ValueError("names something twice")
    return chosen


def among(values: Collection[str]) -> Callable[[str], str]:
    """Return a check that a text is one of the given ones."""

    def check(value: str) -> str:
        if value not in values:
            raise ValueError(f"is one of {', '.join(values)}")
        return value

    return check


def enum(values: Collection[str]) -> WithJsonSchema:
    """Return the contract's schema of a text that is one of the given ones."""
    return WithJsonSchema({"type": "string", "enum": sorted(values)})


# A client's name for a request, so that it may be sent again: too long to collide by chance.
SENDING_PATTERN = r"^[A-Za-z0-9_-]{16,64}$"
# The same for a mail, of which it becomes a part of the reason.
MAIL_PATTERN = r"^[A-Za-z0-9_-]{16,50}$"
DATE_TIME = WithJsonSchema({"type": "string", "format": "date-time"})
type Instant = Annotated[datetime, BeforeValidator(instant.moment), DATE_TIME]
type Line = Annotated[str, AfterValidator(cleaned)]
type Lines = Annotated[str, AfterValidator(cleaned_lines)]
# A name that mails or pages show to others.
type Called = Annotated[Line, AfterValidator(linkless)]
type Id = Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}$")]
type Language = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,3}$"),
    WithJsonSchema({"type": "string", "description": "One of the programme's `languages`."}),
]
type Ids = Annotated[tuple[Id, ...], Field(max_length=20, strict=False), AfterValidator(distinct)]


def _given(consent: bool) -> bool:
    if not consent:
        raise ValueError("is needed: it must be true")
    return consent


# Literal[True] would accept 1 and 1.0 too.
type Consent = Annotated[bool, AfterValidator(_given), WithJsonSchema({"type": "boolean", "const": True})]


class Body(BaseModel):
    """A request's body: no unknown field, and no value that only resembles the right type.

    Its checks are made when it is first read: no function that starts waits for those of messages it may never get.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def read[M: Body](kind: type[M], request: Request) -> M:
    """Return a request's body, checked. Raises Problem with every invalid field."""
    try:
        return kind.model_validate(request.json())
    except ValidationError as error:
        wrong = [
            {"field": ".".join(str(part) for part in e["loc"]) or "body", "message": e["msg"]}
            for e in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise several(wrong) from None
