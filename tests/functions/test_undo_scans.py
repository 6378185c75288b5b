"""An organiser takes back every scan that was made with one pass."""

import time
from typing import Any

import pytest

from attendance.store import passes, people, retry, table
from infra import verify
from tests.forum import Forum
from tests.gateway import Response

POSTER = "https://example.org/a-poster"


@pytest.fixture
def rogue(forum: Forum) -> str:
    return forum.invite("volunteer", "entrance", "atelier-1", label="Un lien trouvé")


def undo(forum: Forum, of: str, by: str | None = None, **body: Any) -> Response:
    path = f"/api/passes/{passes.pass_id(of)}/undo-scans"
    return forum.gateway.call("POST", path, body or None, secret=by or forum.invite(label="Bureau"))


def differences() -> list[verify.Difference]:
    return verify.recount("forum-essai").differences


def come(forum: Forum, secret: str, number: int = 3) -> list[dict[str, Any]]:
    came = [forum.register() for _ in range(number)]
    for who in came:
        forum.scan(secret, who, "entrance")
    return came


def acts(forum: Forum) -> list[dict[str, Any]]:
    listed = forum.gateway.call("GET", "/api/acts", secret=forum.invite()).body["acts"]
    return [act for act in listed if act["what"] == "scans_undone"]


def test_every_scan_of_the_pass_is_taken_back_and_no_other(forum: Forum, entrance: str, rogue: str) -> None:
    ada, bea, _ = come(forum, rogue)
    (cid,) = come(forum, entrance, 1)
    forum.scan(rogue, cid, "entrance")
    forum.scan(rogue, cid, "entrance", direction="out")
    forum.scan(rogue, {"badge": POSTER}, "entrance")

    answer = undo(forum, rogue)

    assert (answer.status, answer.body) == (200, {"undone": 6, "next": None})
    headcounts = forum.headcounts(entrance)
    assert headcounts["inside"] == 1
    assert headcounts["checkpoints"]["entrance"]["refused"] == 0
    assert not people.known(forum.event_id, ada["attendee_id"]).attendance.inside
    assert people.known(forum.event_id, cid["attendee_id"]).attendance.inside
    (scan,) = people.known(forum.event_id, bea["attendee_id"]).scans
    assert scan.undone_at
    assert differences() == []


def test_again_nothing_is_left_to_take_back(forum: Forum, rogue: str) -> None:
    (ada, *_) = come(forum, rogue)
    forum.scan(rogue, {"badge": POSTER}, "entrance")
    undo(forum, rogue)
    before = people.known(forum.event_id, ada["attendee_id"])

    assert undo(forum, rogue).body == {"undone": 0, "next": None}
    assert people.known(forum.event_id, ada["attendee_id"]) == before
    assert len(acts(forum)) == 1


def test_taking_back_is_one_act_that_tells_how_many(forum: Forum, rogue: str) -> None:
    come(forum, rogue)

    undo(forum, rogue)

    (act,) = acts(forum)
    details = {"role": "volunteer", "label": "Un lien trouvé", "undone": 3}
    assert (act["by"], act["attendee_id"], act["details"]) == ("Bureau", None, details)


def test_scans_of_a_revoked_pass_and_of_a_closed_event_are_taken_back_too(forum: Forum, rogue: str) -> None:
    come(forum, rogue)
    organiser = forum.invite()
    forum.gateway.call("DELETE", f"/api/passes/{passes.pass_id(rogue)}", secret=organiser)
    forum.change(closed_at=forum.now)

    assert undo(forum, rogue).body["undone"] == 3
    assert forum.headcounts(organiser)["inside"] == 0


def test_an_entry_is_taken_back_before_the_exit_so_that_no_room_seems_overfull(forum: Forum, rogue: str) -> None:
    organiser = forum.invite()
    forum.set_clock("9:05")
    ada = forum.register()
    assert forum.scan(rogue, ada, "atelier-1", override=True)["verdict"] == "admitted"
    forum.scan(rogue, ada, "atelier-1", direction="out")
    for _ in range(3):
        forum.register(ateliers=["atelier-1"])

    assert undo(forum, rogue).body["undone"] == 2

    headcounts = forum.headcounts(organiser)
    assert (headcounts["inside"], headcounts["conflicts"]) == (0, 0)
    assert differences() == []


def test_who_is_back_in_a_full_room_by_it_is_listed(forum: Forum, rogue: str) -> None:
    organiser = forum.invite()
    forum.set_clock("9:05")
    ada = forum.register()
    assert forum.scan(organiser, ada, "atelier-1", override=True)["verdict"] == "admitted"
    forum.scan(rogue, ada, "atelier-1", direction="out")
    for _ in range(3):
        forum.register(ateliers=["atelier-1"])

    assert undo(forum, rogue).body["undone"] == 1

    assert forum.headcounts(organiser)["conflicts"] == 1
    assert differences() == []


def test_what_there_was_no_time_for_is_taken_back_from_where_it_stopped(
    forum: Forum, rogue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(forum, rogue, 4)
    forum.scan(rogue, {"badge": POSTER}, "entrance")
    organiser = forum.invite(label="Bureau")
    stored = []
    hour = time.monotonic()

    def late(**_: object) -> None:
        stored.append(hour)

    # Each transaction takes half of the time that there is.
    events, name = table.client().meta.events, "after-call.dynamodb.TransactWriteItems"
    events.register(name, late)
    clock = lambda: hour + len(stored) * retry.RETRY_FOR_SECONDS / 2  # noqa: E731
    with monkeypatch.context() as slow:
        slow.setattr(time, "monotonic", clock)
        pages = [undo(forum, rogue, organiser).body]
        while pages[-1]["next"]:
            pages.append(undo(forum, rogue, organiser, page=pages[-1]["next"]).body)
    events.unregister(name, late)

    assert [page["undone"] for page in pages] == [2, 2, 1]
    assert [act["details"]["undone"] for act in acts(forum)] == [1, 2, 2]
    assert undo(forum, rogue).body == {"undone": 0, "next": None}
    assert forum.headcounts(organiser)["inside"] == 0
    assert differences() == []


def test_a_scan_that_somebody_else_takes_back_meanwhile_is_counted_once(forum: Forum, rogue: str) -> None:
    (ada,) = come(forum, rogue, 1)
    organiser = forum.invite()
    (scan,) = people.known(forum.event_id, ada["attendee_id"]).scans
    path = f"/api/attendees/{ada['attendee_id']}/scans/{scan.scan_id}/undo"
    waiting = [lambda: forum.gateway.call("POST", path, secret=organiser)]
    events, name = table.client().meta.events, "before-call.dynamodb.TransactWriteItems"

    def meanwhile(**_: object) -> None:
        while waiting:
            assert waiting.pop()().status == 200

    events.register(name, meanwhile)
    answer = undo(forum, rogue)
    events.unregister(name, meanwhile)

    assert answer.body == {"undone": 0, "next": None}
    assert acts(forum) == []
    assert differences() == []


def test_a_pass_that_is_not_there_has_no_scans(forum: Forum, rogue: str) -> None:
    elsewhere = forum.invite("volunteer", event_id="another")

    assert undo(forum, "nobody's").status == 404
    assert undo(forum, elsewhere).status == 404
    malformed: list[dict[str, Any]] = [{"page": 7}, {"x": 1}]
    for wrong in malformed:
        assert undo(forum, rogue, **wrong).status == 422
    assert undo(forum, rogue, page="Tk9CT0RZ").status == 404


def test_only_organisers_take_the_scans_of_a_pass_back(forum: Forum, rogue: str) -> None:
    (ada, *_) = come(forum, rogue)

    for secret, status in (("nobody's", 401), (rogue, 403), (ada["pass"], 403)):
        assert undo(forum, rogue, secret).status == status
