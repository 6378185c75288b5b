"""A list as it was uploaded: its header, its lines by number, and its encoding and format."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from attendance.documents.lists.inert import original
from attendance.domain.frozen import frozen
from attendance.domain.lists import LONGEST_CELL
from attendance.domain.wording import comparable
from attendance.vocabulary.limits import ADDRESS_CHARACTERS

MOST_LINES = 30_000
MOST_COLUMNS = 200
# Above the header there may be a title, a date, or empty lines.
HEADER_WITHIN = 10

TOO_MANY_CELLS = "too_many_cells"
CELL_TOO_LONG = "cell_too_long"
LETTER_LOST = "letter_lost"
PROBLEMS_OF_LINES = {
    TOO_MANY_CELLS: "has more cells than the header: is a separator within a text that is not in quotes?",
    CELL_TOO_LONG: "has a cell that is too long",
    LETTER_LOST: "has a letter that could not be read",
}
# The replacement character of decoders, ours or one before the list was saved.
LOST_LETTER = "\ufffd"
# A tool's internal name of a column, such as question-id-11.
_COLUMN_ID = re.compile(r"(?=.*[\d_])[\w.-]+")

_ADDRESS_OR_TIME = re.compile(r"[^\s@]+@[^\s@]+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]\d{1,2}:\d\d.*")

type Record = tuple[int, list[str]]
"""The number of the line on which a record begins, and its cells."""


class UnreadableList(Exception):
    """A file that holds no readable list. `reason` says why to programs, the text to people."""

    def __init__(self, reason: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.reason = reason
        self.more = more


@frozen
class Hidden:
    """Hidden parts of a workbook, left out: how many rows, columns or sheets, and which."""

    what: str
    count: int
    where: str


@frozen
class Example:
    """A garbled text as it is in a list, and as it would read once repaired."""

    stands: str
    reads: str


@frozen
class Garbled:
    """Letters that were decoded wrongly before the list was saved: on how many lines, and some of them."""

    lines: int
    examples: tuple[Example, ...]


@frozen
class Dialect:
    """How a file was read, for people who find strange letters or columns."""

    format: str
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    header_line: int = 1
    # Lines without a person, left out.
    header_again: tuple[int, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    # Words whose letters show people whether the encoding is right.
    words: tuple[str, ...] = ()
    garbled: Garbled | None = None
    is_repaired: bool = False


@frozen
class Line:
    """A line of the list. One with a `problem` must not be read: its cells may be under wrong headers."""

    number: int
    cells: tuple[str, ...]
    problem: str | None = None


@frozen
class Table:
    """A list of people, as texts."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]
    dialect: Dialect


def made_of(records: Iterable[Record], is_known: Callable[[str], bool], dialect: Dialect) -> Table:
    """Return records as a list, with the header's line numbers in its dialect. Raises UnreadableList.

    The header is the first record with two known names, else the first of all. If people begin at once,
    the columns have no names, and the header's line is 0: nobody is lost as a header. Blank lines are
    left out; all others keep their numbers.
    """
    filled = ((number, cells) for number, cells in records if any(cell.strip() for cell in cells))
    first = list(islice(filled, HEADER_WITHIN))
    if not first:
        raise UnreadableList("empty", "The file holds nothing.")
    at, is_named = header_at([cells for _, cells in first], is_known)
    header_line, named = first[at] if is_named else (0, [""] * max(len(_trimmed(cells)) for _, cells in first[at:]))
    header = tuple(original(cell.strip()) for cell in (_trimmed(named) if is_named else named))
    if len(header) > MOST_COLUMNS:
        raise UnreadableList("too_many_columns", f"A list has at most {MOST_COLUMNS} columns.")
    names = [comparable(name) for name in header]
    lines: list[Line] = []
    again: list[int] = []
    for number, cells in chain(first[at + is_named :], filled):
        line = _line(number, cells, len(header))
        if _names_columns(line, names):
            again.append(number)
        else:
            lines.append(line)
        if len(lines) + len(again) > MOST_LINES:
            raise UnreadableList("too_many_lines", f"A list has at most {MOST_LINES} lines: part it.")
    if not lines:
        raise UnreadableList("empty", "There is no line below the header.")
    return Table(header, tuple(lines), replace(dialect, header_line=header_line, header_again=tuple(again)))


def _names_columns(line: Line, names: list[str]) -> bool:
    """Whether a line repeats the header, as in merged lists, or has the columns' ids, as in Nextcloud Forms."""
    if line.problem or any("@" in cell for cell in line.cells):
        return False
    pairs = [*zip(line.cells, names, strict=False)]
    if not all(_is_of_a_header(cell.strip(), name) for cell, name in pairs):
        return False
    return sum(bool(name) and comparable(cell) == name for cell, name in pairs) > 1


def _is_of_a_header(cell: str, name: str) -> bool:
    return bool(_COLUMN_ID.fullmatch(cell)) or comparable(cell) == name


def header_at(records: list[list[str]], is_known: Callable[[str], bool]) -> tuple[int, bool]:
    """Return which of the first records is the header; without one, the first line, and False."""
    known = [0 if _is_somebody(cells) else sum(map(is_known, cells)) for cells in records]
    at = next((at for at, names in enumerate(known) if names > 1), None)
    if at is None:
        line = next((at for at, cells in enumerate(records) if _is_somebody(cells)), None)
        # A remark may be above people, and a column's name beside other texts.
        is_bare = line is not None and all(len(_trimmed(cells)) == 1 for cells in records[:line]) and known[:1] == [0]
        return (line, False) if line is not None and is_bare else (0, True)
    # Forms with a column for each choice write the questions on a separate line, with gaps, above it. Two names
    # may be on a person's line by chance, below a header that has gaps too.
    while (
        at + 1 < len(records) and known[at + 1] >= max(3, known[at]) and _filled(records[at + 1]) > _filled(records[at])
    ):
        at += 1
    return at, True


def _is_somebody(cells: list[str]) -> bool:
    """Whether a line is about somebody: it has an address, or a time. A header has neither."""
    return any(_ADDRESS_OR_TIME.fullmatch(cell.strip()) for cell in cells if len(cell) <= ADDRESS_CHARACTERS)


def _filled(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _line(number: int, cells: list[str], width: int) -> Line:
    problem = None
    whole = "".join(cells)
    if any(cell.strip() for cell in cells[width:]):
        # A separator within an unquoted cell has shifted the rest to the right.
        problem = TOO_MANY_CELLS
    elif len(whole) > LONGEST_CELL and any(len(cell) > LONGEST_CELL for cell in cells):
        problem = CELL_TOO_LONG
    elif LOST_LETTER in whole:
        problem = LETTER_LOST
    kept = [original(cell) for cell in (_trimmed(cells) if problem == TOO_MANY_CELLS else cells[:width])]
    return Line(number, tuple(kept + [""] * (width - len(kept))), problem)


def _trimmed(cells: list[str]) -> list[str]:
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    return cells[: filled[-1] + 1] if filled else []
