"""What a phone is told: whom to let in, and what the pass that it asks with may do."""

import pytest

from attendance.domain import badge
from attendance.usecases import roster_reading
from tests.builders import EVENT_ID, at
from tests.forum import Forum
from tests.gateway import Response


@pytest.fixture
def quiet(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> Forum:
    """A forum whose last registration is long ago."""
    forum.register("Ada")
    monkeypatch.setattr(roster_reading, "INDEX_LAG_SECONDS", 0)
    return forum


def roster(forum: Forum, secret: str, had: str | None = None) -> Response:
    return forum.gateway.call("GET", "/api/roster", secret=secret, headers={"if-none-match": had} if had else None)


def test_the_roster_tells_what_the_pass_that_asks_may_do(forum: Forum) -> None:
    door = forum.invite("volunteer", "entrance", label="Porte A1", walk_ins=True, expires_at=at("16:00"))

    assert roster(forum, door).body["pass"] == {
        "label": "Porte A1",
        "role": "volunteer",
        "walk_ins": True,
        "supervisor": False,
        "expires_at": "2022-08-30T16:00:00.000Z",
        "schedule": [],
    }


def test_an_organiser_may_everything_whatever_the_invitation_said(forum: Forum) -> None:
    found = roster(forum, forum.invite()).body["pass"]

    assert (found["role"], found["walk_ins"], found["supervisor"]) == ("organiser", True, True)


def test_a_pass_without_a_label_says_so_that_the_phone_asks_for_a_name(forum: Forum) -> None:
    assert roster(forum, forum.invite("volunteer", "entrance", label="")).body["pass"]["label"] == ""


def test_a_phone_that_is_given_another_pass_of_the_same_door_hears_of_it(quiet: Forum) -> None:
    gauche = quiet.invite("volunteer", "entrance", label="Gauche")
    droite = quiet.invite("volunteer", "entrance", label="Droite", walk_ins=True)
    had = roster(quiet, gauche).headers["etag"]

    found = roster(quiet, droite, had)

    assert (found.status, found.body["pass"]["label"]) == (200, "Droite")
    assert roster(quiet, gauche, had).status == 304


def test_the_roster_tells_neither_the_secret_nor_the_id_of_a_pass(quiet: Forum) -> None:
    organiser, door = quiet.invite(), quiet.invite("volunteer", "entrance")
    ids = [one["id"] for one in quiet.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]]

    found = roster(quiet, door)

    assert not [known for known in (organiser, door, *ids) if known in found.text + found.headers["etag"]]


def test_the_roster_holds_the_least_that_a_door_needs(forum: Forum) -> None:
    forum.register("Ada", ateliers=["atelier-1", "atelier-3"], lunch=True, diet="vegan", organisation="La Fonda")

    entrance = forum.gateway.call("GET", "/api/roster", secret=forum.invite("volunteer", "entrance"))
    lunch = forum.gateway.call("GET", "/api/roster", secret=forum.invite("volunteer", "lunch", "atelier-2")).body

    (ada,) = entrance.body["attendees"]
    assert (ada["name"], ada["family_hint"]) == ("Ada E.", "d")
    assert (ada["booked"], ada["ateliers"]) == ([], ["atelier-1", "atelier-3"]), "the entrance tells where to go next"
    assert "diet" not in ada
    assert "@" not in entrance.text
    assert "exemple" not in entrance.text.lower()
    assert lunch["attendees"][0]["booked"] == ["atelier-1"]
    assert "ateliers" not in lunch["attendees"][0]
    assert lunch["attendees"][0]["diet"] == "vegan"
    assert lunch["event_tag"] == badge.event_tag(EVENT_ID).hex()


def test_a_fresh_change_is_read_again_and_an_old_one_is_not(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    door = forum.invite("volunteer", "entrance")
    forum.register("Ada")
    fresh = forum.gateway.call("GET", "/api/roster", secret=door).headers["etag"]
    again = forum.gateway.call("GET", "/api/roster", secret=door, headers={"if-none-match": fresh})
    assert again.status == 200

    monkeypatch.setattr(roster_reading, "INDEX_LAG_SECONDS", 0)
    old = forum.gateway.call("GET", "/api/roster", secret=door).headers["etag"]
    assert forum.gateway.call("GET", "/api/roster", secret=door, headers={"if-none-match": old}).status == 304
    forum.register("Bea")
    newer = forum.gateway.call("GET", "/api/roster", secret=door, headers={"if-none-match": old})
    assert newer.status == 200
    forum.change(retention_days=10)
    had = {"if-none-match": newer.headers["etag"]}
    assert forum.gateway.call("GET", "/api/roster", secret=door, headers=had).status == 200


def test_a_page_of_the_roster_that_is_not_there_is_not_found(forum: Forum) -> None:
    door = forum.invite("volunteer", "entrance")

    for page in ("NOBODY", "", "x" * 3_000, "a/b"):
        assert forum.gateway.call("GET", "/api/roster", secret=door, query={"page": page}).status == 404


def test_the_roster_tells_no_diet_of_who_cancelled(forum: Forum) -> None:
    ada = forum.register("Ada", lunch=True, diet="vegan")
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    (only,) = forum.gateway.call("GET", "/api/roster", secret=forum.invite("volunteer", "lunch")).body["attendees"]

    assert (only["cancelled"], only["lunch"], only["diet"]) == (True, False, "none")


def test_a_long_roster_comes_in_pages_that_miss_nobody(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_reading, "PAGE_SIZE", 2)
    door = forum.invite("volunteer", "entrance")
    for name in ("Ada", "Bea", "Cid", "Dan", "Eve"):
        forum.register(name)

    names, page = [], None
    while True:
        body = forum.gateway.call("GET", "/api/roster", secret=door, query={"page": page} if page else None).body
        names += [person["name"] for person in body["attendees"]]
        page = body["next"]
        if page is None:
            break

    assert names == ["Ada E.", "Bea E.", "Cid E.", "Dan E.", "Eve E."]
