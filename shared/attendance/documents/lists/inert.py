"""Writing a cell so that no spreadsheet ever runs it, and reading such a cell again.

A text that begins like a formula is written with an apostrophe before it, the only mark that Excel,
LibreOffice and Google Sheets all take for text. A text that begins with apostrophes and a formula
gets one more: reading removes exactly one, so every text comes back unchanged.
"""

import csv
import re
from collections.abc import Iterable
from io import StringIO

# Spreadsheets skip blanks before a formula, and some accept the wide signs of East Asian keyboards.
_LIVE = re.compile(r"'*(?:[\t\r\n]|[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
# Spreadsheets recognise the encoding by the mark; French ones expect semicolons between cells.
BYTE_ORDER_MARK = "\ufeff"
SEPARATOR = ";"


def inert(text: str) -> str:
    """Return a text in the form for a cell."""
    return f"'{text}" if _LIVE.match(text) else text


def original(cell: str) -> str:
    """Return the text that a cell was written for; other cells are unchanged."""
    return cell[1:] if cell.startswith("'") and _LIVE.match(cell) else cell


def written(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of texts as a CSV file that opens by a double click, with every cell inert."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=SEPARATOR).writerows([inert(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()
