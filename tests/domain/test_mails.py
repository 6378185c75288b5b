"""Which mails follow from a change of a person."""

from dataclasses import replace

import pytest

from attendance.domain.attendee import Address, Attendee, Waiting
from attendance.domain.mails import Mail, due
from attendance.domain.person import Change, Person, scan_change
from attendance.vocabulary.codes import MailKind
from tests.builders import at, attendee, person, stored

ADA = attendee(ateliers=("atelier-1",))
OLD = Address("ada@example.org", 0, at("9:00"))
OFFERED = (Waiting("atelier-1", at("7:00"), at("9:00")),)


def reasons(before: Attendee | None, after: Attendee, version: int = 4) -> list[str]:
    had = Person(before, version=version) if before else None
    change = Change(before=had, after=Person(after, version=version if before else 0))
    return [mail.reason for mail in due(change, at("8:00"))]


def test_a_registration_is_confirmed() -> None:
    change = Change(before=None, after=Person(ADA))

    assert due(change, at("8:00")) == (Mail(ADA.id, "confirmation", "confirmation", at("8:00")),)


def test_nobody_is_written_to_of_a_stranger() -> None:
    assert due(Change(before=Person(None), after=Person(None)), at("8:00")) == ()


def test_who_gets_a_new_badge_with_another_choice_is_told_of_both() -> None:
    waits = replace(ADA, ateliers=(), waiting=(replace(OFFERED[0], offered_until=None),))
    reissued = replace(waits, signatures=(*ADA.signatures, b"two"))

    assert reasons(waits, replace(reissued, lunch=True)) == ["badge-2", "change-5"]
    assert reasons(waits, replace(reissued, waiting=OFFERED)) == ["badge-2", "offer-5"]


@pytest.mark.parametrize("change", [{"ateliers": ()}, {"lunch": True}, {"email": "ADA@example.org"}, {"stand": "Six"}])
def test_another_choice_is_told_under_a_reason_of_its_own(change: dict[str, object]) -> None:
    assert reasons(ADA, replace(ADA, **change)) == ["change-5"]  # type: ignore[arg-type]


def test_another_language_is_no_news() -> None:
    assert reasons(ADA, replace(ADA, language="en")) == []


def test_a_cancellation_is_told_once() -> None:
    cancelled = replace(ADA, cancelled_at=at("8:00"), pass_generation=2)

    assert reasons(ADA, cancelled) == ["cancellation-5"]
    assert reasons(cancelled, replace(cancelled, organisation="La Fonda")) == []


def test_a_new_badge_is_sent_under_its_number() -> None:
    assert reasons(ADA, replace(ADA, signatures=(*ADA.signatures, b"two"))) == ["badge-2"]


def test_an_offered_seat_is_told_and_taking_it_too() -> None:
    offered = replace(ADA, ateliers=(), waiting=OFFERED)

    assert reasons(replace(ADA, ateliers=(), waiting=(replace(OFFERED[0], offered_until=None),)), offered) == [
        "offer-5"
    ]
    assert reasons(offered, ADA) == ["change-5"]


def test_an_offer_that_lapses_is_told_as_a_change() -> None:
    assert reasons(replace(ADA, waiting=OFFERED), ADA) == ["change-5"]


def test_who_has_no_address_gets_no_mail() -> None:
    assert reasons(None, replace(ADA, email=None)) == []


@pytest.mark.parametrize(("former", "notice", "number"), [((), "address-5", None), ((OLD,), "restore-5", 0)])
def test_another_address_is_told_to_both_and_the_old_one_how_to_come_back_if_it_may(
    former: tuple[Address, ...], notice: str, number: int | None
) -> None:
    moved = replace(ADA, email="b@example.org", address_number=3)

    change = Change(before=Person(ADA, version=4), after=Person(moved, version=4, former=former))
    assert due(change, at("8:00")) == (
        Mail(ADA.id, "change-5", "change", at("8:00")),
        Mail(ADA.id, notice, notice.removesuffix("-5"), at("8:00"), to="ada@example.org", number=number),
    )


def test_a_pending_address_is_written_to_once_whatever_else_changes() -> None:
    pending = replace(ADA, pending=Address("b@example.org", 5))
    nobody = replace(ADA, email=None)

    for before, after in ((ADA, pending), (nobody, replace(pending, email=None))):
        (mail,) = due(Change(before=Person(before, version=4), after=Person(after, version=4)), at("8:00"))
        assert (mail.kind, mail.to, mail.number) == (MailKind.NEW_ADDRESS, None, 5)
    assert reasons(pending, replace(pending, lunch=True)) == ["change-5"]
    assert reasons(pending, ADA) == []


def test_a_first_address_leaves_nobody_behind() -> None:
    assert reasons(replace(ADA, email=None), ADA) == ["change-5"]


@pytest.mark.parametrize("was", [ADA, replace(ADA, cancelled_at=at("7:00"))])
def test_who_is_erased_is_told_once_where_their_address_was(was: Attendee) -> None:
    erased = replace(ADA, email=None, cancelled_at=at("8:00"), erased_at=at("8:00"))

    change = Change(before=Person(was, version=4), after=Person(erased, version=4))
    assert [(mail.reason, mail.to) for mail in due(change, at("8:00"))] == [("erasure-5", "ada@example.org")]
    assert reasons(erased, erased) == []


def test_a_scan_is_no_reason_for_a_mail() -> None:
    there = person()

    assert due(scan_change(there, stored("entrance", "9:00"), {}), at("9:00")) == ()
