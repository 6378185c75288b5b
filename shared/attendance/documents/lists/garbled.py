"""Letters that were written as UTF-8 and read as something else, before the list was saved: "ZoÃ©" for "Zoé".

Which letters they were can be told, for their bytes follow one another as only UTF-8 does; that they were so is for
somebody to say. Nothing is repaired in silence.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import islice

from attendance.documents.lists import encodings
from attendance.documents.lists.table import Example, Garbled, Line, Table

# Read once, and read and saved wrongly again.
_MOST_TIMES = 3
_CODE_PAGES = ("cp1252", "mac_roman", "cp850", "cp1250", "cp1254", "cp1251")
# All bytes of a letter beyond a to z are beyond them, too.
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
# A byte without a letter, which stands for itself until all is repaired.
_CONTROLS = {chr(code) for code in range(0x80, 0xA0)}
# A word of two scripts is none: "Ń”" in one code page is "є" in another.
_MIXED = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_MOST_EXAMPLES = 3
_LONGEST_EXAMPLE = 60


def told(table: Table) -> Table:
    """Return a list with what seems to be garbled in it, which stays as it is."""
    rows = (table.header, *(line.cells for line in table.lines))
    wrong = [[cell for cell in row if repaired(cell) != cell] if _RUN.search(" ".join(row)) else [] for row in rows]
    examples = dict.fromkeys(cell for row in wrong for cell in row)
    if not examples:
        return table
    shown = tuple(
        Example(cell[:_LONGEST_EXAMPLE], repaired(cell)[:_LONGEST_EXAMPLE]) for cell in islice(examples, _MOST_EXAMPLES)
    )
    return replace(table, dialect=replace(table.dialect, garbled=Garbled(sum(map(bool, wrong[1:])), shown)))


def mended(table: Table) -> Table:
    """Return a list with all letters repaired."""
    if not told(table).dialect.garbled:
        return table
    lines = tuple(Line(line.number, _row(line.cells), line.problem) for line in table.lines)
    return Table(_row(table.header), lines, replace(table.dialect, is_repaired=True))


def repaired(text: str) -> str:
    """Return a text as it was written; one that was read rightly stays as it is."""
    if text.isascii():
        return text
    written = text
    for _ in range(_MOST_TIMES):
        before, written = written, _RUN.sub(lambda run: _once(run[0]), written)
        if written == before:
            break
    is_worse = _CONTROLS & set(written) or (_MIXED.search(written) and not _MIXED.search(text))
    return text if is_worse else written


def _row(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(repaired(cell) for cell in cells)


def _once(run: str) -> str:
    for page in _CODE_PAGES:
        try:
            content = b"".join(a.encode("latin-1" if a in _CONTROLS else page) for a in run)
            written = content.decode()
        except UnicodeError:
            continue
        # Any other pair of letters may be UTF-8 of something: "É»" is a sign of phonetics.
        if set(written) <= _usual():
            return written
    return run


@cache
def _usual() -> set[str]:
    # Read wrongly twice, it is once more what it looks like when that was once.
    twice = {
        a for letter in encodings.letters() for page in _CODE_PAGES for a in letter.encode().decode(page, "ignore")
    }
    return encodings.letters() | twice | _CONTROLS
