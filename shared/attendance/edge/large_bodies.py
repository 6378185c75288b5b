"""Large bodies: an uploaded file, and an answered list, packed."""

import base64
import binascii
import gzip
import json
from collections.abc import Mapping
from typing import Any

from attendance.domain.problem import Problem, invalid
from attendance.edge.http import Request, Response
from attendance.vocabulary.limits import FILE_BYTES

# A function's request and answer have 6 MB at most, and the gateway transports bytes in base64: a third more.
LARGEST_ANSWER_BYTES = 4 * 1024 * 1024


def content(request: Request) -> bytes:
    """Return the file that is a request's body. Raises Problem if it is too large, or empty."""
    if len(request.raw_body) > FILE_BYTES * 4 // 3 + 4:
        raise Problem("payload_too_large", f"A file has at most {FILE_BYTES} bytes here.")
    try:
        # Content declared as text arrives unchanged.
        sent = base64.b64decode(request.raw_body) if request.is_base64 else request.raw_body.encode()
    except (binascii.Error, UnicodeEncodeError):
        raise invalid("body", "is not a file") from None
    if len(sent) > FILE_BYTES:
        raise Problem("payload_too_large", f"A file has at most {FILE_BYTES} bytes here.")
    return sent


def packed(request: Request, body: Mapping[str, Any]) -> Response:
    """Return a body as JSON, packed if the client unpacks it. Raises Problem if it is too large for an answer."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    headers = {"vary": "accept-encoding"}
    if request.unpacks_gzip:
        text = gzip.compress(text, 5, mtime=0)
        headers["content-encoding"] = "gzip"
    if len(text) > LARGEST_ANSWER_BYTES:
        raise Problem("payload_too_large", "The list is too long to be shown here: part it, or use the command.")
    return Response(text, headers=headers)
