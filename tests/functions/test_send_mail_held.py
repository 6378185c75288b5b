"""What SES refuses of the whole account is no mail's fault: mails are held, say why, and go once it takes them."""

from datetime import timedelta
from typing import Any

import pytest

from attendance.store.mailboxes import MOST_MAILS_AN_HOUR
from tests import mailroom as post
from tests.forum import Forum
from tests.functions.outgoing import listed, sent_again
from tests.mailroom import Mailroom

UNVERIFIED = "Email address is not verified. The following identities failed the check in region EU-WEST-3: "
REFUSALS = [
    (400, "MessageRejected", UNVERIFIED + "ada@example.org", "sandbox"),
    (400, "MessageRejected", UNVERIFIED + "ada@example.org, Forum@example.org", "sender_not_verified"),
    (400, "MailFromDomainNotVerifiedException", "", "sender_not_verified"),
    (400, "SendingPausedException", "", "sending_paused"),
    (400, "AccountSuspendedException", "", "sending_paused"),
    (400, "ThrottlingException", "Daily message quota exceeded.", "quota"),
    (429, "TooManyRequestsException", "Daily message quota exceeded.", "quota"),
    (404, "NotFoundException", "Configuration set <pointage> does not exist.", "no_configuration"),
    (403, "AccessDeniedException", "not authorized to perform: ses:SendEmail", "not_permitted"),
    (403, "UnrecognizedClientException", "The security token is invalid.", "not_permitted"),
]

pytestmark = pytest.mark.usefixtures("no_pauses")


def states(forum: Forum, organiser: str) -> list[tuple[str, str | None]]:
    return [(mail["state"], mail["error"]) for mail in listed(forum, organiser)]


@pytest.mark.parametrize(("status", "code", "text", "error"), REFUSALS)
def test_a_refusal_of_the_account_holds_every_mail_and_says_why(
    forum: Forum, mailroom: Mailroom, organiser: str, status: int, code: str, text: str, error: str
) -> None:
    forum.register()
    mailroom.fault(post.answer(status, code, text))

    for _ in range(3):
        mailroom.deliver()

    assert mailroom.sent == []
    (only,) = listed(forum, organiser)
    assert (only["state"], only["error"], only["attempts"]) == ("held", error, 0)


def test_held_mails_go_by_themselves_once_one_of_them_did(forum: Forum, mailroom: Mailroom, organiser: str) -> None:
    for name in ("Ada", "Bea", "Cleo"):
        forum.register(name)
    mailroom.fault(post.answer(400, "SendingPausedException"), times=4)
    mailroom.deliver()
    assert states(forum, organiser) == [("held", "sending_paused")] * 3

    mailroom.remind()
    mailroom.deliver()
    assert states(forum, organiser) == [("held", "sending_paused")] * 3
    mailroom.remind()
    mailroom.deliver()
    mailroom.deliver()

    assert len(mailroom.sent) == 3
    assert listed(forum, organiser) == []


def test_one_held_mail_at_a_time_finds_out_and_never_the_same_one(forum: Forum, mailroom: Mailroom) -> None:
    people = [forum.register(name) for name in ("Ada", "Bea", "Cleo")]
    mailroom.fault(post.answer(400, "MessageRejected", UNVERIFIED), times=99)
    mailroom.deliver()

    probing = []
    for _ in people:
        mailroom.remind()
        (record,) = mailroom.records()
        probing.append(record["dynamodb"]["NewImage"]["attendee_id"]["S"])
        mailroom.deliver()

    assert sorted(probing) == sorted(who["attendee_id"] for who in people)


def test_a_held_mail_that_is_sent_again_by_hand_lets_the_others_go_too(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada, _ = forum.register("Ada"), forum.register("Bea")
    mailroom.fault(post.answer(403, "AccessDeniedException"), times=2)
    mailroom.deliver()

    assert sent_again(forum, organiser, ada)["state"] == "due"
    mailroom.deliver()
    mailroom.deliver()

    assert len(mailroom.sent) == 2


def test_a_mail_that_never_was_held_lets_nothing_go(forum: Forum, mailroom: Mailroom, organiser: str) -> None:
    forum.register("Ada")
    mailroom.fault(post.answer(400, "MessageRejected", UNVERIFIED + "ada@example.org"))
    mailroom.deliver()
    forum.register("Bea")

    mailroom.deliver()

    assert len(mailroom.sent) == 1
    assert states(forum, organiser) == [("held", "sandbox")]


def test_a_quota_that_is_spent_for_days_uses_up_neither_attempts_nor_the_mailboxs_share(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada, times = forum.register(), 2 * MOST_MAILS_AN_HOUR
    mailroom.fault(post.answer(429, "TooManyRequestsException", "Daily message quota exceeded"), times=times)
    mailroom.deliver()

    for _ in range(times):
        mailroom.remind()
        mailroom.deliver()

    assert len(mailroom.sent) == 1
    assert mailroom.stored(ada["attendee_id"])["attempts"] == "1"


def test_a_service_that_stays_too_busy_holds_mails_and_fails_none(
    forum: Forum, mailroom: Mailroom, organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum.register()
    mailroom.fault(post.answer(429, "TooManyRequestsException", "Maximum sending rate exceeded."), times=99)
    monkeypatch.setattr("attendance.domain.mails.THROTTLED_FOR", timedelta())

    for _ in range(7):
        mailroom.deliver()

    assert states(forum, organiser) == [("held", "throttled")]


def test_a_notice_to_a_former_address_that_was_held_still_knows_it(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada = forum.register(email="ada@exmaple.org")
    mailroom.deliver()
    corrected = f"/api/attendees/{ada['attendee_id']}"
    forum.gateway.call("PATCH", corrected, {"email": "ada@example.org"}, secret=organiser)
    mailroom.fault(post.answer(400, "SendingPausedException"), times=2)
    mailroom.deliver()

    for _ in range(2):
        mailroom.remind()
        mailroom.deliver()

    assert "ada@exmaple.org" in [mail["To"] for mail in mailroom.sent[1:]]


def test_what_is_mailed_at_once_is_told_to_have_failed_and_why(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    mailroom.fault(post.answer(400, "MessageRejected", UNVERIFIED + "lola@example.org"))
    body: dict[str, Any] = {"role": "volunteer", "label": "Lola", "checkpoints": ["entrance"]}
    body |= {"expires_at": forum.programme.event.ends_at.isoformat(), "email": "lola@example.org"}

    answer = forum.gateway.call("POST", "/api/passes", body, secret=organiser)

    assert (answer.status, answer.body["mailed"]) == (201, "failed")
