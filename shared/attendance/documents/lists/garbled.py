"""Letters that were written as UTF-8 and decoded as something else, before the list was saved: "ZoÃ©" for "Zoé".

The original letters are certain, as their bytes form sequences that only UTF-8 has; whether they
were meant, only a person can say. Nothing is repaired silently.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import islice

from attendance.documents.lists import encodings
from attendance.documents.lists.table import Example, Garbled, Line, Table

# Decoded wrongly once, and once more.
_MOST_TIMES = 3
_CODE_PAGES = ("cp1252", "mac_roman", "cp850", "cp1250", "cp1254", "cp1251")
# A letter beyond a to z has only bytes beyond them.
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
# A byte without a letter stands for itself until everything is repaired.
_CONTROLS = {chr(code) for code in range(0x80, 0xA0)}
# A word of two scripts is none: "Ń”" in one code page is "є" in another.
_MIXED = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_MOST_EXAMPLES = 3
_LONGEST_EXAMPLE = 60


def marked(table: Table) -> Table:
    """Return a list with its garbled letters listed, unchanged."""
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
    if not marked(table).dialect.garbled:
        return table
    lines = tuple(Line(line.number, _row(line.cells), line.problem) for line in table.lines)
    return Table(_row(table.header), lines, replace(table.dialect, is_repaired=True))


def repaired(text: str) -> str:
    """Return a text as it was written; one that was decoded rightly is unchanged."""
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
        # Any other pair of letters may be valid UTF-8: "É»" is a phonetic sign.
        if set(written) <= _usual():
            return written
    return run


@cache
def _usual() -> set[str]:
    # Decoded wrongly twice: one repair leaves what one wrong decoding makes.
    twice = {
        a for letter in encodings.letters() for page in _CODE_PAGES for a in letter.encode().decode(page, "ignore")
    }
    return encodings.letters() | twice | _CONTROLS
