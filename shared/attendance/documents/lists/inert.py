"""How a cell is written so that no spreadsheet ever runs it, and how such a cell is read again.

A text that begins like a formula is written with an apostrophe before it, the only mark that Excel,
LibreOffice and Google Sheets all take for text. What begins so already gets one more: reading takes
exactly one away, so every text comes back as it was.
"""

import csv
import re
from collections.abc import Iterable
from io import StringIO

# Spreadsheets skip blanks before a formula, and some take the wide signs of East Asian keyboards for the narrow ones.
_LIVE = re.compile(r"'*(?:[\t\r\n]|[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
# By the first, spreadsheets know the encoding; French ones part the cells by semicolons.
BYTE_ORDER_MARK = "\ufeff"
SEPARATOR = ";"


def inert(text: str) -> str:
    """Return a text as it is written into a cell."""
    return f"'{text}" if _LIVE.match(text) else text


def original(cell: str) -> str:
    """Return the text that a cell was written for. A cell that nobody made inert stays as it is."""
    return cell[1:] if cell.startswith("'") and _LIVE.match(cell) else cell


def written(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of texts as a CSV file that opens by a double click, with every cell inert."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=SEPARATOR).writerows([inert(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()
