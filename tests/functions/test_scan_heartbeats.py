"""Phones that only say that they are there leave nothing behind, in the table or in a function (`make storm`)."""

import gc
import os
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from attendance.store import programmes
from tests.forum import Forum, bystander, forget_what_was_read

HOURS = float(os.environ.get("HOURS", "0.2"))
# Memory is looked at in the last part of a whole day alone: looking slows everything three times.
LOOKED_AT = min(HOURS / 2, 0.5) if "HOURS" in os.environ else 0.0
PHONES = 4
EVERY = timedelta(seconds=30)
# A sign of life that were kept by mistake would be more than this in some minutes.
MOST_BYTES = 4_000


@pytest.fixture
def memory() -> Iterator[None]:
    yield
    tracemalloc.stop()


def ours() -> int:
    """Return how many bytes our own lines have taken since memory is looked at, and still hold."""
    gc.collect()
    ours = [tracemalloc.Filter(True, pattern) for pattern in ("*/attendance/*", "*/functions/*/handler.py")]
    return sum(each.size for each in tracemalloc.take_snapshot().filter_traces(ours).statistics("filename"))


def stored() -> Counter[str]:
    """Return how many items of each type the table has."""
    return Counter(item["type"]["S"] for item in bystander("dynamodb").scan(TableName="pointage")["Items"])


def test_a_day_of_signs_of_life_leaves_one_item_a_phone_and_no_memory(
    forum: Forum, memory: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = forum.invite("volunteer", "entrance", expires_at=forum.now + timedelta(hours=HOURS + 1))
    hour = [programmes.real_now()]
    monkeypatch.setattr(programmes, "real_now", lambda: hour[0])
    told = 0

    def all_tell(times: int) -> None:
        nonlocal told
        for _ in range(times):
            hour[0] += EVERY
            for n in range(PHONES):
                answer = forum.scanned(door, device=f"phone-{n}", outbox=0, battery=100 - told % 90)
                assert answer.status == 200
            told += 1

    all_tell(10)
    items = stored()
    all_tell(int(timedelta(hours=HOURS - LOOKED_AT) / EVERY))
    if LOOKED_AT:
        tracemalloc.start()
        # It is replaced now and then: what was there before is not counted, nor would its end be.
        forget_what_was_read()
        all_tell(10)
        kept = ours()
        all_tell(int(timedelta(hours=LOOKED_AT) / EVERY))
        assert ours() - kept < MOST_BYTES

    assert stored() == items
