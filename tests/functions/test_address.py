"""Another address: who reads the old mailbox can do nothing any more, and is told so."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import mailroom as post
from tests.conftest import Forum
from tests.gateway import Response
from tests.mailroom import Mailroom

PATH = "/api/registration"
OLD, NEW = "ada@example.org", "ada@example.net"


@pytest.fixture(params=["attendee", "organiser"])
def move(request: pytest.FixtureRequest, forum: Forum, organiser: str) -> Callable[..., Response]:
    """Change somebody's registration, as themselves or as an organiser."""

    def call(who: dict[str, Any], **chosen: Any) -> Response:
        if request.param == "organiser":
            return forum.gateway.call("PATCH", f"/api/attendees/{who['attendee_id']}", chosen, secret=organiser)
        return forum.gateway.call("PATCH", PATH, chosen, secret=who["pass"])

    return call


def seen(forum: Forum, secret: str) -> str:
    """Return what a link opens: an address, or why it opens nothing."""
    answer = forum.gateway.call("GET", PATH, secret=secret)
    told: str = answer.body["email"] if answer.status == 200 else answer.body["code"]
    return told


def test_all_links_to_the_old_mailbox_end_with_the_address(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response]
) -> None:
    ada = forum.register(email=OLD)
    mailroom.deliver()

    assert move(ada, email=NEW).status == 200

    for secret in (ada["pass"], post.secret(mailroom.sent[0])):
        assert seen(forum, secret) == "pass_revoked"
        for method, path in (("DELETE", PATH), ("POST", f"{PATH}/erasure"), ("POST", f"{PATH}/badge")):
            assert forum.gateway.call(method, path, secret=secret).status == 401


def test_the_new_mailbox_gets_a_link_and_the_old_one_a_notice_without(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response]
) -> None:
    ada = forum.register(email=OLD)
    mailroom.deliver()
    move(ada, email=NEW)

    records = mailroom.records()
    mailroom.deliver([*records, *records])

    told = {mail["To"]: mail for mail in mailroom.sent[1:]}
    assert (len(mailroom.sent), told.keys()) == (3, {OLD, NEW})
    assert seen(forum, post.secret(told[NEW])) == NEW
    assert told[OLD]["Subject"].startswith("Votre adresse a été changée")
    assert "écrivez à essai@example.org" in post.text(told[OLD])
    assert post.files(told[OLD]) == {}
    for personal in ("#", NEW, "Ada", "Exemple", ada["code"]):
        assert personal not in post.text(told[OLD])
    assert OLD not in post.everything()


def test_whoever_changes_their_own_address_goes_on_with_a_new_pass(forum: Forum) -> None:
    ada = forum.register(email=OLD)

    changed = forum.gateway.call("PATCH", PATH, {"email": NEW}, secret=ada["pass"]).body

    assert seen(forum, changed["pass"]) == NEW
    again = forum.gateway.call("PATCH", PATH, {"drink": True}, secret=changed["pass"]).body
    assert (again["drink"], again["pass"]) == (True, None)


def test_an_organiser_is_told_no_pass_of_somebody_else(forum: Forum, organiser: str) -> None:
    ada = forum.register(email=OLD)

    changed = forum.gateway.call("PATCH", f"/api/attendees/{ada['attendee_id']}", {"email": NEW}, secret=organiser)

    assert changed.status == 200
    assert "pass" not in changed.body


@pytest.mark.parametrize("chosen", [{"email": "ADA@example.org"}, {"email": OLD}, {"drink": True}])
def test_who_keeps_the_mailbox_keeps_the_links(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], chosen: dict[str, Any]
) -> None:
    ada = forum.register(email=OLD)

    changed = move(ada, **chosen)

    assert changed.body.get("pass") is None
    assert seen(forum, ada["pass"]) == changed.body["email"]
    mailroom.deliver()
    assert not [mail for mail in mailroom.sent if "adresse" in mail["Subject"]]


def test_an_address_that_is_refused_ends_nothing(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response]
) -> None:
    ada = forum.register(email=OLD)
    forum.register("Bea", email=NEW)

    assert move(ada, email=NEW).body["code"] == "already_registered"

    assert seen(forum, ada["pass"]) == OLD


def test_the_link_of_the_old_address_cannot_be_asked_for_any_more(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response]
) -> None:
    ada = forum.register(email=OLD)
    move(ada, email=NEW)
    mailroom.deliver()
    before = len(mailroom.sent)

    forum.gateway.call("POST", "/api/links", {"email": OLD})
    mailroom.deliver()
    mailroom.deliver()

    assert len(mailroom.sent) == before


def test_who_had_no_address_leaves_no_mailbox_behind(forum: Forum, mailroom: Mailroom, organiser: str) -> None:
    told = {"given_name": "Ada", "family_name": "Exemple", "consent": True}
    ada = forum.gateway.call("POST", "/api/registrations", told, secret=organiser).body

    secret = forum.own_pass(ada)

    changed = forum.gateway.call("PATCH", PATH, {"email": NEW}, secret=secret)

    assert (changed.body["pass"], seen(forum, secret)) == (None, NEW)
    mailroom.deliver()
    assert [mail["To"] for mail in mailroom.sent] == [NEW]
