"""The lines of a list that could not be registered, in a file of their own: to be mended, and brought again."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path

from attendance.documents.lists import inert
from attendance.documents.lists.table import Line, Table

ENDING = ".a-corriger"
# The first column: a line with too many cells must not hide its reason behind them, nor lose them.
REASON = "À corriger"


def write(path: Path, table: Table, reasons: Mapping[int, Sequence[str]]) -> Path:
    """Write the lines that have reasons beside the list, and return where. No other text is ever overwritten."""
    lines = (line for line in table.lines if line.number in reasons)
    text = inert.written([_row([REASON], table.header), *(_row(_reason(line, reasons), line.cells) for line in lines)])
    content = text.encode()
    target = next(free for free in _names(path) if not free.exists() or free.read_bytes() == content)
    # It holds names.
    target.touch(0o600)
    target.write_bytes(content)
    return target


def _names(path: Path) -> Iterable[Path]:
    # The list may be such a file itself, brought again.
    name = path.name.partition(ENDING)[0]
    return (path.with_name(f"{name}{ENDING}{f'-{n}' if n > 1 else ''}.csv") for n in count(1))


def _reason(line: Line, reasons: Mapping[int, Sequence[str]]) -> list[str]:
    return [f"Ligne {line.number} : {' '.join(reasons[line.number])}"]


def _row(first: list[str], cells: Iterable[str]) -> list[str]:
    return [*first, *cells]
