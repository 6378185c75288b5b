"""An address that changed ends what the old mailbox opened, whoever changed it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import mailroom as post
from tests.forum import Forum
from tests.functions.addresses import NEW, OLD, PATH, correct, pressed, seen, to_confirm, unopened
from tests.gateway import Response
from tests.mailroom import Mailroom


@pytest.fixture
def ada(forum: Forum, mailroom: Mailroom) -> dict[str, Any]:
    return unopened(forum, mailroom)


@pytest.fixture(params=["attendee", "organiser"])
def move(request: pytest.FixtureRequest, forum: Forum, mailroom: Mailroom, organiser: str) -> Callable[..., Response]:
    """Change somebody's registration, as themselves with the mail opened, or as an organiser."""

    def call(who: dict[str, Any], **chosen: Any) -> Response:
        if request.param == "organiser":
            return forum.gateway.call("PATCH", f"/api/attendees/{who['attendee_id']}", chosen, secret=organiser)
        answer = forum.gateway.call("PATCH", PATH, chosen, secret=who["pass"])
        if answer.status == 200 and answer.body["pending_email"]:
            assert pressed(forum, to_confirm(mailroom, answer.body["pending_email"])) == "holds"
        return answer

    return call


def test_all_links_to_the_old_mailbox_end_with_the_address(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any]
) -> None:
    assert move(ada, email=NEW).status == 200

    for secret in (ada["pass"], post.secret(mailroom.sent[0])):
        assert seen(forum, secret) == "pass_revoked"
        for method, path in (("DELETE", PATH), ("POST", f"{PATH}/erasure"), ("POST", f"{PATH}/badge")):
            assert forum.gateway.call(method, path, secret=secret).status == 401


def test_the_new_mailbox_gets_a_link_and_one_that_was_never_opened_a_notice_without(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any]
) -> None:
    move(ada, email=NEW)

    records = mailroom.records()
    mailroom.deliver([*records, *records])

    by_name = {mail["To"]: mail for mail in mailroom.sent[1:]}
    assert by_name.keys() == {OLD, NEW}
    assert seen(forum, post.secret(by_name[NEW])) == NEW
    assert by_name[OLD]["Subject"].startswith("Votre adresse a été changée")
    assert "écrivez à essai@example.org" in post.text(by_name[OLD])
    assert post.files(by_name[OLD]) == {}
    for personal in ("#", NEW, "Ada", "Exemple", ada["code"], "/address/"):
        assert personal not in post.text(by_name[OLD])
    assert OLD not in post.everything()


def test_an_organiser_is_told_no_pass_of_somebody_else(forum: Forum, organiser: str, ada: dict[str, Any]) -> None:
    assert "pass" not in correct(forum, ada, organiser, email=NEW)


@pytest.mark.parametrize("chosen", [{"email": "ADA@example.org"}, {"email": OLD}, {"drink": True}])
def test_who_keeps_the_mailbox_keeps_the_links(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any], chosen: dict[str, Any]
) -> None:
    changed = move(ada, **chosen)

    assert (changed.body.get("pass"), changed.body["pending_email"]) == (None, None)
    assert seen(forum, ada["pass"]) == changed.body["email"]
    mailroom.deliver()
    assert not [mail for mail in mailroom.sent if "adresse" in mail["Subject"]]


def test_an_address_that_somebody_has_is_refused_and_ends_nothing(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any]
) -> None:
    forum.register("Bea", email=NEW)

    assert move(ada, email=NEW).body["code"] == "already_registered"

    assert seen(forum, ada["pass"]) == OLD


def test_the_link_of_the_old_address_cannot_be_asked_for_any_more(
    forum: Forum, mailroom: Mailroom, move: Callable[..., Response], ada: dict[str, Any]
) -> None:
    move(ada, email=NEW)
    mailroom.deliver()
    before = len(mailroom.sent)

    forum.gateway.call("POST", "/api/links", {"email": OLD})
    mailroom.deliver()
    mailroom.deliver()

    assert len(mailroom.sent) == before
