"""Organisers invite, see who is out there, and revoke."""

import pytest

from attendance.edge import authority
from tests.forum import Forum

DOOR = {"role": "volunteer", "label": "Porte A1 - gauche", "checkpoints": ["entrance"], "walk_ins": True}


def test_an_invitation_is_a_link_that_scans_at_its_door(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register()

    invited = forum.gateway.call("POST", "/api/passes", DOOR, secret=organiser)

    assert invited.status == 201
    assert invited.body["link"] == f"https://forum.example.org/scan#{invited.body['pass']}"
    assert forum.scan(invited.body["pass"], ada, "entrance")["verdict"] == "admitted"


@pytest.mark.parametrize("label", [{"label": ""}, {"label": "  "}, {}])
def test_a_volunteers_invitation_may_leave_the_label_to_the_phone(forum: Forum, label: dict[str, str]) -> None:
    unlabelled = {name: value for name, value in DOOR.items() if name != "label"} | label

    invited = forum.gateway.call("POST", "/api/passes", unlabelled, secret=forum.invite())

    assert (invited.status, invited.body["label"]) == (201, "")
    assert forum.scanned(invited.body["pass"]).status == 200


def test_the_list_tells_no_secret(forum: Forum) -> None:
    organiser = forum.invite()
    invited = forum.gateway.call("POST", "/api/passes", DOOR, secret=organiser).body

    listed = forum.gateway.call("GET", "/api/passes", secret=organiser)

    assert {p["label"] for p in listed.body["passes"]} == {"Organiser", DOOR["label"]}
    assert invited["pass"] not in listed.text


def test_a_revoked_pass_is_refused_once_the_cache_has_forgotten_it(forum: Forum) -> None:
    organiser = forum.invite()
    invited = forum.gateway.call("POST", "/api/passes", DOOR, secret=organiser).body
    forum.scanned(invited["pass"])

    revoked = forum.gateway.call("DELETE", f"/api/passes/{invited['id']}", secret=organiser)
    again = forum.gateway.call("DELETE", f"/api/passes/{invited['id']}", secret=organiser)
    authority._cached.clear()

    assert revoked.body["revoked_at"] == again.body["revoked_at"]
    refused = forum.scanned(invited["pass"])
    assert (refused.status, refused.body["code"]) == (401, "pass_revoked")


def test_an_unknown_pass_is_unauthorised_and_never_remembered(forum: Forum) -> None:
    for secret in ("", "x", "\u00e9", "a" * 10_000):
        refused = forum.scanned(secret)
        assert (refused.status, refused.body["code"]) == (401, "unauthorised")
        assert refused.headers["www-authenticate"] == "Bearer"
    assert authority._cached == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "king"},
        {"role": "attendee"},
        {"checkpoints": ["cellar"]},
        {"checkpoints": []},
        {"label": "x" * 61},
        {"label": "Porte\u0007"},
        {"label": "Porte www.example.org"},
        {"label": "", "role": "organiser"},
        {"label": "\u2066\u2069", "role": "organiser"},
        {"expires_at": "tomorrow"},
        {"expires_at": "2022-08-30T08:00:00+02:00"},
        {"typo": 1},
    ],
)
def test_a_malformed_invitation_is_refused(forum: Forum, wrong: dict[str, object]) -> None:
    assert forum.gateway.call("POST", "/api/passes", {**DOOR, **wrong}, secret=forum.invite()).status == 422


def test_an_attendees_pass_is_not_in_the_list_and_cannot_be_revoked_as_staff(forum: Forum) -> None:
    organiser, _ = forum.invite(), forum.register()

    assert len(forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]) == 1
    assert forum.gateway.call("DELETE", "/api/passes/unknown", secret=organiser).status == 404


def test_volunteers_invite_nobody(forum: Forum) -> None:
    assert forum.gateway.call("POST", "/api/passes", DOOR, secret=forum.invite("volunteer", "entrance")).status == 403
