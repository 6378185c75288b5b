"""What becomes of a mail: after an attempt, when it has nothing to say any more, and on the day before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attendance.domain.attendee import Address, Attendee, Waiting
from attendance.domain.mails import (
    LONGEST_PAUSE_SECONDS,
    MOST_ATTEMPTS,
    Mail,
    Outcome,
    are_reminders_due,
    attempted,
    is_moot,
    link,
    new_address,
    reminder,
    reminders_begin_at,
)
from attendance.vocabulary.codes import NOTICES, MailKind, MailState
from tests.builders import at, attendee, programme

ADA = attendee(ateliers=("atelier-1",))
FORUM = programme()
OWN = [kind for kind in MailKind if kind not in (MailKind.NEW_ADDRESS, *NOTICES)]


def mail(kind: str = MailKind.CONFIRMATION, **facts: object) -> Mail:
    reason = "badge-1" if kind == MailKind.BADGE else kind
    moved = ADA.ateliers if kind == MailKind.MOVED else ()
    return replace(Mail(ADA.id, reason, kind, at("6:00"), ateliers=moved), **facts)  # type: ignore[arg-type]


def claimed(attempts: int) -> Mail:
    return mail(state=MailState.SENDING, attempts=attempts, claimed_at=at("7:00"))


def test_a_mail_that_was_taken_is_sent() -> None:
    after = attempted(claimed(1), Outcome(MailState.SENT, message_id="m-1"), at("8:00"))

    assert (after.state, after.sent_at, after.message_id, after.error) == (MailState.SENT, at("8:00"), "m-1", None)


@pytest.mark.parametrize("attempts", range(1, MOST_ATTEMPTS))
def test_a_mail_that_surely_did_not_go_is_due_again(attempts: int) -> None:
    after = attempted(claimed(attempts), Outcome(MailState.DUE, "unreachable"), at("8:00"))

    assert (after.state, after.due_at, after.error, after.sent_at) == (MailState.DUE, at("8:00"), "unreachable", None)


@pytest.mark.parametrize("error", ["unreachable", "throttled"])
def test_the_last_attempt_holds_it_and_a_service_that_is_busy_for_hours(error: str) -> None:
    after = attempted(claimed(MOST_ATTEMPTS), Outcome(MailState.DUE, error), at("8:00"))

    assert (after.state, after.error) == (MailState.HELD, error)


def test_a_service_that_is_busy_for_minutes_uses_up_no_attempt() -> None:
    after = attempted(claimed(MOST_ATTEMPTS), Outcome(MailState.DUE, "throttled"), at("6:59"))

    assert (after.state, after.attempts) == (MailState.DUE, MOST_ATTEMPTS - 1)


def test_what_was_throttled_waits_longer_the_longer_that_lasts_and_never_for_nothing() -> None:
    hours = {"6:00": 1, "6:02": 30, "6:50": LONGEST_PAUSE_SECONDS}

    assert {hour: mail(error="throttled", due_at=at(hour)).pause_seconds for hour in hours} == hours


@pytest.mark.parametrize("state", [MailState.UNSURE, MailState.FAILED])
def test_what_may_have_gone_or_was_refused_is_parked_at_once(state: str) -> None:
    assert attempted(claimed(1), Outcome(state, "no_answer"), at("8:00")).state == state


def test_each_attempt_waits_longer_and_the_first_not_at_all() -> None:
    assert [mail(attempts=n).pause_seconds for n in range(MOST_ATTEMPTS)] == [0, 1, 2, 4, 8]


@pytest.mark.parametrize("kind", [kind for kind in OWN if kind not in (MailKind.CANCELLATION, MailKind.OFFER)])
def test_a_mail_to_somebody_registered_has_something_to_say(kind: str) -> None:
    assert not is_moot(mail(kind), ADA, FORUM, at("6:00"))


def test_whoever_has_left_the_atelier_that_moved_is_not_told() -> None:
    assert is_moot(mail(MailKind.MOVED), replace(ADA, ateliers=("atelier-2",)), FORUM, at("6:00"))


@pytest.mark.parametrize("kind", OWN)
def test_whoever_cancelled_is_told_that_alone(kind: str) -> None:
    cancelled = replace(ADA, cancelled_at=at("7:00"))

    assert is_moot(mail(kind), cancelled, FORUM, at("7:00")) == (kind != MailKind.CANCELLATION)


@pytest.mark.parametrize("kind", OWN)
def test_nobody_is_written_to_without_an_address_or_once_gone(kind: str) -> None:
    assert is_moot(mail(kind), replace(ADA, email=None), FORUM, at("7:00"))
    assert is_moot(mail(kind), None, FORUM, at("7:00"))


@pytest.mark.parametrize(
    ("pending", "is_over"),
    [(None, True), (Address("b@example.org", 4), True), (Address("b@example.org", 3), False)],
)
def test_a_pending_address_is_written_to_while_it_is_the_one(pending: Address | None, is_over: bool) -> None:
    nobody = replace(ADA, email=None, pending=pending)

    for who in (nobody, replace(ADA, pending=pending)):
        assert is_moot(mail(MailKind.NEW_ADDRESS, number=3), who, FORUM, at("7:00")) == is_over
    assert is_moot(mail(MailKind.NEW_ADDRESS, number=3), None, FORUM, at("7:00"))


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_goes_to_the_address_that_it_holds_whatever_has_become_of_the_person(kind: str) -> None:
    erased = replace(ADA, email=None, cancelled_at=at("7:00"), erased_at=at("7:00"))

    for who in (ADA, erased):
        assert not is_moot(mail(kind, to="old@example.org"), who, FORUM, at("7:00"))
        assert is_moot(mail(kind), who, FORUM, at("7:00"))


@pytest.mark.parametrize(
    ("kind", "state", "kept"),
    [
        (MailKind.ADDRESS, MailState.SENT, None),
        (MailKind.ERASURE, MailState.SENT, None),
        (MailKind.ADDRESS, MailState.DUE, "old@example.org"),
        (MailKind.ERASURE, MailState.DUE, "old@example.org"),
        (MailKind.ADDRESS, MailState.FAILED, "old@example.org"),
        (MailKind.ADDRESS, MailState.UNSURE, "old@example.org"),
        (MailKind.ERASURE, MailState.FAILED, None),
        (MailKind.ERASURE, MailState.UNSURE, None),
    ],
)
def test_a_notice_forgets_its_address_once_it_needs_it_no_more(kind: str, state: str, kept: str | None) -> None:
    letter = mail(kind, to="old@example.org", state=MailState.SENDING, attempts=1)

    assert attempted(letter, Outcome(state), at("8:00")).to == kept


def test_a_badge_that_was_replaced_since_is_not_sent() -> None:
    assert is_moot(mail(MailKind.BADGE), replace(ADA, signatures=ADA.signatures * 2), FORUM, at("7:00"))


def test_an_offer_that_lapsed_or_was_taken_is_not_sent() -> None:
    offered = replace(ADA, waiting=(Waiting("atelier-1", at("6:00"), at("9:00")),))
    waiting = replace(ADA, waiting=(Waiting("atelier-1", at("6:00")),))

    assert not is_moot(mail(MailKind.OFFER), offered, FORUM, at("7:00"))
    assert is_moot(mail(MailKind.OFFER), waiting, FORUM, at("7:00"))
    assert is_moot(mail(MailKind.OFFER), ADA, FORUM, at("7:00"))


def test_nobody_is_reminded_of_what_is_over() -> None:
    assert is_moot(mail(MailKind.REMINDER), ADA, FORUM, FORUM.event.ends_at)
    assert not is_moot(mail(MailKind.CHANGE), ADA, FORUM, FORUM.event.ends_at)


def test_reminders_go_out_on_the_day_before_from_nine_where_the_event_is() -> None:
    # Poitiers is two hours ahead of UTC in August.
    nine = at("7:00") - timedelta(days=1)

    assert reminders_begin_at(FORUM) == nine
    found = [are_reminders_due(FORUM, moment) for moment in (nine - timedelta(seconds=1), nine, FORUM.event.starts_at)]
    assert found == [False, True, False]


@pytest.mark.parametrize(
    "who", [replace(ADA, cancelled_at=at("6:30")), replace(ADA, email=None), replace(ADA, registered_at=at("7:00"))]
)
def test_who_cancelled_has_no_address_or_came_late_is_not_reminded(who: Attendee) -> None:
    assert reminder(who, at("7:00"), at("7:00")) is None
    assert reminder(ADA, at("7:00"), at("7:00")) is not None


def test_a_wish_for_a_link_has_a_reason_of_its_own_that_fits_in_an_address() -> None:
    first, second = link(ADA, at("7:00")), link(ADA, at("7:00") + timedelta(milliseconds=1))

    assert first.reason != second.reason
    assert first.reason.replace("-", "").isalnum()


def test_what_somebody_asks_for_is_due_to_them_from_that_hour() -> None:
    hour = at("7:00")

    assert link(ADA, hour) == Mail(ADA.id, "link-20220830T070000000000", "link", hour)
    assert reminder(ADA, None, hour) == Mail(ADA.id, "reminder", "reminder", hour)
    assert new_address(ADA, Address("b@example.org", 5), hour) == Mail(
        ADA.id, "new_address-20220830T070000000000", "new_address", hour, number=5
    )
