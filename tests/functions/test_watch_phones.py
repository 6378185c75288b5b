"""Whoever watches over the stack reads how many phones are silent, and none of their names."""

import pytest

from tests.forum import Forum
from tests.gateway import ROOT, Context, handler_module


def watched(caplog: pytest.LogCaptureFixture) -> list[tuple[int, int, int]]:
    caplog.clear()
    handler_module(ROOT / "functions/watch_phones/handler.py").handler({"source": "aws.events"}, Context())
    lines = [vars(record) for record in caplog.records if record.getMessage() == "phones"]
    return [(line["count"], line["silent"], line["unsent"]) for line in lines]


def test_a_phone_that_has_said_nothing_for_ten_minutes_is_silent_with_what_it_holds(
    forum: Forum, entrance: str, caplog: pytest.LogCaptureFixture
) -> None:
    forum.scanned(entrance, device="phone-1", outbox=3)
    assert watched(caplog) == [(1, 0, 3)]

    forum.pass_hours(1 / 6)

    assert watched(caplog) == [(1, 1, 3)]


def test_on_the_day_before_nobody_is_missed(forum: Forum, entrance: str, caplog: pytest.LogCaptureFixture) -> None:
    forum.scanned(entrance, device="phone-1", outbox=3)
    forum.pass_hours(-24)

    assert watched(caplog) == []
