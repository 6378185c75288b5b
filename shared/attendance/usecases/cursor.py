"""Lists, a page at a time. A cursor, which a client sends back, says where the next begins; its content may change."""

import base64
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from attendance.domain.attendee import Attendee
from attendance.domain.problem import Problem
from attendance.store import people


class Page[Item](NamedTuple):
    """A page of a list. `last` is the item after which the next one begins; None on the last page."""

    items: list[Item]
    last: Item | None


def page[Item](items: Iterable[Item], size: int) -> Page[Item]:
    """Return the first items of a list as a page."""
    found = list(islice(items, size + 1))
    return Page(found[:size], found[size - 1] if len(found) > size else None)


def after(last: str) -> str:
    """Return the cursor of the page after a person or an act, without naming it."""
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def after_person(attendee: Attendee | None) -> str | None:
    """Return the cursor of the page after a person in the list of all by name; None after nobody."""
    return after(f"{attendee.id}.{people.name_digest(attendee)}") if attendee else None


def person(event_id: str, given: str | None) -> Attendee | None:
    """Return the person after whom a page of the list of all begins. Raises Problem.

    None for the first page, and if their name has changed since: their former position in the list is unknown.
    """
    if given is None:
        return None
    attendee_id, _, digest = (decoded(given) or "").partition(".")
    found = people.profile(event_id, attendee_id) if attendee_id else None
    if found is None:
        raise Problem("not_found", "There is no such page.")
    return found if people.name_digest(found) == digest else None


def decoded(given: str | None) -> str | None:
    """Return the position after which a page begins; None for the first page. Raises Problem for an invalid cursor."""
    if given is None:
        return None
    try:
        return base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode("ascii") or None
    except ValueError:
        raise Problem("not_found", "There is no such page.") from None
