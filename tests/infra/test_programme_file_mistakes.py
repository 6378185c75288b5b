"""Whatever is wrong with a programme file is told at once, each mistake where it stands."""

from pathlib import Path

import pytest

from infra.programme import lines
from infra.programme.file import ProgrammeFileError, read
from tests.infra.programme_files import ROOT, SMALL_EVENT, edited, problems


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
        ('opens_at = "12:00"', f'opens_at = "12:{9**40}"', "checkpoints.lunch.opens_at: must be an hour in quotes"),
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
    written, line_of = text.split("\n"), lines.of(text)

    for keys, line in line_of.items():
        names = [part for part in keys if isinstance(part, str)]
        # What stands in a list of several lines is found where the list begins.
        assert any(name.strip('"') in written[line - 1] for name in names), (keys, line)
    assert sum(keys[0] == "ateliers" and len(keys) == 3 for keys in line_of) == 9 * 7
    assert lines.line(line_of, ("ateliers", 8, "nothing")) == line_of["ateliers", 8]
    assert lines.line(line_of, ("nothing",)) is None
