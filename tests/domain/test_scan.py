"""What a stored scan says for itself: whether it answers one sent again, counts, or is to be settled."""

from dataclasses import replace

import pytest

from attendance.domain.attendance import Fact
from attendance.domain.scan import Settlement
from tests.builders import at, attendee, scan, stored

NOTED = Settlement(at("9:00"), "Lola", "vu")
SENT = scan(attendee(), "entrance", "8:00")


@pytest.mark.parametrize(
    ("sent", "kept", "answered"),
    [
        ({}, {}, True),
        ({}, {"offline": "admitted"}, True),
        ({"offline": "admitted"}, {}, False),
        ({"offline": "admitted"}, {"offline": "admitted"}, True),
        ({"offline": "admitted"}, {"undone_at": at("8:01")}, True),
    ],
)
def test_only_a_phone_that_decided_meanwhile_is_not_answered_as_before(
    sent: dict[str, str], kept: dict[str, object], answered: bool
) -> None:
    assert stored("entrance", "8:00", **kept).answers(replace(SENT, **sent)) is answered  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kept", "same"),
    [(stored("entrance", "8:00"), True), (stored("entrance", "8:00", "left"), False), (stored("lunch", "8:00"), False)],
)
def test_one_id_is_one_reading_at_one_door_in_one_direction(kept: object, same: bool) -> None:
    assert kept.is_same(SENT) is same  # type: ignore[attr-defined]


def test_a_scan_without_its_note_stays_settled_by_whom_and_when() -> None:
    listed = stored("entrance", "8:00", listed=("clock",))
    settled = replace(listed, settled=NOTED)

    assert settled.without_note() == replace(settled, settled=Settlement(at("9:00"), "Lola", ""))
    assert listed.without_note() == listed
    assert [(s.is_open, s.is_noted) for s in (listed, settled, settled.without_note(), stored("lunch", "11:00"))] == [
        (True, False),
        (False, True),
        (False, False),
        (False, False),
    ]


def test_only_a_scan_that_lets_somebody_in_or_out_is_a_fact() -> None:
    entry = stored("entrance", "8:00")

    assert entry.fact == Fact(at("8:00"), entry.scan_id, "entrance", "entrance", "in", "Porte A1")
    undone, refused, stranger = (
        replace(entry, **facts) for facts in ({"undone_at": at("8:01")}, {"verdict": "full"}, {"attendee_id": None})
    )
    assert undone.fact is refused.fact is stranger.fact is None


def test_a_scan_knows_how_late_it_came_unless_its_phones_clock_was_wrong() -> None:
    brought = stored("entrance", "8:00", received_at=at("9:30"))
    ahead = stored("entrance", "8:01", received_at=at("8:00"))

    assert [one.late_seconds for one in (brought, ahead, replace(brought, conflicts=("clock",)))] == [5400, 0, None]
