"""Some simulated days, the same each time; `make simulate` plays as many as one has time for."""

from collections.abc import Iterator

import pytest

from tests.days.day import Broken, Day, Phones

SEEDS = range(4)


@pytest.fixture(scope="module")
def phones() -> Iterator[Phones]:
    started = Phones()
    yield started
    started.leave()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_goes_wrong_nothing_is_lost_and_nothing_counts_twice(phones: Phones, seed: int) -> None:
    day = Day(seed, phones)

    day.play()

    assert len(day.answered) > 20
    assert day.world.happened["interleaved"]


def test_a_day_is_the_same_whenever_it_is_played(phones: Phones) -> None:
    days = [Day(5, phones, actions=40) for _ in range(2)]
    for day in days:
        day.play()

    assert days[0].answered == days[1].answered
    assert days[0].world.happened == days[1].world.happened


def test_a_version_that_nobody_minds_is_found(phones: Phones, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attendance.store.table.UNCHANGED", "attribute_exists(#PK) OR #version = :version")

    with pytest.raises(Broken, match="the scans amount to"):
        play_many(phones)


def play_many(phones: Phones) -> None:
    for seed in range(50):
        Day(seed, phones, faults={"interleaved": 0.4}).play()
