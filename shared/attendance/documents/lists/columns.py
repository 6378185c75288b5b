"""Which column of a list is which field of a registration, by its name and its cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from attendance.documents.lists import answers, choices, fit, headers, values
from attendance.documents.lists.fit import Cells
from attendance.documents.lists.headers import (
    ATELIERS,
    FAMILY_NAME,
    FIELDS,
    GIVEN_NAME,
    MEMO,
    NAME,
    SEVERAL,
    WHOLE_NAMES,
    field_of,
    meant,
)
from attendance.documents.lists.meanings import Meanings
from attendance.documents.lists.table import Table, UnreadableList
from attendance.domain.frozen import frozen
from attendance.domain.problem import invalid
from attendance.domain.programme import Atelier, Programme
from attendance.domain.questions import CHOICES, Question
from attendance.domain.texts import Choice
from attendance.domain.wording import comparable

BETWEEN = " ; "
_VALUES_LOOKED_AT = 50
_NUMBERED = re.compile(r"\b(?:atelier|workshop) (?:n |no )?(\d+)\b")
_RANKED = re.compile(r"\b(choix|voeux?|souhaits?|preferences?|priorites?|choices?|wish(es)?|rang|rank)\b")
_CHOSEN = re.compile(
    rf"{_RANKED.pattern}|\b(matin(ee)?|apres midi|morning|afternoon|sessions?|seances?|creneaux?|slots?|series?)\b"
)
_LINES_COMPARED = 200


@frozen
class Column:
    """A column of a list, its field if any, and its first content."""

    column: int
    header: str
    field: str | None
    example: str


@frozen
class Candidate:
    """A column that may be a field, and how well it fits."""

    column: int
    field: str
    score: float


def fields(ateliers: Iterable[Atelier], questions: Iterable[Question] = ()) -> tuple[str, ...]:
    """Return everything that a column may be: a field, one atelier that people tick, or the answers to a question."""
    return (*FIELDS, *(atelier.id for atelier in ateliers), *(question.field for question in questions))


def meanings(said: Mapping[str, Mapping[str, str]], programme: Programme) -> Meanings:
    """Return what answers mean, by field. Raises Problem for a field that no column may be."""
    several = {ATELIERS, *(question.field for question in programme.questions if question.type == CHOICES)}
    if unknown := next(iter(said.keys() - set(fields(programme.ateliers, programme.questions))), None):
        raise invalid(f"values.{unknown}", "is no field of a list")
    return Meanings.of(said, frozenset(several))


def matched(
    table: Table, ateliers: Sequence[Atelier], questions: Sequence[Question] = (), kinds: Sequence[Choice] = ()
) -> tuple[Column, ...]:
    """Return every column with its field: of all columns that may be a field, the best one gets it.

    If two fit nearly equally, with different content, both get it: somebody has to choose. The ateliers
    may be in several columns.
    """
    stands = [_cells(table, number) for number in range(len(table.header))]
    own = [answers.asked_by(name, questions) for name in table.header]
    ticked = [own[number] or _ticked(table, number, ateliers) for number in range(len(table.header))]
    candidates = [None if ticked[n] else _candidate(n, name, stands[n], kinds) for n, name in enumerate(table.header)]
    candidates = _with_whole_names(table, stands, candidates)
    found = [ticked[n] or (ATELIERS if _is(candidates[n], ATELIERS) else None) for n in range(len(table.header))]
    for field in FIELDS:
        if field != ATELIERS:
            for number in _best(table, [c for c in candidates if c and c.field == field]):
                found[number] = field
    if not any(field == "email" and stands[n].are_addressed for n, field in enumerate(found)):
        addresses = [n for n, field in enumerate(found) if not field and fit.are_addresses(stands[n])]
        found = [None if field == "email" and addresses else field for field in found]
        for number in _best(table, [Candidate(n, "email", fit.by_name(table.header[n], "")) for n in addresses]):
            found[number] = "email"
    if FAMILY_NAME in found and GIVEN_NAME not in found:
        # "Nom" alone is a whole name more often than not.
        whole = None if {*WHOLE_NAMES} & set(found) else NAME
        found = [whole if field == FAMILY_NAME else field for field in found]
    if {GIVEN_NAME, FAMILY_NAME} <= set(found):
        found = [None if field in WHOLE_NAMES else field for field in found]
    found = [field or (ATELIERS if _names_ateliers(table, n, ateliers) else None) for n, field in enumerate(found)]
    return tuple(Column(n, name, found[n], _example(table, n)) for n, name in enumerate(table.header))


def _names_ateliers(table: Table, number: int, ateliers: Sequence[Atelier]) -> bool:
    """Whether a column of choices names ateliers in its cells, as "Choix 1 (matin)" does; numbers may be anything."""
    texts = [line.cells[number].strip() for line in table.lines[:_VALUES_LOOKED_AT] if line.cells[number].strip()]
    if headers.is_done(table.header[number]) or not _CHOSEN.search(comparable(table.header[number])):
        return False
    return sum(_names_some(text, ateliers) for text in texts) > 0.5 * len(texts)


def _names_some(text: str, ateliers: Sequence[Atelier]) -> bool:
    with suppress(values.Unread):
        return bool(choices.ateliers(text, ateliers)) and not text[0].isdigit()
    return False


def _candidate(number: int, header: str, cells: Cells, kinds: Sequence[Choice]) -> Candidate | None:
    """Return the field meant by a column's name, unless its cells are something else."""
    field, piece = meant(header)
    if field is None or not fit.is_possible(field, header, piece, cells, kinds):
        return None
    return Candidate(number, field, fit.by_name(header, piece) + fit.by_cells(field, cells))


def _with_whole_names(
    table: Table, stands: Sequence[Cells], candidates: Sequence[Candidate | None]
) -> list[Candidate | None]:
    """Return the candidates, with a family name that contains the line's given name as a whole name.

    Left out beside a filled name of the attendees: the names of payers, and empty columns.
    """
    given = _best(table, [c for c in candidates if c and c.field == GIVEN_NAME])
    whole = [c for c in candidates if c and c.field in (FAMILY_NAME, *WHOLE_NAMES) and stands[c.column].texts]
    is_theirs = any(not fit.is_of_others(table.header[c.column]) for c in whole)
    kept: list[Candidate | None] = []
    for c in candidates:
        if c is None or c.field not in (GIVEN_NAME, FAMILY_NAME, *WHOLE_NAMES):
            kept.append(c)
        elif (is_theirs and fit.is_of_others(table.header[c.column])) or (
            whole and c.field not in WHOLE_NAMES and not stands[c.column].texts
        ):
            kept.append(None)
        elif c.field == FAMILY_NAME and given and _holds(table, c.column, given[0]):
            kept.append(replace(c, field=NAME))
        else:
            kept.append(c)
    return kept


def _holds(table: Table, whole: int, part: int) -> bool:
    """Whether the cells of a column contain those of another, and more."""
    pairs = [(comparable(line.cells[whole]), comparable(line.cells[part])) for line in table.lines[:_LINES_COMPARED]]
    both = [(one, other) for one, other in pairs if one and other]
    held = sum(one != other and f" {other} " in f" {one} " for one, other in both)
    return bool(both) and held > 0.8 * len(both)


def _is(candidate: Candidate | None, field: str) -> bool:
    return candidate is not None and candidate.field == field


def _best(table: Table, candidates: Sequence[Candidate]) -> list[int]:
    """Return the best column, with those that fit as well and have different content."""
    if not candidates:
        return []
    best = max(candidates, key=lambda candidate: candidate.score)
    texts = [line.cells[best.column] for line in table.lines]
    rivals = [c.column for c in candidates if c is not best and c.score > best.score - fit.UNDECIDED]
    return [
        best.column,
        *(
            n
            for n in rivals
            if any(_differ(best.field, one, line.cells[n]) for one, line in zip(texts, table.lines, strict=True))
        ),
    ]


def _differ(field: str, one: str, other: str) -> bool:
    return one != other and bool(one.strip() and other.strip()) and _said(field, one) != _said(field, other)


def _said(field: str, text: str) -> str | None:
    """Return the common meaning of cells written differently: "oui" of a valid ticket, "payé" of its status."""
    with suppress(values.Unread):
        return values.status(text) if field == "status" else comparable(text)
    return comparable(text)


def _cells(table: Table, number: int) -> Cells:
    return Cells.of([line.cells[number] for line in table.lines if line.problem is None])


def remapped(
    columns: Iterable[Column],
    wanted: Mapping[str, str],
    ateliers: Iterable[Atelier],
    questions: Iterable[Question] = (),
) -> tuple[Column, ...]:
    """Return columns with other fields on request, by their name or number from 1; "" is no field.

    Raises UnreadableList for an unknown column or field, and for a field that two columns would be.
    """
    columns, known = tuple(columns), fields(ateliers, questions)
    fresh: dict[int, str | None] = {}
    for name, meant_field in wanted.items():
        numbers = {
            c.column for c in columns if comparable(c.header) == comparable(name) or str(c.column + 1) == name.strip()
        }
        if not numbers:
            raise UnreadableList("no_such_column", f"There is no column {name!r}.", about=name)
        field = meant_field.strip() if meant_field.strip() in ("", *known) else field_of(meant_field)
        if field is None:
            raise UnreadableList("no_such_field", f"There is no field {meant_field!r}.", about=meant_field)
        fresh |= dict.fromkeys(numbers, field or None)
    # A requested field wins over a found one.
    asked = {field for field in fresh.values() if field not in SEVERAL}
    for column in columns:
        fresh.setdefault(column.column, None if column.field in asked else column.field)
    chosen = [field for field in fresh.values() if field and field not in SEVERAL]
    if twice := next((field for field in chosen if chosen.count(field) > 1), None):
        raise UnreadableList("two_columns", f"Two columns are {twice}.", about=twice)
    return tuple(Column(c.column, c.header, fresh[c.column], c.example) for c in columns)


def cells(row: Sequence[str], columns: Iterable[Column]) -> dict[str, str]:
    """Return a line's texts by field; those of several columns are joined. What is noted is named by its column."""
    texts: dict[str, str] = {}
    for column in columns:
        text = row[column.column]
        if column.field == MEMO and text.strip() and field_of(column.header) != MEMO:
            text = f"{column.header} : {text}"
        if column.field in SEVERAL and texts.get(column.field):
            texts[column.field] += BETWEEN + text if text.strip() else ""
        elif column.field:
            texts[column.field] = text
    return texts


def _ticked(table: Table, number: int, ateliers: Iterable[Atelier]) -> str | None:
    """Return the atelier of a column, if its name names one and people tick it."""
    name = comparable(table.header[number])
    atelier = next((a for a in ateliers if _names(name, a)), None)
    texts = [line.cells[number] for line in table.lines[:_VALUES_LOOKED_AT]]
    return atelier.id if atelier and all(map(values.is_yes_or_no, texts)) else None


def _names(name: str, atelier: Atelier) -> bool:
    title = comparable(atelier.title)
    if name in (comparable(atelier.id), f"n {atelier.number}") or (len(title) > len("atelier 99") and title in name):
        return True
    # "Serez-vous là ? [Atelier 4 : …]" where each choice has a column; "Choix d'atelier 2" is how much it is wished.
    return not _RANKED.search(name) and _NUMBERED.findall(name) == [str(atelier.number)]


def _example(table: Table, number: int) -> str:
    return next((line.cells[number] for line in table.lines if line.cells[number].strip()), "")[:80]
