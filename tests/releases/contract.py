"""What must not go from a contract: whoever was written for an earlier one goes on speaking it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

type Schema = Mapping[str, Any]

UPPER = ("maxLength", "maxItems", "maximum")
LOWER = ("minLength", "minItems", "minimum")


@dataclass(frozen=True)
class _Both:
    """Two documents, of which the schemas are compared of what is answered or of what is sent."""

    old: Schema
    new: Schema
    is_sent: bool = False

    def schema(self, was: Schema, now: Schema, where: str) -> Iterator[str]:
        kinds, others = _kinds(was, self.old), _kinds(now, self.new)
        # A client may send each kind that it might, and can read those that it could.
        needed, given = (kinds, others) if self.is_sent else (others, kinds)
        if given:
            yield from (
                f"{where} {'takes no' if self.is_sent else 'may be'} {kind}" for kind in needed if kind not in given
            )
        for kind in (kind for kind in kinds if kind in others):
            yield from self._kind(kinds[kind], others[kind], where)

    def _kind(self, was: Schema, now: Schema, where: str) -> Iterator[str]:
        values = now.get("enum", [now["const"]] if "const" in now else None)
        if values is not None:
            found = was.get("enum", [was["const"]] if "const" in was else None)
            yield from [f"{where} has only some values now"] if found is None else []
            yield from (f"{where} is never {value!r}" for value in found or [] if value not in values)
        fields, others = was.get("properties", {}), now.get("properties", {})
        for name in fields:
            within = f"{where}.{name}"
            yield from self.schema(fields[name], others[name], within) if name in others else [f"{within} is gone"]
        always, needed = was.get("required", []), now.get("required", [])
        if self.is_sent:
            yield from (f"{where}.{name} is required" for name in needed if name not in always)
            yield from _limits(was, now, where)
        else:
            yield from (f"{where}.{name} may be missing" for name in always if name not in needed)
        for name in ("items", "additionalProperties"):
            if isinstance(was.get(name), dict) and isinstance(now.get(name), dict):
                yield from self.schema(was[name], now[name], f"{where}[]")


def broken(old: Schema, new: Schema) -> Iterator[str]:
    """Go through what a client of the old document could do or read, and cannot by the new one."""
    for path, operations in old["paths"].items():
        for method, was in operations.items():
            where = f"{method.upper()} {path}"
            now = new["paths"].get(path, {}).get(method)
            yield from _operation(was, now, where, _Both(old, new)) if now else [f"{where} is gone"]


def _asks_for_a_pass(operation: Schema) -> bool:
    """Whether it does: an open one may say so, or nothing."""
    return {} not in (operation.get("security") or [{}])


def _operation(was: Schema, now: Schema, where: str, both: _Both) -> Iterator[str]:
    named = {given["name"] for given in now.get("parameters", [])}
    yield from (
        f"{where}: {given['name']} is gone" for given in was.get("parameters", []) if given["name"] not in named
    )
    for given in now.get("parameters", []):
        if given.get("required") and given not in was.get("parameters", []):
            yield f"{where}: {given['name']} is required"
    yield from (
        f"{where} is no more for {role}" for role in was.get("x-roles", []) if role not in now.get("x-roles", [])
    )
    if _asks_for_a_pass(now) and not _asks_for_a_pass(was):
        yield f"{where} asks for a pass"
    sent, takes = was.get("requestBody"), now.get("requestBody")
    if takes and takes["required"] and not (sent and sent["required"]):
        yield f"{where}: a body is required"
    if sent:
        yield from _contents(sent, takes or {"content": {}}, f"{where}, sent", replace(both, is_sent=True))
    for status, response in was["responses"].items():
        answered = now["responses"].get(status)
        if answered is None:
            yield f"{where}: {status} is gone"
            continue
        yield from _contents(response, answered, f"{where} {status}", both)
        if int(status) >= 400:
            codes = set(answered["description"].split(", "))
            yield from (f"{where}: {code} is gone" for code in response["description"].split(", ") if code not in codes)


def _contents(was: Schema, now: Schema, where: str, both: _Both) -> Iterator[str]:
    for kind, content in was.get("content", {}).items():
        if kind in now.get("content", {}):
            yield from both.schema(content["schema"], now["content"][kind]["schema"], where)
        else:
            yield f"{where}: {kind} is gone"


def _limits(was: Schema, now: Schema, where: str) -> Iterator[str]:
    for name in UPPER + LOWER:
        if name in now and (name not in was or (now[name] < was[name] if name in UPPER else now[name] > was[name])):
            yield f"{where} has a {name} of {now[name]}"
    if now.get("pattern") not in (None, was.get("pattern")):
        yield f"{where} has another pattern"


def _kinds(schema: Schema, document: Schema) -> dict[str, Schema]:
    """Return the kinds of value that a schema allows, each with what is said of it; of anything, none."""
    if "$ref" in schema:
        return _kinds(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document)
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return {kind: value for choice in choices for kind, value in _kinds(choice, document).items()}
    named = schema.get("type", [])
    return dict.fromkeys([named] if isinstance(named, str) else named, schema)
