"""A form posted by a browser without any script: texts, by the names of its fields."""

import base64
import binascii
from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl

from attendance.domain.frozen import frozen
from attendance.domain.problem import Problem, invalid
from attendance.edge.http import Request

FORM_TYPE = "application/x-www-form-urlencoded"
FORM_LIMIT_BYTES = 64 * 1024
MOST_FIELDS = 100


@frozen
class Form:
    """The fields as they were typed."""

    fields: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str:
        """Return a field's text; empty if it was not sent."""
        return next(iter(self.fields.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field that may be ticked several times."""
        return self.fields.get(name, ())

    def has(self, name: str) -> bool:
        """Whether a field was sent; an unticked box is not."""
        return name in self.fields


def read(request: Request, known: Collection[str], *, lists: Collection[str] = ()) -> Form:
    """Return the form in a request's body. Only `lists` may repeat a field. Raises Problem."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM_TYPE:
        raise invalid("body", "is not a form")
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in _pairs(_content(request)):
        if name not in known:
            raise invalid(name, "is not known here")
        if name in fields and name not in lists:
            raise invalid(name, "is there twice")
        fields[name] = (*fields.get(name, ()), value)
    return Form(fields)


def _content(request: Request) -> bytes:
    # Measured as it arrived, in base64 or not: base64 adds a third, and no form of ours comes near.
    if len(request.raw_body) > FORM_LIMIT_BYTES:
        raise Problem("payload_too_large", f"A form has at most {FORM_LIMIT_BYTES} bytes.")
    try:
        # The gateway sends a form in base64, like anything that it does not know as text.
        return base64.b64decode(request.raw_body) if request.is_base64 else request.raw_body.encode()
    except (ValueError, binascii.Error):
        raise invalid("body", "cannot be read") from None


def _pairs(content: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(content.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise invalid("body", "is not a form in UTF-8") from None
