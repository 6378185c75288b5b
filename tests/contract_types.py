"""Writes the pages' types of bodies, answers and routes: `python -m tests.contract_types FILE`."""

import json
import re
import sys
from pathlib import Path
from typing import Any

from attendance.edge.openapi import document

_SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def declarations() -> str:
    """Return a TypeScript type for each schema of the contract, by its name there."""
    schemas: dict[str, dict[str, Any]] = document()["components"]["schemas"]
    return "".join(f"{_comment(schema)}export type {name} = {_type(schema)};\n" for name, schema in schemas.items())


def routes() -> str:
    """Return a TypeScript type of all paths that may be asked for, by their method."""
    paths: dict[str, list[str]] = {}
    for path, operations in document()["paths"].items():
        filled_in = re.sub(r"{\w+}", "${string}", path)
        for method, operation in operations.items():
            asks = any(parameter["in"] == "query" for parameter in operation.get("parameters", ()))
            paths.setdefault(method.upper(), []).extend([filled_in, *([f"{filled_in}?${{string}}"] if asks else [])])
    members = (f"{method}: {' | '.join(f'`{path}`' for path in found)};\n" for method, found in paths.items())
    return f"export type Routes = {{\n{''.join(members)}}};\n"


def _type(schema: dict[str, Any]) -> str:
    """Return the type of what a schema admits. Formats, patterns and limits have none."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " | ".join(map(_type, schema["anyOf"]))
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(map(json.dumps, schema["enum"]))
    if "properties" in schema:
        needed = schema.get("required", ())
        members = (
            f"{_comment(member)}{name}{'' if name in needed else '?'}: {_type(member)};\n"
            for name, member in schema["properties"].items()
        )
        more = "[more: string]: any;\n" if schema.get("additionalProperties") is True else ""
        return f"{{\n{''.join(members)}{more}}}"
    match schema.get("type"):
        case "array":
            return f"Array<{_type(schema['items'])}>"
        case "object":
            values = schema.get("additionalProperties", True)
            return f"Record<string, {'any' if values is True else _type(values)}>"
        case str(kind):
            return _SCALARS[kind]
    return "any"


def _comment(schema: dict[str, Any]) -> str:
    return f"/** {schema['description']} */\n" if "description" in schema else ""


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(declarations() + routes())
