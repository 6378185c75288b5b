"""Whoever reads the mailbox that was left can take the registration back."""

from typing import Any

import pytest

from attendance.store.mailboxes import MOST_MAILS_AN_HOUR
from tests import mailroom as post
from tests.forum import Forum
from tests.functions.addresses import (
    NEW,
    OLD,
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
    to_restore,
    unopened,
)
from tests.mailroom import Mailroom


@pytest.fixture
def ada(forum: Forum, mailroom: Mailroom) -> dict[str, Any]:
    return unopened(forum, mailroom)


@pytest.fixture
def opened(forum: Forum, mailroom: Mailroom, ada: dict[str, Any]) -> str:
    return came_in(forum, mailroom)


def test_the_way_back_is_mailed_though_the_mailbox_has_had_all_that_it_may_within_the_hour(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    for number in range(MOST_MAILS_AN_HOUR):
        change(forum, opened, organisation=f"La Fonda {number}")
        mailroom.deliver()

    confirmed(forum, mailroom, opened)

    assert pressed(forum, to_restore(mailroom)) == "holds"


def test_whoever_reads_the_mailbox_that_was_left_takes_the_registration_back(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    thief = confirmed(forum, mailroom, opened)
    assert seen(forum, opened) == "pass_revoked"
    path = to_restore(mailroom)
    assert [shown(forum, path) for _ in range(2)] == ["left", "left"]
    assert seen(forum, thief) == NEW

    assert [pressed(forum, path) for _ in range(2)] == ["holds", "holds"]

    assert seen(forum, thief) == "pass_revoked"
    assert seen(forum, newest(mailroom, OLD)) == OLD
    notices = [mail for mail in mailroom.sent if mail["To"] == NEW and "adresse a été changée" in mail["Subject"]]
    assert len(notices) == 1
    assert "/address/" not in post.text(notices[0])


def test_a_notice_with_a_way_back_tells_nothing_of_the_person(
    forum: Forum, mailroom: Mailroom, ada: dict[str, Any], opened: str
) -> None:
    confirmed(forum, mailroom, opened)
    to_restore(mailroom)

    (notice,) = [mail for mail in mailroom.sent if "adresse a été changée" in mail["Subject"]]
    for personal in ("#", NEW, "Ada", "Exemple", ada["code"]):
        assert personal not in post.text(notice)


def test_the_first_mailbox_takes_back_what_went_through_several_and_none_of_these_takes_it_again(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    second = confirmed(forum, mailroom, opened, NEW)
    first_back = to_restore(mailroom, OLD)
    third = confirmed(forum, mailroom, second, THIRD)
    second_back = to_restore(mailroom, NEW)
    change(forum, third, email="ada@example.edu")
    pending = to_confirm(mailroom, "ada@example.edu")

    assert pressed(forum, first_back) == "holds"

    for path in (second_back, pending):
        assert (shown(forum, path), pressed(forum, path)) == ("link_over", "link_over")
    assert [seen(forum, secret) for secret in (opened, second, third)] == ["pass_revoked"] * 3
    assert seen(forum, newest(mailroom, OLD)) == OLD


def test_a_mailbox_that_confirms_an_address_of_its_own_again_takes_back_all_that_came_after_it(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    """Who took the address could name the one before anew, so that its owner confirms instead of taking it back."""
    thief = confirmed(forum, mailroom, opened, NEW)
    owner = confirmed(forum, mailroom, thief, OLD)

    assert pressed(forum, to_confirm(mailroom, OLD)) == "holds"

    mailroom.deliver()
    left = [post.text(mail) for mail in mailroom.sent if mail["To"] == NEW and "a été changée" in mail["Subject"]]
    assert len(left) == 1
    assert "/address/" not in left[0]
    assert (seen(forum, thief), seen(forum, owner)) == ("pass_revoked", OLD)


def test_who_goes_on_from_mailbox_to_mailbox_does_not_push_the_first_one_out(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    secret, names = opened, [f"thief{n}@example.net" for n in range(8)]
    for name in names:
        secret = confirmed(forum, mailroom, secret, name)
    back = to_restore(mailroom, OLD)

    assert pressed(forum, back) == "holds"

    assert seen(forum, secret) == "pass_revoked"
    assert seen(forum, newest(mailroom, OLD)) == OLD


def test_a_mailbox_that_left_of_its_own_is_not_taken_back_by_the_one_before_the_last_but_in_its_turn(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    second = confirmed(forum, mailroom, opened, NEW)
    first_back = to_restore(mailroom, OLD)
    confirmed(forum, mailroom, second, THIRD)
    second_back = to_restore(mailroom, NEW)

    assert pressed(forum, second_back) == "holds"
    assert seen(forum, newest(mailroom, NEW)) == NEW
    assert pressed(forum, first_back) == "holds"
    assert seen(forum, newest(mailroom, OLD)) == OLD


def test_an_address_that_was_taken_back_and_left_again_can_be_taken_back_again(
    forum: Forum, mailroom: Mailroom, opened: str
) -> None:
    confirmed(forum, mailroom, opened, NEW)
    assert pressed(forum, to_restore(mailroom)) == "holds"
    confirmed(forum, mailroom, newest(mailroom, OLD), THIRD)

    assert pressed(forum, to_restore(mailroom)) == "holds"

    assert seen(forum, newest(mailroom, OLD)) == OLD


def test_an_organisers_correction_holds_at_once_and_ends_every_way_back(
    forum: Forum, mailroom: Mailroom, organiser: str, ada: dict[str, Any], opened: str
) -> None:
    thief = confirmed(forum, mailroom, opened, NEW)
    confirmed(forum, mailroom, thief, THIRD)
    ways = [to_restore(mailroom, OLD), to_restore(mailroom, NEW)]
    change(forum, newest(mailroom, THIRD), email="ada@example.edu")
    ways.append(to_confirm(mailroom, "ada@example.edu"))

    registration = correct(forum, ada, organiser, email=OLD)

    assert (registration["email"], registration["pending_email"]) == (OLD, None)
    assert [shown(forum, path) for path in ways] == ["link_over"] * 3
    mailroom.deliver()
    (notice,) = [mail for mail in mailroom.sent if mail["To"] == THIRD and "changée" in mail["Subject"]]
    assert "/address/" not in post.text(notice)
