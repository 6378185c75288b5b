"""The address of a registration: who reads its mailbox, and what becomes of the links in a mailbox that was left."""

from dataclasses import replace

from attendance.domain.attendee import Attendee


def moved(was: Attendee, attendee: Attendee) -> Attendee:
    """Return an attendee whose address may be another: links in the old mailbox end, the new one is unopened."""
    if not attendee.has_left(was):
        return attendee
    return replace(attendee, pass_generation=was.pass_generation + 1, opened_at=None)
