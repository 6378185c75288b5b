"""The staff's acts: who did what and when, without a name or any other personal value.

Scans and undos record by themselves who made them, and are no acts.
"""

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import datetime
from typing import Any

from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen

# Fields that follow from others, or that nobody chooses.
_NOT_LISTED = {
    "id",
    "registered_at",
    "signatures",
    "pass_generation",
    "brought_as",
    "released",
    "opened_at",
    "address_number",
    "pending",
    "shares_email",
}


@frozen
class Act:
    """Something that the holder of a pass did, to a person or to the event.

    `by` is the pass's label. An act outlives an erasure, so `details` hold only codes and numbers about
    the attendee.
    """

    id: str
    at: datetime
    by: str
    what: str
    attendee_id: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def correction(before: Attendee, after: Attendee) -> dict[str, Any]:
    """Return the details of a correction: the fields that changed, and the ateliers before and after."""
    names = (f.name for f in fields(Attendee) if f.name not in _NOT_LISTED)
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    ateliers = {"before": list(before.ateliers), "after": list(after.ateliers)} if "ateliers" in changed else None
    return {"fields": changed, **({"ateliers": ateliers} if ateliers else {})}
