"""What a phone is told of the pass that it asks with."""

import pytest

from tests.builders import at
from tests.forum import Forum
from tests.gateway import Response, handler_module, routes


@pytest.fixture
def quiet(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> Forum:
    """A forum whose last registration is long ago."""
    forum.register("Ada")
    monkeypatch.setattr(handler_module(routes()["GET /api/roster"]), "INDEX_LAG_SECONDS", 0)
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
    }


def test_an_organiser_may_everything_whatever_the_invitation_said(forum: Forum) -> None:
    told = roster(forum, forum.invite()).body["pass"]

    assert (told["role"], told["walk_ins"], told["supervisor"]) == ("organiser", True, True)


def test_a_pass_without_a_label_says_so_that_the_phone_asks_for_a_name(forum: Forum) -> None:
    assert roster(forum, forum.invite("volunteer", "entrance", label="")).body["pass"]["label"] == ""


def test_a_phone_that_is_given_another_pass_of_the_same_door_hears_of_it(quiet: Forum) -> None:
    gauche = quiet.invite("volunteer", "entrance", label="Gauche")
    droite = quiet.invite("volunteer", "entrance", label="Droite", walk_ins=True)
    had = roster(quiet, gauche).headers["etag"]

    told = roster(quiet, droite, had)

    assert (told.status, told.body["pass"]["label"]) == (200, "Droite")
    assert roster(quiet, gauche, had).status == 304


def test_the_roster_tells_neither_the_secret_nor_the_id_of_a_pass(quiet: Forum) -> None:
    organiser, door = quiet.invite(), quiet.invite("volunteer", "entrance")
    ids = [told["id"] for told in quiet.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]]

    told = roster(quiet, door)

    assert not [known for known in (organiser, door, *ids) if known in told.text + told.headers["etag"]]
