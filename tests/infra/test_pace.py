import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from infra.day import pace
from infra.day.pace import Pace, PaceError

NINE = datetime(2022, 8, 30, 7, 0, tzinfo=UTC)


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    monkeypatch.setattr(pace, "asyncio", clock)
    return clock


def test_a_day_with_a_pace_waits_for_its_hours(clock: Clock) -> None:
    slow = Pace.of("3")
    slow.set_clock(NINE, 180)

    async def waited(*minutes: int) -> list[float]:
        told = []
        for each in minutes:
            await slow.until(NINE + timedelta(minutes=each))
            told.append(clock.seconds - 100)
        return told

    # What is late already waits no more.
    assert asyncio.run(waited(0, 30, 33, 31)) == [0, 10, 11, 11]


def test_a_clock_that_was_set_to_its_pace_is_told_by_it(clock: Clock) -> None:
    slow = Pace.of("3")
    slow.set_clock(NINE, 180)
    clock.seconds += 10
    assert slow.hour() == NINE + timedelta(minutes=30)

    slow.set_clock(NINE, 1)
    clock.seconds += 10

    assert slow.hour() == NINE + timedelta(seconds=10)


def test_a_day_without_a_pace_waits_for_nothing(clock: Clock) -> None:
    quick = Pace.of("")
    asyncio.run(quick.until(NINE))

    assert clock.seconds == 100
    assert quick.has_come(NINE)


def test_an_hour_has_come_when_the_clock_shows_it(clock: Clock) -> None:
    slow = Pace.of("3")
    slow.set_clock(NINE, 180)

    assert slow.has_come(NINE)
    assert not slow.has_come(NINE + timedelta(minutes=1))


@pytest.mark.parametrize(("pace", "minutes"), [("0.5", 3), ("10", 10)])
def test_nothing_is_done_more_often_than_once_a_second(pace: str, minutes: int) -> None:
    assert Pace.of(pace).pause(timedelta(minutes=3)) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["slowly", "0", "-2", "nan", "inf"])
def test_a_pace_that_is_no_number_of_minutes_is_refused_with_one_that_is(text: str) -> None:
    with pytest.raises(PaceError, match=f"PACE={text} .* PACE=3"):
        Pace.of(text)
