"""A pass that is revoked grants nothing any more, and what it invited is found."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from attendance.edge import authority
from attendance.edge.routes import ROUTES
from attendance.store import passes, retry, table
from attendance.usecases import revoking
from tests.forum import Forum
from tests.gateway import Response, routes

OF_STAFF = [route for route, told in ROUTES.items() if {"organiser", "volunteer"} & {*told.who}]


def invited(forum: Forum, by: str, label: str = "Porte A1", role: str = "organiser") -> dict[str, Any]:
    """Invite somebody over HTTP, and return the answer."""
    wanted = {"role": role, "label": label, "checkpoints": ["entrance"] if role == "volunteer" else []}
    answer = forum.gateway.call("POST", "/api/passes", wanted, secret=by)
    assert answer.status == 201, answer.text
    body: dict[str, Any] = answer.body
    return body


def listed(forum: Forum, by: str) -> dict[str, dict[str, Any]]:
    """Return the staff's passes by their labels."""
    return {one["label"]: one for one in forum.gateway.call("GET", "/api/passes", secret=by).body["passes"]}


def revoke(forum: Forum, by: str, body: dict[str, Any], descendants: str | None = "true") -> Response:
    query = {"descendants": descendants} if descendants is not None else None
    return forum.gateway.call("DELETE", f"/api/passes/{body['id']}", secret=by, query=query)


def revoked(forum: Forum, by: str) -> set[str]:
    return {label for label, value in listed(forum, by).items() if value["revoked_at"]}


def answered(forum: Forum, route: str, secret: str) -> tuple[int, str | None]:
    method, path = route.split(" ")
    answer = forum.gateway.call(method, re.sub(r"\{\w+\}", "somebody", path), {}, secret=secret)
    return answer.status, answer.body.get("code")


@contextmanager
def meanwhile(what: Callable[[], object]) -> Iterator[None]:
    """Let something happen once, just before a transaction is written."""
    waiting = [what]
    name, events = "before-call.dynamodb.TransactWriteItems", table.client().meta.events

    def happen(**_: object) -> None:
        while waiting:
            waiting.pop()()

    events.register(name, happen)
    yield
    events.unregister(name, happen)


def test_only_doors_take_a_pass_as_it_was_a_moment_ago() -> None:
    assert routes().keys() > authority.AT_DOORS


def test_a_pass_that_was_just_revoked_is_refused_at_once_by_all_but_the_doors(forum: Forum) -> None:
    organiser, lola = forum.invite(), forum.invite(label="Lola")
    forum.headcounts(lola)
    remembered = dict(authority._cached)
    revoke(forum, organiser, listed(forum, organiser)["Lola"])

    answers = {}
    for route in OF_STAFF:
        # Each function has a memory of its own.
        authority._cached.update(remembered)
        answers[route] = answered(forum, route, lola)

    assert {route for route, value in answers.items() if value != (401, "pass_revoked")} == authority.AT_DOORS


def test_a_pass_tells_who_invited_it(forum: Forum) -> None:
    organiser = forum.invite(label="Lola")
    zoe = invited(forum, organiser, "Zoé")
    invited(forum, zoe["pass"], "Yan")

    found = listed(forum, organiser)
    assert {label: one["invited_by"] for label, one in found.items()} == {
        "Lola": None,
        "Zoé": found["Lola"]["id"],
        "Yan": zoe["id"],
    }
    assert [label for label, one in found.items() if one["own"]] == ["Lola"]


def test_with_its_descendants_a_pass_is_revoked_to_the_last_it_led_to(forum: Forum) -> None:
    organiser = forum.invite(label="Lola")
    zoe = invited(forum, organiser, "Zoé")
    yan = invited(forum, zoe["pass"], "Yan")
    for n in range(3):
        invited(forum, yan["pass"], f"Porte {n}", "volunteer")
    invited(forum, organiser, "Une autre")

    assert revoke(forum, organiser, zoe).body["label"] == "Zoé"

    assert revoked(forum, organiser) == {"Zoé", "Yan", "Porte 0", "Porte 1", "Porte 2"}
    acts = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    ended = [(act["by"], act["details"]["label"]) for act in acts if act["what"] == "revoked"]
    assert sorted(ended) == sorted(("Lola", label) for label in revoked(forum, organiser))


def test_alone_a_pass_leaves_those_it_invited(forum: Forum) -> None:
    organiser = forum.invite()
    zoe = invited(forum, organiser, "Zoé")
    invited(forum, zoe["pass"], "Yan")

    for descendants in (None, "false"):
        revoke(forum, organiser, zoe, descendants)

    assert revoked(forum, organiser) == {"Zoé"}
    assert revoke(forum, organiser, zoe, "perhaps").status == 422


def test_descendants_of_a_pass_that_was_revoked_before_are_found(forum: Forum) -> None:
    organiser = forum.invite()
    zoe = invited(forum, organiser, "Zoé")
    yan = invited(forum, zoe["pass"], "Yan")
    invited(forum, yan["pass"], "Xia")
    for alone in (zoe, yan):
        revoke(forum, organiser, alone, "false")
    before = listed(forum, organiser)

    revoke(forum, organiser, zoe)

    after = listed(forum, organiser)
    assert after["Xia"]["revoked_at"]
    assert after["Zoé"] == before["Zoé"]


def test_who_is_revoked_while_they_invite_leaves_nobody_behind(forum: Forum) -> None:
    organiser = forum.invite()
    zoe = invited(forum, organiser, "Zoé")
    wanted = {"role": "organiser", "label": "Yan"}

    with meanwhile(lambda: revoke(forum, organiser, zoe)):
        answer = forum.gateway.call("POST", "/api/passes", wanted, secret=zoe["pass"])

    assert (answer.status, answer.body["code"]) == (401, "pass_revoked")
    assert listed(forum, organiser).keys() == {"Organiser", "Zoé"}


def test_who_is_invited_while_the_inviter_is_revoked_is_revoked_too(forum: Forum) -> None:
    organiser = forum.invite()
    zoe = invited(forum, organiser, "Zoé")

    with meanwhile(lambda: invited(forum, zoe["pass"], "Yan")):
        revoke(forum, organiser, zoe)

    assert revoked(forum, organiser) == {"Zoé", "Yan"}


def test_what_was_not_revoked_in_time_is_revoked_by_asking_again(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    organiser = forum.invite()
    zoe = invited(forum, organiser, "Zoé")
    yan = invited(forum, zoe["pass"], "Yan")
    invited(forum, yan["pass"], "Xia")
    revoke(forum, organiser, zoe, "false")
    hurry = time.monotonic() + 2 * retry.RETRY_FOR_SECONDS

    with monkeypatch.context() as late, meanwhile(lambda: late.setattr(time, "monotonic", lambda: hurry)):
        answer = revoke(forum, organiser, zoe)

    assert (answer.status, answer.body["code"]) == (503, "later")
    assert revoked(forum, organiser) == {"Zoé", "Yan"}
    assert revoke(forum, organiser, zoe).status == 200
    assert revoked(forum, organiser) == {"Zoé", "Yan", "Xia"}


def test_who_revokes_those_that_led_to_them_is_revoked_last(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    organiser = forum.invite()
    zoe = invited(forum, organiser, "Zoé")
    yan = invited(forum, zoe["pass"], "Yan")
    for label in ("Xia", "Wim"):
        invited(forum, zoe["pass"], label)
    order: list[str] = []
    found = revoking.revoke

    def noted(*given: Any) -> Any:
        order.append(given[1])
        return found(*given)

    monkeypatch.setattr(revoking, "revoke", noted)

    assert revoke(forum, yan["pass"], zoe).status == 200

    assert order[-1] == yan["id"]
    assert revoked(forum, organiser) == {"Zoé", "Yan", "Xia", "Wim"}


def test_a_pass_of_another_event_is_not_there(forum: Forum) -> None:
    body = {"id": passes.pass_id(forum.invite(event_id="another"))}

    assert revoke(forum, forum.invite(), body).status == 404
