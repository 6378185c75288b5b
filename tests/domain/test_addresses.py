"""Another address: what may hold, what may come back, and what is over."""

from dataclasses import replace
from datetime import datetime

import pytest

from attendance.domain.addresses import AddressState, address_state, named, taken
from attendance.domain.attendee import Address, Attendee
from attendance.domain.person import Person
from tests.builders import at, attendee

A, B, C = "ada@example.org", "b@example.org", "c@example.org"
ADA = attendee(email=A, opened_at=at("6:30"))


def moved(person: Person, to: str, hour: str = "8:00") -> Person:
    """Let somebody name another address and open it, each in a version of its own."""
    was = person.attendee
    assert was
    person = replace(named(person, was, replace(was, email=to), by_staff=False), version=person.version + 1)
    assert person.attendee
    assert person.attendee.pending
    return took(person, person.attendee.pending.number, hour)


def took(person: Person, number: int, hour: str = "8:00") -> Person:
    assert person.attendee
    return replace(taken(person, person.attendee, number, at(hour), at("20:00")), version=person.version + 1)


def holding(person: Person) -> tuple[str | None, int]:
    assert person.attendee
    return person.attendee.email, person.attendee.pass_generation


def test_an_address_that_is_named_changes_nothing_else() -> None:
    person = Person(ADA, version=4)

    after = named(person, ADA, replace(ADA, email=B), by_staff=False).attendee

    assert after == replace(ADA, pending=Address(B, 5))


def test_one_that_is_named_again_keeps_its_number_and_another_gets_its_own() -> None:
    pending = replace(ADA, pending=Address(B, 5))
    person = Person(pending, version=7)

    # Whoever names an address withdraws the pending one first.
    again = named(person, pending, replace(pending, email="B@example.org", pending=None), by_staff=False).attendee
    other = named(person, pending, replace(pending, email=C, pending=None), by_staff=False).attendee

    assert again == pending
    assert other == replace(ADA, pending=Address(C, 8))


@pytest.mark.parametrize("opened_at", [at("6:30"), None])
def test_an_address_that_was_left_may_come_back_if_it_was_ever_opened(opened_at: datetime | None) -> None:
    after = moved(Person(replace(ADA, opened_at=opened_at), version=4), B)

    assert holding(after) == (B, 2)
    assert after.attendee
    assert (after.attendee.opened_at, after.attendee.pending) == (at("8:00"), None)
    assert after.former == ((Address(A, 0, at("20:00")),) if opened_at else ())


def test_who_had_no_address_leaves_none_and_their_links_stay() -> None:
    after = moved(Person(replace(ADA, email=None, opened_at=None), version=4), B)

    assert (holding(after), after.former) == ((B, 1), ())


def test_one_that_comes_back_takes_along_all_that_came_after_it() -> None:
    third = moved(moved(Person(ADA, version=4), B), C)
    assert [left.email for left in third.former] == [A, B]
    was = third.attendee
    assert was
    pending = named(third, was, replace(was, email="d@example.org"), by_staff=False)

    back = took(pending, 0)

    assert holding(back) == (A, 4)
    assert back.attendee
    assert (back.former, back.attendee.pending) == ((), None)
    numbers = [left.number for left in third.former] + [was.address_number]
    assert [address_state(back, number)[0] for number in numbers] == [
        AddressState.HOLDS,
        AddressState.OVER,
        AddressState.OVER,
    ]


def test_the_ones_before_it_may_still_come_back() -> None:
    third = moved(moved(Person(ADA, version=4), B), C)

    back = took(third, third.former[1].number)

    assert holding(back)[0] == B
    assert [left.email for left in back.former] == [A]


def test_a_link_does_its_work_once_and_says_the_same_afterwards() -> None:
    after = moved(Person(ADA, version=4), B)
    assert after.attendee

    again = took(after, after.attendee.address_number, "9:00")

    assert again.attendee == after.attendee
    assert address_state(again, after.attendee.address_number) == (AddressState.HOLDS, B)


def test_nothing_holds_for_who_has_cancelled_or_is_nobody() -> None:
    cancelled = Person(replace(ADA, cancelled_at=at("7:00"), pending=Address(B, 5)), former=(Address(C, 2),))

    for number in (0, 2, 5):
        assert address_state(cancelled, number) == (AddressState.OVER, "")
        assert address_state(Person(None), number) == (AddressState.OVER, "")


def test_an_organisers_word_holds_at_once_and_ends_every_other() -> None:
    third = moved(moved(Person(ADA, version=4), B), C)
    was = third.attendee
    assert was

    after = named(third, was, replace(was, email=A), by_staff=True)

    assert holding(after) == (A, 4)
    assert isinstance(after.attendee, Attendee)
    assert (after.attendee.opened_at, after.former) == (None, ())
    numbers = (0, third.former[1].number, was.address_number)
    assert [address_state(after, number)[0] for number in numbers] == [AddressState.OVER] * 3


def test_many_mailboxes_do_not_push_the_first_one_out() -> None:
    person = Person(ADA, version=4)
    for n in range(9):
        person = moved(person, f"thief{n}@example.org")

    assert person.former[0] == Address(A, 0, at("20:00"))
    assert holding(took(person, 0))[0] == A


def test_five_addresses_at_most_may_come_back() -> None:
    person = Person(ADA, version=4)
    for n in range(6):
        person = moved(person, f"thief{n}@example.org")

    assert [left.email for left in person.former] == [A, *(f"thief{n}@example.org" for n in range(4))]


def test_an_address_that_is_given_again_in_other_letters_ends_all_that_came_after_it() -> None:
    third = moved(moved(Person(ADA, version=4), B), C)

    back = moved(third, "ADA@example.org")

    assert (holding(back)[0], back.former) == ("ADA@example.org", ())


def test_who_has_no_address_holds_none_and_a_number_that_never_was_names_none() -> None:
    assert address_state(Person(replace(ADA, email=None)), 0) == (AddressState.HOLDS, "")
    assert address_state(Person(ADA, former=(Address(B, 2),)), 3) == (AddressState.OVER, "")


def test_the_same_mailbox_in_other_letters_is_no_other_address() -> None:
    spelled = replace(ADA, email="ADA@example.org")

    for written in (spelled, replace(ADA, email=None)):
        assert named(Person(ADA, version=4), ADA, written, by_staff=False).attendee == written
