"""Some simulated days, the same each time; `make simulate` plays as many as one has time for."""

import signal
from collections.abc import Iterator

import pytest

from attendance.domain.mails import Outcome
from attendance.services import mail_sender
from attendance.store import table
from attendance.vocabulary.codes import MailState
from tests.days import __main__ as simulate
from tests.days.day import ACTIONS, Day
from tests.days.phones import Phones
from tests.days.planted import Planted, all_planted
from tests.days.world import Broken
from tests.gateway import ROOT

SEEDS = range(3)


@pytest.fixture(scope="module")
def phones() -> Iterator[Phones]:
    started = Phones()
    yield started
    started.leave()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_goes_wrong_nothing_is_lost_and_nothing_counts_twice(phones: Phones, seed: int) -> None:
    day = Day(seed, phones)

    day.play()

    assert len(day.answers.given) > 10
    assert day.mails.taken


def test_a_day_is_the_same_whenever_it_is_played(phones: Phones) -> None:
    days = [Day(5, phones, actions=75) for _ in range(2)]
    for day in days:
        day.play()

    assert days[0].answers.given == days[1].answers.given
    assert days[0].world.happened == days[1].world.happened
    assert days[0].world.engine.table.items == days[1].world.engine.table.items


def test_a_day_that_hangs_is_ended_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulate, "LONGEST_SECONDS", 0.1)
    monkeypatch.setattr(Day, "play", lambda _day: signal.pause())

    assert "SEED=7 DAYS=1" in (told := str(simulate.played(7, ACTIONS, frozenset())))
    assert simulate.HANGS in told


@pytest.mark.parametrize("fault", all_planted(), ids=lambda fault: fault.name)
def test_a_fault_to_plant_is_one_of_the_code_as_it_is(fault: Planted) -> None:
    assert fault.in_text((ROOT / fault.file).read_text())


def test_a_version_that_nobody_minds_is_found(phones: Phones, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "UNCHANGED", "attribute_exists(#PK) OR #version = :version")

    with pytest.raises(Broken, match="went from version"):
        play_many(phones, {"overtaken": 0.4}, ACTIONS)


def test_a_mail_that_is_sent_again_after_a_lost_answer_is_found(
    phones: Phones, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_sender, "Outcome", lambda state, *why, **more: Outcome(as_due(state), *why, **more))

    with pytest.raises(Broken, match="went out twice"):
        play_many(phones, {"mail unanswered": 0.2}, 20)


def as_due(state: str) -> str:
    return MailState.DUE if state == MailState.UNSURE else state


def play_many(phones: Phones, faults: dict[str, float], actions: int) -> None:
    for seed in range(30):
        Day(seed, phones, actions, faults).play()
