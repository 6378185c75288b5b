"""What one may choose, wait for, change, cancel and have erased."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attendance.domain.attendee import Address, Attendee, Waiting
from attendance.domain.badge import LAST_ISSUE
from attendance.domain.headcount import totals
from attendance.domain.person import Person, Room, Seats, queues, seats
from attendance.domain.refusals import AtelierFull, ImpossibleChoice, RegistrationCancelled, RegistrationsClosed, Rule
from attendance.domain.registration import (
    amend,
    cancel,
    check_open,
    check_permitted,
    erase,
    queued,
    register,
    reissue,
    wrong_waiting,
)
from attendance.domain.scan import Settlement
from tests.builders import at, attendee, person, programme, stored

FULL = {f"atelier-{n}": Seats(3, 3) for n in (1, 2, 3)}
EMPTY = {f"atelier-{n}": Seats(3, 0) for n in (1, 2, 3)}


def waits(atelier: str, offered_until: str | None = None) -> Waiting:
    return Waiting(atelier, at("7:00"), at(offered_until) if offered_until else None)


def amended(was: Attendee, now: Attendee, room: dict[str, Seats], **facts: bool) -> Attendee:
    after = amend(Person(was, version=1), was, now, programme(), room, now=at("8:00"), **facts).after.attendee
    assert after
    return after


def test_a_seat_that_somebody_waits_for_cannot_be_booked() -> None:
    room = {"atelier-1": Seats(3, 2, waiting=1), "atelier-2": Seats(3, 2)}

    with pytest.raises(AtelierFull) as refused:
        register(attendee(ateliers=("atelier-1",)), programme(), room)

    assert refused.value.free == ("atelier-2",)


def test_a_booking_rests_on_a_seat_that_nobody_waits_for() -> None:
    change = register(attendee(ateliers=("atelier-1",)), programme(), EMPTY)

    assert change.room == {"atelier-1": Room.FREE}


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

    assert change.room == {}
    assert change.after.attendee
    assert change.after.attendee.waiting == ()
    assert seats(change.after) == {"atelier-1": 1}


def test_who_waits_cannot_help_themselves_to_a_seat() -> None:
    was = attendee(waiting=(waits("atelier-1"),))

    with pytest.raises(AtelierFull):
        amended(was, replace(was, ateliers=("atelier-1",)), {"atelier-1": Seats(3, 2, waiting=1)})


def test_once_the_atelier_has_begun_waiting_keeps_nobody_from_a_seat_and_nobody_joins() -> None:
    room = {"atelier-1": Seats(3, 2, waiting=1), "atelier-2": Seats(3, 3)}
    late = at("9:30")

    assert register(attendee(ateliers=("atelier-1",), registered_at=late), programme(), room).room == {
        "atelier-1": Room.LEFT
    }
    with pytest.raises(ImpossibleChoice, match="any more") as refused:
        register(attendee(waiting=(waits("atelier-2"),), registered_at=late), programme(), room)
    assert (refused.value.rule, refused.value.atelier) == (Rule.WAIT_ENDED, "atelier-2")


@pytest.mark.parametrize(
    ("waiting", "room", "why", "rule"),
    [
        ((waits("atelier-9"),), FULL, "no atelier", Rule.UNKNOWN_ATELIER),
        ((waits("atelier-1"), waits("atelier-2")), FULL, "at most one", Rule.WAITS_TWICE),
        ((waits("atelier-1"),), EMPTY, "free seat", Rule.SEAT_FREE),
    ],
)
def test_one_waits_for_one_full_atelier_of_a_series(
    waiting: tuple[Waiting, ...], room: dict[str, Seats], why: str, rule: Rule
) -> None:
    with pytest.raises(ImpossibleChoice, match=why) as refused:
        register(attendee(waiting=waiting), programme(), room)

    assert (refused.value.field, refused.value.rule) == ("waiting", rule)
    assert refused.value.atelier == waiting[0].atelier


def test_one_does_not_wait_for_what_one_has() -> None:
    facilitator = attendee(kind="facilitator", ateliers=("atelier-1",), waiting=(waits("atelier-1"),))

    with pytest.raises(ImpossibleChoice, match="chosen already"):
        register(facilitator, programme(), FULL)


def test_all_that_is_wrong_with_waiting_is_told_at_once() -> None:
    wrong = wrong_waiting(("atelier-9", "atelier-1", "atelier-2"), ("atelier-2",), programme())

    assert [(each.rule, each.atelier) for each in wrong] == [
        (Rule.UNKNOWN_ATELIER, "atelier-9"),
        (Rule.WAITS_TWICE, "atelier-1"),
        (Rule.WAITS_TWICE, "atelier-2"),
        (Rule.WAITS_FOR_CHOSEN, "atelier-2"),
    ]


@pytest.mark.parametrize(
    ("who", "rule"),
    [
        (attendee(ateliers=("atelier-9",)), Rule.UNKNOWN_ATELIER),
        (attendee(ateliers=("atelier-1", "atelier-2")), Rule.TWO_OF_A_SERIES),
        (attendee(kind="facilitator"), Rule.FACILITATOR_WITHOUT_ATELIER),
        (attendee(diet="vegan"), Rule.DIET_WITHOUT_LUNCH),
        (attendee(stand="Tiers-lieu"), Rule.STAND_WITHOUT_EXHIBITOR),
    ],
)
def test_a_choice_that_is_refused_says_which_rule_it_breaks(who: Attendee, rule: Rule) -> None:
    with pytest.raises(ImpossibleChoice) as refused:
        register(who, programme(), EMPTY)

    assert refused.value.rule is rule


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
    ("who", "by_staff", "rule", "told"),
    [
        (attendee(kind="speaker"), False, Rule.KIND_OF_OTHERS, "kind: Not everybody may register a speaker: "),
        (attendee(kind="speaker"), True, Rule.KIND_OF_OTHERS, "kind: Not everybody may register a speaker: "),
        (attendee(email=None), False, Rule.ADDRESS_NEEDED, "email: An e-mail address is needed."),
    ],
)
def test_who_may_not_be_registered_is_told_why(who: Attendee, by_staff: bool, rule: Rule, told: str) -> None:
    with pytest.raises(ImpossibleChoice) as refused:
        check_permitted(who, programme(), ("participant",), by_staff=by_staff)

    assert refused.value.rule is rule
    assert str(refused.value).startswith(told)


def test_registrations_close_at_their_hour_for_all_but_the_staff() -> None:
    late = attendee(registered_at=at("10:00"))

    check_open(programme(), at("10:00") - timedelta(microseconds=1))
    with pytest.raises(RegistrationsClosed):
        check_permitted(late, programme(), ("participant",), by_staff=False)
    check_permitted(late, programme(), ("participant",), by_staff=True)


def test_a_facilitator_holds_an_atelier_full_or_not() -> None:
    change = register(attendee(kind="facilitator", ateliers=("atelier-1",)), programme(), FULL)

    assert change.room == {}


def test_a_facilitator_without_an_atelier_is_none() -> None:
    with pytest.raises(ImpossibleChoice) as refused:
        register(attendee(kind="facilitator"), programme(), EMPTY)

    assert refused.value.field == "ateliers"


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

    event = programme().event
    assert totals(after, event)["entrance", "ever"] == totals(before, event)["entrance", "ever"] == 1


def test_erasing_after_cancelling_ends_no_more_passes_and_a_second_time_changes_nothing() -> None:
    was = attendee(cancelled_at=at("8:00"), pass_generation=2)

    once = erase(Person(was, version=1), was, at("12:00"))

    assert once.after.attendee
    assert once.after.attendee.pass_generation == 2
    assert erase(once.after, once.after.attendee, at("13:00")).is_none
