"""A programme file goes into the table, unless that would orphan someone."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from attendance.store import programmes, tallies
from infra.load_programme import OrphanError, load, main
from tests.conftest import Forum
from tests.gateway import ROOT

TINY = ROOT / "tests/cases/programmes/tarde-2023.toml"


def without(path: Path, atelier: str, tmp_path: Path) -> Path:
    """Return a copy of a programme file that lacks an atelier."""
    blocks = path.read_text().split("\n[[ateliers]]")
    kept = [block for block in blocks if f'id = "{atelier}"' not in block]
    copy = tmp_path / "changed.toml"
    copy.write_text("\n[[ateliers]]".join(kept))
    return copy


def test_another_event_is_another_file(forum: Forum) -> None:
    loaded = load(TINY)

    stored = programmes.find(loaded.event.id)
    assert stored
    assert stored.event.timezone == "Europe/Lisbon"
    assert set(tallies.board(loaded.event.id).seats) == {atelier.id for atelier in loaded.ateliers}


def test_people_of_another_event_register_and_enter(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = load(TINY)
    monkeypatch.setenv("EVENT_ID", tiny.event.id)
    load(TINY, clock=tiny.registrations_close_at - timedelta(hours=1))
    other = replace(forum, event_id=tiny.event.id)
    atelier = tiny.ateliers[0].id
    ana = other.register("Ana", ateliers=[atelier])
    load(TINY, clock=tiny.slots[0].starts_at)
    programmes._cached.clear()

    organiser = other.invite()
    assert other.scan(organiser, ana, atelier)["verdict"] == "admitted"
    assert forum.scan(forum.invite(), ana, "entrance")["verdict"] == "other_event"
    counted = other.headcounts(organiser)
    assert (counted["registered"], counted["inside"]) == (1, 1)
    assert counted["checkpoints"][atelier]["present"] == 1


def test_a_room_that_changes_keeps_the_seats_taken(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0]
    tallies.correct_seats(tiny.event.id, first.id, 2)

    changed = tmp_path / "changed.toml"
    changed.write_text(TINY.read_text().replace(f"capacity = {first.capacity}", "capacity = 50"))
    load(changed)

    assert tallies.board(tiny.event.id).seats[first.id] == tallies.Seats(50, 2)


def test_an_atelier_with_seats_taken_cannot_be_left_out_and_is_named(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0].id
    tallies.correct_seats(tiny.event.id, first, 2)

    with pytest.raises(OrphanError, match=rf"{first} \(2 seats taken\)"):
        load(without(TINY, first, tmp_path))


def test_an_atelier_that_somebody_waits_for_cannot_be_left_out(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0].id
    tallies.correct_seats(tiny.event.id, first, 0, 3)

    with pytest.raises(OrphanError, match=rf"{first} \(0 seats taken, 3 people waiting\)"):
        load(without(TINY, first, tmp_path))


def test_a_room_that_changes_keeps_its_waiting_list(forum: Forum) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0]
    tallies.correct_seats(tiny.event.id, first.id, 2, 3)

    load(TINY)

    assert tallies.board(tiny.event.id).seats[first.id] == tallies.Seats(first.capacity, 2, 3)


def test_an_atelier_where_people_were_scanned_cannot_be_left_out_either(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0].id
    tallies.repaired(tiny.event.id, Counter({(first, "ever"): 1}))

    with pytest.raises(OrphanError, match=rf"{first} \(people were scanned there\)"):
        load(without(TINY, first, tmp_path))


def test_an_atelier_without_seats_taken_can(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0].id

    load(without(TINY, first, tmp_path))

    assert first not in tallies.board(tiny.event.id).seats


def test_loading_again_keeps_the_rehearsals_clock(forum: Forum) -> None:
    tiny = load(TINY, clock=datetime(2023, 1, 1, 9, tzinfo=UTC))

    again = load(TINY)

    assert again.clock_offset_seconds == tiny.clock_offset_seconds != 0


def test_the_command_says_what_it_refuses(forum: Forum, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[event]\nname = 7\n")

    assert main([str(broken)]) == 1
    assert "event.name" in capsys.readouterr().err
    assert main([str(TINY), "--clock", "14:00"]) == 0
    rehearsed = programmes.find("tarde-2023")
    assert main([str(TINY), "--clock", "now"]) == 0
    ended = programmes.find("tarde-2023")
    assert rehearsed
    assert ended
    assert rehearsed.clock_offset_seconds != 0
    assert ended.clock_offset_seconds == 0
