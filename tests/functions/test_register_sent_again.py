"""A registration that is sent again: the same person, and no key for ever."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from attendance.domain import instant
from attendance.domain.attendee import Attendee
from attendance.domain.repeat import FirstSending
from attendance.store import keys, people, programmes, table
from tests.builders import EVENT_ID
from tests.documents.pictures import rasterised, read
from tests.forum import Forum, bystander
from tests.functions.forms import FORM, post, send
from tests.functions.forms import people as registered
from tests.gateway import Response
from tests.mailroom import Mailroom, address_path
from tests.pages import Page

ID = "0c8f1bb2-6a60-4b7e-9d3a-0d3d8a6c0f11"
ADA = {"given_name": "Ada", "family_name": "Exemple", "email": "ada@example.org", "consent": True}
PUBLIC, STAFF = "/api/registrations", "/api/attendees"
OWN = "/api/registration"

type Ending = Callable[[Forum, dict[str, Any]], Response]


def asks_to_move(forum: Forum, who: dict[str, Any]) -> Response:
    return forum.gateway.call("PATCH", OWN, {"email": "ada@example.net"}, secret=forum.own_pass(who))


def moves(forum: Forum, who: dict[str, Any]) -> Response:
    """Ask for another address, and open the mail to it."""
    bystander("ses").verify_email_identity(EmailAddress="forum@example.org")
    asks_to_move(forum, who)
    mailroom = Mailroom()
    mailroom.deliver()
    (mail,) = [mail for mail in mailroom.sent if mail["To"] == "ada@example.net"]
    return forum.gateway.call("POST", address_path(mail), b"", headers=FORM)


def is_corrected(forum: Forum, who: dict[str, Any]) -> Response:
    body, path = {"email": "ada@example.net"}, f"/api/attendees/{who['attendee_id']}"
    return forum.gateway.call("PATCH", path, body, secret=forum.invite())


def cancels(forum: Forum, who: dict[str, Any]) -> Response:
    return forum.gateway.call("DELETE", OWN, secret=forum.own_pass(who))


def erases(forum: Forum, who: dict[str, Any]) -> Response:
    return forum.gateway.call("POST", f"{OWN}/erasure", secret=forum.own_pass(who))


def is_cancelled(forum: Forum, who: dict[str, Any]) -> Response:
    return forum.gateway.call("DELETE", f"/api/attendees/{who['attendee_id']}", secret=forum.invite())


def is_erased(forum: Forum, who: dict[str, Any]) -> Response:
    return forum.gateway.call("POST", f"/api/attendees/{who['attendee_id']}/erasure", secret=forum.invite())


ENDINGS = [moves, is_corrected, cancels, erases, is_cancelled, is_erased]


def sent(forum: Forum, secret: str | None = None, path: str = PUBLIC, **fields: Any) -> Response:
    return forum.gateway.call("POST", path, {**ADA, "registration_id": ID, **fields}, secret=secret)


def desk(forum: Forum, **facts: Any) -> str:
    return forum.invite("volunteer", "entrance", walk_ins=True, **facts)


def key(registration_id: str = ID) -> keys.Key:
    return keys.registration(EVENT_ID, hashlib.sha256(registration_id.encode()).hexdigest())


def was_sent(ago: timedelta) -> None:
    at = instant.text(programmes.real_now() - ago)
    assert table.write(table.update(key(), "SET #sent_at = :at", {":at": at}, "attribute_exists(#PK)"))


def links() -> int:
    """Return how many passes of attendees are stored."""
    stored = bystander("dynamodb").scan(TableName="pointage")["Items"]
    return sum(item["type"]["S"] == "pass" and item["role"]["S"] == "attendee" for item in stored)


# By anybody


@pytest.mark.parametrize("ending", ENDINGS)
def test_once_the_first_links_have_ended_no_new_one_is_made(forum: Forum, ending: Ending) -> None:
    assert ending(forum, sent(forum).body).status == 200
    before = links()

    again = sent(forum)

    assert (again.status, again.body["code"]) == (409, "already_registered")
    assert (links(), len(list(people.by_name(EVENT_ID)))) == (before, 1)


@pytest.mark.parametrize(("hours", "status"), [(0, 201), (23.9, 201), (24.1, 409), (24 * 40, 409)])
def test_a_link_is_handed_out_again_for_a_day(forum: Forum, hours: float, status: int) -> None:
    sent(forum)
    was_sent(timedelta(hours=hours))

    again = sent(forum)

    assert again.status == status
    assert links() == (2 if status == 201 else 1)


def test_a_day_is_ours_and_not_that_of_a_rehearsal(forum: Forum) -> None:
    forum.set_clock("6:00")
    sent(forum)

    forum.pass_hours(48)

    assert sent(forum).status == 201


def test_an_address_that_is_only_asked_for_ends_no_link(forum: Forum) -> None:
    asks_to_move(forum, sent(forum).body)

    assert sent(forum).status == 201
    assert sent(forum, email="ada@example.net").status == 409


def test_another_person_under_the_same_name_gets_no_link_to_the_first(forum: Forum) -> None:
    sent(forum)

    again = sent(forum, given_name="Bea", email="bea@example.org")

    assert (again.status, again.body["code"], links()) == (409, "already_registered", 1)


def test_the_address_may_be_spelled_otherwise(forum: Forum) -> None:
    first = sent(forum).body

    assert sent(forum, email="ADA@Example.org").body["attendee_id"] == first["attendee_id"]


def test_registered_anew_after_it_was_cancelled_the_old_name_opens_nothing(forum: Forum) -> None:
    cancels(forum, sent(forum).body)
    anew = sent(forum, registration_id="another-name-of-a-sending").body

    assert sent(forum).status == 409
    assert sent(forum, registration_id="another-name-of-a-sending").body["attendee_id"] == anew["attendee_id"]


# By the staff


@pytest.mark.parametrize("path", [PUBLIC, STAFF])
def test_the_staff_gets_the_badge_to_show_and_no_link(forum: Forum, path: str) -> None:
    body = sent(forum, desk(forum), path).body

    assert read(rasterised(body["badge_svg"], 360)) == [body["badge"]]
    assert (body["pass"], body["links"], links()) == (None, {"badge": None}, 0)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_staff_is_answered_the_same_whatever_has_become_of_the_person(forum: Forum, ending: Ending) -> None:
    first = sent(forum, desk(forum), STAFF)
    assert ending(forum, first.body).status == 200
    before = links()
    was_sent(timedelta(days=40))

    for secret in (desk(forum), desk(forum, label="Another link"), forum.invite()):
        for path in (PUBLIC, STAFF):
            again = sent(forum, secret, path)
            assert (again.status, again.body) == (201, first.body)
    assert links() == before


def test_a_badge_that_replaced_the_one_they_made_is_not_for_the_staff(forum: Forum) -> None:
    first = sent(forum, desk(forum)).body
    renewed = forum.gateway.call("POST", f"{OWN}/badge", secret=forum.own_pass(first)).body["badge"]

    again = sent(forum, desk(forum)).body

    assert renewed not in (first["badge"], again["badge"])
    assert again == first


# By one, then by the other


@pytest.mark.parametrize("path", [PUBLIC, STAFF])
def test_what_somebody_sent_themselves_is_not_answered_to_the_staff(forum: Forum, path: str) -> None:
    sent(forum)

    for secret in (desk(forum), desk(forum, supervisor=True), forum.invite()):
        found = sent(forum, secret, path)
        assert (found.status, found.body["code"]) == (409, "already_registered")


def test_what_the_staff_sent_is_not_answered_to_anybody(forum: Forum) -> None:
    sent(forum, desk(forum))

    found = sent(forum)

    assert (found.status, found.body["code"], links()) == (409, "already_registered", 0)


@pytest.mark.parametrize("staff_first", [True, False])
def test_of_two_at_once_the_one_that_comes_second_is_refused(
    forum: Forum, monkeypatch: pytest.MonkeyPatch, staff_first: bool
) -> None:
    asked = people.registered_before
    inside = desk(forum)
    faster, slower = (inside, None) if staff_first else (None, inside)
    first: list[Response] = []

    def meanwhile(event_id: str, registration_id: str | None) -> tuple[FirstSending, Attendee] | None:
        known = asked(event_id, registration_id)
        if not first:
            first.append(Response(0, {}, b""))
            first[0] = sent(forum, faster)
        return known

    monkeypatch.setattr(people, "registered_before", meanwhile)

    found = sent(forum, slower, email="ada@example.org")

    assert (first[0].status, found.status, found.body["code"]) == (201, 409, "already_registered")
    assert forum.headcounts(forum.invite())["registered"] == 1


def test_of_what_was_stored_before_that_was_noted_only_the_staff_is_answered(forum: Forum) -> None:
    first = sent(forum).body
    assert table.write(table.update(key(), "REMOVE #by_staff, #sent_at", {}))

    assert sent(forum).status == 409
    body = sent(forum, desk(forum)).body
    assert (body["attendee_id"], body["badge"], body["pass"]) == (first["attendee_id"], first["badge"], None)


# On the form


def form_claim() -> keys.Key:
    (key,) = [
        {"PK": item["PK"]["S"], "SK": item["SK"]["S"]}
        for item in bystander("dynamodb").scan(TableName="pointage")["Items"]
        if item["type"]["S"] == "registration"
    ]
    return key


@pytest.mark.parametrize(("language", "text"), [("fr", "Vous êtes déjà inscrit·e"), ("en", "registered already")])
def test_who_sends_the_old_form_again_another_day_can_have_the_link_mailed(
    forum: Forum, language: str, text: str
) -> None:
    send(forum)
    ago = instant.text(programmes.real_now() - timedelta(days=2))
    table.write(table.update(form_claim(), "SET #sent_at = :ago", {":ago": ago}))

    answer = send(forum, language)

    page = Page(answer.text)
    assert (answer.status, page.state, links()) == (409, "told", 1)
    assert text in page.root.one("h1").text
    assert "/badge#" not in answer.text
    asked = page.by_id("link-form")
    path, _, lang = asked.attributes["action"].partition("?lang=")
    assert post(forum, path, {"email": "ada@example.org"}, lang).status == 202


def test_the_form_that_registered_somebody_who_moved_since_opens_nothing(forum: Forum) -> None:
    send(forum)
    (ada,) = registered(forum)
    moves(forum, {"attendee_id": ada["id"]})
    before = links()

    answer = send(forum)

    assert (answer.status, links()) == (409, before)
    assert "/badge#" not in answer.text


@pytest.mark.parametrize("ending", [cancels, erases])
def test_the_form_of_somebody_who_is_gone_registers_them_anew_once_they_send_it_once_more(
    forum: Forum, ending: Ending
) -> None:
    send(forum)
    (ada,) = registered(forum)
    ending(forum, {"attendee_id": ada["id"]})
    before = links()

    page = Page(send(forum).text)

    assert "annulée" in page.summary[0]
    assert links() == before
    assert post(forum, "/", page.filled_in()).status == 201


def test_the_form_knows_no_staff(forum: Forum) -> None:
    forum.set_clock("10:01")
    forum.gateway.headers["authorization"] = f"Bearer {forum.invite()}"

    assert send(forum).status == 409
    assert links() == 0
