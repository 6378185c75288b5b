"""A badge that is replaced, and a registration that is erased."""

import pytest

from attendance.domain.attendee import Address, Attendee
from attendance.domain.badge import LAST_ISSUE
from attendance.domain.headcount import totals
from attendance.domain.person import Person
from attendance.domain.refusals import ImpossibleChoice, Rule
from attendance.domain.registration import (
    erase,
    reissue,
)
from attendance.domain.scan import Settlement
from tests.builders import at, attendee, person, programme, stored


def test_a_new_badge_makes_the_old_one_an_old_issue() -> None:
    was = attendee()

    before = Person(was, version=1)
    change = reissue(before, was, b"new")

    assert change.before is before
    after = change.after.attendee
    assert after
    assert (after.issue, after.signatures) == (2, (*was.signatures, b"new"))


def test_badges_are_numbered_in_one_byte() -> None:
    was = attendee(signatures=(b"one",) * LAST_ISSUE)

    with pytest.raises(ImpossibleChoice) as refused:
        reissue(Person(was, version=1), was, b"one too many")
    assert (refused.value.rule, refused.value.field) == (Rule.LAST_BADGE, "badge")
    assert refused.value.message == "A person has at most 255 badges, one after the other."


def test_erasing_leaves_nothing_that_tells_who_it_was() -> None:
    was = attendee(organisation="La Fonda", kind="exhibitor", stand="Tiers-lieu", lunch=True, diet="vegan")
    before = person(stored("entrance", "9:00"))

    after = erase(before, was, at("12:00")).after

    nobody = after.attendee
    assert nobody
    assert (nobody.name, nobody.email, nobody.organisation, nobody.stand, nobody.diet) == (None, None, "", "", "none")
    assert nobody.is_cancelled
    assert nobody.pass_generation == was.pass_generation + 1
    assert after.scans == before.scans


def test_erasing_keeps_what_statistics_and_the_door_need_and_the_notes_of_nobody() -> None:
    was = attendee("Ada", kind="exhibitor", stand="Six", language="en", lunch=True, brought_as="line-1")
    noted = stored("entrance", "9:00", settled=Settlement(at("9:30"), "Lola", "vu"))
    before = Person(was, (noted,), 1, former=(Address("old@example.org", 1),))

    change = erase(before, was, at("12:00"))

    assert change.before is before
    assert change.after == Person(
        Attendee(
            was.id,
            was.registered_at,
            kind="exhibitor",
            language="en",
            signatures=was.signatures,
            pass_generation=2,
            cancelled_at=at("12:00"),
            erased_at=at("12:00"),
        ),
        (noted.without_note(),),
        1,
    )


def test_a_note_that_was_written_after_an_erasure_is_erased_by_the_next_and_the_hour_stays() -> None:
    nobody = attendee(cancelled_at=at("8:00"), erased_at=at("8:00"))
    person = Person(nobody, (stored("entrance", "9:00", settled=Settlement(at("9:30"), "Lola", "vu")),), 1)

    after = erase(person, nobody, at("12:00")).after

    assert after.attendee
    assert after.attendee.erased_at == at("8:00")
    assert not after.scans[0].is_noted


def test_erasing_keeps_the_head_that_was_counted() -> None:
    before = person(stored("entrance", "9:00"))
    assert before.attendee

    after = erase(before, before.attendee, at("12:00")).after

    assert totals(after, programme())["entrance", "ever"] == totals(before, programme())["entrance", "ever"] == 1


def test_erasing_after_cancelling_ends_no_more_passes_and_a_second_time_changes_nothing() -> None:
    was = attendee(cancelled_at=at("8:00"), pass_generation=2)

    once = erase(Person(was, version=1), was, at("12:00"))

    assert once.after.attendee
    assert once.after.attendee.pass_generation == 2
    assert erase(once.after, once.after.attendee, at("13:00")).is_none
