"""A registration that is sent again: who is answered, and how long."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from attendance.domain import repeat
from attendance.domain.attendee import Attendee
from attendance.domain.repeat import FirstSending, SentBefore
from tests.builders import at, attendee

ADA = attendee()
NOW = at("8:00")
OWN = FirstSending(ADA.id, by_staff=False, sent_at=NOW)
WITHIN = NOW + timedelta(hours=24, microseconds=-1)


@pytest.mark.parametrize(
    ("first", "who", "again", "now", "by_staff"),
    [
        (OWN, ADA, ADA, WITHIN, False),
        (FirstSending(ADA.id), ADA, ADA, NOW, True),
        (FirstSending(ADA.id), replace(ADA, pass_generation=2), replace(ADA, email="b@example.org"), NOW, True),
    ],
    ids=["their own within a day", "the staff's", "the staff's, whatever happened since"],
)
def test_a_registration_sent_again_is_answered_as_the_first_time(
    first: FirstSending, who: Attendee, again: Attendee, now: datetime, by_staff: bool
) -> None:
    repeat.check(first, who, again, now, by_staff=by_staff)


@pytest.mark.parametrize(
    ("first", "who", "again", "now", "by_staff"),
    [
        (OWN, ADA, ADA, NOW + timedelta(hours=24), False),
        (replace(OWN, sent_at=None), ADA, ADA, NOW, False),
        (OWN, replace(ADA, pass_generation=2), ADA, NOW, False),
        (OWN, ADA, replace(ADA, email="b@example.org"), NOW, False),
        (OWN, ADA, ADA, NOW, True),
        (replace(OWN, by_staff=True), ADA, ADA, NOW, False),
    ],
    ids=[
        "a day later",
        "at no known hour",
        "after the links ended",
        "for another mailbox",
        "by staff",
        "of the staff's",
    ],
)
def test_nobody_gets_a_link_by_sending_what_somebody_sent(
    first: FirstSending, who: Attendee, again: Attendee, now: datetime, by_staff: bool
) -> None:
    with pytest.raises(SentBefore) as refused:
        repeat.check(first, who, again, now, by_staff=by_staff)

    assert refused.value.attendee == who
