"""The page of a link that confirms an address or takes it back: how long it holds, and what it says."""

import time
from typing import Any

import pytest

from attendance.domain.addresses import LINK_KEPT
from attendance.vocabulary import words
from tests import mailroom as post
from tests.forum import Forum
from tests.functions.addresses import (
    NEW,
    OLD,
    PATH,
    THIRD,
    came_in,
    change,
    confirmed,
    newest,
    pressed,
    shown,
    to_confirm,
    to_restore,
    unopened,
)
from tests.gateway import ROOT
from tests.mailroom import Mailroom

ROOM = ROOT / "functions/address"


@pytest.fixture
def ada(forum: Forum, mailroom: Mailroom) -> dict[str, Any]:
    return unopened(forum, mailroom)


@pytest.fixture
def opened(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> str:
    return came_in(forum, mailroom)


@pytest.mark.parametrize("opens", ["pending", "former"])
@pytest.mark.parametrize(("method", "path"), [("DELETE", PATH), ("POST", f"{PATH}/erasure")])
def test_a_link_to_a_registration_that_has_ended_does_nothing_and_says_so(
    forum: Forum, mailroom: Mailroom, opened: str, method: str, path: str, opens: str
) -> None:
    secret, link = opened, ""
    if opens == "pending":
        change(forum, opened, email=NEW)
        link = to_confirm(mailroom)
    else:
        secret = confirmed(forum, mailroom, opened)
        link = to_restore(mailroom)

    assert forum.gateway.call(method, path, secret=secret).status == 200

    assert (shown(forum, link), pressed(forum, link)) == ("link_over", "link_over")


@pytest.mark.parametrize("path", ["/address/nothing", "/address/" + "A" * 43, "/address/é", "/address/" + "x" * 4000])
def test_a_link_that_was_never_made_is_told_like_one_that_is_over(forum: Forum, path: str) -> None:
    assert (shown(forum, path), pressed(forum, path)) == ("link_over", "link_over")
    assert forum.gateway.call("GET", path).status == 410


def test_a_link_is_good_for_a_week(
    forum: Forum, mailroom: Mailroom, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(forum, mailroom, opened)
    restore = to_restore(mailroom)
    change(forum, newest(mailroom, NEW), email=THIRD)
    confirm = to_confirm(mailroom, THIRD)
    assert (shown(forum, restore), shown(forum, confirm)) == ("left", "pending")
    later = time.time() + LINK_KEPT.total_seconds() + 60

    monkeypatch.setattr("time.time", lambda: later)

    assert (shown(forum, restore), shown(forum, confirm)) == ("link_over", "link_over")


def test_an_address_may_be_confirmed_and_taken_back_after_registrations_have_closed(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    change(forum, opened, email=NEW)
    path = to_confirm(mailroom)
    forum.set_clock("11:00")

    assert pressed(forum, path) == "holds"
    assert pressed(forum, to_restore(mailroom)) == "holds"


def test_the_secret_of_a_link_is_in_no_log(
    forum: Forum, mailroom: Mailroom, opened: str, caplog: pytest.LogCaptureFixture
) -> None:
    change(forum, opened, email=NEW)
    path = to_confirm(mailroom)
    for spoilt in (path, path + "x"):
        shown(forum, spoilt)
        pressed(forum, spoilt)

    logged = str([vars(record) for record in caplog.records])
    assert "address_taken" in logged
    for secret in (path.rsplit("/", 1)[1], NEW, OLD):
        assert secret not in logged


def test_an_address_whose_change_was_not_answered_holds(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> None:
    change(forum, ada["pass"], email=NEW)
    path = to_confirm(mailroom)
    post.lose_answer("TransactWriteItems")

    assert (pressed(forum, path), pressed(forum, path)) == ("holds", "holds")

    assert forum.attendee(ada["attendee_id"]).pass_generation == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_speaks_the_language_of_the_mail(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any], language: str
) -> None:
    change(forum, ada["pass"], email=NEW, language=language)
    mailroom.deliver()
    (mail,) = [mail for mail in mailroom.sent if mail["To"] == NEW]

    assert f"{post.address_path(mail)}?lang={language}" in post.text(mail)
    answer = forum.gateway.call("GET", post.address_path(mail), query={"lang": language})
    assert f'<html lang="{language}">' in answer.text
    assert NEW in answer.text


def test_the_page_has_words_for_whatever_became_of_a_link() -> None:
    told = words.of("fr")["address"]["told"]

    assert told.keys() == {"pending", "left", "holds", "link_over", "already_registered", "later", "fault"}


def test_a_name_on_the_page_stays_text(forum: Forum, mailroom: Mailroom) -> None:
    ada = forum.register("<b>{name}</b>", email=OLD)
    change(forum, ada["pass"], email=NEW)

    page = forum.gateway.call("GET", to_confirm(mailroom)).text

    assert "&lt;b&gt;{name}&lt;/b&gt;" in page
