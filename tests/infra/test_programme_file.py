"""An organiser's programme file becomes the programme, or the list of what to mend in it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from attendance.domain.prior import NOTHING_KNOWN
from attendance.domain.programme import Session, Slot
from attendance.domain.questions import Question
from attendance.domain.texts import Choice
from infra.programme import lines
from infra.programme.file import ProgrammeFileError, read

ROOT = Path(__file__).parent.parent.parent
USUAL = """
[usual]
show_up = 0.9
show_up_weight = 40
arrivals_weight = 50
arrivals = { "11:00" = 1, "9:15" = 0, "10:00" = 0.5 }

"""
FORUM = read(ROOT / "infra/programme/destins-2022.toml")
SMALL_EVENT = ROOT / "tests/cases/programmes/tarde-2023.toml"


def edited(folder: Path, *edits: tuple[str, str]) -> Path:
    """Write the small event's file with some of its text replaced, wherever it stands."""
    text = SMALL_EVENT.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, f"the small event does not say {old!r}"
        text = text.replace(old, new)
    path = folder / "programme.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(ProgrammeFileError) as refused:
        read(path)
    return refused.value.problems


def local_hours(thing: Any, begins: str, ends: str) -> tuple[str, ...]:
    paris = ZoneInfo("Europe/Paris")
    return tuple(f"{getattr(thing, name).astimezone(paris):%H:%M}" for name in (begins, ends))


def session(session_id: str) -> Session:
    return next(s for s in FORUM.sessions if s.id == session_id)


def test_the_forum_lasts_from_a_quarter_past_nine_to_five() -> None:
    assert FORUM.event.date == date(2022, 8, 30)
    assert min(s.starts_at for s in FORUM.sessions) == datetime(2022, 8, 30, 7, 15, tzinfo=UTC)
    assert max(s.ends_at for s in FORUM.sessions) == datetime(2022, 8, 30, 15, 0, tzinfo=UTC)


def test_somebody_is_always_expected_somewhere_at_the_forum() -> None:
    every: list[Session | Slot] = [*FORUM.sessions, *FORUM.slots]
    parts = sorted(every, key=lambda part: part.starts_at)
    ends_at = parts[0].starts_at
    for part in parts:
        assert part.starts_at <= ends_at, f"nothing happens before {part.title}"
        ends_at = max(ends_at, part.ends_at)


def test_nine_ateliers_are_held_five_in_the_morning_and_four_in_the_afternoon() -> None:
    assert [a.number for a in FORUM.ateliers] == list(range(1, 10))
    assert [a.slot for a in FORUM.ateliers] == ["strategic"] * 5 + ["prospective"] * 4
    assert [local_hours(s, "starts_at", "ends_at") for s in FORUM.slots] == [("11:05", "12:15"), ("15:20", "16:30")]


def test_every_atelier_is_presented_with_a_title_and_a_text_of_its_own() -> None:
    assert len({a.title for a in FORUM.ateliers}) == 9
    assert len({a.summary for a in FORUM.ateliers}) == 9
    assert all(len(a.title) > 80 and len(a.summary) > 200 for a in FORUM.ateliers)


def test_texts_written_over_several_lines_are_read_as_one() -> None:
    assert not [a.id for a in FORUM.ateliers if "\n" in a.title + a.summary or "  " in a.title + a.summary]
    assert FORUM.ateliers[2].title.endswith("secteur lucratif : le cas du CIR social.")


def test_no_two_ateliers_share_a_room_at_the_same_time() -> None:
    assert len({(a.slot, a.room) for a in FORUM.ateliers}) == 9


def test_the_round_tables_have_their_four_and_five_speakers() -> None:
    assert len(session("leviers").speakers) == 4
    assert len(session("ecosystemes").speakers) == 5


def test_the_keynote_is_held_within_the_lunch_break() -> None:
    assert session("dejeuner").starts_at <= session("keynote").starts_at
    assert session("keynote").ends_at <= session("dejeuner").ends_at


def test_twenty_one_organisations_come_to_the_forum() -> None:
    organisations = FORUM.event.organisations

    assert len(set(organisations)) == 21
    assert (organisations[0][:8], organisations[-1]) == ("L'Agence", "La 27e Région")
    assert not [o for o in organisations if o.endswith((";", "."))]


def test_the_forum_says_where_it_is_and_whom_to_ask() -> None:
    event = FORUM.event

    assert "Bât. A1" in event.venue
    assert "86000 Poitiers" in event.address
    assert len(event.access) == 4
    assert event.contact == "lola.caron@univ-poitiers.fr"
    assert event.further_reading.endswith("/notes-de-recherche/")
    assert "labCom Destins" in event.note


def test_badges_are_read_at_twelve_places() -> None:
    assert [c.id for c in FORUM.checkpoints if not c.is_atelier] == ["entrance", "lunch", "village"]
    assert [c.id for c in FORUM.checkpoints if c.is_atelier] == [a.id for a in FORUM.ateliers]


@pytest.mark.parametrize(
    ("checkpoint_id", "hours"),
    [
        ("entrance", ("08:30", "18:00")),
        ("lunch", ("12:00", "14:00")),
        ("village", ("12:00", "14:15")),
        ("atelier-1", ("10:45", "12:15")),
        ("atelier-9", ("15:00", "16:30")),
    ],
)
def test_a_door_opens_somewhat_before_what_is_behind_it_begins(checkpoint_id: str, hours: tuple[str, str]) -> None:
    assert local_hours(FORUM.checkpoint(checkpoint_id), "opens_at", "closes_at") == hours


def test_a_door_of_an_atelier_has_its_number_its_room_and_the_group_of_its_slot() -> None:
    door, atelier = FORUM.checkpoint("atelier-4"), FORUM.atelier("atelier-4")

    assert door
    assert atelier
    assert (door.title, door.room, door.group) == ("Atelier N°4", atelier.room, "strategic")


def test_one_may_register_until_the_village_opens_and_is_forgotten_after_thirty_days() -> None:
    assert FORUM.registrations_close_at == session("dejeuner").starts_at
    assert FORUM.retention_days == 30


def test_a_freed_seat_is_offered_by_itself_for_a_day_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    by_hand = edited(tmp_path, ("retention_days = 7", 'retention_days = 7\nwaiting_list = "by_hand"\noffer_hours = 6'))

    assert [(p.waiting_list, p.offer_hours) for p in (FORUM, read(SMALL_EVENT))] == [("by_itself", 24)] * 2
    assert (read(by_hand).waiting_list, read(by_hand).offer_hours) == ("by_hand", 6)


def test_no_seat_is_offered_once_registrations_have_closed_or_the_atelier_begins() -> None:
    morning, afternoon = FORUM.offers_end_at("atelier-1"), FORUM.offers_end_at("atelier-6")

    assert morning == FORUM.slots[0].starts_at < FORUM.registrations_close_at
    assert afternoon == FORUM.registrations_close_at < FORUM.slots[1].starts_at


def test_what_is_usual_at_the_forum_is_told_by_local_hours() -> None:
    found = [FORUM.share_arrived(datetime(2022, 8, 30, *hour, tzinfo=UTC)) for hour in ((6, 30), (7, 15), (11, 45))]

    assert (FORUM.usual.show_up, FORUM.usual.show_up_weight, FORUM.usual.arrivals_weight) == (0.82, 25, 60)
    assert found == [0, 0.45, 1]
    assert FORUM.share_arrived(datetime(2022, 8, 29, 12, 0, tzinfo=UTC)) == 0


def test_an_event_of_which_nothing_is_known_is_taken_for_a_usual_one() -> None:
    programme = read(SMALL_EVENT)
    entrance = programme.checkpoint("entrance")
    assert entrance
    opens_at = entrance.opens_at

    assert programme.usual == NOTHING_KNOWN
    assert [programme.share_arrived(opens_at + timedelta(hours=hours)) for hours in (-1, 1, 5)] == [0, 0.65, 1]


def test_hours_of_arrival_may_stand_in_any_order(tmp_path: Path) -> None:
    path = edited(tmp_path, ("[checkpoints.entrance]", USUAL + "[checkpoints.entrance]"))

    minutes = [(arrived.minutes_open, arrived.share) for arrived in read(path).usual.arrivals]
    assert minutes == [(-15, 0), (30, 0.5), (90, 1)]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("0.9", "1", "usual.show_up: must be at most 0.99"),
        ("0.9", "0", "usual.show_up: must be at least 0.01"),
        ("0.9", '"0.9"', "usual.show_up: must be a number without quotes"),
        ("= 40", "= 0", "usual.show_up_weight: must be at least 1"),
        ("= 40", "= 2.5", "usual.show_up_weight: must be a whole number"),
        ("= 50", "= 2000", "usual.arrivals_weight: must be at most 1000"),
        ("arrivals_weight = 50", "", "usual.arrivals_weight: is missing"),
        ("arrivals_weight", "arrivals_wait", "usual.arrivals_wait: is not a key"),
        ('"10:00"', '"10h"', "usual.arrivals: must be an hour in quotes"),
        ('"10:00" = 0.5', '"10:00" = "half"', "usual.arrivals: must be a number without quotes at 10:00"),
        ('"10:00" = 0.5', '"10:00" = true', "usual.arrivals: must be a number without quotes at 10:00"),
        ('"10:00" = 0.5', '"10:00" = 1.5', "usual.arrivals: must not fall"),
        ('"10:00" = 0.5', '"10:00" = -0.5', "usual.arrivals: must not fall"),
        ('"10:00" = 0.5', '"10:00" = nan', "usual.arrivals: must not fall"),
        ('"10:00" = 0.5', '"10:00" = 0.5, "10:30" = 0.4', "usual.arrivals: must not fall"),
        ('"10:00" = 0.5', '"09:15" = 0.5', "usual.arrivals: has 09:15 twice"),
        ('"9:15" = 0', '"9:15" = 0.1', "usual.arrivals: must begin with 0"),
        ('"11:00" = 1', '"11:00" = 0.9', "usual.arrivals: must begin with 0, when nobody has come yet, and end with 1"),
        ('{ "11:00" = 1, "9:15" = 0, "10:00" = 0.5 }', "{}", "usual.arrivals: must begin with 0"),
        ('{ "11:00" = 1, "9:15" = 0, "10:00" = 0.5 }', "[1]", "usual.arrivals: must be a table"),
    ],
)
def test_what_is_usual_is_told_rightly_or_not_at_all(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in USUAL
    path = edited(tmp_path, ("[checkpoints.entrance]", USUAL.replace(old, new) + "[checkpoints.entrance]"))

    assert [one for one in problems(path) if one.startswith(problem)]


def test_an_event_of_another_shape_is_read_as_well() -> None:
    programme = read(SMALL_EVENT)

    assert [c.id for c in programme.checkpoints] == ["entrance", "lunch", "barro", "papel"]
    barro = programme.checkpoint("barro")
    assert barro
    assert barro.opens_at == datetime(2023, 6, 17, 8, 50, tzinfo=UTC)
    assert barro.closes_at == datetime(2023, 6, 17, 11, 5, tzinfo=UTC)
    assert programme.registrations_close_at == datetime(2023, 6, 16, 19, 0, tzinfo=UTC)


def test_an_event_needs_no_more_than_an_entrance(tmp_path: Path) -> None:
    text = SMALL_EVENT.read_text(encoding="utf-8")
    head, entrance = text[: text.index("[[sessions]]")], text[text.index("[checkpoints.entrance]") :]
    path = tmp_path / "programme.toml"
    path.write_text(head + entrance[: entrance.index("[checkpoints.lunch]")], encoding="utf-8")

    assert [c.id for c in read(path).checkpoints] == ["entrance"]


def test_slots_may_overlap(tmp_path: Path) -> None:
    late_slot = '[[slots]]\nid = "meio-dia"\ntitle = "Ao meio-dia"\nstarts_at = "11:00"\nends_at = "13:00"\n\n'
    path = edited(tmp_path, ('[[ateliers]]\nid = "barro"', late_slot + '[[ateliers]]\nid = "barro"'))

    assert [slot.id for slot in read(path).slots] == ["manha", "meio-dia"]


def test_a_file_from_an_editor_that_marks_its_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "programme.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL_EVENT.read_bytes())

    assert read(path) == read(SMALL_EVENT)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "tarde-2023"', 'id = "Tarde 2023"', "event.id: must be made of small letters, digits and hyphens"),
        ('id = "tarde-2023"', 'id = "t2"', "event.id: must be made of"),
        ('name = "Tarde dos Ofícios 2023"\n', "", "event.name: is missing"),
        ("date = 2023-06-17", 'date = "2023-06-17"', "event.date: must be a date without quotes"),
        ("date = 2023-06-17", "date = 9999-12-31", "event.date: must lie in the years 1901 to 2198"),
        ("date = 2023-06-17", "date = 0001-01-01", "event.date: must lie in the years 1901 to 2198"),
        ('"Europe/Lisbon"', '"Europe/Lisboa"', "event.timezone: there is no timezone 'Europe/Lisboa'"),
        ('"Europe/Lisbon"', '"../etc"', "event.timezone: there is no timezone"),
        ("tarde@example.org", "212 000 000", "event.contact: must be one e-mail address, such as forum@example.org"),
        ("tarde@example.org", "a@example.org, b@example.org", "event.contact: must be one e-mail address"),
        ("tarde@example.org", "Tarde <tarde@example.org>", "event.contact: must be one e-mail address"),
        ("tarde@example.org", "", "event.contact: must be one e-mail address"),
        ('"tarde@example.org"', "7", "event.contact: must be a text in quotes"),
        ("venue = ", 'further_reading = "em breve"\nvenue = ', "event.further_reading: must end with a web address"),
        ("venue = ", 'organisations = ["A", 2]\nvenue = ', "event.organisations[1]: must be a text in quotes"),
        ("retention_days = 7", "retention_days = 0", "retention_days: must be at least 1"),
        ("retention_days = 7", "retention_days = 7\noffer_hours = 0", "offer_hours: must be at least 1"),
        ("retention_days = 7", "retention_days = 7\noffer_hours = 721", "offer_hours: must be at most 720"),
        ("retention_days = 7", 'retention_days = 7\noffer_hours = "6"', "offer_hours: must be a whole number"),
        (
            "retention_days = 7",
            'retention_days = 7\nwaiting_list = "never"',
            "waiting_list: must be 'by_itself' or 'by_hand'",
        ),
        ("2023-06-16 20:00", "9999-12-31 23:00", "registrations_close_at: must lie in the years 1901 to 2198"),
        ("2023-06-16 20:00", "na véspera", "registrations_close_at: must be in quotes"),
        ('"9:45"', '"25:45"', "sessions[0].starts_at: must be an hour in quotes, such as \"11:05\" (in 'abertura')"),
        ('ends_at = "10:00"', 'ends_at = "09:45"', "sessions[0].ends_at: must be later than starts_at, 09:45"),
        ('"welcome"', '"hello"', "sessions[0].kind: must be 'welcome', 'plenary'"),
        ('ends_at = "12:00"', 'ends_at = "09:00"', "slots[0].ends_at: must be later than starts_at, 10:00"),
        ('"manha"', '"lunch"', "slots[0].id: 'lunch' is kept for a checkpoint"),
        ('id = "barro"', 'id = "entrance"', "ateliers[0].id: 'entrance' is kept for a checkpoint"),
        ('id = "papel"', 'id = "barro"', "ateliers[1].id: 'barro' is used twice"),
        ("number = 2", "number = 1", "ateliers[1].number: 1 is used twice (in 'papel')"),
        ("capacity = 8", "capacity = 0", "ateliers[1].capacity: must be at least 1 (in 'papel')"),
        ("capacity = 8", 'capacity = "8"', "ateliers[1].capacity: must be a whole number without quotes"),
        ("capacity = 8", "capacity = 8\nseats = 8", "ateliers[1].seats: is not a key of a programme file"),
        ('room = "Sala Verde"', 'room = " "', "ateliers[1].room: must not be empty"),
        (
            'slot = "manha"\nroom = "Sala Azul"',
            'slot = "tarde"\nroom = "Sala Azul"',
            "ateliers[0].slot: there is no slot",
        ),
        ("[checkpoints.entrance]", "[checkpoints.doorway]", "checkpoints.entrance: is missing"),
        ("[checkpoints.lunch]", "[checkpoints.dinner]", "checkpoints.dinner: is not a key"),
        ('opens_at = "12:00"', "opens_at = 12", "checkpoints.lunch.opens_at: must be an hour in quotes"),
        (
            'closes_at = "13:30"',
            'closes_at = "11:30"',
            "checkpoints.lunch.closes_at: must be later than opens_at, 12:00",
        ),
        ("[atelier_doors]", "[doors]", "atelier_doors: is missing, and there are ateliers"),
        (
            "opens_minutes_before = 10",
            "opens_minutes_before = -10",
            "atelier_doors.opens_minutes_before: must be at least 0",
        ),
        ("Oficina {number}", "Oficina", "atelier_doors.title: must hold {number}"),
        ("[[sessions]]", "[sessions]", "sessions: must be a list"),
    ],
)
def test_a_mistake_is_told_with_the_key_it_is_at(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert [one for one in problems(edited(tmp_path, (old, new))) if one.startswith(problem)]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = edited(
        tmp_path, ("capacity = 12", "capacity = 0"), ("number = 2", "number = 1"), ("Europe/Lisbon", "Lisboa")
    )

    with pytest.raises(ProgrammeFileError) as refused:
        read(path)

    keys = [problem.split(":")[0] for problem in refused.value.problems]
    assert keys == ["event.timezone", "ateliers[0].capacity", "ateliers[1].number"]
    assert all(problem in str(refused.value) for problem in refused.value.problems)
    assert str(path) in str(refused.value)


def test_sessions_and_ateliers_may_have_the_same_id_but_not_two_sessions(tmp_path: Path) -> None:
    text = SMALL_EVENT.read_text(encoding="utf-8")
    session_table = text[text.index("[[sessions]]") : text.index("[[slots]]")]
    assert read(edited(tmp_path, ('id = "abertura"', 'id = "barro"')))

    assert problems(edited(tmp_path, (session_table, session_table * 2))) == [
        "sessions[1].id: 'abertura' is used twice (at line 23)"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('id = "tarde-2023"', "id = tarde-2023", "at line 7,"),
        ("[checkpoints.lunch]", "[checkpoints.entrance]", "at line 54,"),
        ("closes_minutes_after = 5", "closes_minutes_after = [", "at line 63, the end of the file"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: str) -> None:
    [problem] = problems(edited(tmp_path, (old, new)))

    assert line in problem


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "programme.toml"
    path.write_bytes(SMALL_EVENT.read_text(encoding="utf-8").replace("à", "a").encode("latin-1"))

    assert problems(path) == ["line 8 is not UTF-8 text"]


def test_a_file_that_is_not_there_is_a_problem_of_the_file(tmp_path: Path) -> None:
    [problem] = problems(tmp_path / "nowhere.toml")

    assert problem.startswith("it cannot be read: ")


@pytest.mark.parametrize(
    ("written", "instead", "line"),
    [
        ("retention_days = 7", "retention_days = 0", 4),
        ("retention_days = 7", "retention_days = 7\nkeep = 1", 5),
        ("date = 2023-06-17", 'date = "2023-06-17"', 9),
        ('name = "Tarde dos Ofícios 2023"\n', "", 6),
        ("number = 2", "number = 1", 42),
        ("capacity = 8\n", "", 40),
        ("Fazer uma taça,\ndo barro à mesa.", "# [[ateliers]]\nnumber = 1\nUma taça.", None),
        ('summary = "Fazer uma folha."', "summary = [\n  1,\n]", 47),
        ('"13:30"', '"11:30"', 58),
        ("Oficina {number}", "Oficina", 61),
        ("[checkpoints.entrance]", "[checkpoints.doorway]", 49),
    ],
)
def test_whatever_is_wrong_is_told_with_its_line(tmp_path: Path, written: str, instead: str, line: int | None) -> None:
    path = edited(tmp_path, (written, instead))

    if line is None:
        assert read(path).ateliers[0].summary.startswith("# [[ateliers]] number = 1")
    else:
        assert any(f"(at line {line})" in problem for problem in problems(path)), problems(path)


def test_every_table_and_key_of_the_forums_file_is_found_where_it_stands() -> None:
    text = (ROOT / "infra/programme/destins-2022.toml").read_text(encoding="utf-8")
    written, places = text.split("\n"), lines.of(text)

    for place, line in places.items():
        keys = [part for part in place if isinstance(part, str)]
        assert keys[-1].strip('"') in written[line - 1] or keys[0] in written[line - 1], (place, line)
    assert sum(place[0] == "ateliers" and len(place) == 3 for place in places) == 9 * 7
    assert lines.line(places, ("ateliers", 8, "nothing")) == places["ateliers", 8]
    assert lines.line(places, ("nothing",)) is None


OWN = """
[[diets]]
id = "halal"
label = {fr = "Halal", en = "Halal food"}

[[diets]]
id = "sem_lactose"
label = "Sem lactose"

[[diets]]
id = "vegan"

[[kinds]]
id = "exhibitor"
label = "Artesão"
"""


def test_an_event_has_diets_of_its_own_and_to_have_none_always_is_one(tmp_path: Path) -> None:
    programme = read(asking(tmp_path, OWN))

    assert [diet.id for diet in programme.diets] == ["none", "halal", "sem_lactose", "vegan"]
    assert [diet.label.get("*", "") for diet in programme.diets] == ["", "Halal", "Sem lactose", ""]
    assert programme.kinds == (Choice("exhibitor", {"*": "Artesão"}),)
    assert [diet.id for diet in read(asking(tmp_path, '\n[[diets]]\nid = "none"\nlabel = "Tudo"\n')).diets] == ["none"]


def test_an_event_that_names_no_diets_and_no_languages_has_the_usual_ones() -> None:
    assert [diet.id for diet in FORUM.diets] == ["none", "vegetarian", "vegan", "gluten_free", "no_pork", "other"]
    assert (FORUM.languages, FORUM.language) == (("fr", "en"), "fr")


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ('"halal"', '"sem lactose"', "diets[0].id: must be made of small letters"),
        ('"halal"', '"sem_lactose"', "diets[1].id: 'sem_lactose' is used twice (at line"),
        ('id = "halal"\n', "", "diets[0].id: is missing (at line 65)"),
        ('label = "Sem lactose"', "", "diets[1]: needs a label: only none, vegetarian"),
        ('label = "Sem lactose"', 'label = {en = "Lactose-free"}', "diets[1].label: must be given in 'fr' too"),
        ('label = "Sem lactose"', 'label = " "', "diets[1].label.*: must not be empty"),
        ("en = ", "xx = ", "diets[0].label: 'xx' is not among the event's languages: fr, en (in 'halal')"),
        ('"exhibitor"', '"artisan"', "kinds[0].id: must be one of participant"),
        ('label = "Artesão"', "", "kinds[0].label: is missing (in 'exhibitor')"),
    ],
)
def test_a_diet_or_a_kind_that_is_written_wrongly_is_told(
    tmp_path: Path, written: str, instead: str, problem: str
) -> None:
    found = problems(asking(tmp_path, OWN.replace(written, instead, 1)))

    assert [one for one in found if one.startswith(problem)], found


@pytest.mark.parametrize(
    ("languages", "problem"),
    [
        ('["fr", "xx"]', "languages[1]: there are no words in 'xx', only in "),
        ('["fr", "fr"]', "languages: names a language twice (at line 1)"),
        ("[]", "languages: must not be empty (at line 1)"),
        ('"fr"', "languages: must be a list of texts (at line 1)"),
        ("[1]", "languages[0]: must be a text in quotes"),
    ],
)
def test_the_languages_of_an_event_have_words(tmp_path: Path, languages: str, problem: str) -> None:
    path = tmp_path / "programme.toml"
    path.write_text(f"languages = {languages}\n" + SMALL_EVENT.read_text(encoding="utf-8"), encoding="utf-8")

    assert [one for one in problems(path) if one.startswith(problem)], problems(path)


def test_the_first_language_is_the_events_own(tmp_path: Path) -> None:
    path = tmp_path / "programme.toml"
    text = f'languages = ["en", "fr"]\n{SMALL_EVENT.read_text(encoding="utf-8")}{ASKED}'
    path.write_text(text, encoding="utf-8")

    programme = read(path)

    assert (programme.languages, programme.language) == (("en", "fr"), "en")
    assert programme.questions[0].label["*"] == "Access needs"


ASKED = """
[[questions]]
id = "acces"
type = "choices"
label = {fr = "Besoins d'accès", en = "Access needs"}
purpose = "Acolher"
choices = [{ id = "pmr", label = "Cadeira de rodas" }, { id = "lgp", label = "Língua gestual" }]
doors = ["entrance"]
"""


def asking(folder: Path, questions: str) -> Path:
    path = folder / "programme.toml"
    path.write_text(SMALL_EVENT.read_text(encoding="utf-8") + questions, encoding="utf-8")
    return path


def test_a_question_is_asked_as_the_file_writes_it(tmp_path: Path) -> None:
    (question,) = read(asking(tmp_path, ASKED)).questions

    assert question == Question(
        "acces",
        "choices",
        {"*": "Besoins d'accès", "fr": "Besoins d'accès", "en": "Access needs"},
        {"*": "Acolher"},
        choices=(Choice("pmr", {"*": "Cadeira de rodas"}), Choice("lgp", {"*": "Língua gestual"})),
        doors=("entrance",),
    )


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ('purpose = "Acolher"\n', "", "questions[0].purpose: is missing (in 'acces')"),
        ('id = "acces"\n', "", "questions[0].id: is missing"),
        ('id = "acces"', 'id = "accès"', "questions[0].id: must be made of small letters"),
        ('"choices"\n', '"several"\n', "questions[0].type: must be 'text', 'long_text'"),
        ('"choices"\n', '"text"\n', "a question of type text has no choices"),
        ("choices = [", "# [", "a question of type choices needs choices"),
        ('"choices"\n', '"text"\ncounted = true\n', "a question of type text has no choices"),
        ('["entrance"]', '["entree"]', "questions[0].doors: there is no checkpoint 'entree' (in 'acces')"),
        ('id = "lgp"', 'id = "pmr"', "questions[0].choices: 'pmr' is used twice (in 'acces')"),
        (
            '{fr = "Besoins d\'accès", en = "Access needs"}',
            "{}",
            "questions[0].label: must be a text in quotes, or one",
        ),
        ('{fr = "Besoins d\'accès"', '{"*" = "Besoins"', "questions[0].label: must be a text in quotes, or one"),
        ('{fr = "Besoins d\'accès"', '{fr = ""', "questions[0].label.fr: must not be empty (in 'acces')"),
        ("doors =", 'asked_of = ["guest"]\ndoors =', "questions[0].asked_of[0]: must be one of participant"),
        ("doors =", 'told_to = "everybody"\ndoors =', "questions[0].told_to: must be 'organisers' or 'caterer'"),
        ("doors =", 'erased = "never"\ndoors =', "questions[0].erased: must be 'lunch_end'"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(tmp_path: Path, written: str, instead: str, problem: str) -> None:
    assert written in ASKED

    assert any(problem in each for each in problems(asking(tmp_path, ASKED.replace(written, instead))))


def test_a_text_cannot_be_counted_and_no_question_is_asked_twice(tmp_path: Path) -> None:
    text = '\n[[questions]]\nid = "acces"\ntype = "text"\nlabel = "?"\npurpose = "?"\ncounted = true\n'

    found = problems(asking(tmp_path, ASKED + text))

    assert [one for one in found if one.startswith("questions[1].id: 'acces' is used twice")]
    assert any("answers of type text cannot be counted" in each for each in found)
