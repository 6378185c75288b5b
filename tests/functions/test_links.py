"""A lost link: the answer tells nobody anything, and the mail goes to whom it belongs."""

from typing import Any

import pytest

from attendance.store import table
from tests import mailroom as post
from tests.forum import Forum, bystander
from tests.gateway import Response
from tests.mailroom import Mailroom


def ask(forum: Forum, email: Any) -> Response:
    return forum.gateway.call("POST", "/api/links", {"email": email})


@pytest.fixture
def table_calls(forum: Forum, mailroom: Mailroom) -> list[str]:
    """What is asked of the table from now on."""
    calls: list[str] = []
    table.client().meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
    return calls


def test_who_lost_their_link_is_mailed_one_that_opens_the_registration(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register(email="ada@example.org")

    answer = ask(forum, "ada@example.org")

    assert (answer.status, answer.body) == (202, {"asked": True})
    (mail,) = mailroom.links()
    shown = forum.gateway.call("GET", "/api/registration", secret=post.secret(mail)).body
    assert shown["attendee_id"] == ada["attendee_id"]


def test_the_answer_and_the_work_are_the_same_whoever_has_the_address(
    forum: Forum, mailroom: Mailroom, table_calls: list[str]
) -> None:
    forum.register(email="ada@example.org")
    ask(forum, "nobody@example.org")
    found = []
    for email in ("ada@example.org", "else@example.org", "ada@example.org"):
        table_calls.clear()
        answer = ask(forum, email)
        found.append((answer.status, answer.text, tuple(table_calls)))

    assert set(found) == {(202, '{"asked":true}', ("PutItem",))}
    assert len(mailroom.links()) == 1


def test_nobody_registered_gets_no_mail_and_leaves_no_address_behind(forum: Forum, mailroom: Mailroom) -> None:
    ask(forum, "nobody@example.org")

    assert mailroom.links() == []
    assert "nobody" not in str(bystander("dynamodb").scan(TableName="pointage")["Items"])


def test_an_address_is_mailed_at_most_once_in_ten_minutes(
    forum: Forum, mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum.register(email="ada@example.org")
    for _ in range(5):
        assert ask(forum, "ada@example.org").status == 202
        mailroom.links()

    assert len(mailroom.links()) == 1


def test_the_case_of_an_address_does_not_matter(forum: Forum, mailroom: Mailroom) -> None:
    forum.register(email="Ada@Example.org")

    ask(forum, "aDA@example.ORG")

    assert len(mailroom.links()) == 1


def test_who_cancelled_is_mailed_no_link(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register(email="ada@example.org")
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    ask(forum, "ada@example.org")

    assert mailroom.links() == []


def test_a_request_that_is_told_twice_is_one_mail(forum: Forum, mailroom: Mailroom) -> None:
    forum.register(email="ada@example.org")
    ask(forum, "ada@example.org")
    records = mailroom.records()

    for _ in range(3):
        mailroom.deliver([*records, *records])

    assert len(mailroom.links()) == 1


@pytest.mark.parametrize(
    "email", ["", "ada", "a@b", "a@example.org, b@example.org", "a\n@example.org", None, 1, ["a@b.c"]]
)
def test_what_is_no_address_is_said_to_be_none(forum: Forum, email: Any) -> None:
    answer = ask(forum, email)

    assert (answer.status, answer.body["code"]) == (422, "invalid_request")
    assert answer.body["errors"][0]["field"] == "email"
