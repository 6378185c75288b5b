"""What was foreseen of lunch in the morning, made anew from the scans."""

from dataclasses import replace

import pytest

from attendance.domain import catering
from attendance.domain.catering import Expected
from attendance.domain.forecast_replay import ForecastReplay
from attendance.domain.headcount import Totals, totals
from attendance.domain.person import Person
from tests.builders import at, programme
from tests.documents.forum import FORUM, crowd, read

LEVEL = 0.95


def replay_of(people: list[Person], now: str = "18:00") -> ForecastReplay:
    replay = ForecastReplay(FORUM, at(now))
    assert list(replay.watched(people)) == people
    return replay


def test_each_full_hour_between_the_doors_opening_and_lunch_is_told() -> None:
    foreseen = replay_of([]).foreseen(LEVEL)

    hours = [at(f"{h}:00") for h in (7, 8, 9, 10)]
    assert [each.as_of for each in foreseen] == hours
    at_the_full_hour = ForecastReplay(programme(), at("18:00")).foreseen(LEVEL)
    assert programme().opens_at == at("6:00")
    assert [each.as_of for each in at_the_full_hour] == hours


def test_no_hour_is_told_before_it_has_come() -> None:
    assert len(replay_of([], now="7:59").foreseen(LEVEL)) == 1
    assert len(replay_of([], now="8:00").foreseen(LEVEL)) == 2


def test_who_comes_at_the_very_hour_is_here_by_then() -> None:
    before, then, *_ = replay_of(crowd(30, read("entrance", "8:00"), lunch=True)).foreseen(LEVEL)

    assert before.expected.mean < then.expected.mean
    assert then.expected.high - then.expected.low < before.expected.high - before.expected.low


def test_it_is_what_the_counters_said_at_that_hour() -> None:
    early = crowd(40, read("entrance", "7:10"), lunch=True)
    late = crowd(80, read("entrance", "8:40"), lunch=True)[40:]
    counted: Totals = Totals()
    for person in [*early, *(Person(each.attendee) for each in late)]:
        counted.update(totals(person, FORUM))
    then = catering.catering(counted, FORUM, at("8:00")).lunch.forecast

    foreseen = replay_of([*early, *late]).foreseen(LEVEL)[1]

    assert foreseen.as_of == at("8:00")
    assert foreseen.expected == Expected(then.mean, then.low, then.high, 0.9)
    assert foreseen.to_order == then.enough(LEVEL)


def test_with_everybody_here_at_last_it_is_open_only_who_eats() -> None:
    *_, last = replay_of(crowd(30, read("entrance", "7:10"), lunch=True)).foreseen(LEVEL)

    assert last.expected.low < 30 <= last.to_order < 35


@pytest.mark.parametrize("lacking", ["entrance", "lunch"])
def test_without_a_lunch_or_an_entrance_nothing_was_foreseen(lacking: str) -> None:
    doors = tuple(checkpoint for checkpoint in FORUM.checkpoints if checkpoint.id != lacking)

    assert ForecastReplay(replace(FORUM, checkpoints=doors), at("18:00")).foreseen(LEVEL) == []
