"""Anybody may read the programme, and the seats that are left."""

from attendance.domain.effects import SeatsMove
from attendance.store import table, tallies
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


def test_the_programme_costs_the_same_however_many_phones_count(forum: Forum) -> None:
    """Whoever filled in a form against a seat that has gone is told of the others by what is true now."""
    asked: list[str] = []
    events = table.client().meta.events
    note = lambda model, **_: asked.append(model.name)  # noqa: E731
    forum.gateway.call("GET", "/api/programme")
    events.register("before-call.dynamodb", note)
    try:
        assert seats_left(forum) == 3
    finally:
        events.unregister("before-call.dynamodb", note)

    assert asked == ["BatchGetItem"]
    # As another function stores it.
    table.transact([tallies.seats_moved(forum.event_id, SeatsMove("atelier-1", taken=1, waiting=0))])
    assert seats_left(forum) == 2
