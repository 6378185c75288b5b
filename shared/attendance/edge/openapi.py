"""The OpenAPI document, generated from the contract and its bodies and answers."""

import re
from typing import Any

from pydantic import TypeAdapter

from attendance.edge.bodies.scans import SCAN, schema
from attendance.edge.contract import CONTRACT, Exchange
from attendance.edge.routes import NOBODY, ROUTES, Route
from attendance.vocabulary.codes import PASS_PROBLEMS, PROBLEMS, UNDER_WAY

ANYWHERE = ("later", "fault")
"""What any route may answer: where too much is asked of us or of AWS, or something is broken."""
_REF = "#/components/schemas/{model}"


def document() -> dict[str, Any]:
    """Return the document, in OpenAPI 3.1."""
    schemas: dict[str, Any] = {"Problem": _problem(), "Scan": schema(SCAN)}
    paths: dict[str, dict[str, Any]] = {}
    for key, route in ROUTES.items():
        method, path = key.split(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(path, route, CONTRACT[key], schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pointage",
            "version": "1",
            "description": "Check-in and attendance for a one-day event.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        # Wherever the document comes from.
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"pass": {"type": "http", "scheme": "bearer", "description": "The secret of a link"}},
        },
    }


def _operation(path: str, served: Route, route: Exchange, schemas: dict[str, Any]) -> dict[str, Any]:
    who = served.who
    operation: dict[str, Any] = {
        "operationId": f"{served.function}_{served.answers}",
        "summary": route.summary,
        "responses": _responses(who, route, schemas),
        # An empty requirement means that a pass is optional; none, that nobody looks for one.
        "security": [{"pass": []}, *([{}] if NOBODY in who else [])] if who else [],
    }
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ] + [{"name": name, "in": "query", "schema": {"type": "string"}} for name in route.query]
    if parameters:
        operation["parameters"] = parameters
    if route.body:
        content = {route.takes: {"schema": _schema(route.body, schemas)}}
        operation["requestBody"] = {"required": not route.optional, "content": content}
    if who:
        operation["x-roles"] = list(who)
    return operation


def _responses(who: tuple[str, ...], route: Exchange, schemas: dict[str, Any]) -> dict[str, Any]:
    if isinstance(route.answer, str):
        content: dict[str, Any] = {route.answer: {"schema": {"type": "string"}}}
    else:
        content = _json(_schema(route.answer, schemas))
    for kind in route.files:
        # A file may be JSON too: only as an attachment does it differ from the link to one.
        content[kind] = {"schema": {} if kind in content else {"type": "string"}}
    responses: dict[str, Any] = {str(route.status): {"description": route.summary, "content": content}}
    if route.underway:
        underway = _json(_schema(route.underway, schemas))
        responses[str(UNDER_WAY)] = {"description": "It is being made", "content": underway}
    if route.tagged:
        responses["304"] = {"description": "Nothing changed since the ETag that was sent"}
    codes = {
        *(PASS_PROBLEMS if who else ()),
        *(("invalid_request", "payload_too_large") if route.body else ()),
        *route.codes,
        *ANYWHERE,
    }
    for status in sorted({PROBLEMS[code][0] for code in codes}):
        listed = ", ".join(sorted(code for code in codes if PROBLEMS[code][0] == status))
        problem = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
        responses[str(status)] = {"description": listed, "content": problem}
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
        "description": "An RFC 9457 problem; a code may bring further members, as phones_unsent brings `phones`.",
        "properties": {
            **texts,
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": sorted(PROBLEMS)},
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
        "additionalProperties": True,
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
