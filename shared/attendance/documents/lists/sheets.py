"""The visible part of a workbook's sheet: without hidden rows, columns and sheets."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import accumulate, islice, pairwise

from attendance.documents.lists.table import HEADER_WITHIN, MOST_COLUMNS, MOST_LINES, Hidden, Record, UnreadableList
from attendance.domain.frozen import frozen

LAST_COLUMN = 16_384
# Repeated cells are written once, and may fill any sheet.
MOST_CELLS = 8_000_000
_MOST_RANGES = 40


@dataclass(slots=True)
class LeftOut:
    """The hidden rows and columns that have content."""

    rows: list[int] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)

    def hidden(self, sheets: Iterable[str]) -> tuple[Hidden, ...]:
        """Return what is hidden, with the names of the hidden sheets."""
        names = tuple(sheets)
        found = (
            Hidden("rows", len(self.rows), _ranges(self.rows, str)),
            Hidden("columns", len(self.columns), _ranges(sorted(self.columns), letters)),
            Hidden("sheets", len(names), ", ".join(names)),
        )
        return tuple(hidden for hidden in found if hidden.count)


@frozen
class Sheet:
    """A sheet by its name. Its records are the visible ones; the reader also receives the hidden ones."""

    name: str
    is_hidden: bool
    records: Callable[[LeftOut], Iterator[Record]]


class Rows:
    """Takes a sheet's rows as they are read, and keeps the visible content as records."""

    def __init__(self, left_out: LeftOut) -> None:
        self.left_out = left_out
        self.records: list[Record] = []
        self._filled = 0
        self._hidden = bytearray(LAST_COLUMN)
        # The number of hidden columns up to each one; empty while none is hidden.
        self._hidden_until: list[int] = []

    def hide(self, first: int, last: int) -> None:
        """Hide a range of columns, counted from 0. A sheet declares them before its rows."""
        first, end = max(first, 0), min(last + 1, LAST_COLUMN)
        self._hidden[first:end] = b"\1" * (end - first)
        self._hidden_until = []

    def add(self, number: int, cells: dict[int, str], *, is_hidden: bool, times: int = 1) -> None:
        """Add a row by its non-empty cells; `times` is how often it repeats."""
        if not cells:
            return
        self._filled += len(cells)
        if self._filled > MOST_CELLS:
            raise UnreadableList("too_large_inside", "This workbook has more in it than any list needs.")
        if is_hidden:
            self.left_out.rows += range(number, number + times)
            return
        seen: list[str] = []
        for column, text in cells.items():
            if self._hidden[column]:
                self.left_out.columns.add(column)
                continue
            # Content beyond the width of any list stays, as one cell too many.
            place = min(column - self._hidden_before(column), MOST_COLUMNS)
            seen += [""] * (place + 1 - len(seen))
            seen[place] = text
        self.records += [(number + n, seen) for n in range(min(times, HEADER_WITHIN + MOST_LINES + 1))]

    def _hidden_before(self, column: int) -> int:
        if not self._hidden_until:
            self._hidden_until = [*accumulate(self._hidden)]
        return self._hidden_until[column]


def letters(column: int) -> str:
    """Return a spreadsheet's name of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def number(text: str) -> str:
    """Return a number as a cell shows it; other texts are unchanged."""
    if text.removeprefix("-").isdecimal():
        return text
    try:
        return f"{float(text):.15g}"
    except ValueError:
        return text


def moment(when: datetime) -> str:
    """Return a date as a cell shows it, with its hour if it has one."""
    return f"{when:%d/%m/%Y}" if when.time() == time() else f"{when:%d/%m/%Y %H:%M}"


def day(written: str, shown: str) -> str:
    """Return a date from its ISO form; other texts are unchanged."""
    try:
        return moment(datetime.fromisoformat(written).replace(tzinfo=None))
    except ValueError:
        return shown


def yes_or_no(*, is_true: bool) -> str:
    """Return a tick as a cell shows it."""
    return "oui" if is_true else "non"


def formula(text: str) -> str:
    """Return a formula as its text; it is never run. LibreOffice writes ticks as formulas."""
    if (tick := text.casefold()) in ("true()", "false()"):
        return yes_or_no(is_true=tick == "true()")
    return f"={text}"


def _ranges(numbers: list[int], name: Callable[[int], str]) -> str:
    """Return ascending numbers as people write them, in ranges, up to a limit."""
    begins = [n for before, n in pairwise([-1, *numbers]) if n != before + 1 or before == -1]
    ends = [n for n, after in pairwise([*numbers, -1]) if after != n + 1]
    ranges = (
        name(begin) if begin == end else f"{name(begin)}–{name(end)}"
        for begin, end in islice(zip(begins, ends, strict=True), _MOST_RANGES)
    )
    return ", ".join([*ranges, *(["…"] if len(begins) > _MOST_RANGES else [])])
