"""A phone's body: a batch of scans, each checked on its own.

Checked by hand, alone of all bodies: the first scan in the morning waits for a cold start, of
which importing pydantic and building two models would be a quarter.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from attendance.domain import instant
from attendance.domain.frozen import frozen
from attendance.domain.problem import Problem, invalid, several
from attendance.domain.programme import Programme
from attendance.domain.scan import VERDICTS_OF, PhoneStatus, Reader, Scan
from attendance.domain.typed_text import cleaned, linkless
from attendance.edge.http import ID_PATTERN, Request
from attendance.vocabulary.codes import Direction, Verdict
from attendance.vocabulary.limits import LABEL_CHARACTERS, SCANS_AT_ONCE

_REQUIRED = object()


@frozen
class Field:
    """A field of a body: its schema in the contract, and its reader. One with a default may be null."""

    schema: Mapping[str, Any]
    read: Callable[[Any], Any]
    default: Any = _REQUIRED

    @property
    def is_required(self) -> bool:
        return self.default is _REQUIRED


def _text(pattern: str = "", default: Any = _REQUIRED) -> Field:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError("is not a text")  # noqa: TRY004 - every reader raises ValueError
        if pattern and not re.fullmatch(pattern, value):
            raise ValueError(f"is not of the form {pattern}")
        # A scanner may even read half a surrogate pair: it is simply no badge.
        return value.encode("utf-8", "replace").decode()

    return Field({"type": "string"} | ({"pattern": f"^{pattern}$"} if pattern else {}), read, default)


def _called(longest: int, default: Any) -> Field:
    text = _text()

    def read(value: Any) -> str:
        called = linkless(cleaned(text.read(value)))
        if len(called) > longest:
            raise ValueError(f"is longer than {longest} characters")
        return called

    return Field({**text.schema, "maxLength": longest}, read, default)


def _one_of(values: Iterable[str], default: Any) -> Field:
    known = sorted(values)

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"is not one of {', '.join(known)}")
        return value

    return Field({"type": "string", "enum": known}, read, default)


def _whole(most: int, default: Any) -> Field:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise ValueError(f"is not a whole number from 0 to {most}")
        return value

    return Field({"type": "integer", "minimum": 0, "maximum": most}, read, default)


def _kind(expected: type, name: str, schema: Mapping[str, Any], default: Any = _REQUIRED) -> Field:
    def read(value: Any) -> Any:
        if not isinstance(value, expected):
            raise ValueError(f"is not {name}")  # noqa: TRY004 - every reader raises ValueError
        return value

    return Field(schema, read, default)


# For programs. A scan that does not match is answered with its own problem.
_SCANS = {"type": "array", "maxItems": SCANS_AT_ONCE, "items": {"$ref": "#/components/schemas/Scan"}}
_INSTANT = Field({"type": "string", "format": "date-time"}, instant.moment)

SCAN: dict[str, Field] = {
    "scan_id": _text(r"[A-Za-z0-9_-]{8,64}"),
    "badge": _text(default=None),
    "attendee_id": _text(ID_PATTERN, None),
    "checkpoint": _text(ID_PATTERN),
    "direction": _one_of(Direction, Direction.IN),
    "at": _INSTANT,
    "override": _kind(bool, "true or false", {"type": "boolean"}, default=False),
    "offline": _one_of(Verdict, None),
}
BATCH: dict[str, Field] = {
    "sent_at": _INSTANT,
    "device": _text(ID_PATTERN, None),
    "name": _called(LABEL_CHARACTERS, None),
    "outbox": _whole(1_000_000, 0),
    "battery": _whole(100, None),
    "scans": _kind(list, "a list", _SCANS),
}


@frozen
class Batch:
    """Scans from a phone, unchecked, and its status. An empty list is its heartbeat.

    `name` is what its holder wants to be called, if the pass has no label.
    """

    sent_at: datetime
    scans: list[Any]
    device: str | None
    name: str | None
    outbox: int
    battery: int | None

    def status(self, reader: Reader, now: datetime) -> PhoneStatus:
        """Return the phone's status, with its clock compared to ours."""
        skew = (self.sent_at - now).total_seconds()
        return PhoneStatus(reader.pass_id, reader.counted_with, now, self.outbox, skew, self.battery)


def read_batch(request: Request) -> Batch:
    """Return a batch. Too many scans are refused before any of them is read."""
    body = request.json()
    if isinstance(body, dict) and isinstance(body.get("scans"), list) and len(body["scans"]) > SCANS_AT_ONCE:
        raise Problem("payload_too_large", f"A request carries at most {SCANS_AT_ONCE} scans.")
    return Batch(**_values(BATCH, body))


def read_scan(sent: Any, programme: Programme) -> Scan:
    """Return one of a batch as a scan of the programme. Raises Problem with every invalid field."""
    values = _values(SCAN, sent)
    checkpoint = programme.checkpoint(values.pop("checkpoint"))
    if checkpoint is None:
        raise invalid("checkpoint", "is not in the programme")
    scan = Scan(checkpoint=checkpoint, **values)
    if (scan.badge is None) == (scan.attendee_id is None):
        raise invalid("badge", "is needed, or attendee_id, and not both")
    if scan.offline is not None and scan.offline not in VERDICTS_OF[scan.direction]:
        raise invalid("offline", f"is no verdict of direction {scan.direction}")
    return scan


def schema(fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return the contract's schema of a body."""
    properties = {
        name: dict(field.schema) if field.is_required else {"anyOf": [dict(field.schema), {"type": "null"}]}
        for name, field in fields.items()
    }
    required = [name for name, field in fields.items() if field.is_required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _values(fields: Mapping[str, Field], sent: Any) -> dict[str, Any]:
    """Return the value of every field. Raises Problem with all invalid ones, unknown fields too."""
    if not isinstance(sent, dict):
        raise invalid("body", "is not an object")
    wrong = [{"field": name, "message": "is not known here"} for name in sent if name not in fields]
    values: dict[str, Any] = {}
    for name, field in fields.items():
        given = sent.get(name)
        if given is None and not field.is_required:
            values[name] = field.default
        elif name not in sent:
            wrong.append({"field": name, "message": "is missing"})
        else:
            try:
                values[name] = field.read(given)
            except ValueError as error:
                wrong.append({"field": name, "message": str(error)})
    if wrong:
        raise several(wrong)
    return values
