"""At the end of the day everybody who is still inside by the scans leaves, by an organiser's hand."""

import time
from typing import Any

import pytest

from attendance.store import people, retry, table
from attendance.usecases import in_batches
from infra import verify
from tests.builders import EVENT_ID
from tests.forum import Forum
from tests.gateway import Response


@pytest.fixture
def evening(forum: Forum) -> Forum:
    """A forum whose last atelier is over."""
    forum.set_clock("14:01")
    return forum


def end(forum: Forum, secret: str | None = None, **body: Any) -> Response:
    return forum.gateway.call("POST", "/api/day/end", body, secret=secret or forum.invite(label="Bureau"))


def come(forum: Forum, *names: str, place: str = "entrance") -> list[dict[str, Any]]:
    """Register people on the spot, and let them in."""
    organiser = forum.invite()
    came = [forum.register(name, organiser) for name in names]
    for who in came:
        forum.scan(organiser, who, place, override=True)
    return came


def inside(forum: Forum) -> int:
    count: int = forum.headcounts(forum.invite())["inside"]
    return count


def scans(forum: Forum, who: dict[str, Any]) -> list[dict[str, Any]]:
    path = f"/api/attendees/{who['attendee_id']}"
    found: list[dict[str, Any]] = forum.gateway.call("GET", path, secret=forum.invite()).body["scans"]
    return found


def test_everybody_still_inside_leaves_and_nobody_else(evening: Forum) -> None:
    ada, bea = come(evening, "Ada", "Bea")
    evening.register("Cid", evening.invite())
    evening.scan(evening.invite(), ada, "entrance", direction="out")

    answer = end(evening)

    assert (answer.status, answer.body) == (200, {"left": 1, "next": None})
    assert inside(evening) == 0
    last = scans(evening, bea)[-1]
    assert (last["verdict"], last["direction"], last["checkpoint"]) == ("left", "out", "entrance")
    assert (last["by"], last["by_hand"], last["conflicts"]) == ("Bureau", True, [])
    assert len(scans(evening, ada)) == 2
    assert verify.recount(EVENT_ID).differences == []


def test_who_sits_in_an_atelier_leaves_that_too(forum: Forum) -> None:
    forum.set_clock("13:30")
    (ada,) = come(forum, "Ada", place="atelier-3")

    assert end(forum, early=True).body["left"] == 1
    assert forum.headcounts(forum.invite())["checkpoints"]["atelier-3"]["present"] == 0
    assert forum.headcounts(forum.invite())["checkpoints"]["atelier-3"]["ever"] == 1
    assert scans(forum, ada)[-1]["verdict"] == "left"


def test_ending_the_day_again_changes_nothing(evening: Forum) -> None:
    (ada,) = come(evening, "Ada")
    first = end(evening).body
    before = scans(evening, ada)

    again = end(evening).body

    assert (first["left"], again["left"]) == (1, 0)
    assert scans(evening, ada) == before


def ended(forum: Forum) -> list[dict[str, Any]]:
    """Return the acts that an end of the day was, the newest first."""
    acts = forum.gateway.call("GET", "/api/acts", secret=forum.invite()).body["acts"]
    return [act for act in acts if act["what"] == "day_ended"]


def test_that_somebody_was_noted_as_gone_is_an_act_of_the_office(evening: Forum) -> None:
    came = come(evening, "Ada", "Bea")
    for _ in range(2):
        end(evening)

    acts = ended(evening)
    assert {act["attendee_id"] for act in acts} == {who["attendee_id"] for who in came}
    assert [(act["by"], act["details"]) for act in acts] == [("Bureau", {"left": 1})] * 2


def test_who_forgot_to_have_the_badge_read_left_with_the_programme(forum: Forum) -> None:
    forum.set_clock("13:30")
    (ada,) = come(forum, "Ada")
    forum.set_clock("16:40")

    end(forum)

    last = scans(forum, ada)[-1]
    assert last["at"] == "2022-08-30T14:00:00.000Z"
    assert "2022-08-30T16:39" < last["received_at"] < "2022-08-30T16:41"


def test_who_came_after_the_programme_left_after_that(evening: Forum) -> None:
    evening.set_clock("14:20")
    (ada,) = come(evening, "Ada")
    evening.set_clock("16:40")

    end(evening)

    first, last = scans(evening, ada)
    assert "2022-08-30T14:19" < first["at"] < last["at"] < "2022-08-30T14:21"


def test_an_end_that_comes_early_is_now(forum: Forum) -> None:
    forum.set_clock("13:30")
    (ada,) = come(forum, "Ada")

    end(forum, early=True)

    assert "2022-08-30T13:29" < scans(forum, ada)[-1]["at"] < "2022-08-30T13:31"


def test_who_is_there_after_all_is_brought_back_by_an_undo(evening: Forum) -> None:
    organiser, (ada,) = evening.invite(), come(evening, "Ada")
    end(evening)
    scan_id = scans(evening, ada)[-1]["scan_id"]

    undone = evening.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/scans/{scan_id}/undo", secret=organiser)

    assert undone.status == 200
    assert inside(evening) == 1
    assert end(evening).body["left"] == 0
    assert inside(evening) == 1


def test_who_leaves_by_the_door_at_the_same_moment_leaves_once(evening: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    organiser, (ada,) = evening.invite(), come(evening, "Ada")
    commit, tries = people.commit, []

    def interrupted(*given: Any, **named: Any) -> None:
        tries.append(named)
        if len(tries) == 1:
            evening.scan(organiser, ada, "entrance", direction="out")
        commit(*given, **named)

    monkeypatch.setattr(people, "commit", interrupted)

    assert end(evening).body["left"] == 0
    assert [scan["verdict"] for scan in scans(evening, ada)] == ["admitted", "left"]


def test_who_cancelled_while_inside_leaves_too(evening: Forum) -> None:
    (ada,) = come(evening, "Ada")
    evening.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    assert end(evening).body["left"] == 1
    assert inside(evening) == 0


def test_the_day_does_not_end_before_its_programme_unless_one_says_so(forum: Forum) -> None:
    come(forum, "Ada")
    forum.set_clock("13:59")

    refused = end(forum)

    assert (refused.status, refused.body["code"]) == (409, "too_early")
    assert refused.body["from"] == "2022-08-30T14:00:00.000Z"
    assert end(forum, early=False).status == 409
    assert inside(forum) == 1
    assert end(forum, early=True).body["left"] == 1


def test_many_leave_a_hundred_at_a_time_with_a_cursor(evening: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_batches, "BATCH_SIZE", 2)
    come(evening, "Ada", "Bea", "Cid")

    first = end(evening).body
    second = end(evening, page=first["next"]).body

    assert (first["left"], second["left"], second["next"]) == (2, 1, None)
    assert inside(evening) == 0


def test_who_had_to_wait_for_the_next_call_leaves_with_it(evening: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    come(evening, "Ada", "Bea")
    hour = [0.0]

    def slow(*given: Any, **named: Any) -> None:
        hour[0] += retry.RETRY_FOR_SECONDS
        commit(*given, **named)

    commit = people.commit
    monkeypatch.setattr(time, "monotonic", lambda: hour[0])
    monkeypatch.setattr(people, "commit", slow)

    first = end(evening).body
    second = end(evening, page=first["next"]).body

    assert (first["left"], second["left"], second["next"]) == (1, 1, None)


def test_of_who_is_in_the_way_nothing_is_lost_that_was_done(evening: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    come(evening, "Ada", "Bea", "Cid")
    done: list[Any] = []
    commit = people.commit

    def contended(*given: Any, **named: Any) -> None:
        if len(done) == 1:
            hour[0] += retry.RETRY_FOR_SECONDS / 4
            raise table.Contended
        commit(*given, **named)
        done.append(given)

    hour = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: hour[0])
    monkeypatch.setattr(time, "sleep", lambda _: None)
    monkeypatch.setattr(people, "commit", contended)

    first = end(evening)
    assert (first.status, first.body["left"], len(ended(evening))) == (200, 1, 1)
    at_once = end(evening, page=first.body["next"])
    assert (at_once.status, at_once.body["code"]) == (503, "later")
    monkeypatch.setattr(people, "commit", commit)
    assert end(evening, page=first.body["next"]).body == {"left": 2, "next": None}
    assert len(ended(evening)) == 3


def test_a_name_that_changes_between_two_pages_leaves_nobody_inside(
    evening: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_batches, "BATCH_SIZE", 1)
    ada, _, _ = come(evening, "Ada", "Bea", "Cid")
    first = end(evening).body
    path = f"/api/attendees/{ada['attendee_id']}"
    assert evening.gateway.call("PATCH", path, {"family_name": "Zola"}, secret=evening.invite()).status == 200

    second = end(evening, page=first["next"]).body
    third = end(evening, page=second["next"]).body

    assert (second["left"], third["left"], third["next"]) == (1, 1, None)
    assert inside(evening) == 0


def test_the_day_of_an_event_that_is_closed_has_ended(evening: Forum) -> None:
    come(evening, "Ada")
    evening.change(closed_at=evening.now)

    assert end(evening).body["code"] == "event_closed"
    assert inside(evening) == 1


def test_a_malformed_wish_ends_nothing(evening: Forum) -> None:
    come(evening, "Ada")

    wishes: list[dict[str, Any]] = [{"page": 7}, {"page": "a b"}, {"early": "yes"}, {"early": None}, {"x": 1}]
    for wrong in wishes:
        assert end(evening, **wrong).status == 422
    assert inside(evening) == 1


def test_a_page_that_is_not_there_is_not_found(evening: Forum) -> None:
    for page in ("Tk9CT0RZ", "_"):
        assert end(evening, page=page).status == 404


def test_only_organisers_end_the_day(evening: Forum, entrance: str) -> None:
    (ada,) = come(evening, "Ada")

    for secret, status in (("nobody's", 401), (entrance, 403), (evening.own_pass(ada), 403)):
        assert end(evening, secret).status == status
    assert inside(evening) == 1
