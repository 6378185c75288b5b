"""A registration that is sent again: whether it gets the same answer as the first time."""

from datetime import datetime, timedelta

from attendance.domain.attendee import FIRST_GENERATION, Attendee
from attendance.domain.frozen import frozen
from attendance.domain.refusals import AlreadyRegistered

LINK_AGAIN = timedelta(hours=24)
"""How long the answer contains a link again: a browser may have missed the first answer."""


class SentBefore(AlreadyRegistered):
    """A registration that was sent before, and must not get the same answer as then."""

    def __init__(self, attendee: Attendee) -> None:
        super().__init__("This registration was sent before, and is answered no more: the link to it can be mailed.")
        self.attendee = attendee


@frozen
class FirstSending:
    """The attendee that a registration created, who sent it first, and when by the real clock.

    If the last two were not recorded, only the staff gets the answer again.
    """

    attendee_id: str
    by_staff: bool = True
    sent_at: datetime | None = None


def check(first: FirstSending, attendee: Attendee, again: Attendee, now: datetime, *, by_staff: bool) -> None:
    """Raise SentBefore if a repeated registration must not be answered; `again` is its person, `now` the real time.

    The staff always gets an answer: a phone's walk-in must not be set aside, and the answer has no
    link. Others get a link, so they must send the person's address, on the first day, and nobody may
    have ended the first links since by cancelling, erasing or changing the address.
    """
    is_recent = first.sent_at is not None and now < first.sent_at + LINK_AGAIN
    is_good = is_recent and attendee.pass_generation == FIRST_GENERATION and not again.has_left(attendee)
    if by_staff != first.by_staff or not (by_staff or is_good):
        raise SentBefore(attendee)
