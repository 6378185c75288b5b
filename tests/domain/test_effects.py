"""What follows from a change of a person: the numbers and seats that move, the mails, the places and the addresses."""

from dataclasses import replace
from typing import Any

from attendance.domain import admission, effects, registration
from attendance.domain.attendee import Address, Attendee, Waiting
from attendance.domain.effects import Effects, Mailbox, SeatsMove
from attendance.domain.person import Availability, Change, Person, Seats
from tests.builders import READER, at, attendee, person, programme, scan, stored

NOW = at("8:00")
ADA = attendee(ateliers=("atelier-1",), email="ada@example.org")
WAITS = Waiting("atelier-1", at("7:00"))
OFFERED = replace(WAITS, offered_until=at("9:00"))


def followed(change: Change, *, notify: bool = True) -> Effects:
    return effects.of(change, programme(), NOW, notify=notify)


def amended(before: Attendee | None, after: Attendee, **kept: Any) -> Effects:
    had = Person(before, version=1) if before else None
    return followed(Change(before=had, after=Person(after, version=1, **kept)))


def test_a_registration_is_counted_takes_its_seat_and_its_address_and_is_confirmed() -> None:
    effect = followed(registration.register(ADA, programme(), {"atelier-1": Seats(3, 0)}))

    assert effect.moves == {("entrance", "booked"): 1, ("atelier-1", "booked"): 1, ("atelier-1", "absent"): 1}
    assert effect.seats == (SeatsMove("atelier-1", 1, 0, Availability.FREE),)
    assert effect.amendment
    assert [mail.kind for mail in effect.amendment.mails] == ["confirmation"]
    assert (effect.amendment.freed, effect.amendment.added) == (None, Mailbox("ada@example.org", is_shared=False))


def test_who_is_registered_in_silence_gets_no_mail_and_has_all_the_rest() -> None:
    change = registration.register(ADA, programme(), {"atelier-1": Seats(3, 0)})

    loud, silent = followed(change), followed(change, notify=False)

    assert loud == effects.of(change, programme(), NOW)
    assert loud.amendment
    assert [mail.asked_at for mail in loud.amendment.mails] == [NOW]
    assert silent == replace(loud, amendment=replace(loud.amendment, mails=()))


def test_cancelling_frees_the_seat_the_place_in_the_list_and_the_address() -> None:
    was = replace(ADA, waiting=(Waiting("atelier-3", at("7:00")),))

    effect = followed(registration.cancel(Person(was, version=1), was, NOW))

    assert effect.moves["entrance", "cancelled"] == 1
    assert set(effect.seats) == {SeatsMove("atelier-1", -1, 0), SeatsMove("atelier-3", 0, -1)}
    assert effect.amendment
    assert effect.amendment.left == ("atelier-3",)
    assert (effect.amendment.freed, effect.amendment.added) == (Mailbox("ada@example.org", is_shared=False), None)


def test_another_atelier_moves_one_seat_there_and_one_back_and_no_address() -> None:
    listed = replace(ADA, brought_as="line-1")
    effect = amended(listed, replace(listed, ateliers=("atelier-2",)))

    assert set(effect.seats) == {SeatsMove("atelier-1", -1, 0), SeatsMove("atelier-2", 1, 0)}
    assert effect.amendment
    assert effect.amendment.erased_line is None
    assert (effect.amendment.freed, effect.amendment.added) == (None, None)


def test_an_offer_takes_a_seat_out_of_the_queue_and_keeps_the_place_in_the_list() -> None:
    waits, offered = (replace(ADA, ateliers=(), waiting=(place,)) for place in (WAITS, OFFERED))

    effect = amended(waits, offered)

    assert effect.seats == (SeatsMove("atelier-1", 1, -1),)
    assert effect.amendment
    assert (effect.amendment.joined, effect.amendment.left) == ((OFFERED,), ())
    assert [mail.kind for mail in effect.amendment.mails] == ["offer"]


def test_who_joins_a_list_and_stays_in_another_joins_one() -> None:
    afternoon = Waiting("atelier-3", at("7:30"))
    waits = replace(ADA, ateliers=(), waiting=(WAITS,))

    effect = amended(waits, replace(waits, waiting=(WAITS, afternoon)))

    assert effect.seats == (SeatsMove("atelier-3", 0, 1),)
    assert effect.amendment
    assert (effect.amendment.joined, effect.amendment.left) == ((afternoon,), ())


def test_taking_an_offer_moves_no_seat_and_leaves_the_list() -> None:
    effect = amended(replace(ADA, ateliers=(), waiting=(OFFERED,)), ADA)

    assert effect.seats == ()
    assert effect.amendment
    assert effect.amendment.left == ("atelier-1",)


def test_a_scan_moves_numbers_and_leaves_the_registration_as_it_was() -> None:
    basis = admission.Basis(programme(), READER, NOW, {})

    effect = followed(admission.decide(Person(ADA, version=1), scan(ADA, "entrance", "8:00"), basis))

    assert effect.moves["entrance", "present"] == 1
    assert (effect.seats, effect.amendment) == ((), None)


def test_a_strangers_scan_moves_what_was_refused_and_nothing_else() -> None:
    refused = stored("entrance", "8:00", "unknown_badge", attendee_id=None)

    effect = followed(Change(before=Person(None), after=Person(None, (refused,))))

    assert effect == Effects({("entrance", "refused_unknown_badge"): 1}, (), None)  # type: ignore[arg-type]


def test_an_erasure_forgets_the_addresses_and_leaves_of_the_list_that_somebody_was_erased() -> None:
    had = replace(ADA, brought_as="line-1")
    before = replace(person(stored("entrance", "7:30")), attendee=had, former=(Address("old@example.org", 3, NOW),))

    effect = followed(registration.erase(before, had, NOW))

    assert ("entrance", "ever") not in effect.moves
    assert effect.amendment
    assert (effect.amendment.forgotten, effect.amendment.may_return) == ((3,), ())
    assert effect.amendment.erased_line == "line-1"
    assert effect.amendment.freed == Mailbox("ada@example.org", is_shared=False)
    assert [(mail.kind, mail.to) for mail in effect.amendment.mails] == [("erasure", "ada@example.org")]


def test_another_address_is_taken_and_the_one_that_was_left_may_return() -> None:
    left = Address("ada@example.org", 0, at("20:00"))

    effect = amended(ADA, replace(ADA, email="new@example.org", address_number=1), former=(left,))

    assert effect.amendment
    assert effect.amendment.freed == Mailbox("ada@example.org", is_shared=False)
    assert effect.amendment.added == Mailbox("new@example.org", is_shared=False)
    assert effect.amendment.may_return == (left,)


def test_an_address_in_capitals_is_the_same_mailbox_and_a_shared_one_keeps_nobody_out() -> None:
    spelled = amended(replace(ADA, email="ADA@example.org"), ADA).amendment
    shared = amended(None, replace(ADA, shares_email=True)).amendment

    assert spelled
    assert spelled.added is None
    assert shared
    assert shared.added == Mailbox("ada@example.org", is_shared=True)
