"""Badges that are no good."""

import os
from typing import Any

from attendance.domain import badge
from tests.builders import twin

EVENT = "destins-2022"


def forged(who: dict[str, Any], event: str = EVENT) -> str:
    """Return a badge of somebody that the event never signed."""
    return badge.text(event, who["attendee_id"], badge.FIRST_ISSUE, os.urandom(badge.SIGNATURE_BYTES))


def other_form(who: dict[str, Any]) -> str:
    """Return somebody's badge with its signature's other form, which anybody can make of it."""
    read = badge.read(who["badge"])
    assert read
    return badge.text(EVENT, read.attendee_id, read.issue, twin(read.signature))


def nobodys() -> str:
    """Return a well-formed badge that nobody has."""
    return forged({"attendee_id": badge.attendee_id(os.urandom(badge.ID_BYTES))})
