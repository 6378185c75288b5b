"""Every verdict, as the cases tell it that the phone's rules run too."""

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from attendance.domain import admission, badge, scan_review
from attendance.domain.admission import Basis
from attendance.domain.attendee import Attendee
from attendance.domain.passes import Pass
from attendance.domain.person import Availability, Person, ScanChange, Seats
from attendance.domain.scan import Reader, Scan, Settlement, StoredScan
from attendance.domain.scan_review import UndoTooLate
from attendance.vocabulary.codes import Conflict, Verdict
from tests import builders
from tests.builders import (
    EVENT_ID,
    ORGANISER,
    READER,
    VOLUNTEER,
    at,
    attendee,
    badge_of,
    programme,
    scan,
    signature,
    stored,
)

CASES = json.loads((Path(__file__).parents[1] / "cases/admission.json").read_text())
SUPERVISOR = replace(READER, supervisor=True)


def moment(text: str) -> datetime:
    """Return an hour of the event's day, or another day's that is written in full."""
    return datetime.fromisoformat(text) if "T" in text else at(text)


def case_attendee(case: dict[str, Any]) -> Attendee:
    issues = case.get("issues", 1)
    person = attendee(
        kind=case.get("kind", "participant"),
        ateliers=tuple(case.get("ateliers", ())),
        lunch=case.get("lunch", False),
        cancelled_at=at("6:30") if case.get("cancelled") else None,
    )
    return replace(person, signatures=tuple(signature(person.id, issue + 1) for issue in range(issues)))


def case_earlier(case: dict[str, Any], who: Attendee) -> StoredScan:
    return stored(
        case["checkpoint"],
        case["at"],
        case["verdict"],
        attendee_id=who.id,
        undone_at=at(case["at"]) if case.get("undone") else None,
    )


def case_badge(stranger: str | None, who: Attendee, issue: int) -> str:
    match stranger:
        case "text":
            return "https://example.org/"
        case "other_event":
            return badge.text("another-forum", who.id, 1, signature(who.id, 1))
        case "forged":
            return badge.text(EVENT_ID, who.id, 1, bytes(64))
    return badge_of(who, issue)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_a_scan_is_answered_as_the_case_says(case: dict[str, Any]) -> None:
    who = case_attendee(case.get("attendee", {}))
    earlier = tuple(case_earlier(one, who) for one in case.get("earlier", ()))
    if "answered" in case:
        answered = stored(case["scan"]["checkpoint"], case["scan"]["at"], case["answered"], attendee_id=who.id)
        earlier = (*earlier, replace(answered, scan_id="scan-of-the-case"))
    known = Person(None) if case.get("stranger") == "unknown" else Person(who, earlier, 1)
    scan = case["scan"]
    here = programme().checkpoint(scan["checkpoint"])
    assert here
    asked = Scan(
        scan_id="scan-of-the-case",
        checkpoint=here,
        direction=scan.get("direction", "in"),
        at=moment(scan["at"]),
        badge=case_badge(case.get("stranger"), who, scan.get("issue", who.issue)),
        override=scan.get("override", False),
        offline=scan.get("offline"),
    )
    named = admission.attendee_id(asked, EVENT_ID)
    person = admission.person_to_judge(asked, known if named else Person(None))
    empty = {atelier.id: Seats(atelier.capacity, 0) for atelier in programme().ateliers}
    seats = empty | {atelier: Seats(**numbers) for atelier, numbers in case.get("seats", {}).items()}
    reader = SUPERVISOR if case.get("supervisor") else READER
    received_at = moment(case.get("received_at", scan["at"]))

    answer = admission.decide(person, asked, Basis(programme(), reader, received_at, seats)).scan

    expected = case["expect"] | {name: at(case["expect"][name]) for name in ("since",) if case["expect"].get(name)}
    found = {name: getattr(answer, name) for name in expected}
    assert {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()} == expected


def test_every_verdict_and_every_conflict_has_a_case() -> None:
    expected = [case["expect"] for case in CASES["cases"]]

    assert {e["verdict"] for e in expected if "verdict" in e} == set(Verdict)
    assert {code for e in expected for code in e.get("conflicts", ())} == set(Conflict)


def decided(person: Person, asked: Scan, seats: dict[str, Seats] | None = None, reader: Reader = READER) -> ScanChange:
    return admission.decide(person, asked, Basis(programme(), reader, asked.at, seats or {}))


def test_a_phone_that_never_saw_the_answer_replaces_it_with_its_own() -> None:
    ada = attendee()
    answered = decided(Person(ada, (), 1), scan(ada, "entrance", "8:00"))

    replaced = decided(answered.after, scan(ada, "entrance", "8:00", offline="cancelled"))

    assert replaced.scan.verdict == "cancelled"
    assert replaced.scan.server_verdict == "admitted"
    assert not replaced.after.attendance.inside
    assert len(replaced.after.scans) == 1


def test_a_replaced_answer_is_no_double_admission_of_itself() -> None:
    ada = attendee()
    answered = decided(Person(ada, (), 1), scan(ada, "entrance", "8:00"))

    replaced = decided(answered.after, scan(ada, "entrance", "8:00", offline="admitted"))

    assert replaced.scan.conflicts == ()


def test_a_walk_in_who_is_not_let_in_after_all_may_find_the_atelier_behind_full() -> None:
    ada = attendee()
    walk_in = stored("atelier-1", "9:00", attendee_id=ada.id)
    moved = decided(
        Person(ada, (walk_in,), 1), scan(ada, "atelier-2", "9:10", override=True), {"atelier-2": Seats(3, 0)}
    )
    full_behind = {"atelier-1": Seats(3, 3), "atelier-2": Seats(3, 1)}

    refused = decided(moved.after, scan(ada, "atelier-2", "9:10", override=True, offline="full"), full_behind)

    assert refused.after.attendance.place == "atelier-1"
    assert refused.scan.conflicts == ("over_capacity", "withdrawn")
    assert refused.availability == {"atelier-1": Availability.NONE}


def test_an_override_rests_on_the_seat_that_was_left() -> None:
    ada = attendee()

    change = decided(Person(ada, (), 1), scan(ada, "atelier-2", "9:00", override=True), {"atelier-2": Seats(3, 2)})

    assert change.availability == {"atelier-2": Availability.LEFT}


def test_a_supervisors_override_rests_on_no_seat() -> None:
    ada = attendee()
    asked = scan(ada, "atelier-2", "9:00", override=True)

    change = decided(Person(ada, (), 1), asked, {"atelier-2": Seats(3, 3)}, SUPERVISOR)

    assert change.availability == {}


def test_a_scan_by_hand_is_noted_as_such() -> None:
    ada = attendee()
    asked = scan(ada, "entrance", "8:00", badge=None, attendee_id=ada.id)

    assert decided(Person(ada, (), 1), asked).scan.by_hand


def test_a_replacement_of_an_override_has_the_seat_that_the_override_took() -> None:
    ada = attendee()
    asked = scan(ada, "atelier-2", "9:00", override=True)
    answered = decided(Person(ada, (), 1), asked, {"atelier-2": Seats(3, 2)})

    replaced = decided(answered.after, replace(asked, offline="admitted"), {"atelier-2": Seats(3, 3)})

    assert replaced.scan.server_verdict is None
    assert replaced.scan.conflicts == ()


def test_a_replacement_keeps_the_time_of_the_scan_it_replaces() -> None:
    ada = attendee()
    asked = scan(ada, "entrance", "8:00")
    answered = decided(Person(ada, (), 1), asked)

    replaced = decided(answered.after, replace(asked, offline="admitted", at=at("9:00")))

    assert replaced.scan.at == at("8:00")


def test_a_replacement_gives_no_more_time_to_be_undone() -> None:
    ada = attendee()
    answered = decided(Person(ada, (), 1), scan(ada, "entrance", "8:00"))
    later = Basis(programme(), READER, at("11:00"))

    replaced = admission.decide(answered.after, scan(ada, "entrance", "8:00", offline="cancelled"), later)

    assert replaced.scan.received_at == at("8:00")
    with pytest.raises(UndoTooLate):
        scan_review.undo(replaced.after, replaced.scan, VOLUNTEER, at("11:01"), {})


@pytest.mark.parametrize(("offline", "stays"), [("admitted", True), ("cancelled", False)])
def test_what_was_settled_stays_settled_unless_a_replacement_contradicts_more(offline: str, *, stays: bool) -> None:
    ada = attendee()
    settlement = Settlement(at("8:30"), "Lola", "son téléphone avance")
    ahead = stored("entrance", "8:00", attendee_id=ada.id, received_at=at("7:00"), listed=("clock",))
    answered = replace(ahead, conflicts=("clock",), settled=settlement)

    replaced = decided(Person(ada, (answered,), 1), scan(ada, "entrance", "8:00", offline=offline))

    assert "clock" in replaced.scan.listed
    assert replaced.scan.settled == (settlement if stays else None)
    assert replaced.scan.is_open is not stays


@pytest.mark.parametrize(
    ("holder", "device", "may"),
    [
        (VOLUNTEER, "phone-1", True),
        (replace(VOLUNTEER, id="pass-2"), "phone-1", True),
        (ORGANISER, None, True),
        (VOLUNTEER, "phone-2", False),
        (VOLUNTEER, None, False),
        (replace(VOLUNTEER, id="phone-1"), None, True),
    ],
    ids=[
        "the phone",
        "its new link",
        "an organiser",
        "another phone",
        "no phone named",
        "a pass that is its own phone",
    ],
)
def test_only_the_device_that_asked_or_an_organiser_replaces_an_answer(
    holder: Pass, device: str | None, *, may: bool
) -> None:
    assert holder.may_replace(stored("entrance", "8:00"), device) is may


def test_a_cancelled_person_whom_a_phone_let_in_walked_in_at_ateliers_and_meals_only() -> None:
    ada = attendee(cancelled_at=at("7:00"))

    entrance = decided(Person(ada, (), 1), scan(ada, "entrance", "8:00", offline="admitted"))
    lunch = decided(Person(ada, (), 1), scan(ada, "lunch", "10:30", offline="admitted"))

    assert not entrance.scan.walk_in
    assert lunch.scan.walk_in


def test_an_undone_scan_is_not_replaced_any_more() -> None:
    undone = stored("entrance", "8:00", undone_at=at("8:01"))

    assert undone.answers(scan(attendee(), "entrance", "8:00", offline="cancelled"))


@pytest.mark.parametrize(
    ("checkpoint", "facts", "booked", "asked"),
    [
        ("atelier-1", {}, (), {"atelier-1"}),
        ("atelier-1", {"direction": "out"}, (), set()),
        ("atelier-1", {}, ("atelier-1",), set()),
        ("atelier-2", {}, (), set()),
        ("atelier-2", {"offline": "admitted"}, (), {"atelier-2"}),
        ("lunch", {}, (), set()),
        ("lunch", {"scan_id": "scan-atelier-2-900"}, (), {"atelier-2"}),
        ("atelier-1", {"scan_id": "scan-atelier-2-900"}, (), {"atelier-1", "atelier-2"}),
        ("atelier-2", {"scan_id": "scan-atelier-2-900"}, (), {"atelier-2"}),
    ],
)
def test_only_seats_that_somebody_may_take_or_take_again_are_asked_for(
    checkpoint: str, facts: dict[str, object], booked: tuple[str, ...], asked: set[str]
) -> None:
    walked_in = builders.person(stored("lunch", "8:50"), stored("atelier-2", "9:00"), ateliers=booked)
    assert walked_in.attendee

    assert admission.seats_in_question(walked_in, scan(walked_in.attendee, checkpoint, "9:30", **facts)) == asked


def test_a_strangers_scan_asks_for_no_seat() -> None:
    assert admission.seats_in_question(Person(None), scan(attendee(), "atelier-1", "9:00")) == frozenset()


def test_who_is_named_by_hand_needs_no_badge_and_a_text_that_is_none_is_nobodys() -> None:
    ada = attendee()

    assert admission.is_genuine(scan(ada, "entrance", "8:00", badge=None, attendee_id=ada.id), ada)
    assert not admission.is_genuine(scan(ada, "entrance", "8:00", badge="https://example.org/"), ada)


def test_two_entries_with_an_exit_between_them_are_two_stays_and_no_conflict() -> None:
    ada = attendee(ateliers=("atelier-1",))
    inside = builders.person(stored("atelier-1", "9:00"), ateliers=("atelier-1",))
    gone = builders.person(*inside.scans, stored("atelier-1", "9:10", "left"), ateliers=("atelier-1",))

    again = scan(ada, "atelier-1", "9:20", offline="admitted")
    assert [decided(person, again).scan.conflicts for person in (inside, gone)] == [("double_admission",), ()]


def test_of_a_strangers_badge_its_digest_is_kept_and_of_a_known_ones_nothing() -> None:
    ada = attendee()
    link = scan(ada, "entrance", "8:00", badge="https://example.org/")

    assert decided(Person(None), link).scan.text_sha256 == sha256(b"https://example.org/").hexdigest()
    by_hand = replace(link, badge=None, attendee_id=ada.id)
    assert decided(Person(None), by_hand).scan.text_sha256 is None
    assert decided(Person(ada), scan(ada, "entrance", "8:00")).scan.text_sha256 is None


def test_only_who_is_in_already_is_told_since_when_and_only_who_moves_from_where() -> None:
    inside = builders.person(stored("atelier-1", "9:00"), ateliers=("atelier-1",))
    assert inside.attendee

    out = decided(inside, scan(inside.attendee, "entrance", "9:30", direction="out")).scan
    elsewhere = decided(inside, scan(inside.attendee, "atelier-2", "9:30")).scan
    moved = decided(inside, scan(inside.attendee, "atelier-2", "9:30", override=True), {"atelier-2": Seats(3, 0)}).scan

    assert (out.verdict, out.since, out.moved_from) == ("left", None, None)
    assert (elsewhere.verdict, elsewhere.moved_from, elsewhere.override) == ("not_booked", None, False)
    assert (moved.verdict, moved.moved_from, moved.override) == ("moved", "atelier-1", True)


def test_an_atelier_whose_seats_are_not_known_has_none_left() -> None:
    ada = attendee()

    assert decided(Person(ada), scan(ada, "atelier-1", "9:00", override=True)).scan.verdict == "full"
