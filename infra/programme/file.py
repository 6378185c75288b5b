"""Reads a programme file: the programme in it, or everything that is wrong with it."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from attendance.domain.accessibility import Declaration
from attendance.domain.outcome import learned
from attendance.domain.prior import NOTHING_KNOWN, Arrived, Prior
from attendance.domain.programme import (
    DEFAULT_LANGUAGES,
    DIETS,
    ENTRANCE,
    LUNCH,
    VILLAGE,
    Atelier,
    Checkpoint,
    Event,
    Programme,
    Session,
    Slot,
)
from attendance.domain.questions import Question
from attendance.domain.texts import OWN, Choice
from attendance.vocabulary.codes import NO_DIET
from infra.programme import lines
from infra.programme import outcomes as outcome_file
from infra.programme.lines import Keys
from infra.programme.outcomes import OutcomeError
from infra.programme.tables import (
    AccessibilityTable,
    CheckpointTable,
    ChoiceTable,
    DoorsTable,
    HeldTable,
    QuestionTable,
    UsualTable,
    WholeFile,
)

type Document = dict[str, Any]
type Problem = tuple[Keys, str]
"""What is wrong, and where."""

COMPLAINTS = {
    "dict_type": "must be a table",
    "date_type": "must be a date without quotes, such as 2022-08-30",
    "extra_forbidden": "is not a key of a programme file",
    "float_type": "must be a number without quotes",
    "greater_than_equal": "must be at least {ge}",
    "int_type": "must be a whole number without quotes",
    "less_than_equal": "must be at most {le}",
    "list_type": "must be a list of tables",
    "literal_error": "must be {expected}",
    "missing": "is missing",
    "model_type": "must be a table",
    "string_pattern_mismatch": "must be made of small letters, digits and hyphens: {pattern}",
    "string_too_short": "must not be empty",
    "string_type": "must be a text in quotes",
    "too_short": "must not be empty",
    "tuple_type": "must be a list of texts",
    "value_error": "{error}",
}


UNIQUE = (
    ("sessions", "id"),
    ("slots", "id"),
    ("ateliers", "id"),
    ("ateliers", "number"),
    ("questions", "id"),
    ("diets", "id"),
    ("kinds", "id"),
)


class ProgrammeFileError(Exception):
    """A programme file that cannot be used. `problems` lists every error with its key."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__("\n- ".join([f"{path} cannot be used:", *problems]))
        self.problems = problems


def read(path: Path) -> Programme:
    """Return the programme that a file describes. Raises ProgrammeFileError."""
    text, document = _document(path)
    problems = list(_inconsistencies(document))
    try:
        written = WholeFile.model_validate(document, context={"languages": _languages(document)})
    except ValidationError as error:
        problems[:0] = [_misshapen(detail) for detail in error.errors()]
    if problems:
        line_of = lines.of(text)
        raise ProgrammeFileError(path, [_told(document, line_of, problem) for problem in problems]) from None
    programme = _programme(written)
    try:
        outcomes = [outcome_file.read(path.parent / name) for name in written.learn_from]
    except OutcomeError as error:
        raise ProgrammeFileError(path, [f"learn_from: {error}"]) from None
    return replace(programme, usual=learned(programme.usual, outcomes))


def _document(path: Path) -> tuple[str, Document]:
    try:
        # Some editors begin a file with a byte order mark, which TOML does not allow.
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise ProgrammeFileError(path, [f"it cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ProgrammeFileError(path, [f"line {line} is not UTF-8 text"]) from error
    except ValueError as error:  # tomllib raises it, also for a number of thousands of digits
        end = f"at line {len(text.splitlines())}, the end of the file"
        raise ProgrammeFileError(path, [str(error).replace("at end of document", end)]) from error


def _languages(document: Document) -> list[str]:
    """Return the event's languages, as far as they can be read."""
    return [code for code in _list(document, "languages") if isinstance(code, str)] or list(DEFAULT_LANGUAGES)


def _misshapen(detail: ErrorDetails) -> Problem:
    complaint = COMPLAINTS.get(detail["type"], "{msg}")
    return detail["loc"], complaint.format(msg=detail["msg"], **detail.get("ctx", {}))


def _inconsistencies(document: Document) -> Iterator[Problem]:
    """Yield inconsistencies between tables.

    Read from the document rather than from the tables, so that these are listed together with the
    errors within a table.
    """
    for table, key in UNIQUE:
        earlier: list[Any] = []
        for row, values in enumerate(_rows(document, table)):
            if key in values and values[key] in earlier:
                yield (table, row, key), f"{values[key]!r} is used twice"
            earlier.append(values.get(key))
    slots = [slot.get("id") for slot in _rows(document, "slots")]
    for row, atelier in enumerate(_rows(document, "ateliers")):
        if "slot" in atelier and atelier["slot"] not in slots:
            yield ("ateliers", row, "slot"), f"there is no slot {atelier['slot']!r}"
    yield from _contradictory_questions(document)
    if _rows(document, "ateliers") and "atelier_doors" not in document:
        yield ("atelier_doors",), "is missing, and there are ateliers"


def _contradictory_questions(document: Document) -> Iterator[Problem]:
    doors = {*document.get("checkpoints", {}), *(atelier.get("id") for atelier in _rows(document, "ateliers"))}
    for row, question in enumerate(_rows(document, "questions")):
        for door in _list(question, "doors"):
            if door not in doors:
                yield ("questions", row, "doors"), f"there is no checkpoint {door!r}"
        ids = [choice.get("id") for choice in _rows(question, "choices")]
        for twice in {one for one in ids if ids.count(one) > 1}:
            yield ("questions", row, "choices"), f"{twice!r} is used twice"


def _list(row: Document, key: str) -> list[Any]:
    values = row.get(key)
    return values if isinstance(values, list) else []


def _rows(document: Document, table: str | int) -> list[Document]:
    rows = document.get(str(table))
    return [row if isinstance(row, dict) else {} for row in rows] if isinstance(rows, list) else []


def _told(document: Document, line_of: Mapping[Keys, int], problem: Problem) -> str:
    """Return a problem with its key, the id of the row, as nobody counts ateliers from 0, and the line."""
    # What is wrong with a text that is given once is wrong in every language.
    keys, complaint = tuple(part for part in problem[0] if part != OWN), problem[1]
    line = lines.line(line_of, keys)
    standing = f" (at line {line})" if line else ""
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in keys).removeprefix(".")
    match keys:
        case (table, int(row), *_, last) if last != "id" and (name := _rows(document, table)[row].get("id")):
            return f"{key}: {complaint} (in {name!r}){standing}"
    return f"{key}: {complaint}{standing}"


@dataclass
class _Texts:
    """Parts the texts of a file: those in the event's own language from those in others, which it collects."""

    language: str
    translations: dict[str, dict[str, str]] = field(default_factory=dict)

    def own(self, at: tuple[str, ...], table: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a table with each text in the event's own language."""
        return {name: self._own((*at, name), value) for name, value in table.items()}

    def _own(self, at: tuple[str, ...], value: Any) -> Any:
        match value:
            case dict():
                for language in value.keys() - {OWN, self.language}:
                    self.translations.setdefault(language, {})["/".join(at)] = value[language]
                return value.get(OWN, "")
            case tuple():
                return tuple(self._own((*at, str(number)), each) for number, each in enumerate(value))
        return value


def _programme(written: WholeFile) -> Programme:
    zone = ZoneInfo(written.event.timezone)

    def utc(hour: time | datetime) -> datetime:
        local = hour if isinstance(hour, datetime) else datetime.combine(written.event.date, hour)
        return local.replace(tzinfo=zone).astimezone(UTC)

    texts = _Texts(written.languages[0])

    def held(sort: str, table: HeldTable) -> dict[str, Any]:
        hours = {"starts_at": utc(table.starts_at), "ends_at": utc(table.ends_at)}
        return {**texts.own((sort, table.id), dict(table)), **hours}

    def checkpoint(name: str, table: CheckpointTable) -> Checkpoint:
        title = texts.own(("checkpoints", name), {"title": table.title})["title"]
        return Checkpoint(name, name, title, table.room, utc(table.opens_at), utc(table.closes_at))

    def usual(table: UsualTable) -> Prior:
        doors = written.checkpoints

        def curve(shares: Mapping[time, float] | None, door: CheckpointTable | None) -> tuple[Arrived, ...]:
            since = utc(door.opens_at) if door else None
            known = shares.items() if shares and since else ()
            return tuple(Arrived((utc(hour) - since) // timedelta(minutes=1), share) for hour, share in known if since)

        arrivals, servings = curve(table.arrivals, doors.entrance), curve(table.servings, doors.lunch)
        return Prior(**{**dict(table), "arrivals": arrivals, "servings": servings})

    def door(atelier: Atelier, slot: Slot, doors: DoorsTable) -> Checkpoint:
        said = {language: text.replace("{number}", str(atelier.number)) for language, text in doors.title.items()}
        return Checkpoint(
            id=atelier.id,
            group=slot.id,
            title=texts.own(("checkpoints", atelier.id), {"title": said})["title"],
            room=atelier.room,
            opens_at=slot.starts_at - timedelta(minutes=doors.opens_minutes_before),
            closes_at=slot.ends_at + timedelta(minutes=doors.closes_minutes_after),
        )

    slots = {slot.id: Slot(**held("slots", slot)) for slot in written.slots}
    ateliers = tuple(Atelier(**texts.own(("ateliers", row.id), dict(row))) for row in written.ateliers)
    common = written.checkpoints
    tables = {ENTRANCE: common.entrance, LUNCH: common.lunch, VILLAGE: common.village}
    doors = written.atelier_doors
    return Programme(
        event=Event(**texts.own(("event",), dict(written.event))),
        sessions=tuple(Session(**held("sessions", session)) for session in written.sessions),
        slots=tuple(slots.values()),
        ateliers=ateliers,
        checkpoints=(
            *(checkpoint(name, table) for name, table in tables.items() if table),
            *(door(atelier, slots[atelier.slot], doors) for atelier in ateliers if doors),
        ),
        registrations_close_at=utc(written.registrations_close_at),
        retention_days=written.retention_days,
        offer_hours=written.offer_hours,
        waiting_list=written.waiting_list,
        usual=usual(written.usual) if written.usual else NOTHING_KNOWN,
        questions=tuple(_question(question) for question in written.questions),
        languages=written.languages,
        diets=_diets(written.diets),
        kinds=tuple(map(_choice, written.kinds)),
        translations=texts.translations,
        accessibility=_declaration(written.accessibility),
    )


def _declaration(table: AccessibilityTable | None) -> Declaration:
    return Declaration(**{name: value for name, value in dict(table or {}).items() if value is not None})


def _question(table: QuestionTable) -> Question:
    return Question(**{**dict(table), "choices": tuple(map(_choice, table.choices))})


def _diets(tables: Sequence[ChoiceTable] | None) -> tuple[Choice, ...]:
    """Return the diets of the file; those of any event, if it names none. To have none always is a diet."""
    if tables is None:
        return tuple(map(Choice, DIETS))
    named = tuple(map(_choice, tables))
    return named if any(diet.id == NO_DIET for diet in named) else (Choice(NO_DIET), *named)


def _choice(table: ChoiceTable) -> Choice:
    return Choice(table.id, table.label)
