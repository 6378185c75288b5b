"""Who is still inside by the scans when the day is over has left."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from attendance.domain import day_end
from attendance.domain.person import Person
from attendance.domain.scan import StoredScan
from tests.builders import EVENT_ID, ORGANISER, READER, at, person, programme, stored

FORUM = programme()
BY = ORGANISER.reader(None)


def leave(inside: Person, hour: str = "18:00") -> Person:
    return day_end.leave(inside, FORUM, BY, at(hour)).after


def test_who_forgot_to_have_the_badge_read_left_by_hand_with_the_programme() -> None:
    inside = person(stored("entrance", "8:00"), stored("atelier-1", "9:00"))
    assert inside.attendee

    change = day_end.leave(inside, FORUM, BY, at("18:00"))

    name = sha256(f"{EVENT_ID}\n{inside.attendee.id}\nscan-entrance-800".encode()).hexdigest()[:32]
    assert change.after.scans[-1] == StoredScan(
        scan_id=name,
        checkpoint="entrance",
        group="entrance",
        direction="out",
        at=at("14:00"),
        received_at=at("18:00"),
        reader=BY,
        verdict="left",
        attendee_id=inside.attendee.id,
        by_hand=True,
    )
    assert (change.before, change.room, change.after.attendance.inside) == (inside, {}, False)


def test_it_is_the_hour_that_it_is_while_the_programme_goes_on_and_after_all_that_was_read() -> None:
    moment = timedelta(milliseconds=1)

    assert leave(person(stored("entrance", "8:00")), "12:00").scans[-1].at == at("12:00")
    assert leave(person(stored("entrance", "15:00"))).scans[-1].at == at("15:00") + moment


def test_leaving_twice_is_leaving_once_and_what_an_organiser_undid_stays_undone() -> None:
    inside = person(stored("entrance", "8:00"))
    gone = leave(inside)
    undone = gone.with_scan(replace(gone.scans[-1], undone_at=at("19:00")))

    for settled in (gone, undone, person(), Person(None, (stored("entrance", "8:00", reader=READER),))):
        change = day_end.leave(settled, FORUM, BY, at("20:00"))
        assert change.is_none
        assert change.before is settled
