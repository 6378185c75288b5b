"""People are found by name, and their day is told: scan by scan, and mail by mail."""

import pytest

from tests.forum import Forum
from tests.mailroom import Mailroom


@pytest.mark.parametrize("text", ["zoe", "ZOÉ", "Zoé e", "exem", "Exemple Z", "exe"])
def test_people_are_found_by_the_beginning_of_either_name_without_accents(forum: Forum, text: str) -> None:
    forum.register("Zoe", given_name="Zoé")

    found = forum.gateway.call("GET", "/api/attendees", secret=forum.invite(), query={"q": text}).body["attendees"]

    assert [person["name"] for person in found] == ["Zoé Exemple"]


def test_a_person_found_by_both_names_is_one(forum: Forum) -> None:
    forum.register("Exa", given_name="Exa")

    found = forum.gateway.call("GET", "/api/attendees", secret=forum.invite(), query={"q": "ex"}).body["attendees"]

    assert len(found) == 1


@pytest.mark.parametrize("attendee_id", ["x" * 3_000, "a#b", "a b", "é"])
def test_what_no_id_looks_like_is_not_found(forum: Forum, attendee_id: str) -> None:
    organiser = forum.invite()

    assert forum.gateway.call("GET", f"/api/attendees/{attendee_id}", secret=organiser).status == 404
    path = f"/api/attendees/{attendee_id}/scans/scan-0001/undo"
    assert forum.gateway.call("POST", path, secret=organiser).status == 404
    assert forum.gateway.call("DELETE", f"/api/passes/{attendee_id}", secret=organiser).status == 404


@pytest.mark.parametrize("query", [None, {"q": ""}, {"q": "  "}, {"q": "x" * 2_000}])
def test_a_search_for_nothing_is_refused(forum: Forum, query: dict[str, str] | None) -> None:
    assert forum.gateway.call("GET", "/api/attendees", secret=forum.invite(), query=query).status == 422


def test_a_persons_day_tells_every_scan_in_order(forum: Forum) -> None:
    organiser = forum.invite(label="Lola")
    ada = forum.register("Ada", ateliers=["atelier-1"])
    forum.scan(organiser, ada, "atelier-2", at="2022-08-30T09:00:00Z")
    forum.scan(organiser, ada, "atelier-1", at="2022-08-30T08:50:00Z")

    day = forum.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=organiser).body

    assert [(s["checkpoint"], s["verdict"], s["by"]) for s in day["scans"]] == [
        ("atelier-1", "admitted", "Lola"),
        ("atelier-2", "not_booked", "Lola"),
    ]
    assert day["attendance"]["place"] == "atelier-1"
    assert forum.gateway.call("GET", "/api/attendees/NOBODY", secret=organiser).status == 404


@pytest.mark.usefixtures("no_pauses")
def test_a_persons_day_tells_every_mail_with_its_address_and_what_was_written(forum: Forum, mailroom: Mailroom) -> None:
    organiser = forum.invite(label="Lola")
    ada = forum.register("Ada", email="ada@example.org")
    path = f"/api/attendees/{ada['attendee_id']}"
    text = {
        "message_id": "message-to-ada-01",
        "subject": "Salle B",
        "text": "Bonjour",
        "attendees": [ada["attendee_id"]],
    }
    forum.gateway.call("POST", "/api/messages", text, secret=organiser)
    mailroom.deliver()
    before = forum.gateway.call("GET", path, secret=organiser).body["mails"]
    forum.gateway.call("POST", f"{path}/mail", {"email": "ada@elsewhere.example.org"}, secret=organiser)
    mailroom.deliver()

    after = forum.gateway.call("GET", path, secret=organiser).body["mails"]

    assert [(m["kind"], m["state"], m["email"]) for m in before] == [
        ("confirmation", "sent", "ada@example.org"),
        ("message", "sent", "ada@example.org"),
    ]
    assert all(mail["sent_at"] for mail in before)
    assert (before[1]["message"]["by"], before[1]["message"]["subject"], before[1]["message"]["text"]) == (
        "Lola",
        "Salle B",
        "Bonjour",
    )
    # What went to the mailbox that was left is known, the address itself is not.
    assert {m["kind"]: m["email"] for m in after} == {
        "confirmation": None,
        "message": None,
        "again": "ada@elsewhere.example.org",
        "address": None,
    }
