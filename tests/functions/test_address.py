"""Another address holds once its mailbox was opened."""

from typing import Any

import pytest

from tests import mailroom as post
from tests.forum import Forum, bystander
from tests.functions.addresses import (
    NEW,
    OLD,
    PATH,
    THIRD,
    came_in,
    change,
    confirmed,
    correct,
    newest,
    pressed,
    seen,
    shown,
    to_confirm,
    unopened,
)
from tests.mailroom import Mailroom


@pytest.fixture
def ada(forum: Forum, mailroom: Mailroom) -> dict[str, Any]:
    return unopened(forum, mailroom)


@pytest.fixture
def opened(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> str:
    return came_in(forum, mailroom)


def test_an_address_that_somebody_types_holds_only_once_its_mailbox_was_opened(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    registration = change(forum, ada["pass"], email=NEW, drink=True)
    assert (registration["email"], registration["pending_email"], registration["pass"], registration["drink"]) == (
        OLD,
        NEW,
        None,
        True,
    )

    path = to_confirm(mailroom)
    assert [shown(forum, path) for _ in range(2)] == ["pending", "pending"]
    assert seen(forum, ada["pass"]) == OLD

    assert [pressed(forum, path) for _ in range(2)] == ["holds", "holds"]
    registration = forum.gateway.call("GET", PATH, secret=newest(mailroom, NEW)).body
    assert (registration["email"], registration["pending_email"]) == (NEW, None)
    assert registration["opened_at"]
    assert shown(forum, path) == "holds"


def test_who_had_no_address_waits_too_and_leaves_no_mailbox_behind(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    body = {"given_name": "Ada", "family_name": "Exemple", "consent": True}
    ada = forum.gateway.call("POST", "/api/registrations", body, secret=organiser).body
    secret = forum.own_pass(ada)

    changed = change(forum, secret, email=NEW)

    assert (changed["email"], changed["pending_email"]) == (None, NEW)
    assert change(forum, secret, pending_email=None)["pending_email"] is None
    change(forum, secret, email=NEW)
    assert pressed(forum, to_confirm(mailroom)) == "holds"
    assert seen(forum, secret) == NEW
    mailroom.deliver()
    assert {mail["To"] for mail in mailroom.sent} == {NEW}


def test_the_mail_to_a_pending_address_tells_it_the_name_and_nothing_that_opens(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW, organisation="Votez Untel", stand="")
    path = to_confirm(mailroom)

    (mail,) = [mail for mail in mailroom.sent if mail["To"] == NEW]
    assert "Ada Exemple" in post.text(mail)
    for opening in ("#", ada["code"], OLD, "Untel"):
        assert opening not in post.text(mail)
    assert post.files(mail) == {}
    secret = path.removeprefix("/address/")
    for held in (secret, path):
        assert forum.gateway.call("GET", PATH, secret=held).status == 401
    assert "/badge#" not in forum.gateway.call("POST", path).text
    assert secret not in post.everything()


@pytest.mark.parametrize("taken_back", [{"email": OLD}, {"email": "ADA@example.org"}, {"pending_email": None}])
def test_a_pending_address_is_taken_back(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any], taken_back: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    path = to_confirm(mailroom)

    registration = change(forum, ada["pass"], **taken_back)

    assert registration["pending_email"] is None
    assert (shown(forum, path), pressed(forum, path)) == ("link_over", "link_over")
    assert NEW not in post.everything()


def test_a_newer_pending_address_takes_the_place_of_the_one_before(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    first = to_confirm(mailroom, NEW)
    change(forum, ada["pass"], email=THIRD)

    assert pressed(forum, first) == "link_over"
    assert pressed(forum, to_confirm(mailroom, THIRD)) == "holds"

    assert pressed(forum, first) == "link_over"
    assert seen(forum, newest(mailroom, THIRD)) == THIRD


def test_the_mail_can_be_asked_for_again_and_either_link_does(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    first = to_confirm(mailroom)

    registration = change(forum, ada["pass"], email=NEW.upper())
    assert registration["pending_email"] == NEW
    second = to_confirm(mailroom)

    assert first != second
    assert (pressed(forum, first), pressed(forum, second)) == ("holds", "holds")


def test_a_mail_that_comes_too_late_for_its_address_is_not_sent(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    change(forum, ada["pass"], email=THIRD)
    mailroom.deliver()

    assert [mail["To"] for mail in mailroom.sent[1:]] == [THIRD]


def test_an_address_that_somebody_took_meanwhile_is_told_so_and_nothing_changes(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)
    path = to_confirm(mailroom)
    bea = forum.register("Bea", email=NEW)

    assert pressed(forum, path) == "already_registered"
    assert seen(forum, ada["pass"]) == OLD

    assert forum.gateway.call("DELETE", PATH, secret=bea["pass"]).status == 200
    assert pressed(forum, path) == "holds"


def test_an_erasure_leaves_no_trace_of_any_address(forum: Forum, mailroom: Mailroom, opened: str) -> None:
    secret = confirmed(forum, mailroom, opened)
    change(forum, secret, email=THIRD)
    mailroom.deliver()
    data = forum.gateway.call("GET", f"{PATH}/data", secret=secret).body
    assert [left["email"] for left in data["former_addresses"]] == [OLD]
    assert data["registration"]["pending_email"] == THIRD

    assert forum.gateway.call("POST", f"{PATH}/erasure", secret=secret).status == 200
    mailroom.deliver()

    for address in (OLD, NEW, THIRD):
        assert address not in post.everything()


def test_an_erasure_leaves_none_on_a_notice_that_could_not_be_sent(
    forum: Forum, mailroom: Mailroom, organiser: str, ada: dict[str, Any], opened: str
) -> None:
    correct(forum, ada, organiser, email=NEW)
    mailroom.fault(post.answer(400, "MessageRejected"), times=9)
    mailroom.deliver()
    assert OLD in post.everything()

    for _ in range(2):
        answer = forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)
        assert answer.status == 200

    assert OLD not in post.everything()


def test_an_organiser_sees_the_pending_address_and_another_correction_leaves_it(
    forum: Forum, mailroom: Mailroom, organiser: str, ada: dict[str, Any]
) -> None:
    change(forum, ada["pass"], email=NEW)

    assert correct(forum, ada, organiser, drink=True)["pending_email"] == NEW
    registration = correct(forum, ada, organiser, email=NEW)

    assert (registration["email"], registration["pending_email"]) == (NEW, None)


def test_a_cancellation_drops_the_pending_address(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> None:
    change(forum, ada["pass"], email=NEW)
    forum.gateway.call("DELETE", PATH, secret=ada["pass"])
    mailroom.deliver()

    assert NEW not in post.everything()
    assert [mail["To"] for mail in mailroom.sent[1:]] == [OLD]


def test_what_was_stored_before_is_read_and_changed(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> None:
    key = {"PK": {"S": f"EVENT#forum-essai#ATTENDEE#{ada['attendee_id']}"}, "SK": {"S": "PROFILE"}}
    gone = "REMOVE address_number, opened_at, pending"
    bystander("dynamodb").update_item(TableName="pointage", Key=key, UpdateExpression=gone)

    confirmed(forum, mailroom, ada["pass"])

    assert forum.attendee(ada["attendee_id"]).email == NEW
