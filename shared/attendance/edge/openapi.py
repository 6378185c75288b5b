"""The OpenAPI document: every route, made of the messages and answers that the functions use."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from attendance.edge.answers import conflicts, headcounts, passes, people, programme, roster, scans
from attendance.edge.messages.base import Message
from attendance.edge.messages.organisers import PassMessage, SettlementMessage
from attendance.edge.messages.registrations import ChoicesMessage, RegistrationMessage
from attendance.edge.messages.scans import BATCH, SCAN, schema
from attendance.edge.problems import STATUS

_REF = "#/components/schemas/{model}"


@dataclass(frozen=True, slots=True)
class Route:
    """What a program must know of a route. `who` are the roles that may; nobody means anyone."""

    summary: str
    who: tuple[str, ...]
    answer: Any
    status: int = 200
    message: type[Message] | dict[str, Any] | None = None
    query: tuple[str, ...] = ()
    tagged: bool = False
    codes: tuple[str, ...] = ()


_STAFF = ("volunteer", "organiser")
_ORGANISER = ("organiser",)
_ATTENDEE = ("attendee",)

ROUTES: dict[str, Route] = {
    "GET /api/programme": Route(
        "The event, with the seats left", (), programme.ProgrammeShown, tagged=True, codes=("not_found",)
    ),
    "POST /api/registrations": Route(
        "Register a person; the staff may register any kind, without an address, and after closing",
        ("nobody", *_STAFF),
        people.Registered,
        201,
        RegistrationMessage,
        codes=("not_found", "registrations_closed", "already_registered", "atelier_full", "later"),
    ),
    "GET /api/registration": Route("One's own registration", _ATTENDEE, people.Registration),
    "PATCH /api/registration": Route(
        "Change one's own registration",
        _ATTENDEE,
        people.Registration,
        message=ChoicesMessage,
        codes=("not_found", "registrations_closed", "already_registered", "atelier_full", "later"),
    ),
    "DELETE /api/registration": Route("Cancel one's own registration", _ATTENDEE, people.Cancelled, codes=("later",)),
    "GET /api/badge.svg": Route("One's own badge, drawn", _ATTENDEE, "image/svg+xml"),
    "POST /api/scans": Route(
        "Record at most 50 scans, each with its own answer",
        _STAFF,
        scans.ScanAnswer,
        message=schema(BATCH),
    ),
    "POST /api/attendees/{attendee_id}/scans/{scan_id}/undo": Route(
        "Take a scan back", _STAFF, scans.Undone, codes=("not_found", "undo_too_late", "later")
    ),
    "GET /api/roster": Route(
        "What a phone keeps", _STAFF, roster.Roster, query=("page",), tagged=True, codes=("not_found",)
    ),
    "GET /api/headcounts": Route("Who is where", _STAFF, headcounts.Headcounts, tagged=True),
    "GET /api/catering": Route("Meals, visitors, glasses", _ORGANISER, headcounts.CateringAnswer),
    "GET /api/attendees": Route(
        "Find people by either name", _ORGANISER, people.Search, query=("q",), codes=("invalid_request",)
    ),
    "GET /api/attendees/{attendee_id}": Route("One person's day", _ORGANISER, people.Day, codes=("not_found",)),
    "GET /api/passes": Route("The staff's passes and phones", _ORGANISER, passes.Passes),
    "POST /api/passes": Route(
        "Invite a volunteer or an organiser",
        _ORGANISER,
        passes.PassIssued,
        201,
        PassMessage,
    ),
    "DELETE /api/passes/{pass_id}": Route("Revoke a pass", _ORGANISER, passes.PassShown, codes=("not_found",)),
    "GET /api/conflicts": Route(
        "The scans with a conflict", _ORGANISER, conflicts.Conflicts, query=("settled",), codes=("invalid_request",)
    ),
    "POST /api/attendees/{attendee_id}/scans/{scan_id}/settle": Route(
        "Settle a scan's conflicts",
        _ORGANISER,
        conflicts.Conflict,
        message=SettlementMessage,
        codes=("not_found", "later"),
    ),
    "GET /api/openapi.json": Route("This document", (), dict[str, Any]),
}


def document() -> dict[str, Any]:
    """Return the document, in version 3.1 of its format."""
    schemas: dict[str, Any] = {"Problem": _problem(), "Scan": schema(SCAN)}
    paths: dict[str, dict[str, Any]] = {}
    for key, route in ROUTES.items():
        method, path = key.split(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(path, route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pointage", "version": "1", "description": "Check-in and attendance for a one-day event."},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"pass": {"type": "http", "scheme": "bearer", "description": "The secret of a link"}},
        },
    }


def _operation(path: str, route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {"summary": route.summary, "responses": _responses(route, schemas)}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ] + [{"name": name, "in": "query", "schema": {"type": "string"}} for name in route.query]
    if parameters:
        operation["parameters"] = parameters
    if route.message:
        operation["requestBody"] = {"required": True, "content": _json(_schema(route.message, schemas))}
    if route.who:
        # An empty requirement means that a pass is optional.
        operation["security"] = [{"pass": []}, *([{}] if "nobody" in route.who else [])]
        operation["x-roles"] = list(route.who)
    return operation


def _responses(route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    if isinstance(route.answer, str):
        content: dict[str, Any] = {route.answer: {"schema": {"type": "string"}}}
    else:
        content = _json(_schema(route.answer, schemas))
    responses: dict[str, Any] = {str(route.status): {"description": route.summary, "content": content}}
    if route.tagged:
        responses["304"] = {"description": "Nothing changed since the ETag that was sent"}
    codes = {
        *(("unauthorised", "pass_expired", "pass_revoked", "forbidden") if route.who else ()),
        *(("invalid_request", "payload_too_large") if route.message else ()),
        *route.codes,
    }
    for status in sorted({STATUS[code] for code in codes}):
        told = ", ".join(sorted(code for code in codes if STATUS[code] == status))
        problem = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
        responses[str(status)] = {"description": told, "content": problem}
    return responses


def _schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    if isinstance(kind, dict):
        return kind
    made = TypeAdapter(kind).json_schema(ref_template=_REF, mode="validation")
    schemas |= made.pop("$defs", {})
    if "title" not in made:
        return made
    schemas[made["title"]] = made
    return {"$ref": _REF.format(model=made["title"])}


def _problem() -> dict[str, Any]:
    texts = {name: {"type": "string"} for name in ("type", "title", "detail")}
    return {
        "type": "object",
        "description": "An RFC 9457 problem; a code may bring further members.",
        "properties": {
            **texts,
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": sorted(STATUS)},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                    "required": ["field", "message"],
                },
            },
        },
        "required": ["type", "title", "status", "code", "detail"],
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
