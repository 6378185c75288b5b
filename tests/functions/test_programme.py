"""Anybody may read the programme, and the seats that are left."""

from tests.forum import Forum


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
