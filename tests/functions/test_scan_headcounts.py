"""The headcounts in an answer to a scan: two seconds old at most, never without the request's own scans."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from attendance.domain.headcount import PRESENT, Totals
from attendance.domain.programme import ENTRANCE
from attendance.store import keys, programmes, recent_board, table, tallies
from tests.builders import READER
from tests.forum import Forum

FIVE: Totals = Counter({(ENTRANCE, PRESENT): 5})


def counted_elsewhere(forum: Forum) -> None:
    """Let five people come in as another process of the function would store it."""
    table.write(tallies.moved_by_scan(forum.event_id, ENTRANCE, READER, FIVE, None))


def present(answer: Any) -> int:
    found: int = answer.body["headcounts"][ENTRANCE]["present"]
    return found


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    then = time.monotonic() + seconds
    monkeypatch.setattr(time, "monotonic", lambda: then)


@contextmanager
def unreadable(forum: Forum) -> Iterator[None]:
    """Let no reading of the tallies be answered."""
    events = table.client().meta.events

    def refuse(params: dict[str, Any], **_: object) -> None:
        if params["ExpressionAttributeValues"][":partition"] == {"S": keys.tallies(forum.event_id)}:
            raise EndpointConnectionError(endpoint_url="https://dynamodb")

    events.register("provide-client-params.dynamodb.Query", refuse)
    yield
    events.unregister("provide-client-params.dynamodb.Query", refuse)


def test_every_answer_counts_its_own_scans_and_those_that_this_process_stored_before(
    forum: Forum, entrance: str
) -> None:
    crowd = [forum.register() for _ in range(4)]

    seen = [present(forum.scanned(entrance, forum.sent(who, ENTRANCE))) for who in crowd]

    assert seen == [1, 2, 3, 4]
    assert present(forum.scanned(entrance, *(forum.sent(forum.register(), ENTRANCE) for _ in range(3)))) == 7


def test_an_atelier_s_scan_counts_at_the_entrance_and_in_the_seats_of_the_same_answer(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register()
    forum.scanned(organiser)

    answer = forum.scanned(organiser, forum.sent(ada, "atelier-1", override=True))

    exact = forum.headcounts(organiser)["checkpoints"]
    assert present(answer) == exact[ENTRANCE]["present"] == 1
    assert answer.body["headcounts"]["atelier-1"]["seats"] == {"capacity": 3, "taken": 1}


def test_what_others_stored_is_counted_within_two_seconds_and_by_the_headcounts_at_once(
    forum: Forum, entrance: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum.scanned(entrance)
    counted_elsewhere(forum)

    assert present(forum.scanned(entrance)) == 0
    assert forum.headcounts(entrance)["checkpoints"][ENTRANCE]["present"] == 5
    later(monkeypatch, recent_board.KEPT_SECONDS)
    assert present(forum.scanned(entrance)) == 5


def test_a_scan_sent_again_and_one_that_was_refused_as_a_request_count_nothing_more(
    forum: Forum, entrance: str
) -> None:
    forum.scanned(entrance)
    sent = forum.sent(forum.register(), ENTRANCE)
    forum.scanned(entrance, sent)

    assert present(forum.scanned(entrance, sent)) == 1
    assert present(forum.scanned(entrance, {**sent, "direction": "out"})) == 1


def test_a_scan_taken_back_is_taken_out_of_the_count_in_its_answer(forum: Forum, entrance: str) -> None:
    ada = forum.register()
    sent = forum.sent(ada, ENTRANCE)
    forum.scanned(entrance, sent)

    path = f"/api/attendees/{ada['attendee_id']}/scans/{sent['scan_id']}/undo"
    undone = forum.gateway.call("POST", path, secret=entrance)

    assert present(undone) == 0
    assert datetime.fromisoformat(undone.body["as_of"]) <= programmes.now(forum.programme)


def test_whether_a_seat_is_left_is_asked_of_the_table_and_not_of_what_was_kept(forum: Forum) -> None:
    door, ada = forum.invite("volunteer", "atelier-2"), forum.register(ateliers=[])
    forum.scanned(door)
    tallies.set_seats(forum.event_id, "atelier-2", 0)

    answer = forum.scanned(door, forum.sent(ada, "atelier-2", override=True)).body

    assert answer["headcounts"]["atelier-2"]["seats"] == {"capacity": 3, "taken": 0}
    assert answer["results"][0]["verdict"] == "full"


def test_as_of_is_when_the_counts_were_read_by_the_events_clock_even_if_that_is_set_back(
    forum: Forum, entrance: str
) -> None:
    first, again = forum.scanned(entrance).body, forum.scanned(entrance).body
    forum.set_clock("8:00")
    earlier = forum.scanned(entrance).body

    assert first["as_of"] == again["as_of"]
    assert first["as_of"].startswith("2022-08-30")
    assert earlier["as_of"] < first["as_of"]
    assert datetime.fromisoformat(earlier["as_of"]) <= datetime.fromisoformat(earlier["received_at"])


@pytest.mark.parametrize("is_cold", [True, False])
def test_a_scan_is_answered_where_the_tallies_cannot_be_read(
    forum: Forum, entrance: str, monkeypatch: pytest.MonkeyPatch, *, is_cold: bool
) -> None:
    known = forum.scanned(entrance, forum.sent(forum.register(), ENTRANCE)).body
    ada = forum.register()
    later(monkeypatch, timedelta(minutes=1).total_seconds())
    if is_cold:
        recent_board._kept.clear()

    with unreadable(forum):
        answer = forum.scanned(entrance, forum.sent(ada, ENTRANCE)).body

    assert answer["results"][0]["verdict"] == "admitted"
    if is_cold:
        assert (answer["headcounts"], answer["as_of"]) == ({}, None)
    else:
        assert (answer["headcounts"][ENTRANCE]["present"], answer["as_of"]) == (2, known["as_of"])
    later(monkeypatch, recent_board.KEPT_SECONDS)
    assert present(forum.scanned(entrance)) == 2


def test_the_counts_of_two_events_in_one_table_are_kept_apart(forum: Forum) -> None:
    counted_elsewhere(forum)

    here, there = recent_board.read(forum.event_id), recent_board.read("another-event")

    assert here
    assert there
    assert (here.board.totals[ENTRANCE, PRESENT], there.board.totals[ENTRANCE, PRESENT]) == (5, 0)
