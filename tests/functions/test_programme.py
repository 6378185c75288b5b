"""Anybody may read the programme, and the seats that are left."""

import time

import pytest
from botocore.exceptions import EndpointConnectionError

from attendance.domain.effects import SeatsMove
from attendance.store import recent_board, table, tallies
from tests.forum import Forum


def seats_left(forum: Forum) -> int:
    left: int = forum.gateway.call("GET", "/api/programme").body["ateliers"][0]["seats_left"]
    return left


def test_the_programme_tells_which_seats_are_left(forum: Forum) -> None:
    forum.register(ateliers=["atelier-1"])

    body = forum.gateway.call("GET", "/api/programme").body

    assert {a["id"]: a["seats_left"] for a in body["ateliers"]} == {"atelier-1": 2, "atelier-2": 3, "atelier-3": 3}
    assert (body["event"]["date"], body["event"]["ends_at"]) == ("2022-08-30", "2022-08-30T14:00:00.000Z")


def test_a_programme_that_a_phone_has_is_not_sent_again_and_another_one_is_packed(forum: Forum) -> None:
    accepted = {"accept-encoding": "gzip"}
    first = forum.gateway.call("GET", "/api/programme", headers=accepted)
    held = accepted | {"if-none-match": first.headers["etag"]}
    assert forum.gateway.call("GET", "/api/programme", headers=held).status == 304

    forum.register(ateliers=["atelier-1"])

    again = forum.gateway.call("GET", "/api/programme", headers=held)
    assert (again.status, again.headers["content-encoding"]) == (200, "gzip")
    assert again.body["ateliers"][0]["seats_left"] == 2


def test_phones_that_ask_within_two_seconds_of_each_other_sum_the_tallies_once(
    forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seats_left(forum) == 3
    # As another function stores it.
    table.transact([tallies.seats_moved(forum.event_id, SeatsMove("atelier-1", taken=1, waiting=0))])
    assert seats_left(forum) == 3

    then = time.monotonic() + recent_board.KEPT_SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: then)

    assert seats_left(forum) == 2


def test_without_any_tallies_to_be_had_the_programme_is_asked_for_again_later(forum: Forum) -> None:
    forum.gateway.call("GET", "/api/programme")
    recent_board._kept.clear()

    def refuse(**_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://dynamodb")

    table.client().meta.events.register("provide-client-params.dynamodb.Query", refuse)
    try:
        answer = forum.gateway.call("GET", "/api/programme")
    finally:
        table.client().meta.events.unregister("provide-client-params.dynamodb.Query", refuse)

    assert (answer.status, answer.body["code"]) == (503, "later")
