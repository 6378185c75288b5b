"""The word for what a person is, in organisers' tables and sheets."""

from attendance.domain.attendance import Attendance
from attendance.domain.attendee import Attendee
from attendance.vocabulary.words import spoken


def state(attendee: Attendee, attendance: Attendance, language: str, *, was_seen: bool) -> str:
    """Return a person's state in a word that is true before, during and after the day.

    `was_seen` means anywhere, even only on the way out: a person whose entry was not read has left all
    the same.
    """
    if attendee.erased_at is not None:
        key = "erased"
    elif attendee.is_cancelled:
        key = "cancelled"
    elif attendance.inside:
        key = "inside"
    else:
        key = "gone" if was_seen else "unseen"
    return str(spoken("papers.states", language)[key])
