"""Anybody may read the programme, and the seats that are left."""

from tests.forum import Forum


def test_the_programme_tells_which_seats_are_left(forum: Forum) -> None:
    forum.register(ateliers=["atelier-1"])

    body = forum.gateway.call("GET", "/api/programme").body

    assert {a["id"]: a["seats_left"] for a in body["ateliers"]} == {"atelier-1": 2, "atelier-2": 3, "atelier-3": 3}
    assert (body["event"]["date"], body["event"]["ends_at"]) == ("2022-08-30", "2022-08-30T14:00:00.000Z")
