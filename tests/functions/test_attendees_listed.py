"""People are listed page by page: everybody, or those whom filters are about."""

from typing import Any

import pytest

from attendance.domain.attendee import Attendee
from attendance.domain.mails import Mail
from attendance.store import mails, programmes, table
from attendance.vocabulary.codes import MailState
from tests.builders import at
from tests.forum import Forum
from tests.gateway import handler_module, routes

PATH = "/api/attendees"


def listed(forum: Forum, organiser: str, *filters: str, **query: str) -> list[dict[str, Any]]:
    """Return all whom the pages tell of, one after the other."""
    found: list[dict[str, Any]] = []
    asked: dict[str, str | list[str]] = {"filter": list(filters), **query}
    while True:
        body = forum.gateway.call("GET", PATH, secret=organiser, query=asked).body
        found += body["attendees"]
        if body["next"] is None:
            return found
        asked["after"] = body["next"]


def unopened(forum: Forum, organiser: str) -> list[dict[str, Any]]:
    return listed(forum, organiser, "mail:unopened")


def names(found: list[dict[str, Any]]) -> list[str]:
    return [each["name"].split()[0] for each in found]


def test_everybody_is_listed_by_name_a_page_at_a_time_and_counted(forum: Forum, organiser: str) -> None:
    for name in ("Cid", "Ada", "Bea"):
        forum.register(name)
    forum.gateway.call("DELETE", "/api/registration", secret=forum.register("Abe")["pass"])

    first = forum.gateway.call("GET", PATH, secret=organiser, query={"at_most": "2"}).body
    last = forum.gateway.call("GET", PATH, secret=organiser, query={"at_most": "2", "after": first["next"]}).body

    assert (names(first["attendees"]), first["count"], first["everybody"]) == (["Ada", "Bea"], 3, 4)
    assert (names(last["attendees"]), last["next"]) == (["Cid"], None)
    assert [last["attendees"][0][part] for part in ("family_name", "given_name")] == ["Exemple", "Cid"]
    assert first["looked_through"] + last["looked_through"] == 4


def test_filters_combine_and_only_looking_through_tells_how_many(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada", organisation="Ellyx, Poitiers", ateliers=["atelier-1"])
    forum.register("Bea", organisation="Ellyx")
    cid = forum.register("Cid", ateliers=["atelier-1"])
    for who in (ada, cid):
        forum.scan(organiser, who, "entrance")
    query = {"filter": ["came:yes", "organisation:Ellyx, Poitiers", "organisation:nobody"]}

    body = forum.gateway.call("GET", PATH, secret=organiser, query=query).body

    assert (names(body["attendees"]), body["count"], body["looked_through"]) == (["Ada"], None, 3)
    assert names(listed(forum, organiser, "came:no")) == ["Bea"]
    assert names(listed(forum, organiser, "came:yes", q="cid")) == ["Cid"]
    assert names(listed(forum, organiser, f"id:{cid['attendee_id']}", f"id:{ada['attendee_id']}", "id:NOBODY")) == [
        "Ada",
        "Cid",
    ]


def test_a_column_tells_more_of_each_person(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada", lunch=True, diet="vegan", ateliers=["atelier-1"])
    forum.scan(organiser, ada, "atelier-1", at="2022-08-30T09:00:00Z")

    (told,) = listed(forum, organiser, at_most="50", columns="lunch,diet,came_at,inside,place,waiting,mail,answers")
    (untold,) = listed(forum, organiser, at_most="50")

    assert {name: told[name] for name in told.keys() - untold.keys()} == {
        "lunch": True,
        "diet": "vegan",
        "came_at": "2022-08-30T09:00:00.000Z",
        "inside": True,
        "place": "atelier-1",
        "waiting": [],
        "mail": None,
        "answers": {},
    }


def test_a_mail_that_did_not_go_is_a_filter_and_a_column(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada")
    forum.register("Bea")
    mail = Mail(ada["attendee_id"], "change-9", "change", programmes.real_now(), MailState.FAILED)
    purge = {"purge_at": programmes.purge_at(forum.programme)}
    table.transact(mails.writes(forum.event_id, [mail], purge))

    (only,) = listed(forum, organiser, "mail:undelivered", columns="mail")

    assert (only["id"], only["mail"]) == (ada["attendee_id"], "failed")


def test_only_organisers_are_told_and_of_their_own_event(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada")

    for secret in (forum.invite("entrance"), ada["pass"]):
        assert forum.gateway.call("GET", PATH, secret=secret, query={"at_most": "50"}).status == 403
    assert forum.gateway.call("GET", PATH, query={"at_most": "50"}).status == 401


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
        ({"at_most": "0"}, 422),
        ({"at_most": "2001"}, 422),
        ({"at_most": "1e2"}, 422),
        ({"at_most": "50", "q": " "}, 422),
        ({"columns": "signatures"}, 422),
    ],
)
def test_a_filter_or_a_page_that_there_is_not_is_refused(
    forum: Forum, organiser: str, query: dict[str, str], status: int
) -> None:
    assert forum.gateway.call("GET", PATH, secret=organiser, query=query).status == status
