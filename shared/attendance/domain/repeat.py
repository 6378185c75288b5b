"""A registration that is sent again: whether it is answered as it was."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from attendance.domain.attendee import FIRST_GENERATION, Attendee
from attendance.domain.refusals import AlreadyRegistered

LINK_AGAIN = timedelta(hours=24)
"""How long it is answered with a link: a browser may have seen no answer, and comes back."""


class SentBefore(AlreadyRegistered):
    """A registration that was sent before, and must not be answered as it was then."""

    def __init__(self, attendee: Attendee) -> None:
        super().__init__("This registration was sent before, and is answered no more: the link to it can be mailed.")
        self.attendee = attendee


@dataclass(frozen=True, slots=True)
class FirstSending:
    """Whom a registration registered when it was first sent, by whom, and when by the real clock.

    Where the last two were not noted, only the staff is answered.
    """

    attendee_id: str
    by_staff: bool = True
    sent_at: datetime | None = None


def check(first: FirstSending, attendee: Attendee, again: Attendee, now: datetime, *, by_staff: bool) -> None:
    """Raise SentBefore where a registration must not be answered; `again` tells of whom it is, `now` the real time.

    The staff is answered always: a walk-in that a phone made alone must not be set aside, and no
    link comes with the answer. Anybody else gets a link, so they must name the person's address, on
    the first day, and nobody may have ended the first links since: by cancelling, erasing, moving.
    """
    is_recent = first.sent_at is not None and now < first.sent_at + LINK_AGAIN
    is_good = is_recent and attendee.pass_generation == FIRST_GENERATION and not again.has_left(attendee)
    if by_staff != first.by_staff or not (by_staff or is_good):
        raise SentBefore(attendee)
