"""Once the event is closed no scan is recorded; none is lost, for phones keep them until it is opened again."""

from typing import Any

import pytest

from tests.forum import Forum


@pytest.fixture
def ada(forum: Forum) -> dict[str, Any]:
    return forum.register("Ada", ateliers=["atelier-1"])


def test_a_scan_of_a_closed_event_is_to_be_sent_again(forum: Forum, ada: dict[str, Any], entrance: str) -> None:
    forum.change(closed_at=forum.now)

    result = forum.scan(entrance, ada, "entrance")

    assert result["problem"]["code"] == "event_closed"
    assert result["problem"]["retry"] is True
    assert forum.headcounts(entrance)["checkpoints"]["entrance"]["ever"] == 0


def test_what_a_phone_decided_by_itself_waits_as_well(forum: Forum, ada: dict[str, Any], entrance: str) -> None:
    forum.change(closed_at=forum.now)

    result = forum.scan(entrance, ada, "entrance", offline="admitted")

    assert result["problem"]["retry"] is True


def test_what_was_answered_before_is_answered_the_same(forum: Forum, ada: dict[str, Any], entrance: str) -> None:
    sent = forum.sent(ada, "entrance")
    (before,) = forum.scanned(entrance, sent).body["results"]
    forum.change(closed_at=forum.now)

    (after,) = forum.scanned(entrance, sent).body["results"]

    assert after == before
    assert after["verdict"] == "admitted"


def test_a_door_that_a_pass_does_not_cover_stays_forbidden(forum: Forum, ada: dict[str, Any], entrance: str) -> None:
    forum.change(closed_at=forum.now)

    result = forum.scan(entrance, ada, "lunch")

    assert (result["problem"]["code"], result["problem"]["retry"]) == ("forbidden", False)


def test_opened_again_the_same_scan_is_recorded(forum: Forum, ada: dict[str, Any], entrance: str) -> None:
    sent = forum.sent(ada, "entrance", offline="admitted")
    forum.change(closed_at=forum.now)
    forum.scanned(entrance, sent)
    forum.change(closed_at=None)

    (result,) = forum.scanned(entrance, sent).body["results"]

    assert result["verdict"] == "admitted"
    assert forum.headcounts(entrance)["checkpoints"]["entrance"]["ever"] == 1


def test_a_phone_still_shows_that_it_is_there(forum: Forum, entrance: str) -> None:
    forum.change(closed_at=forum.now)

    assert forum.scanned(entrance, outbox=3).status == 200


def test_what_was_scanned_can_still_be_taken_back_and_settled(
    forum: Forum, ada: dict[str, Any], organiser: str
) -> None:
    first, double = (forum.scan(organiser, ada, "entrance", offline="admitted") for _ in range(2))
    forum.change(closed_at=forum.now)
    scans = f"/api/attendees/{ada['attendee_id']}/scans"

    settled = forum.gateway.call(
        "POST", f"{scans}/{double['scan_id']}/settle", {"note": "Vu avec Ada"}, secret=organiser
    )
    undone = forum.gateway.call("POST", f"{scans}/{first['scan_id']}/undo", secret=organiser)

    assert (settled.status, undone.status) == (200, 200)
