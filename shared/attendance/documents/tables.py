"""A typed table, as a CSV file and as a workbook, row by row so that any number of rows fits.

Each cell has a type: a text, a number, a moment, a yes or no. Only here it becomes what the file's
reader expects.
"""

import csv as separated
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import Any
from zoneinfo import ZoneInfo

from attendance.documents.lists.inert import BYTE_ORDER_MARK, SEPARATOR, inert
from attendance.domain import instant
from attendance.domain.frozen import frozen
from attendance.domain.programme import Event
from attendance.vocabulary.limits import SPREADSHEET_ROWS
from attendance.vocabulary.words import filled, spoken

TEXT, NUMBER, SHARE, YES_NO = "text", "number", "share", "yes_no"
HOUR, DAY, MOMENT = "time", "day", "moment"
"""A moment is a day with its hour; the others show one part of it, in the event's time zone."""

type Cell = str | float | datetime | bool | None

_STRFTIME = {HOUR: "%H:%M:%S", DAY: "%d/%m/%Y", MOMENT: "%d/%m/%Y %H:%M:%S"}
_WORKBOOK_FORMS = {
    SHARE: "0.0%",
    HOUR: "hh:mm:ss",
    DAY: "dd/mm/yyyy",
    MOMENT: "dd/mm/yyyy hh:mm:ss",
}
# A spreadsheet's limits: it would drop a longer text, and rows beyond, silently.
_LONGEST = 32_767
_MOST_ROWS = SPREADSHEET_ROWS
_LONGEST_NAME = 31
_A4 = 9
_ROWS_AT_ONCE = 500
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@frozen
class Column:
    """A column: its title in the reader's language, its type, and its width in characters."""

    title: str
    kind: str = TEXT
    width: int = 14


@frozen
class Table:
    """A table. Its rows are read once."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    event: Event
    language: str


def csv(table: Table, *, excel: bool = True) -> Iterator[bytes]:
    """Return the table as a CSV file, piece by piece.

    For a French Excel: a byte order mark, semicolons, decimal commas and the event's hours. For
    programs: commas, decimal points, and ISO 8601 in UTC. In both, no cell is ever run as a formula.
    """
    text = StringIO(newline="")
    writer = separated.writer(text, delimiter=SEPARATOR if excel else ",")
    spell = _for_people(table) if excel else _for_programs
    text.write(BYTE_ORDER_MARK if excel else "")
    writer.writerow([inert(_plain(column.title)) for column in table.columns])
    kinds = [column.kind for column in table.columns]
    for number, row in enumerate(table.rows, start=1):
        writer.writerow([spell(cell, kind) for cell, kind in zip(row, kinds, strict=True)])
        if number % _ROWS_AT_ONCE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def xlsx(table: Table, now: datetime) -> bytes:
    """Return the table as a workbook: typed cells, a frozen header, a filter on every column."""
    # Imported for workbooks only.
    from xlsxwriter import Workbook

    file = BytesIO()
    # Even after an error, this closes the temporary file with the rows.
    with Workbook(file, {"constant_memory": True}) as book:
        book.set_properties(
            {
                "title": table.name,
                "subject": table.event.name,
                "created": now.astimezone(UTC).replace(tzinfo=None),
            }
        )
        parts = _parts(table.rows)
        for number, rows in enumerate(chain([next(parts, iter(()))], parts), start=1):
            _fill(book, replace(table, name=f"{table.name} {number}" if number > 1 else table.name, rows=rows))
    return file.getvalue()


def _parts(rows: Iterable[Sequence[Cell]]) -> Iterator[Iterator[Sequence[Cell]]]:
    """Split rows into as many as a sheet holds below its header, each to be read before the next."""
    left = iter(rows)
    for first in left:
        yield chain([first], islice(left, _MOST_ROWS - 2))


def _fill(book: Any, table: Table) -> None:
    sheet = book.add_worksheet(_sheet_name(table.name))
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    # A cell with this mark stays text when it is edited.
    live = book.add_format({"quote_prefix": True})
    forms = {kind: book.add_format({"num_format": form}) for kind, form in _WORKBOOK_FORMS.items()}
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, _plain(column.title), header)
    zone, words = ZoneInfo(table.event.timezone), spoken("common", table.language)
    kinds = [column.kind for column in table.columns]
    last = 0
    for last, row in enumerate(table.rows, start=1):
        for number, (cell, kind) in enumerate(zip(row, kinds, strict=True)):
            match cell:
                case None | "":
                    pass
                case bool():
                    sheet.write_string(last, number, words["yes" if cell else "no"])
                case str():
                    text = _whole(cell)[:_LONGEST]
                    sheet.write_string(last, number, text, None if inert(text) == text else live)
                case datetime() if not instant.is_writable(cell):
                    sheet.write_string(last, number, _beyond(cell, table))
                case datetime():
                    sheet.write_datetime(last, number, cell.astimezone(zone).replace(tzinfo=None), forms[kind])
                case _:
                    sheet.write_number(last, number, cell, forms.get(kind))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    # For printing on A4: the header on each page, all columns on one page.
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _for_people(table: Table) -> Callable[[Cell, str], str]:
    zone, words = ZoneInfo(table.event.timezone), spoken("common", table.language)

    def spelled(cell: Cell, kind: str) -> str:
        match cell:
            case None:
                return ""
            case bool():
                return str(words["yes" if cell else "no"])
            case str():
                return inert(_whole(cell))
            case datetime() if not instant.is_writable(cell):
                return _beyond(cell, table)
            case datetime():
                return cell.astimezone(zone).strftime(_STRFTIME[kind])
            case _ if kind == SHARE:
                return f"{cell * 100:.1f} %".replace(".", ",")
            case _:
                return _number(cell).replace(".", ",")

    return spelled


def _for_programs(cell: Cell, kind: str) -> str:
    match cell:
        case None:
            return ""
        case str() if kind in _STRFTIME:
            # Words for people, if a moment is unknown.
            return ""
        case bool():
            return str(cell).lower()
        case str():
            return inert(_whole(cell))
        case datetime():
            return instant.text(cell)
        case _:
            return f"{cell:.4f}" if kind == SHARE else _number(cell)


def _beyond(at: datetime, table: Table) -> str:
    """Return words for a moment that was stored before times were bounded: the file goes on."""
    return _plain(filled(spoken("papers.table", table.language)["beyond"], table.language, at=instant.text(at)))


def _number(number: float) -> str:
    """Return a number with at most two decimals, without trailing zeros."""
    return str(number) if isinstance(number, int) else f"{number:.2f}".rstrip("0").rstrip(".")


def _plain(words: str) -> str:
    """Return words of ours with spaces as people type them: a cell is searched, and named in formulas."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


def _whole(text: str) -> str:
    """Return a text without characters that no file can hold: controls, and halves of characters."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _sheet_name(name: str) -> str:
    """Return a name that every spreadsheet accepts for a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:_LONGEST_NAME] or "Table"
