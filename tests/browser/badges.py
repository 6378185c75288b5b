"""Badges that are no good."""

import os
from typing import Any

from attendance.domain import badge

EVENT = "destins-2022"


def forged(who: dict[str, Any], event: str = EVENT) -> str:
    """Return a badge of somebody that the event never signed."""
    return badge.text(event, who["attendee_id"], badge.FIRST_ISSUE, os.urandom(badge.SIGNATURE_BYTES))


def nobodys() -> str:
    """Return a well-formed badge that nobody has."""
    return forged({"attendee_id": badge.attendee_id(os.urandom(badge.ID_BYTES))})
