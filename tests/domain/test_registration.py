"""What one may choose, wait for, change and cancel."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attendance.domain.attendee import Address, Attendee, Waiting
from attendance.domain.person import Availability, Person, Seats, queues, seats
from attendance.domain.programme import Programme
from attendance.domain.refusals import AtelierFull, ImpossibleChoice, RegistrationCancelled, RegistrationsClosed, Rule
from attendance.domain.registration import (
    amend,
    cancel,
    check_open,
    check_permitted,
    queued,
    register,
    reissue,
    wrong_waiting,
)
from tests.builders import at, attendee, person, programme, stored

FULL = {f"atelier-{n}": Seats(3, 3) for n in (1, 2, 3)}
EMPTY = {f"atelier-{n}": Seats(3, 0) for n in (1, 2, 3)}


def waits(atelier: str, offered_until: str | None = None) -> Waiting:
    return Waiting(atelier, at("7:00"), at(offered_until) if offered_until else None)


def amended(was: Attendee, now: Attendee, seats_now: dict[str, Seats], **facts: bool) -> Attendee:
    after = amend(Person(was, version=1), was, now, programme(), seats_now, now=at("8:00"), **facts).after.attendee
    assert after
    return after


def test_a_seat_that_somebody_waits_for_cannot_be_booked() -> None:
    seats_now = {"atelier-1": Seats(3, 2, waiting=1), "atelier-2": Seats(3, 2)}

    with pytest.raises(AtelierFull) as refused:
        register(attendee(ateliers=("atelier-1",)), programme(), seats_now)

    assert refused.value.free == ("atelier-2",)


def test_a_booking_rests_on_a_seat_that_nobody_waits_for() -> None:
    change = register(attendee(ateliers=("atelier-1",)), programme(), EMPTY)

    assert change.availability == {"atelier-1": Availability.FREE}


def test_waiting_takes_no_seat_and_counts_in_the_list() -> None:
    change = register(attendee(waiting=(waits("atelier-1"),)), programme(), FULL)

    assert seats(change.after) == {}
    assert queues(change.after) == {"atelier-1": 1}


def test_an_offer_holds_a_seat_and_leaves_the_queue() -> None:
    offered = Person(attendee(waiting=(waits("atelier-1", "9:00"),)))

    assert seats(offered) == {"atelier-1": 1}
    assert queues(offered) == {}


def test_who_is_in_the_atelier_that_is_offered_to_them_takes_one_seat() -> None:
    there = person(stored("atelier-1", "9:00"), waiting=(waits("atelier-1", "10:00"),))

    assert seats(there) == {"atelier-1": 1}


def test_taking_an_offer_turns_the_held_seat_into_the_booking() -> None:
    was = attendee(ateliers=("atelier-2",), waiting=(waits("atelier-1", "9:00"),))

    wanted = replace(was, ateliers=("atelier-1",))
    change = amend(Person(was, version=1), was, wanted, programme(), FULL, now=at("8:00"))

    assert change.availability == {}
    assert change.after.attendee
    assert change.after.attendee.waiting == ()
    assert seats(change.after) == {"atelier-1": 1}


def test_who_waits_cannot_help_themselves_to_a_seat() -> None:
    was = attendee(waiting=(waits("atelier-1"),))

    with pytest.raises(AtelierFull):
        amended(was, replace(was, ateliers=("atelier-1",)), {"atelier-1": Seats(3, 2, waiting=1)})


def test_once_the_atelier_has_begun_waiting_keeps_nobody_from_a_seat_and_nobody_joins() -> None:
    seats_now = {"atelier-1": Seats(3, 2, waiting=1), "atelier-2": Seats(3, 3)}
    late = at("9:30")

    assert register(attendee(ateliers=("atelier-1",), registered_at=late), programme(), seats_now).availability == {
        "atelier-1": Availability.LEFT
    }
    with pytest.raises(ImpossibleChoice, match="any more") as refused:
        register(attendee(waiting=(waits("atelier-2"),), registered_at=late), programme(), seats_now)
    assert (refused.value.rule, refused.value.atelier) == (Rule.WAIT_ENDED, "atelier-2")


def test_all_that_is_wrong_with_waiting_is_told_at_once() -> None:
    wrong = wrong_waiting(("atelier-9", "atelier-1", "atelier-2"), ("atelier-2",), programme())

    assert [(each.rule, each.atelier) for each in wrong] == [
        (Rule.UNKNOWN_ATELIER, "atelier-9"),
        (Rule.WAITS_TWICE, "atelier-1"),
        (Rule.WAITS_TWICE, "atelier-2"),
        (Rule.WAITS_FOR_CHOSEN, "atelier-2"),
    ]


NO_LUNCH = programme(checkpoints=tuple(door for door in programme().checkpoints if door.id != "lunch"))


@pytest.mark.parametrize(
    ("who", "here", "seats_now", "rule", "told", "atelier"),
    [
        (
            {"ateliers": ("atelier-3", "atelier-9")},
            programme(),
            EMPTY,
            Rule.UNKNOWN_ATELIER,
            "ateliers: There is no atelier 'atelier-9'.",
            "atelier-9",
        ),
        (
            {"ateliers": ("atelier-1", "atelier-2")},
            programme(),
            EMPTY,
            Rule.TWO_OF_A_SERIES,
            "ateliers: At most one atelier of a series can be chosen.",
            None,
        ),
        ({"lunch": True}, NO_LUNCH, EMPTY, Rule.NO_LUNCH_SERVED, "lunch: No lunch is served at this event.", None),
        ({"diet": "vegan"}, programme(), EMPTY, Rule.DIET_WITHOUT_LUNCH, "diet: A diet needs lunch to be true.", None),
        (
            {"stand": "Six"},
            programme(),
            EMPTY,
            Rule.STAND_WITHOUT_EXHIBITOR,
            "stand: Only an exhibitor has a stand.",
            None,
        ),
        (
            {"kind": "facilitator"},
            programme(),
            EMPTY,
            Rule.FACILITATOR_WITHOUT_ATELIER,
            "ateliers: A facilitator needs the atelier that they hold.",
            None,
        ),
        (
            {"waiting": (waits("atelier-9"),)},
            programme(),
            FULL,
            Rule.UNKNOWN_ATELIER,
            "waiting: There is no atelier 'atelier-9'.",
            "atelier-9",
        ),
        (
            {"waiting": (waits("atelier-1"), waits("atelier-2"))},
            programme(),
            FULL,
            Rule.WAITS_TWICE,
            "waiting: One can wait for at most one atelier of a series.",
            "atelier-1",
        ),
        (
            {"kind": "facilitator", "ateliers": ("atelier-1",), "waiting": (waits("atelier-1"),)},
            programme(),
            FULL,
            Rule.WAITS_FOR_CHOSEN,
            "waiting: atelier-1 is chosen already.",
            "atelier-1",
        ),
        (
            {"waiting": (waits("atelier-1"),)},
            programme(),
            EMPTY,
            Rule.SEAT_FREE,
            "waiting: atelier-1 has a free seat: choose it.",
            "atelier-1",
        ),
        (
            {"waiting": (waits("atelier-1"),), "registered_at": at("9:00")},
            programme(),
            FULL,
            Rule.WAIT_ENDED,
            "waiting: No seat of atelier-1 is offered any more.",
            "atelier-1",
        ),
    ],
    ids=lambda told: told.name if isinstance(told, Rule) else "",
)
def test_a_choice_that_cannot_be_says_where_and_why(
    who: dict[str, object], here: Programme, seats_now: dict[str, Seats], rule: Rule, told: str, atelier: str | None
) -> None:
    with pytest.raises(ImpossibleChoice) as refused:
        register(attendee(**who), here, seats_now)  # type: ignore[arg-type]

    assert (refused.value.rule, str(refused.value), refused.value.atelier) == (rule, told, atelier)


@pytest.mark.parametrize(
    ("was", "now", "rule", "told"),
    [
        (
            attendee(),
            {"kind": "speaker"},
            Rule.KIND_OF_OTHERS,
            "kind: Only an organiser can make a participant a speaker.",
        ),
        (
            attendee(kind="speaker"),
            {"kind": "participant"},
            Rule.KIND_OF_OTHERS,
            "kind: Only an organiser can make a speaker a participant.",
        ),
        (
            attendee(kind="facilitator", ateliers=("atelier-1",)),
            {"ateliers": ("atelier-2",)},
            Rule.ATELIER_OF_A_FACILITATOR,
            "ateliers: Only an organiser can give a facilitator another atelier.",
        ),
    ],
)
def test_what_is_an_organisers_to_change_is_said_to_be(
    was: Attendee, now: dict[str, object], rule: Rule, told: str
) -> None:
    with pytest.raises(ImpossibleChoice) as refused:
        amended(was, replace(was, **now), EMPTY)  # type: ignore[arg-type]

    assert (refused.value.rule, str(refused.value)) == (rule, told)


def test_people_change_between_the_kinds_that_anybody_may_be_and_a_facilitator_their_lunch() -> None:
    was, holder = attendee(), attendee(kind="facilitator", ateliers=("atelier-1",))

    assert amended(was, replace(was, kind="exhibitor", stand="Six"), EMPTY).stand == "Six"
    assert amended(holder, replace(holder, lunch=True), EMPTY).lunch


def test_another_choice_rests_on_its_seat_and_an_organisers_address_holds_at_once() -> None:
    was = attendee()
    wanted = replace(was, ateliers=("atelier-1",), email="b@example.org")

    change = amend(Person(was, version=1), was, wanted, programme(), EMPTY, now=at("8:00"), by_staff=True)

    assert change.availability == {"atelier-1": Availability.FREE}
    assert change.after.attendee
    assert (change.after.attendee.email, change.after.attendee.pending) == ("b@example.org", None)


def test_who_cancels_gets_no_former_address_back() -> None:
    was = attendee(pending=Address("b@example.org", 2))
    before = Person(was, version=1, former=(Address("old@example.org", 1),))

    change = cancel(before, was, at("8:00"))

    assert (change.before, change.after.former) == (before, ())
    assert change.after.attendee == replace(was, cancelled_at=at("8:00"), pass_generation=2, pending=None)


def test_who_waits_already_may_go_on_waiting_though_a_seat_is_being_offered() -> None:
    was = attendee(waiting=(waits("atelier-1"),))

    assert amended(was, replace(was, lunch=True), EMPTY).waiting == was.waiting


def test_a_place_in_the_list_is_kept_by_asking_for_it_again() -> None:
    had = (waits("atelier-1", "9:00"),)

    assert queued(had, ("atelier-3", "atelier-1"), at("8:00")) == (Waiting("atelier-3", at("8:00")), *had)


@pytest.mark.parametrize(
    ("who", "kinds", "by_staff"),
    [
        (attendee(), ("participant",), False),
        (attendee(kind="speaker", email=None, registered_at=at("10:00")), ("participant", "speaker"), True),
    ],
)
def test_anybody_registers_themselves_in_time_and_the_staff_at_any(
    who: Attendee, kinds: tuple[str, ...], by_staff: bool
) -> None:
    check_permitted(who, programme(), kinds, by_staff=by_staff)


@pytest.mark.parametrize(
    ("who", "by_staff", "rule", "text"),
    [
        (attendee(kind="speaker"), False, Rule.KIND_OF_OTHERS, "kind: Not everybody may register a speaker: "),
        (attendee(kind="speaker"), True, Rule.KIND_OF_OTHERS, "kind: Not everybody may register a speaker: "),
        (attendee(email=None), False, Rule.ADDRESS_NEEDED, "email: An e-mail address is needed."),
    ],
)
def test_who_may_not_be_registered_is_told_why(who: Attendee, by_staff: bool, rule: Rule, text: str) -> None:
    with pytest.raises(ImpossibleChoice) as refused:
        check_permitted(who, programme(), ("participant",), by_staff=by_staff)

    assert refused.value.rule is rule
    assert str(refused.value).startswith(text)


def test_registrations_close_at_their_hour_for_all_but_the_staff() -> None:
    late = attendee(registered_at=at("10:00"))

    check_open(programme(), at("10:00") - timedelta(microseconds=1))
    with pytest.raises(RegistrationsClosed):
        check_permitted(late, programme(), ("participant",), by_staff=False)
    check_permitted(late, programme(), ("participant",), by_staff=True)


def test_a_facilitator_holds_an_atelier_full_or_not() -> None:
    change = register(attendee(kind="facilitator", ateliers=("atelier-1",)), programme(), FULL)

    assert change.availability == {}


def test_only_an_organiser_gives_a_facilitator_another_atelier() -> None:
    was = attendee(kind="facilitator", ateliers=("atelier-1",))
    wanted = replace(was, ateliers=("atelier-2",))

    with pytest.raises(ImpossibleChoice):
        amended(was, wanted, EMPTY)
    assert amended(was, wanted, EMPTY, by_staff=True).ateliers == ("atelier-2",)


def test_only_an_exhibitor_has_a_stand() -> None:
    with pytest.raises(ImpossibleChoice) as refused:
        register(attendee(stand="Tiers-lieu"), programme(), EMPTY)

    assert refused.value.field == "stand"
    assert register(attendee(kind="exhibitor", stand="Tiers-lieu"), programme(), EMPTY)


def test_an_organiser_makes_a_participant_a_speaker_and_they_do_not_themselves() -> None:
    was = attendee()

    with pytest.raises(ImpossibleChoice):
        amended(was, replace(was, kind="speaker"), EMPTY)
    assert amended(was, replace(was, kind="speaker"), EMPTY, by_staff=True).kind == "speaker"


def test_cancelling_leaves_every_waiting_list_and_frees_the_seat_that_was_held() -> None:
    was = attendee(ateliers=("atelier-3",), waiting=(waits("atelier-1", "9:00"),))

    after = cancel(Person(was, version=1), was, at("8:00")).after

    assert seats(after) == queues(after) == {}


def test_a_cancelled_registration_is_not_changed_and_gets_no_badge() -> None:
    was = attendee(cancelled_at=at("8:00"))

    with pytest.raises(RegistrationCancelled):
        amended(was, replace(was, lunch=True), EMPTY, by_staff=True)
    with pytest.raises(RegistrationCancelled):
        reissue(Person(was, version=1), was, b"new")
