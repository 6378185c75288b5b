"""However an address is spelled, and at whichever door: one mailbox registers once and is written to as one."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from attendance.domain import registration
from attendance.store import people
from attendance.store.mailboxes import MOST_MAILS_AN_HOUR
from tests.builders import EVENT_ID, attendee
from tests.forum import Forum, bystander
from tests.functions import forms
from tests.mailroom import Mailroom
from tests.pages import Page

MAILBOX = "ada@xn--fa-hia.example"
SPELLINGS = [
    "ada@faß.example",
    "ADA@FAẞ.example",
    "ada@XN--fa-hia.example",
    "ada@f\u00adaß.exam\u200bple",
    "ada@ｆａß．example",
    "\u202aada@faß。example\u200e",
]
NAMED = {"given_name": "Bea", "family_name": "Exemple"}

type Door = Callable[[str], tuple[int, str, str]]


@pytest.fixture(params=["program", "form", "list", "trial", "own change", "correction"])
def door(request: pytest.FixtureRequest, forum: Forum, organiser: str) -> Door:
    """Bring an address; return the status, the code and the field that are told of it."""
    bea = forum.register("Bea") if request.param in ("own change", "correction") else {}
    called = forum.gateway.call

    def bring(email: str) -> tuple[int, str, str]:
        match request.param:
            case "program":
                answer = called("POST", "/api/registrations", {**NAMED, "email": email, "consent": True})
            case "form":
                answered = forms.send(forum, **NAMED, email=email, **{"slot-strategic": ""})
                (field,) = Page(answered.text).errors
                return answered.status, {409: "already_registered", 422: "invalid_request"}[answered.status], field
            case "list" | "trial":
                lines = [{"line": 2, "cells": {**NAMED, "email": email}}]
                body = {"lines": lines, "consent": True, "dry_run": request.param == "trial"}
                (line,) = called("POST", "/api/attendees/import", body, secret=organiser).body["results"]
                (error,) = line["errors"]
                return 409 if error["code"] == "already_registered" else 422, error["code"], error["field"]
            case "own change":
                answer = called("PATCH", "/api/registration", {"email": email}, secret=bea["pass"])
            case _:
                answer = called("PATCH", f"/api/attendees/{bea['attendee_id']}", {"email": email}, secret=organiser)
        errors = answer.body.get("errors", [{"field": "email"}])
        return answer.status, answer.body["code"], errors[0]["field"]

    return bring


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_no_spelling_of_an_address_registers_a_second_time(forum: Forum, door: Door, spelled: str) -> None:
    ada = forum.register(email="ada@faß.example")

    assert door(spelled) == (409, "already_registered", "email")

    assert forum.attendee(ada["attendee_id"]).email == MAILBOX


@pytest.mark.parametrize("email", ["ada@fa\u200cß.example", "ada@\u202eelpmaxe.org", "ада@example.org"])
def test_what_would_be_mailed_to_nobody_or_to_somebody_else_is_refused_at_its_field(door: Door, email: str) -> None:
    status, _, field = door(email)

    assert (status, field) == (422, "email")


def test_a_domain_that_only_looks_like_another_is_another(forum: Forum) -> None:
    for email in ("ada@faß.example", "ada@fass.example", "ada@exаmple.org", "ada@example.org", "ada+2@example.org"):
        forum.register(email=email)


def test_a_mailbox_twice_on_a_list_is_once(forum: Forum, organiser: str) -> None:
    people_of = [{**NAMED, "email": email} for email in SPELLINGS[:3]]
    lines = [{"line": number, "cells": cells} for number, cells in enumerate(people_of, 2)]
    body = {"lines": lines, "consent": True}

    results = forum.gateway.call("POST", "/api/attendees/import", body, secret=organiser).body["results"]

    assert [result["outcome"] for result in results] == ["registered", "refused", "refused"]
    assert [error["code"] for result in results[1:] for error in result["errors"]] == ["twice", "twice"]


def test_mails_go_where_idna_2008_finds_the_domain(forum: Forum, mailroom: Mailroom) -> None:
    forum.register(email="Ada@Faß.example")

    mailroom.deliver()

    assert [mail["To"] for mail in mailroom.sent] == [MAILBOX]


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_a_lost_link_is_found_by_any_spelling(forum: Forum, mailroom: Mailroom, spelled: str) -> None:
    forum.register(email="ada@faß.example")

    forum.gateway.call("POST", "/api/links", {"email": spelled})

    assert [mail["To"] for mail in mailroom.links()] == [MAILBOX]


def test_who_spells_their_own_address_otherwise_keeps_their_links(forum: Forum) -> None:
    ada = forum.register(email="ada@faß.example")

    for spelled in SPELLINGS:
        changed = forum.gateway.call("PATCH", "/api/registration", {"email": spelled}, secret=ada["pass"])
        assert (changed.status, changed.body["email"], changed.body["pass"]) == (200, MAILBOX, None)


class TestBefore:
    """Whoever registered before addresses were canonical: stored as typed, and found by the hash of that."""

    @pytest.mark.parametrize("typed", ["ada@faß.example", "Ada@FAß.example"])
    def test_they_are_registered_still(self, forum: Forum, door: Door, typed: str) -> None:
        before(forum, typed)

        assert door("ada@faß.example") == (409, "already_registered", "email")

    @pytest.mark.parametrize("typed", ["ada@école.example", "ada@e\u0301cole.example", "ada@xn--cole-9oa.example"])
    def test_their_link_is_found(self, forum: Forum, mailroom: Mailroom, typed: str) -> None:
        before(forum, typed)

        forum.gateway.call("POST", "/api/links", {"email": "ada@École.example"})

        assert [mail["To"] for mail in mailroom.links()] == ["ada@xn--cole-9oa.example"]

    def test_their_address_is_free_again_once_they_have_another(self, forum: Forum, organiser: str) -> None:
        ada = before(forum, "ada@faß.example")

        path = f"/api/attendees/{ada}"
        assert forum.gateway.call("PATCH", path, {"email": "ada@example.net"}, secret=organiser).status == 200

        forum.register("Bea", email="ada@faß.example")

    def test_their_mailbox_is_theirs_under_any_spelling(self, forum: Forum, organiser: str) -> None:
        ada = before(forum, "ada@faß.example")

        for spelled in (*SPELLINGS, "ada@faß.example"):
            forum.gateway.call("PATCH", f"/api/attendees/{ada}", {"email": spelled, "drink": True}, secret=organiser)

        stored = forum.attendee(ada)
        assert (stored.drink, stored.pass_generation) == (True, 1)

    def test_all_that_is_mailed_to_one_mailbox_counts_together(self, forum: Forum, mailroom: Mailroom) -> None:
        typed = [f"ada@fa{mark}ß.example" for mark in ("", *"\u200b\u00ad\u2060\ufeff\u200e")]
        for number, email in enumerate(typed * 3):
            before(forum, email, f"Ada{number}", hashed=f"{number}")

        mailroom.deliver()

        assert [mail["To"] for mail in mailroom.sent] == [MAILBOX] * MOST_MAILS_AN_HOUR

    @pytest.mark.parametrize("is_erased", [False, True])
    def test_their_line_of_a_list_is_known_again(self, forum: Forum, organiser: str, *, is_erased: bool) -> None:
        """The list's line had its name by the address as it was typed, whatever the person's is by now."""
        ada = before(forum, "ada@example.net")
        brought_as = f"import:{sha256(b'ada@fass.example').hexdigest()[:32]}"
        registered_as(brought_as, None if is_erased else ada)

        body = {"lines": [{"line": 2, "cells": {**NAMED, "email": "Ada@Faß.example"}}], "consent": True}
        (line,) = forum.gateway.call("POST", "/api/attendees/import", body, secret=organiser).body["results"]

        assert (line["outcome"], line["attendee_id"]) == ("known", None if is_erased else ada)

    def test_what_is_canonical_now_stands_for_no_other_domain(self, forum: Forum, organiser: str) -> None:
        lines = [
            {"line": number, "cells": {**NAMED, "email": email}}
            for number, email in enumerate(("ada@fass.example", "ada@faß.example"), 2)
        ]
        for outcome in ("registered", "known"):
            for line in lines:
                body = {"lines": [line], "consent": True}
                (result,) = forum.gateway.call("POST", "/api/attendees/import", body, secret=organiser).body["results"]
                assert result["outcome"] == outcome


def before(forum: Forum, email: str, name: str = "Ada", *, hashed: str | None = None) -> str:
    """Store somebody as it was done then, and return their id. `hashed` stands for their address's own hash."""
    ada = attendee(name, email=email if hashed is None else f"{hashed}@example.org")
    people.commit(registration.register(ada, forum.programme, {}), forum.programme)
    key = {"PK": {"S": f"EVENT#{EVENT_ID}#ATTENDEE#{ada.id}"}, "SK": {"S": "PROFILE"}}
    typed = {":email": {"S": email}}
    update("SET email = :email", key, typed)
    own_hash = sha256(str(ada.email).casefold().encode()).hexdigest()
    update("REMOVE canonical", {"PK": {"S": f"EVENT#{EVENT_ID}#EMAIL#{own_hash}"}, "SK": {"S": "EMAIL"}})
    return ada.id


def registered_as(registration_id: str, attendee_id: str | None) -> None:
    """Store the item of a registration as it was stored then."""
    hashed = sha256(registration_id.encode()).hexdigest()
    item = {"PK": f"EVENT#{EVENT_ID}#REGISTRATION#{hashed}", "SK": "REGISTRATION", "type": "registration"}
    found = item | ({"attendee_id": attendee_id} if attendee_id else {})
    bystander("dynamodb").put_item(TableName="pointage", Item={name: {"S": value} for name, value in found.items()})


def update(expression: str, key: dict[str, Any], values: dict[str, Any] | None = None) -> None:
    more = {"ExpressionAttributeValues": values} if values else {}
    bystander("dynamodb").update_item(TableName="pointage", Key=key, UpdateExpression=expression, **more)
