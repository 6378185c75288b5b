"""Who holds seats though no mail to them was ever opened is told to organisers, page by page."""

from typing import Any

import pytest

from attendance.domain.attendee import Attendee
from tests.builders import at
from tests.forum import Forum
from tests.gateway import handler_module, routes

PATH = "/api/attendees"


def unopened(forum: Forum, organiser: str) -> list[dict[str, Any]]:
    """Return all whom the pages tell of, one after the other."""
    found: list[dict[str, Any]] = []
    query = {"filter": "mail:unopened"}
    while True:
        body = forum.gateway.call("GET", PATH, secret=organiser, query=query).body
        found += body["attendees"]
        if body["next"] is None:
            return found
        query = {"filter": "mail:unopened", "after": body["next"]}


def test_whoever_never_opened_a_mail_is_told_with_what_they_hold(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"], email="ada@example.org")
    opened = forum.register("Bea")
    forum.gateway.call("GET", "/api/registration", secret=forum.own_pass(opened))
    cancelled = forum.register("Cid")
    forum.gateway.call("DELETE", "/api/registration", secret=cancelled["pass"])
    forum.register("Dan", organiser, email=None)
    forum.scan(organiser, forum.register("Eve", organiser), "entrance")

    (only,) = unopened(forum, organiser)

    assert (only["id"], only["email"], only["ateliers"]) == (ada["attendee_id"], "ada@example.org", ["atelier-1"])
    assert only["registered_at"]
    assert only["opened_at"] is None


def test_who_came_by_a_list_is_known_to_who_brought_it() -> None:
    attendee = Attendee("a", at("8:00"), "Ada", "Exemple", "ada@example.org")

    assert attendee.is_unconfirmed
    assert not Attendee("a", at("8:00"), "Ada", "Exemple", "ada@example.org", brought_as="import:x").is_unconfirmed


def test_everybody_is_looked_through_some_at_a_time(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["Ada", "Bea", "Cid", "Dan", "Eve"]
    people = {name: forum.register(name) for name in names}
    forum.gateway.call("GET", "/api/registration", secret=forum.own_pass(people["Bea"]))
    monkeypatch.setattr(handler_module(routes()["GET /api/attendees"]), "LOOKED_THROUGH", 2)

    assert [one["name"] for one in unopened(forum, organiser)] == [
        "Ada Exemple",
        "Cid Exemple",
        "Dan Exemple",
        "Eve Exemple",
    ]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"filter": "mail:read"}, 422),
        ({"filter": ""}, 422),
        ({"filter": "mail:unopened", "after": "bm9ib2R5"}, 404),
        ({"filter": "mail:unopened", "after": "é"}, 404),
    ],
)
def test_a_filter_or_a_page_that_there_is_not_is_refused(
    forum: Forum, organiser: str, query: dict[str, str], status: int
) -> None:
    assert forum.gateway.call("GET", PATH, secret=organiser, query=query).status == status
