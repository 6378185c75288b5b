"""Taking a scan back, and settling what it contradicts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attendance.domain import scan_review
from attendance.domain.person import Availability, Person, Seats
from attendance.domain.scan import Settlement
from attendance.domain.scan_review import UndoNotAllowed, UndoTooLate
from tests import builders
from tests.builders import ORGANISER, VOLUNTEER, at, stored

SETTLED = Settlement(at("9:00"), "Lola", "vu")


def test_undoing_an_entry_takes_the_person_out_again() -> None:
    entry = stored("entrance", "8:00", conflicts=("clock",), listed=("clock",))
    person = builders.person(entry)

    undone = scan_review.undo(person, person.scans[0], VOLUNTEER, at("8:05"), {})

    assert not undone.after.attendance.inside
    assert undone.scan.listed == ()
    assert undone.scan.conflicts == ("clock",)


def test_undoing_may_put_someone_back_over_the_seats_and_lists_it() -> None:
    settled = Settlement(at("9:11"), "Lola", "vu")
    person = builders.person(stored("atelier-1", "9:00"), stored("atelier-2", "9:10", "moved", settled=settled))

    undone = scan_review.undo(
        person, person.scans[1], VOLUNTEER, at("9:11"), {"atelier-1": Seats(3, 3), "atelier-2": Seats(3, 3)}
    )

    assert undone.after.attendance.place == "atelier-1"
    assert undone.scan.listed == ("over_capacity",)
    assert undone.scan.is_open


def test_a_second_undo_changes_nothing() -> None:
    person = builders.person(stored("entrance", "8:00", undone_at=at("8:01")))

    again = scan_review.undo(person, person.scans[0], VOLUNTEER, at("9:00"), {})

    assert again.is_none
    assert again.scan.undone_at == at("8:01")


def test_a_volunteer_undoes_for_fifteen_minutes_and_an_organiser_at_any_time() -> None:
    person = builders.person(stored("entrance", "8:00"))

    with pytest.raises(UndoTooLate):
        scan_review.undo(person, person.scans[0], VOLUNTEER, at("8:15") + timedelta(microseconds=1), {})
    assert scan_review.undo(person, person.scans[0], VOLUNTEER, at("8:15"), {}).scan.undone_at == at("8:15")
    assert scan_review.undo(person, person.scans[0], ORGANISER, at("16:00"), {}).scan.undone_at == at("16:00")


def test_a_volunteer_does_not_undo_anothers_scan() -> None:
    person = builders.person(stored("entrance", "8:00"))
    other = replace(VOLUNTEER, id="pass-2")

    with pytest.raises(UndoNotAllowed):
        scan_review.undo(person, person.scans[0], other, at("8:01"), {})


def test_what_was_settled_stays_as_it_was_settled_first() -> None:
    person = builders.person(stored("entrance", "8:00", listed=("clock",)))
    first = scan_review.settle(person, person.scans[0], Settlement(at("9:00"), "Lola", "vu"))

    second = scan_review.settle(first.after, first.scan, Settlement(at("10:00"), "Autre", "encore"))

    assert second.is_none
    assert second.scan.settled == Settlement(at("9:00"), "Lola", "vu")


def test_undoing_says_who_undid_it_and_when_and_rests_on_the_seat_that_it_takes_again() -> None:
    walked_in = (stored("atelier-1", "9:00"), stored("atelier-2", "9:10", "moved"))
    person = builders.person(*walked_in, ateliers=("atelier-3",))

    undone = scan_review.undo(person, person.scans[1], VOLUNTEER, at("9:25"), {"atelier-1": Seats(3, 2)})

    assert (undone.scan.undone_at, undone.scan.undone_by, undone.scan.listed) == (at("9:25"), "pass-1", ())
    assert (undone.before, undone.availability) == (person, {"atelier-1": Availability.LEFT})


def test_an_entry_that_is_annulled_counts_no_more_and_is_settled_with_what_it_contradicted() -> None:
    person = builders.person(stored("entrance", "8:00", listed=("clock",)))

    annulled = scan_review.annul(person, person.scans[0], SETTLED, ORGANISER, at("9:00"), {})
    again = scan_review.annul(annulled.after, annulled.scan, SETTLED, ORGANISER, at("9:30"), {})

    assert not annulled.after.attendance.inside
    assert (annulled.scan.undone_at, annulled.scan.listed, annulled.scan.settled) == (at("9:00"), ("clock",), SETTLED)
    assert not annulled.scan.is_open
    assert again.is_none


def test_an_entry_that_somebody_let_stand_is_not_annulled_after_that() -> None:
    person = builders.person(stored("entrance", "8:00", listed=("clock",), settled=SETTLED))

    assert scan_review.annul(person, person.scans[0], SETTLED, ORGANISER, at("9:30"), {}).is_none


def test_annulling_that_puts_somebody_where_no_seat_is_left_is_settled_by_itself() -> None:
    moved = stored("atelier-2", "9:10", "moved", listed=("not_booked",))
    person = builders.person(stored("atelier-1", "9:00"), moved)
    full = {"atelier-1": Seats(3, 3), "atelier-2": Seats(3, 3)}

    annulled = scan_review.annul(person, person.scans[1], SETTLED, ORGANISER, at("9:20"), full)

    assert (annulled.scan.listed, annulled.scan.is_open) == (("over_capacity",), True)
    assert scan_review.annul(annulled.after, annulled.scan, SETTLED, ORGANISER, at("9:30"), full).is_none


@pytest.mark.parametrize(("erased", "note"), [({}, "vu"), ({"cancelled_at": at("8:00"), "erased_at": at("8:00")}, "")])
def test_what_an_organiser_settles_keeps_their_note_except_of_who_was_erased(
    erased: dict[str, object], note: str
) -> None:
    person = builders.person(stored("entrance", "8:00", listed=("clock",)), **erased)

    settled = scan_review.settle(person, person.scans[0], Settlement(at("9:00"), "Lola", "vu"))

    assert settled.scan.settled == Settlement(at("9:00"), "Lola", note)
    assert (settled.before, settled.availability) == (person, {})


def test_a_strangers_scan_is_settled_with_its_note() -> None:
    stranger = Person(None, (stored("entrance", "8:00", "unknown_badge", attendee_id=None, listed=("unknown_badge",)),))

    settled = scan_review.settle(stranger, stranger.scans[0], Settlement(at("9:00"), "Lola", "vu"))

    assert settled.scan.settled == Settlement(at("9:00"), "Lola", "vu")
