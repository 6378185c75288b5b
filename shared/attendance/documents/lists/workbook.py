"""Lists as Excel workbooks, read as a person sees them; a formula is its text and never run.

openpyxl reads a sheet row by row and through zipfile, which unpacks no more than a part announces: so the
sum of what is announced, known before anything is unpacked, bounds the memory. python-calamine is twenty times
faster, and tells the results of formulas, not their text; it unpacks in native code, which nothing here bounds.
"""

import re
import warnings
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from attendance.documents.lists.table import MOST_COLUMNS, MOST_LINES, Dialect, Record, Table, UnreadableList, made_of

MOST_BYTES_INSIDE = 128 * 1024 * 1024
MOST_PARTS = 2_000
# Excel's own last row: beyond it a file lies about its rows.
_LAST_ROW = 1_048_576
# What openpyxl raises where a part is missing, cut or not what it is called.
_BROKEN = (
    InvalidFileException,
    BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    OSError,
    EOFError,
    SyntaxError,
)


def read(content: bytes, is_known: Callable[[str], bool]) -> Table:
    """Return the list in a workbook's first sheet that holds anything. Raises UnreadableList."""
    _check_parts(content)
    try:
        # What it does not know of a workbook, it warns of: colours, validations, pictures.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(content, is_known)
    except _BROKEN:
        raise UnreadableList("not_a_list", "This is not an Excel workbook, or not all of it is there.") from None


def _read(content: bytes, is_known: Callable[[str], bool]) -> Table:
    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    names = tuple(sheet.title for sheet in sheets)
    for sheet in sheets:
        # A sheet may announce any size; its rows tell the real one.
        sheet.reset_dimensions()
        if any(any(cells) for _, cells in islice(_records(sheet), MOST_LINES)):
            header, lines, header_line = made_of(_records(sheet), is_known)
            dialect = Dialect("xlsx", sheet=sheet.title, sheets=names, header_line=header_line)
            return Table(header, lines, dialect)
    raise UnreadableList("empty", "Every sheet of this workbook is empty.")


def _records(sheet: Any) -> Iterator[Record]:
    rows = sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS + 1, values_only=True)
    for number, values in enumerate(rows, 1):
        # One stray cell at the bottom of a sheet makes a million blank rows above it.
        if values.count(None) < len(values):
            yield number, [_seen(value) for value in values]


def _seen(value: Any) -> str:
    """Return a value as its cell shows it."""
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case float():
            return f"{value:.15g}"
        case datetime():
            return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return str(value)
    # An array formula is an object that carries its text. What Excel cannot write in XML, it spells _x000D_.
    text = str(getattr(value, "text", value))
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _check_parts(content: bytes) -> None:
    """Raise UnreadableList for what is no workbook, or would unpack to more than any list needs."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            told = packed.open("mimetype").read(100) if "mimetype" in names else b""
    except _BROKEN:
        raise UnreadableList("not_a_list", "This is not an Excel workbook, or not all of it is there.") from None
    if b"opendocument" in told:
        raise UnreadableList("open_document", "This is an OpenDocument file: save it as CSV or as .xlsx.")
    if "xl/workbook.xml" not in names:
        raise UnreadableList("not_a_list", "This archive is no Excel workbook.")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableList("protected", "The file is protected by a password: save it without.")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_INSIDE:
        raise UnreadableList("too_large_inside", "Unpacked, this workbook is too large: save the list as CSV.")
