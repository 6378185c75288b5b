"""A list names several people with one address: each is registered, and each has their own badge and link."""

from hashlib import sha256
from typing import Any

import pytest

from attendance.domain.attendee import Attendee
from attendance.store import mailboxes, people
from tests import mailroom as post
from tests.forum import Forum
from tests.functions.imports import codes, imported, outcomes
from tests.functions.test_register_one_mailbox import registered_as
from tests.mailroom import Mailroom

PARENTS = "parents@example.org"
ANA = {"given_name": "Ana", "family_name": "Famille", "email": PARENTS}
BEN = {"given_name": "Ben", "family_name": "Famille", "email": PARENTS}
CLEO = {"given_name": "Cleo", "family_name": "Autre", "email": "Parents@Example.org"}

type Result = dict[str, Any]


@pytest.fixture
def organiser(forum: Forum) -> str:
    return forum.invite("organiser")


def holders(forum: Forum, email: str = PARENTS) -> list[str]:
    return mailboxes.registered_with(forum.event_id, *mailboxes.email_hashes(email))


def cancel(forum: Forum, organiser: str, who: Result) -> None:
    assert forum.gateway.call("DELETE", f"/api/attendees/{who['attendee_id']}", secret=organiser).status < 300


def stored(forum: Forum, who: Result) -> Attendee:
    return forum.attendee(who["attendee_id"])


def test_a_family_of_one_list_is_registered_and_brought_again_is_known(forum: Forum, organiser: str) -> None:
    rehearsed = imported(forum, organiser, ANA, BEN, CLEO, dry_run=True)
    first = imported(forum, organiser, ANA, BEN, CLEO)
    again = imported(forum, organiser, CLEO, ANA, BEN)

    assert outcomes(rehearsed) == outcomes(first) == ["registered"] * 3
    assert len({result["address"] for result in rehearsed}) == 1
    assert outcomes(again) == ["known"] * 3
    assert sorted(holders(forum)) == sorted(result["attendee_id"] for result in first)
    assert [stored(forum, result).email for result in first] == [PARENTS] * 3


def test_a_name_that_the_list_does_not_have_beside_it_is_asked_about(forum: Forum, organiser: str) -> None:
    forum.register("Zoé", email=PARENTS)

    refused = imported(forum, organiser, ANA, dry_run=True)
    said = [{"line": 2, "cells": ANA, "shares": True}]
    body = {"lines": said, "consent": True}
    answer = forum.gateway.call("POST", "/api/attendees/import", body, secret=organiser).body["results"]

    assert codes(refused[0]) == [("email", "already_registered")]
    assert (answer[0]["outcome"], [note["code"] for note in answer[0]["notes"]]) == ("registered", ["shares_address"])
    assert len(holders(forum)) == 2


def test_a_family_over_two_calls_is_registered_where_the_lines_say_that_they_share(
    forum: Forum, organiser: str
) -> None:
    imported(forum, organiser, ANA)

    body = {"lines": [{"line": 150, "cells": BEN, "shares": True}], "consent": True}
    (ben,) = forum.gateway.call("POST", "/api/attendees/import", body, secret=organiser).body["results"]

    assert ben["outcome"] == "registered"


def test_the_form_registers_nobody_else_with_an_address_as_long_as_one_of_them_has_it(
    forum: Forum, organiser: str
) -> None:
    ana, ben = imported(forum, organiser, ANA, BEN)
    body = {"given_name": "Zoé", "family_name": "Exemple", "email": PARENTS, "consent": True}

    statuses = [forum.gateway.call("POST", "/api/registrations", body).status]
    for one in (ana, ben):
        cancel(forum, organiser, one)
        statuses.append(forum.gateway.call("POST", "/api/registrations", body).status)

    assert statuses == [409, 409, 201]


def test_whoever_is_erased_takes_nothing_from_the_others(forum: Forum, organiser: str) -> None:
    ana, ben = imported(forum, organiser, ANA, BEN)

    forum.gateway.call("POST", f"/api/attendees/{ben['attendee_id']}/erasure", secret=organiser)

    assert holders(forum) == [ana["attendee_id"]]
    again = imported(forum, organiser, ANA, BEN)
    assert [(r["outcome"], r["attendee_id"]) for r in again] == [("known", ana["attendee_id"]), ("known", None)]


def test_who_shares_an_address_gets_another_one(forum: Forum, organiser: str) -> None:
    _, ben = imported(forum, organiser, ANA, BEN)

    path = f"/api/attendees/{ben['attendee_id']}"
    assert forum.gateway.call("PATCH", path, {"email": "ben@example.org"}, secret=organiser).status == 200

    assert ben["attendee_id"] not in holders(forum)
    assert holders(forum, "ben@example.org") == [ben["attendee_id"]]
    assert mailboxes.is_taken(forum.event_id, "ben@example.org")
    assert not mailboxes.is_taken(forum.event_id, "ben@example.org", besides=ben["attendee_id"])


@pytest.mark.parametrize("is_erased", [True, False])
def test_a_line_that_was_known_by_its_address_alone_stays_known(forum: Forum, organiser: str, is_erased: bool) -> None:
    registered = forum.register("Ana", family_name="Famille", email="autre@example.org")["attendee_id"]
    registered_as(f"import:{sha256(PARENTS.encode()).hexdigest()[:32]}", None if is_erased else registered)

    (again,) = imported(forum, organiser, ANA)

    assert (again["outcome"], again["attendee_id"]) == ("known", None if is_erased else registered)
    assert [note["code"] for note in again["notes"]] == (["erased"] if is_erased else [])


def test_the_same_name_written_otherwise_is_no_second_person(forum: Forum, organiser: str) -> None:
    spelled = {**ANA, "given_name": "Anne-Marie"}, {**ANA, "given_name": "Anne Marie"}

    results = imported(forum, organiser, *spelled)

    assert outcomes(results) == ["registered", "refused"]
    assert [error["code"] for error in results[1]["errors"]] == ["twice"]


def test_a_search_finds_every_one_of_them(forum: Forum, organiser: str) -> None:
    imported(forum, organiser, ANA, BEN, CLEO)

    assert {found.given_name for found in people.search(forum.event_id, "famille", 10)} == {"Ana", "Ben"}


def test_a_lost_link_is_that_of_everybody_with_the_address(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    ana, ben = imported(forum, organiser, ANA, BEN)

    forum.gateway.call("POST", "/api/links", {"email": PARENTS})

    passes = [post.secret(mail) for mail in mailroom.links()]
    shown = [forum.gateway.call("GET", "/api/registration", secret=secret).body["attendee_id"] for secret in passes]
    assert sorted(shown) == sorted([ana["attendee_id"], ben["attendee_id"]])


def test_a_large_family_gets_every_badge(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    children = [{**ANA, "given_name": f"Enfant {chr(97 + n)}"} for n in range(15)]

    imported(forum, organiser, *children, notify=True)
    mailroom.deliver()

    assert [mail["To"] for mail in mailroom.sent] == [PARENTS] * 15


def test_who_shares_an_address_changes_all_else_and_is_corrected(forum: Forum, organiser: str) -> None:
    family = imported(forum, organiser, ANA, BEN, CLEO)

    for who in family:
        path = f"/api/attendees/{who['attendee_id']}"
        assert forum.gateway.call("PATCH", path, {"organisation": "Mairie"}, secret=organiser).status == 200
        own = forum.own_pass(who)
        assert forum.gateway.call("PATCH", "/api/registration", {"lunch": True}, secret=own).status == 200
        assert forum.gateway.call("PATCH", path, {"email": PARENTS}, secret=organiser).status == 200

    assert sorted(holders(forum)) == sorted(who["attendee_id"] for who in family)
