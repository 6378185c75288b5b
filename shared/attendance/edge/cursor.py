"""Cursors: where the next page of a list begins, as a client hands it back. What it is made of may change."""

import base64
import binascii

from attendance.edge.http import Request
from attendance.edge.problems import Problem


def after(attendee_id: str) -> str:
    """Return the cursor of the page after somebody, whom it does not name."""
    return base64.urlsafe_b64encode(attendee_id.encode()).decode().rstrip("=")


def read(request: Request, name: str) -> str | None:
    """Return the id of whom a page comes after; None for the first page. Raises Problem for what is no cursor."""
    given = request.query_id(name)
    if given is None:
        return None
    try:
        told = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        raise Problem("not_found", "There is no such page.") from None
    return told or None
