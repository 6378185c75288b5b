"""An organiser's body with a list: its lines, as people wrote them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from attendance.domain.attendee import Attendee
from attendance.domain.lists import LONGEST_CELL, Remark
from attendance.domain.problem import Problem
from attendance.domain.programme import Programme
from attendance.domain.refusals import ImpossibleChoice, Rule
from attendance.domain.typed_text import LinkedError
from attendance.edge.bodies.base import Body, Consent, Id, read
from attendance.edge.bodies.registrations import Memo, RegistrationBody
from attendance.edge.http import ID_PATTERN, Request
from attendance.services.email_address import NOT_AN_ADDRESS
from attendance.vocabulary.limits import LINES_AT_ONCE

_MISSING = ("missing", "is missing")
_TOO_LONG = ("too_long", "is too long")
# Errors that the registration's body may find in a text that could be read.
_CODES = {
    "missing": _MISSING,
    "string_too_short": _MISSING,
    "too_short": _MISSING,
    "string_too_long": _TOO_LONG,
    "too_long": _TOO_LONG,
    NOT_AN_ADDRESS: (NOT_AN_ADDRESS, "is not an e-mail address"),
    "value_error": ("unprintable", "holds a character that cannot be printed"),
}
_OF_ANSWERS = {Rule.ANSWER_TOO_LONG: "too_long", Rule.ANSWER_UNPRINTABLE: "unprintable"}
# Texts of cells, and what to read instead.
Meanings = Annotated[
    dict[Annotated[str, Field(min_length=1, max_length=1_000)], Annotated[str, Field(max_length=200)]],
    Field(max_length=500),
]
_LINKED = ("linked", "holds a web address")
_NAMES = {"given_name", "family_name"}
_WHOLE_NAMES = {"name", "name_family_first"}


# Of a registration, or of an answer to one of the event's questions.
type FieldName = Annotated[str, StringConstraints(pattern=rf"^(answers\.)?{ID_PATTERN}$")]


class LineBody(Body):
    """A line of a list: its number there, and its texts by field.

    It `shares` if the organiser knows that others have its address: then a registered person may have
    it.
    """

    line: Annotated[int, Field(ge=1, le=10_000_000)]
    shares: bool = False
    cells: dict[FieldName, Annotated[str, Field(max_length=LONGEST_CELL)]]


class StatusesBody(Body):
    """What to do with lines whose status means that the person does not come, or not yet.

    `wait` puts them on the waiting lists of wanted ateliers that are full; if none is, the line is left
    out.
    """

    cancelled: Literal["leave_out", "register"] = "leave_out"
    waiting: Literal["leave_out", "register", "wait"] = "leave_out"
    pending: Literal["leave_out", "register"] = "leave_out"


class ImportBody(Body):
    """Lines of a list. `seats` are those that the lines before them would take, for a dry run of a long list.

    By `consent` an organiser asserts that the people of the list agreed to be registered; a line with a cell of that
    name says so itself, and a blank or a no refuses it. `values` are what answers of the list mean, by field: a text as
    the list has it, and what to read instead. With `usual_names`, names in capitals are registered in their usual
    spelling.
    """

    lines: Annotated[list[LineBody], Field(max_length=LINES_AT_ONCE)]
    statuses: StatusesBody = Field(default_factory=StatusesBody)
    consent: Consent
    dry_run: bool = False
    notify: bool = False
    values: Annotated[dict[FieldName, Meanings], Field(max_length=300, default_factory=dict)]
    usual_names: bool = False
    seats: Annotated[dict[Id, Annotated[int, Field(ge=0, le=1_000_000)]], Field(max_length=200, default_factory=dict)]


class _OnAList(RegistrationBody):
    """A registration as a list has it: with what the staff noted there."""

    memo: Memo = ""


def read_lines(request: Request) -> ImportBody:
    """Return an organiser's lines. Too many are refused before any of them is read."""
    body = request.json()
    if isinstance(body, dict) and isinstance(body.get("lines"), list) and len(body["lines"]) > LINES_AT_ONCE:
        raise Problem("payload_too_large", f"A request carries at most {LINES_AT_ONCE} lines.")
    return read(ImportBody, request)


def applicant(fields: Mapping[str, Any], errors: list[Remark], programme: Programme, now: datetime) -> Attendee | None:
    """Return the person that a line registers; None if it has errors, adding those to the known ones."""
    try:
        wanted = _OnAList.model_validate({**fields, "consent": True})
    except ValidationError as error:
        blamed = {remark.field for remark in errors}
        if blamed & _WHOLE_NAMES:
            blamed |= _NAMES
        for wrong in error.errors(include_url=False, include_input=False):
            named = str(wrong["loc"][0]) if wrong["loc"] else ""
            if named not in blamed:
                is_linked = isinstance(wrong.get("ctx", {}).get("error"), LinkedError)
                code, message = _LINKED if is_linked else _CODES.get(wrong["type"], ("invalid", wrong["msg"]))
                errors.append(Remark(named, code, message))
        return None
    if errors:
        return None
    try:
        return wanted.applicant(programme, now)
    except ImpossibleChoice as wrong:
        errors.append(Remark(wrong.field, _OF_ANSWERS.get(wrong.rule, "invalid"), wrong.message))
        return None
