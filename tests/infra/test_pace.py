import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from unittest.mock import Mock

import pytest

from attendance.domain.clock import Clock
from attendance.store import programmes
from attendance.vocabulary import limits
from infra.day import pace, people, script
from infra.day.__main__ import PEOPLE
from infra.day.actions import Action, Scan
from infra.day.pace import Pace, PaceError
from infra.day.phones import Phones
from infra.day.run import Day, evening
from infra.local.stack import PROGRAMME
from infra.programme.file import read

NOW = datetime(2026, 11, 23, 20, 58, 3, tzinfo=UTC)
NINE = datetime(2022, 8, 30, 7, 0, tzinfo=UTC)


class Ours:
    """Our clock, which only sleeping moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> Ours:
    ours = Ours()
    monkeypatch.setattr(programmes, "real_now", ours.now)
    monkeypatch.setattr(pace, "asyncio", ours)
    return ours


@pytest.fixture
def slow(ours: Ours) -> Pace:
    """Return a pace of three minutes a second; it is nine at the event."""
    return Pace(3, Clock.showing(NINE, NOW, pace=180))


def test_a_day_with_a_pace_waits_for_its_hours(ours: Ours, slow: Pace) -> None:
    async def waited(*minutes: int) -> list[float]:
        found = []
        for each in minutes:
            await slow.until(NINE + timedelta(minutes=each))
            found.append(ours.seconds)
        return found

    # What is late already waits no more.
    assert asyncio.run(waited(0, 30, 33, 31)) == [0, 10, 11, 11]


def test_an_hour_has_come_when_the_clock_shows_it(ours: Ours, slow: Pace) -> None:
    then = NINE + timedelta(minutes=30)

    assert not slow.has_come(then)
    ours.seconds += 10
    assert slow.has_come(then)
    assert slow.hour() == then


def test_a_day_without_a_pace_waits_for_nothing(ours: Ours) -> None:
    quick = Pace.of("")

    asyncio.run(quick.until(NOW + timedelta(hours=1)))

    assert ours.seconds == 0
    assert quick.has_come(NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    ("minutes_a_second", "together"), [(3, [([0], 0), ([1], 1), ([2], 2)]), (None, [([0, 1, 2], 0)])]
)
def test_no_scan_of_a_paced_day_is_brought_before_its_hour(
    ours: Ours,
    monkeypatch: pytest.MonkeyPatch,
    minutes_a_second: float | None,
    together: list[tuple[list[int], int]],
) -> None:
    pace = Pace(minutes_a_second, Clock.showing(NINE, NOW, pace=180))
    phones = Phones(Mock(), Mock(), {}, pace, "forum", {})
    sent: list[tuple[list[int], int]] = []

    async def noted(batch: Sequence[Action], **_: int) -> None:
        sent.append(([action.number for action in batch], round((pace.hour() - NINE) / timedelta(minutes=1))))

    monkeypatch.setattr(phones, "_act", noted)
    at = [NINE + timedelta(minutes=n) for n in range(3)]

    asyncio.run(phones.play([Scan(n, f"scan-{n}", "gate", "entrance", at[n], at[n], n) for n in range(3)], Mock()))

    assert sent == together


def test_a_paced_day_begins_so_early_that_every_function_knows_its_clock() -> None:
    programme = read(PROGRAMME)
    written = script.write(people.read(PEOPLE), programme, 2022)
    first = min(action.sent for action in written.actions)

    paced, quick = (Day(Mock(), written, programme, Mock(), pace) for pace in (Pace(3), Pace()))

    assert first - paced.beginning() > limits.CACHE_SECONDS * timedelta(minutes=3)
    assert quick.beginning() == evening(programme)


@pytest.mark.parametrize("text", ["slowly", "0", "-2", "nan", "inf"])
def test_a_pace_that_is_no_number_of_minutes_is_refused_with_one_that_is(text: str) -> None:
    with pytest.raises(PaceError, match=f"PACE={text} .* PACE=3"):
        Pace.of(text)
