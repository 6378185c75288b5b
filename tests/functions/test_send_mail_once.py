"""Each mail goes at most once whatever fails on the way, and none is lost unseen."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError

from attendance.store import left_mails, mails, programmes
from attendance.store.mailboxes import MOST_MAILS_AN_HOUR
from attendance.store.table import Contended
from tests import mailroom as post
from tests.forum import Forum
from tests.functions.outgoing import listed, raising, sent_again
from tests.mailroom import Mailroom

SES = "https://email.eu-west-3.amazonaws.com"


pytestmark = pytest.mark.usefixtures("no_pauses")


def test_a_record_that_is_told_twice_sends_one_mail(forum: Forum, mailroom: Mailroom) -> None:
    forum.register()
    records = mailroom.records()

    for _ in range(3):
        assert mailroom.deliver([*records, *records]) == []

    assert len(mailroom.sent) == 1


def test_a_mail_whose_attempt_died_may_have_gone_and_is_left_to_an_organiser(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada = forum.register()
    records = mailroom.records()
    mailroom.fault(raising(SystemExit()))
    with pytest.raises(SystemExit):
        mailroom.deliver(records)

    mailroom.deliver(records)
    mailroom.deliver(records)

    assert mailroom.sent == []
    (only,) = listed(forum, organiser)
    assert (only["state"], only["error"]) == ("unsure", "interrupted")
    assert sent_again(forum, organiser, ada)["state"] == "due"
    mailroom.deliver()
    assert len(mailroom.sent) == 1


def test_a_claim_whose_answer_was_lost_is_known_as_ones_own(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    post.lose_answer("TransactWriteItems")

    assert mailroom.deliver() == []

    assert len(mailroom.sent) == 1
    assert (mailroom.stored(ada["attendee_id"])["state"], mailroom.stored(ada["attendee_id"])["attempts"]) == (
        "sent",
        "1",
    )
    opened = forum.gateway.call("GET", "/api/registration", secret=post.secret(mailroom.sent[0]))
    assert opened.status == 200


def test_a_mail_whose_taking_was_not_answered_is_sent_by_the_same_attempt(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    post.lose_answer("UpdateItem")

    assert mailroom.deliver() == []

    assert mailroom.stored(ada["attendee_id"])["state"] == "sent"
    assert len(mailroom.sent) == 1


def test_a_mail_that_another_attempt_writes_is_left_to_it(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    records = mailroom.records()
    (due,) = mails.listed(forum.event_id)
    taken = mails.take(forum.event_id, due, mails.new_claim(), programmes.real_now())

    assert mailroom.deliver(records) == []

    assert mailroom.sent == []
    found = mailroom.stored(ada["attendee_id"])
    assert (found["state"], found["claim"], found["attempts"]) == ("writing", taken.claim, "1")
    with pytest.raises(Contended):
        mails.take(forum.event_id, due, mails.new_claim(), programmes.real_now())


def test_an_attempt_that_lost_its_mail_to_another_cannot_send_it(forum: Forum, mailroom: Mailroom) -> None:
    forum.register()
    (due,) = mails.listed(forum.event_id)
    slow = mails.take(forum.event_id, due, mails.new_claim(), programmes.real_now())
    left_mails.see_to(forum.event_id, programmes.real_now(), after=timedelta(0))

    with pytest.raises(Contended):
        mails.seal(forum.event_id, slow, [])
    mailroom.deliver()
    with pytest.raises(Contended):
        mails.seal(forum.event_id, slow, [])

    assert len(mailroom.sent) == 1


def test_a_mail_that_cannot_be_written_is_parked_where_an_organiser_sees_why(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada = forum.register()
    event = forum.programme.event
    forum.change(event=replace(event, contact="essai@example.org\nBcc: all@example.org"))

    faults = [len(mailroom.deliver()) for _ in range(7)]

    assert faults == [1, 1, 1, 1, 1, 0, 0]
    (only,) = listed(forum, organiser)
    assert (only["state"], only["error"], only["attempts"]) == ("failed", "unwritable", 5)
    assert mailroom.sent == []
    forum.change(event=event)
    sent_again(forum, organiser, ada)
    mailroom.deliver()
    assert len(mailroom.sent) == 1


def test_an_attempt_that_was_given_up_for_dead_and_lives_is_believed(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register()
    records = mailroom.records()

    def told_meanwhile() -> None:
        mailroom.deliver(records)

    mailroom.fault(told_meanwhile)
    mailroom.deliver(records)

    assert len(mailroom.sent) == 1
    assert mailroom.stored(ada["attendee_id"])["state"] == "sent"


@pytest.mark.parametrize(
    "fault",
    [
        post.answer(429, "TooManyRequestsException"),
        post.answer(400, "LimitExceededException"),
        post.answer(503, "ServiceUnavailableException"),
        raising(EndpointConnectionError(endpoint_url=SES)),
        raising(ConnectTimeoutError(endpoint_url=SES)),
    ],
    ids=["throttled", "limit", "busy", "unreachable", "no connection"],
)
def test_a_mail_that_surely_did_not_go_is_due_again(
    forum: Forum, mailroom: Mailroom, no_pauses: list[float], fault: Any
) -> None:
    ada = forum.register()
    mailroom.fault(fault)

    assert mailroom.deliver() == []

    stored = mailroom.stored(ada["attendee_id"])
    assert (stored["state"], stored["attempts"]) == ("due", "0" if stored["error"] == "throttled" else "1")
    assert mailroom.sent == []
    mailroom.deliver()
    assert len(mailroom.sent) == 1
    assert "error" not in mailroom.stored(ada["attendee_id"])
    assert no_pauses == [0.0, 1.0]


def test_after_five_attempts_without_a_connection_a_mail_waits_for_the_service(
    forum: Forum, mailroom: Mailroom, organiser: str, no_pauses: list[float]
) -> None:
    forum.register()
    mailroom.fault(raising(EndpointConnectionError(endpoint_url=SES)), times=9)

    for _ in range(7):
        mailroom.deliver()

    (only,) = listed(forum, organiser)
    assert (only["state"], only["error"], only["attempts"]) == ("held", "unreachable", 0)
    assert no_pauses == [0.0, 1.0, 2.0, 4.0, 8.0]


def test_a_service_that_is_too_busy_uses_up_neither_attempts_nor_the_mailboxs_share(
    forum: Forum, mailroom: Mailroom, no_pauses: list[float]
) -> None:
    ada, times = forum.register(), 2 * MOST_MAILS_AN_HOUR
    mailroom.fault(post.answer(429, "TooManyRequestsException"), times=times)

    for _ in range(times + 1):
        mailroom.deliver()

    assert len(mailroom.sent) == 1
    assert mailroom.stored(ada["attendee_id"])["attempts"] == "1"
    assert all(pause >= 1 for pause in no_pauses[1:])


@pytest.mark.parametrize(
    "fault",
    [
        raising(ReadTimeoutError(endpoint_url=SES)),
        post.answer(500, "InternalFailure"),
        post.answer(502, "BadGateway"),
    ],
    ids=["no answer", "internal", "gateway"],
)
def test_a_mail_that_may_have_gone_is_never_sent_again_by_itself(
    forum: Forum, mailroom: Mailroom, organiser: str, fault: Any
) -> None:
    ada = forum.register()
    records = mailroom.records()
    mailroom.fault(fault)

    for _ in range(3):
        mailroom.deliver(records)
    mailroom.remind()
    mailroom.deliver()

    assert mailroom.sent == []
    (only,) = listed(forum, organiser)
    assert (only["state"], only["error"]) == ("unsure", "no_answer")
    sent_again(forum, organiser, ada)
    mailroom.deliver()
    assert len(mailroom.sent) == 1


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("MessageRejected", "refused"),
        ("BadRequestException", "refused"),
    ],
)
def test_a_mail_that_is_refused_for_good_is_parked_at_once(
    forum: Forum, mailroom: Mailroom, organiser: str, code: str, error: str
) -> None:
    forum.register()
    mailroom.fault(post.answer(400, code))

    mailroom.deliver()
    mailroom.deliver()

    assert mailroom.sent == []
    (only,) = listed(forum, organiser)
    assert (only["state"], only["error"], only["attempts"]) == ("failed", error, 1)


def test_a_parked_mail_that_is_asked_for_twice_is_sent_once_to_the_address_as_it_is_now(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada = forum.register(email="ada@exmaple.org")
    mailroom.fault(post.answer(400, "MessageRejected"))
    mailroom.deliver()
    corrected = f"/api/attendees/{ada['attendee_id']}"
    forum.gateway.call("PATCH", corrected, {"email": "ada@example.org"}, secret=organiser)

    first, second = sent_again(forum, organiser, ada), sent_again(forum, organiser, ada)
    records = mailroom.records()
    mailroom.deliver([*records, *records])
    third = sent_again(forum, organiser, ada)

    assert (first["state"], second["state"], third["state"]) == ("due", "due", "sent")
    mailroom.deliver()
    subjects = [mail["Subject"].split(" –")[0] for mail in mailroom.sent]
    assert sorted(subjects) == ["Votre adresse a été changée", "Votre inscription", "Votre inscription est modifiée"]
    assert [mail["To"] for mail in mailroom.sent].count("ada@example.org") == 2


def test_one_fault_holds_back_no_other_mail(forum: Forum, mailroom: Mailroom) -> None:
    forum.register()
    (good,) = mailroom.records()
    item = good["dynamodb"]["NewImage"]
    broken = post.record({"PK": item["PK"], "SK": {"S": "broken"}, "type": {"S": "mail"}})

    repeated = mailroom.deliver([broken, good])

    assert repeated == [broken["dynamodb"]["SequenceNumber"]]
    assert len(mailroom.sent) == 1
