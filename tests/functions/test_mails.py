"""The organiser's view of mails: who may see it, and what there is to send again."""

import pytest

from tests import mailroom as post
from tests.forum import Forum
from tests.mailroom import Mailroom


@pytest.mark.parametrize("route", [("GET", "/api/mails"), ("POST", "/api/attendees/somebody/mails/confirmation/send")])
def test_only_organisers_see_and_send_mails(forum: Forum, entrance: str, route: tuple[str, str]) -> None:
    ada = forum.register()

    answers = [forum.gateway.call(*route, secret=secret) for secret in (None, entrance, ada["pass"])]

    assert [answer.status for answer in answers] == [401, 403, 403]


@pytest.mark.parametrize("reason", ["change-9", "x" * 65, "no such mail"])
def test_a_mail_that_was_never_asked_for_cannot_be_sent(forum: Forum, organiser: str, reason: str) -> None:
    ada = forum.register()

    answer = forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/mails/{reason}/send", secret=organiser)

    assert (answer.status, answer.body["code"]) == (404, "not_found")


def test_a_mail_that_became_due_just_now_is_left_to_whoever_is_at_it(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    ada = forum.register()
    before = mailroom.stored(ada["attendee_id"])

    answer = forum.gateway.call(
        "POST", f"/api/attendees/{ada['attendee_id']}/mails/confirmation/send", secret=organiser
    )

    assert answer.body["state"] == "due"
    assert mailroom.stored(ada["attendee_id"]) == before


def test_the_longest_asked_for_comes_first_and_a_name_is_as_it_is_now(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    people = [forum.register(name) for name in ("Ada", "Bea", "Cleo")]
    mailroom.fault(post.answer(400, "MessageRejected"), times=3)
    mailroom.deliver()
    forum.gateway.call("PATCH", "/api/registration", {"given_name": "Béa"}, secret=people[1]["pass"])

    mails = forum.gateway.call("GET", "/api/mails", secret=organiser).body["mails"]

    parked = [mail["name"] for mail in mails if mail["state"] == "failed"]
    assert parked == ["Ada Exemple", "Béa Exemple", "Cleo Exemple"]
