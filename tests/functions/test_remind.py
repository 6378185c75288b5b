"""The reminder of the day before, and the mails that were left behind."""

from datetime import timedelta
from typing import Any

import pytest

from attendance.store import left_mails, programmes, reminders
from tests.builders import EVENT_ID
from tests.forum import Forum, bystander
from tests.mailroom import Mailroom

REMINDER = "Rendez-vous"


@pytest.fixture
def early(forum: Forum) -> dict[str, Any]:
    """Somebody who registered two days before."""
    forum.pass_hours(-48)
    return forum.register("Ada")


def set_eve(forum: Forum, hour: str) -> None:
    """Make it an hour of the day before."""
    forum.set_clock(hour)
    forum.pass_hours(-24)


def reminded(mailroom: Mailroom) -> list[str]:
    mailroom.deliver()
    return [mail["To"] for mail in mailroom.sent if mail["Subject"].startswith(REMINDER)]


def age(attendee_id: str, state: str) -> None:
    """Make a mail one that nobody has been at for an hour."""
    then = (programmes.real_now() - timedelta(hours=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    bystander("dynamodb").update_item(
        TableName="pointage",
        Key={"PK": {"S": f"EVENT#{EVENT_ID}#ATTENDEE#{attendee_id}"}, "SK": {"S": "MAIL#confirmation"}},
        UpdateExpression="SET due_at = :then, claimed_at = :then, claim = :claim, #state = :state",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":then": {"S": then}, ":state": {"S": state}, ":claim": {"S": "gone"}},
    )


def test_from_nine_on_the_day_before_each_is_reminded_once(
    forum: Forum, mailroom: Mailroom, early: dict[str, Any]
) -> None:
    # The builders' hours are UTC, and Poitiers is two hours ahead.
    set_eve(forum, "6:59")
    mailroom.remind()
    too_early = reminded(mailroom)
    set_eve(forum, "7:01")

    for _ in range(3):
        mailroom.remind()

    assert too_early == []
    assert len(reminded(mailroom)) == 1


def test_a_reminder_brings_the_badge(forum: Forum, mailroom: Mailroom, early: dict[str, Any]) -> None:
    set_eve(forum, "12:00")
    mailroom.remind()
    mailroom.deliver()

    mail = next(mail for mail in mailroom.sent if mail["Subject"].startswith(REMINDER))
    names = [name for part in mail.walk() if (name := part.get_filename())]
    assert sorted(names) == ["badge.pdf", "badge.png", "programme.ics"]


def test_on_the_day_itself_nobody_is_reminded_any_more(forum: Forum, mailroom: Mailroom, early: dict[str, Any]) -> None:
    forum.set_clock("6:00")

    mailroom.remind()

    assert reminded(mailroom) == []


def test_who_registers_on_the_day_before_has_just_had_a_confirmation(forum: Forum, mailroom: Mailroom) -> None:
    set_eve(forum, "8:00")
    forum.register()
    set_eve(forum, "12:00")

    mailroom.remind()

    assert reminded(mailroom) == []


def test_who_cancelled_is_not_reminded(forum: Forum, mailroom: Mailroom, early: dict[str, Any]) -> None:
    forum.gateway.call("DELETE", "/api/registration", secret=early["pass"])
    set_eve(forum, "12:00")

    mailroom.remind()

    assert reminded(mailroom) == []


def test_who_cancels_between_the_asking_and_the_sending_is_not_reminded(
    forum: Forum, mailroom: Mailroom, early: dict[str, Any]
) -> None:
    set_eve(forum, "12:00")
    mailroom.remind()
    forum.gateway.call("DELETE", "/api/registration", secret=early["pass"])

    assert reminded(mailroom) == []


def test_a_reminding_that_was_stopped_goes_on_where_it_was(forum: Forum, mailroom: Mailroom) -> None:
    forum.pass_hours(-48)
    people = [forum.register(f"Essai{n}") for n in range(3)]
    set_eve(forum, "12:00")
    programme, now = forum.programme, programmes.real_now()
    first = reminders.make_due(programme, None, now)
    key = {"PK": {"S": f"EVENT#{EVENT_ID}#ATTENDEE#{people[1]['attendee_id']}"}, "SK": {"S": "MAIL#reminder"}}
    bystander("dynamodb").delete_item(TableName="pointage", Key=key)

    assert (first, reminders.make_due(programme, None, now)) == (3, 1)


def test_a_mail_whose_record_was_lost_is_told_of_again(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    age(ada["attendee_id"], "due")
    before = mailroom.stored(ada["attendee_id"])

    mailroom.remind()

    after = mailroom.stored(ada["attendee_id"])
    assert after["state"] == "due"
    assert after["due_at"] > before["due_at"]


def test_an_attempt_that_died_while_it_wrote_has_sent_nothing_and_is_made_again(
    forum: Forum, mailroom: Mailroom
) -> None:
    ada = forum.register()
    age(ada["attendee_id"], "writing")

    mailroom.remind()
    mailroom.deliver()

    assert mailroom.stored(ada["attendee_id"])["state"] == "sent"
    assert len(mailroom.sent) == 1


def test_an_attempt_of_which_nothing_was_heard_is_parked(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    age(ada["attendee_id"], "sending")

    mailroom.remind()
    mailroom.deliver()

    assert mailroom.sent == []
    assert mailroom.stored(ada["attendee_id"])["state"] == "unsure"


def test_a_mail_that_somebody_is_at_is_left_alone(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    before = mailroom.stored(ada["attendee_id"])

    mailroom.remind()

    assert mailroom.stored(ada["attendee_id"]) == before


def test_after_a_stop_everything_due_is_told_of_again_at_once(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    before = mailroom.stored(ada["attendee_id"])

    assert left_mails.see_to(EVENT_ID, programmes.real_now(), after=timedelta())[:2] == (1, 0)

    assert mailroom.stored(ada["attendee_id"])["due_at"] > before["due_at"]
