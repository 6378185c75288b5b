"""A programme file goes into the table, unless that would orphan someone."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from attendance.domain import programme_alteration
from attendance.domain.person import Change, Person, Seats
from attendance.domain.programme import Programme
from attendance.store import people, programmes, tallies
from infra.load_programme import OrphanError, load, main
from infra.stored_people import stored_people
from infra.verify import recount
from tests.builders import attendee
from tests.forum import Forum
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
    tallies.repair_seats(tiny.event.id, first.id, 2)

    changed = tmp_path / "changed.toml"
    changed.write_text(TINY.read_text().replace(f"capacity = {first.capacity}", "capacity = 50"))
    load(changed)

    assert tallies.board(tiny.event.id).seats[first.id] == Seats(50, 2)


def changed_by_hand(event_id: str, room: str | None = None, capacity: int | None = None) -> Programme:
    """Change the first atelier as an organiser does."""
    stored = programmes.latest(event_id)
    first = stored.ateliers[0].id
    wanted = {("ateliers", first, "room"): room, ("ateliers", first, "capacity"): capacity}
    altered = programme_alteration.altered(stored, {key: value for key, value in wanted.items() if value})
    programmes.put(altered, [tallies.capacity_set(event_id, altered.ateliers[0].id, altered.ateliers[0].capacity)])
    return altered


def test_loading_the_file_again_keeps_what_was_changed_by_hand(
    forum: Forum, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0]
    changed_by_hand(tiny.event.id, "Anfiteatro", first.capacity + 5)

    for _ in range(2):
        assert main([str(TINY)]) == 0

    stored = programmes.latest(tiny.event.id)
    assert (stored.ateliers[0].room, stored.ateliers[0].capacity) == ("Anfiteatro", first.capacity + 5)
    assert stored.checkpoint(first.id) == replace(tiny.checkpoint(first.id), room="Anfiteatro")  # type: ignore[type-var]
    assert tallies.board(tiny.event.id).seats[first.id].capacity == first.capacity + 5
    said = capsys.readouterr().out
    assert f"{first.id}: room stays 'Anfiteatro', as an organiser changed it; the file says '{first.room}'" in said
    assert f"{first.id}: capacity stays {first.capacity + 5}" in said


def test_a_file_that_changed_there_itself_wins_and_the_rest_stays(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0]
    changed_by_hand(tiny.event.id, "Anfiteatro", first.capacity + 5)

    newer = tmp_path / "newer.toml"
    newer.write_text(TINY.read_text().replace(f"capacity = {first.capacity}", "capacity = 50"))
    load(newer)
    loaded = load(newer)

    assert (loaded.ateliers[0].room, loaded.ateliers[0].capacity) == ("Anfiteatro", 50)
    assert [what for _, _, what in programme_alteration.filed(loaded)] == ["room"]


def test_an_atelier_that_was_changed_back_follows_its_file_again(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0]
    changed_by_hand(tiny.event.id, capacity=first.capacity + 5)
    changed_by_hand(tiny.event.id, capacity=first.capacity)

    assert programmes.latest(tiny.event.id).filed_values == {}


def test_an_atelier_that_was_changed_may_be_left_out_all_the_same(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0].id
    changed_by_hand(tiny.event.id, capacity=50)

    loaded = load(without(TINY, first, tmp_path))

    assert (loaded.atelier(first), loaded.filed) == (None, ())


def test_a_change_by_hand_while_a_file_is_loaded_is_not_lost(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = load(TINY)
    first, set_seats = tiny.ateliers[0], tallies.set_seats
    changes: list[Any] = []

    def interrupted(event_id: str, atelier: str, capacity: int) -> None:
        if not changes:
            changes.append(changed_by_hand(event_id, capacity=first.capacity + 5))
        set_seats(event_id, atelier, capacity)

    monkeypatch.setattr(tallies, "set_seats", interrupted)
    loaded = load(TINY)

    assert loaded.ateliers[0].capacity == first.capacity + 5
    assert tallies.board(tiny.event.id).seats[first.id].capacity == first.capacity + 5


def test_an_atelier_with_seats_taken_cannot_be_left_out_and_is_named(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0].id
    tallies.repair_seats(tiny.event.id, first, 2)

    with pytest.raises(OrphanError, match=rf"{first} \(2 seats taken\)"):
        load(without(TINY, first, tmp_path))


def test_an_atelier_that_somebody_waits_for_cannot_be_left_out(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0].id
    tallies.repair_seats(tiny.event.id, first, 0, 3)

    with pytest.raises(OrphanError, match=rf"{first} \(0 seats taken, 3 people waiting\)"):
        load(without(TINY, first, tmp_path))


def test_a_room_that_changes_keeps_its_waiting_list(forum: Forum) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0]
    tallies.repair_seats(tiny.event.id, first.id, 2, 3)

    load(TINY)

    assert tallies.board(tiny.event.id).seats[first.id] == Seats(first.capacity, 2, 3)


def test_an_atelier_where_people_were_scanned_cannot_be_left_out_either(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0].id
    tallies.repair(tiny.event.id, Counter({(first, "ever"): 1}))

    with pytest.raises(OrphanError, match=rf"{first} \(people were scanned there\)"):
        load(without(TINY, first, tmp_path))


@pytest.mark.parametrize(
    ("place", "measure", "words"),
    [
        ("atelier-8", "released", "people who had booked it did not come"),
        ("lunch-8", "k_speaker", "people booked it"),
        ("village-8", "refused_unreadable", "people were scanned there"),
    ],
)
def test_a_place_that_cannot_be_left_out_is_named_with_what_people_did_there(
    forum: Forum, place: str, measure: str, words: str
) -> None:
    tiny = load(TINY)
    tallies.repair(tiny.event.id, Counter({(place, measure): 1}))

    with pytest.raises(OrphanError, match=rf"leaves out {place} \({words}\)\."):
        load(TINY)


def test_an_atelier_without_seats_taken_can(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    first = tiny.ateliers[0].id

    load(without(TINY, first, tmp_path))

    assert first not in tallies.board(tiny.event.id).seats


def test_loading_again_keeps_the_rehearsals_clock(forum: Forum) -> None:
    tiny = load(TINY, clock=datetime(2023, 1, 1, 9, tzinfo=UTC))

    again = load(TINY)

    assert again.clock.offset_seconds == tiny.clock.offset_seconds != 0


def test_a_rehearsal_that_is_played_quickly_has_its_pace_until_the_clock_is_set_again(forum: Forum) -> None:
    nine = datetime(2023, 1, 1, 9, tzinfo=UTC)

    load(TINY, clock=nine, pace=180)
    tiny = load(TINY)

    assert tiny.clock.set_at
    then = [tiny.clock.hour(tiny.clock.set_at + timedelta(seconds=s)) for s in (0, 20)]
    assert abs(then[0] - nine) < timedelta(seconds=1)
    assert then[1] - then[0] == timedelta(hours=1)
    assert load(TINY, clock=nine).clock.pace == 1


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
    assert rehearsed.clock.offset_seconds != 0
    assert ended.clock.offset_seconds == 0


ACCESS = """
[[questions]]
id = "acces"
type = "choices"
label = "Accessibilidade"
purpose = "Acolher"
counted = true
choices = [{ id = "pmr", label = "Cadeira de rodas" }, { id = "lgp", label = "Língua gestual" }]
"""


@pytest.fixture
def answered(forum: Forum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forum:
    """The tiny event with a question, which two people answered."""
    tiny = load(asking(tmp_path, ACCESS))
    monkeypatch.setenv("EVENT_ID", tiny.event.id)
    load(asking(tmp_path, ACCESS), clock=tiny.registrations_close_at - timedelta(hours=1))
    other = replace(forum, event_id=tiny.event.id)
    other.register("Ana", answers={"acces": ["pmr", "lgp"]})
    other.register("Rui", answers={"acces": ["lgp"]})
    return other


def asking(folder: Path, questions: str) -> Path:
    path = folder / "asking.toml"
    path.write_text(TINY.read_text() + questions)
    return path


@pytest.mark.parametrize(
    ("questions", "orphans"),
    [
        ("", 2),
        (ACCESS.replace("acces", "acesso"), 2),
        (ACCESS.replace('"choices"', '"yes_no"').replace("choices = [", "# ["), 2),
        (ACCESS.replace('{ id = "pmr", label = "Cadeira de rodas" }, ', ""), 1),
    ],
)
def test_a_file_that_has_no_place_for_an_answer_is_refused_unless_it_may_be_forgotten(
    answered: Forum, tmp_path: Path, questions: str, orphans: int
) -> None:
    with pytest.raises(OrphanError, match=rf"acces \({orphans} people answered it\)"):
        load(asking(tmp_path, questions))

    load(asking(tmp_path, questions), forget_answers=True)

    assert recount(answered.event_id).differences == []
    assert not load(asking(tmp_path, questions)).closed_at


def test_a_question_that_only_says_it_otherwise_keeps_its_answers(answered: Forum, tmp_path: Path) -> None:
    load(asking(tmp_path, ACCESS.replace("Acolher", "Receber").replace("Cadeira de rodas", "CADEIRA DE RODAS.")))
    load(asking(tmp_path, ACCESS.replace("Cadeira", "Uma cadeira")), means_the_same=True)

    counted = answered.headcounts(answered.invite())["answers"]["acces"]
    assert (counted["pmr"]["registered"], counted["lgp"]["registered"]) == (1, 2)


def test_a_question_that_is_counted_from_now_on_counts_who_has_answered(answered: Forum, tmp_path: Path) -> None:
    organiser = answered.invite()
    for counted in ("false", "true"):
        load(asking(tmp_path, ACCESS.replace("counted = true", f"counted = {counted}")))
        programmes._cached.clear()

        assert recount(answered.event_id).differences == []

    assert answered.headcounts(organiser)["answers"]["acces"]["lgp"]["registered"] == 2


DIETS = """
[[diets]]
id = "halal"
label = {fr = "Halal", en = "Halal food"}

[[diets]]
id = "vegan"

[[kinds]]
id = "participant"
label = "Aprendiz"
"""


@pytest.fixture
def eating(forum: Forum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forum:
    """The tiny event with diets of its own, which three people chose."""
    tiny = load(asking(tmp_path, DIETS))
    monkeypatch.setenv("EVENT_ID", tiny.event.id)
    load(asking(tmp_path, DIETS), clock=tiny.registrations_close_at - timedelta(hours=1))
    other = replace(forum, event_id=tiny.event.id)
    other.register("Ana", lunch=True, diet="halal")
    other.register("Rui", lunch=True, diet="halal")
    other.register("Eva", lunch=True, diet="vegan")
    return other


def test_a_diet_that_people_chose_is_not_dropped_unless_it_may_be_forgotten(eating: Forum, tmp_path: Path) -> None:
    without = asking(tmp_path, DIETS.replace('"halal"', '"kosher"'))

    with pytest.raises(OrphanError, match=r"drops halal \(2 people chose it\)\. .*--forget-answers"):
        load(without)
    with pytest.raises(OrphanError, match="halal"):
        load(without, means_the_same=True)
    assert [diet.id for diet in programmes.latest(eating.event_id).diets] == ["none", "halal", "vegan"]

    load(without, forget_answers=True)

    lunch = eating.gateway.call("GET", "/api/catering", secret=eating.invite()).body["lunch"]
    assert {diet: meals["booked"] for diet, meals in lunch["diets"].items()} == {"none": 2, "kosher": 0, "vegan": 1}
    assert recount(eating.event_id).differences == []


def test_the_usual_diets_are_dropped_no_more_easily(forum: Forum, tmp_path: Path) -> None:
    tiny = load(TINY)
    ana = Person(attendee("Ana", lunch=True, diet="no_pork"))
    people.commit(Change(before=None, after=ana), tiny, notify=False)

    with pytest.raises(OrphanError, match=r"no_pork \(1 people chose it\)"):
        load(asking(tmp_path, DIETS))


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ('"Halal food"', '"Kosher food"', r"halal \('Halal' / 'Halal food' is now 'Halal' / 'Kosher food', 2 people"),
        ('"Aprendiz"', '"Mestre"', r"participant \('Aprendiz' is now 'Mestre', 3 people chose it\)"),
        ('id = "vegan"', 'id = "vegan"\nlabel = "Halal"', r"vegan \('Végan' / 'Vegan' is now 'Halal', 1 people"),
    ],
)
def test_what_people_chose_is_not_called_otherwise_unless_it_means_the_same(
    eating: Forum, tmp_path: Path, written: str, instead: str, told: str
) -> None:
    renamed = asking(tmp_path, DIETS.replace(written, instead))

    with pytest.raises(OrphanError, match=told):
        load(renamed)
    with pytest.raises(OrphanError, match="--means-the-same"):
        load(renamed, forget_answers=True)

    assert load(renamed, means_the_same=True)
    assert {person.attendee.diet for person, _ in stored_people(eating.event_id) if person.attendee} == {
        "halal",
        "vegan",
    }


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('"Halal food"', '"HALAL-FOOD"'),
        ("[[kinds]]", '[[diets]]\nid = "kosher"\nlabel = "Kosher"\n\n[[kinds]]'),
        ('"participant"\nlabel = "Aprendiz"', '"participant"\nlabel = {fr = "Àprendiz"}'),
        (
            '"participant"\nlabel = "Aprendiz"',
            '"participant"\nlabel = "Aprendiz"\n\n[[kinds]]\nid = "speaker"\nlabel = "X"',
        ),
    ],
)
def test_another_spelling_another_diet_or_what_nobody_chose_orphans_nobody(
    eating: Forum, tmp_path: Path, written: str, instead: str
) -> None:
    assert load(asking(tmp_path, DIETS.replace(written, instead)))
