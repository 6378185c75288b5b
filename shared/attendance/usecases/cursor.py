"""Cursors: where the next page of a list begins, for a client to send back. Their content may change."""

import base64
import binascii

from attendance.domain.attendee import Attendee
from attendance.domain.problem import Problem
from attendance.store import people


def after(last: str) -> str:
    """Return the cursor of the page after a person or an act, without naming it."""
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def after_person(attendee: Attendee) -> str:
    """Return the cursor of the page after a person in the list of all by name."""
    return after(f"{attendee.id}.{people.name_digest(attendee)}")


def person(event_id: str, given: str) -> Attendee | None:
    """Return the person after whom a page of the list of all begins. Raises Problem.

    None if their name has changed since: their former place in the list is unknown.
    """
    attendee_id, _, digest = (decoded(given) or "").partition(".")
    found = people.profile(event_id, attendee_id) if attendee_id else None
    if found is None:
        raise Problem("not_found", "There is no such page.")
    return found if people.name_digest(found) == digest else None


def decoded(given: str | None) -> str | None:
    """Return the place after which a page begins; None for the first page. Raises Problem for an invalid cursor."""
    if given is None:
        return None
    try:
        return base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode("ascii") or None
    except (binascii.Error, UnicodeDecodeError):
        raise Problem("not_found", "There is no such page.") from None
