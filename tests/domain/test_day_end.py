"""Who is still inside by the scans when the day is over has left."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from attendance.domain import day_end, scan_review
from attendance.domain.person import Person
from attendance.domain.scan import StoredScan
from attendance.vocabulary.codes import Verdict
from tests.builders import EVENT_ID, ORGANISER, READER, at, attendee, person, programme, stored


def test_who_forgot_to_have_the_badge_read_left_by_hand_with_the_programme() -> None:
    inside = person(stored("entrance", "8:00"), stored("atelier-1", "9:00"))
    assert inside.attendee

    change = day_end.leave(inside, programme(), READER, at("17:00"))

    assert change.after.scans[-1] == StoredScan(
        scan_id=sha256(f"{EVENT_ID}\n{inside.attendee.id}\nscan-entrance-800".encode()).hexdigest()[:32],
        checkpoint="entrance",
        group="entrance",
        direction="out",
        at=at("14:00"),
        received_at=at("17:00"),
        reader=READER,
        verdict="left",
        attendee_id=inside.attendee.id,
        by_hand=True,
    )
    assert (change.before, change.availability) == (inside, {})


def test_who_is_sent_out_before_the_end_leaves_at_that_hour() -> None:
    assert leave(person(stored("entrance", "8:00")), "12:00").scans[-1].at == at("12:00")


def leave(someone: Person, hour: str = "17:00") -> Person:
    change = day_end.leave(someone, programme(), READER, at(hour))
    assert change.before is someone
    return change.after


def test_who_is_inside_leaves_and_has_left_when_it_is_done_again() -> None:
    inside = person(stored("entrance", "8:00"), stored("atelier-1", "9:00"))

    after = leave(inside)

    assert after.attendance.place is None
    assert not after.attendance.inside
    (scan,) = set(after.scans) - set(inside.scans)
    assert (scan.verdict, scan.by_hand, scan.at, scan.conflicts, scan.reader) == (
        Verdict.LEFT,
        True,
        at("14:00"),
        (),
        READER,
    )
    assert leave(after) is after


def test_who_is_not_inside_does_not_leave() -> None:
    for outside in (person(), person(stored("entrance", "8:00"), stored("entrance", "9:00", "left")), Person(None)):
        assert leave(outside) is outside


def test_two_organisers_who_end_the_day_make_the_same_scan() -> None:
    inside = person(stored("entrance", "8:00"))

    assert {s.scan_id for s in leave(inside, "17:00").scans} == {s.scan_id for s in leave(inside, "17:01").scans}


def test_who_came_back_after_an_early_end_leaves_again() -> None:
    back = leave(person(stored("entrance", "8:00")), "15:00").with_scan(
        replace(stored("entrance", "16:00"), attendee_id=attendee().id)
    )

    assert back.attendance.inside
    assert not leave(back).attendance.inside


def test_an_end_that_was_undone_for_somebody_stays_undone() -> None:
    after = leave(person(stored("entrance", "8:00")))
    (scan,) = (s for s in after.scans if s.verdict == Verdict.LEFT)
    undone = scan_review.undo(after, scan, ORGANISER, at("17:05"), {}).after

    assert undone.attendance.inside
    assert leave(undone, "17:10") is undone


def test_a_phone_whose_clock_is_ahead_keeps_nobody_inside() -> None:
    ahead = person(stored("entrance", "8:00"), stored("village", "17:20"))

    after = leave(ahead)

    assert not after.attendance.inside
    assert max(scan.at for scan in after.scans) == at("17:20") + timedelta(milliseconds=1)
    assert all(scan.listed == () for scan in after.scans)
