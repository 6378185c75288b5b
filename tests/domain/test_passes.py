"""What the holder of a link may do, and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attendance.domain import passes
from attendance.domain.passes import MOST_DEVICES, Pass
from attendance.domain.scan import Reader
from attendance.vocabulary.codes import Kind
from tests.builders import EVENT_ID, ORGANISER, VOLUNTEER, at, attendee, programme, stored

FORUM = programme()


@pytest.mark.parametrize(
    ("by", "device", "name", "reader"),
    [
        (VOLUNTEER, "telephone-1", "Ma porte", Reader("pass-1", "telephone-1", "Porte A1", tally="pass-1")),
        (replace(VOLUNTEER, label=""), "telephone-1", "Ada", Reader("pass-1", "telephone-1", "Ada", tally="pass-1")),
        (
            replace(VOLUNTEER, label=""),
            "telephone-1",
            None,
            Reader("pass-1", "telephone-1", "telephon", tally="pass-1"),
        ),
        (VOLUNTEER, None, None, Reader("pass-1", "pass-1", "Porte A1")),
        (
            replace(VOLUNTEER, devices=("telephone-1",)),
            "telephone-1",
            None,
            Reader("pass-1", "telephone-1", "Porte A1"),
        ),
        (replace(VOLUNTEER, supervisor=True), None, None, Reader("pass-1", "pass-1", "Porte A1", supervisor=True)),
        (ORGANISER, None, None, Reader("pass-0", "pass-0", "Porte A1", supervisor=True)),
    ],
)
def test_a_door_is_named_by_the_organiser_else_by_its_holder_else_by_its_device(
    by: Pass, device: str | None, name: str | None, reader: Reader
) -> None:
    assert by.reader(device, name) == reader


def test_a_pass_counts_its_first_devices_apart_and_itself_always() -> None:
    nearly = replace(VOLUNTEER, devices=tuple(f"phone-{n}" for n in range(MOST_DEVICES - 1)))
    full = replace(nearly, devices=(*nearly.devices, "the-last"))

    assert [nearly.has_place_for(device) for device in ("another", "phone-3", VOLUNTEER.id)] == [True, False, False]
    assert not full.has_place_for("another")


def test_a_volunteer_sees_the_doors_of_their_link_and_an_organiser_all() -> None:
    doors = [checkpoint.id for checkpoint in FORUM.checkpoints]
    two = replace(VOLUNTEER, checkpoints=("lunch", "entrance"))

    assert [checkpoint.id for checkpoint in two.visible(FORUM)] == ["entrance", "lunch"]
    assert [checkpoint.id for checkpoint in ORGANISER.visible(FORUM)] == doors
    assert (two.covers("lunch"), two.covers("village"), ORGANISER.covers("village")) == (True, False, True)


def test_a_link_ends_at_its_hour_and_a_volunteer_may_bring_scans_for_two_days_more() -> None:
    end, moment = VOLUNTEER.expires_at, timedelta(microseconds=1)
    late = end + timedelta(hours=48)

    assert [VOLUNTEER.is_expired(now) for now in (end - moment, end)] == [False, True]
    assert [VOLUNTEER.may_upload_late(now) for now in (end, late - moment, late)] == [True, True, False]
    assert not ORGANISER.may_upload_late(end)


def test_only_the_phone_that_asked_replaces_an_answer_or_an_organiser() -> None:
    answered = stored("entrance", "8:00")

    assert VOLUNTEER.may_replace(answered, "phone-1")
    assert replace(VOLUNTEER, id="pass-2").may_replace(answered, "phone-1")
    assert not VOLUNTEER.may_replace(answered, "phone-2")
    assert ORGANISER.may_replace(answered, None)


@pytest.mark.parametrize(
    ("by", "others", "beyond", "kinds"),
    [
        (ORGANISER, True, True, set(Kind)),
        (VOLUNTEER, False, False, set(Kind) - {"facilitator", "organiser"}),
        (replace(VOLUNTEER, walk_ins=True), True, False, set(Kind) - {"facilitator", "organiser"}),
        (replace(VOLUNTEER, supervisor=True), False, True, set(Kind)),
    ],
)
def test_whom_a_pass_registers_and_whether_beyond_the_seats(
    by: Pass, others: bool, beyond: bool, kinds: set[str]
) -> None:
    assert (by.may_register_others, by.may_exceed_seats, set(by.kinds)) == (others, beyond, kinds)


def test_an_invitation_holds_what_the_organiser_says_and_ends_with_the_event() -> None:
    bare = passes.invitation("pass-9", FORUM, at("7:00"), role="organiser", label="Lola")
    said = passes.invitation(
        "pass-9",
        FORUM,
        at("7:00"),
        role="volunteer",
        label="Porte B",
        checkpoints=("lunch",),
        supervisor=True,
        walk_ins=True,
        expires_at=at("12:00"),
        invited_by="pass-0",
    )

    assert bare == Pass("pass-9", "organiser", EVENT_ID, "Lola", at("7:00"), FORUM.event.ends_at)
    assert said == Pass(
        "pass-9",
        "volunteer",
        EVENT_ID,
        "Porte B",
        at("7:00"),
        at("12:00"),
        ("lunch",),
        supervisor=True,
        walk_ins=True,
        invited_by="pass-0",
    )


def test_an_attendees_link_is_good_as_long_as_the_registration_is_kept() -> None:
    ada = attendee(pass_generation=3)
    kept_until = FORUM.event.ends_at + timedelta(days=30)
    own = Pass(
        "pass-9", "attendee", EVENT_ID, "", at("7:00"), kept_until, attendee_id=ada.id, generation=3, mailed=False
    )

    assert passes.of_attendee(ada, "pass-9", FORUM, at("7:00")) == own
    assert passes.of_attendee(ada, "pass-9", FORUM, at("7:00"), mailed=True) == replace(own, mailed=True)
