"""The lines of a list that are to be mended, or to be looked at, in a file of their own beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from attendance.documents.lists import inert
from attendance.documents.lists.table import Line, Table


@dataclass(frozen=True, slots=True)
class Kind:
    """Why lines are written apart: how the file is called, and the first column, for a line with too many cells must
    not hide its reason behind them, nor lose them."""

    ending: str
    head: str


TO_MEND = Kind(".a-corriger", "À corriger")
TO_LOOK_AT = Kind(".a-regarder", "À regarder")


def write(path: Path, table: Table, reasons: Mapping[int, Sequence[str]], kind: Kind = TO_MEND) -> Path:
    """Write the lines that have reasons beside the list, and return where. No other text is ever overwritten."""
    lines = (line for line in table.lines if line.number in reasons)
    text = inert.written(
        [_row([kind.head], table.header), *(_row(_reason(line, reasons), line.cells) for line in lines)]
    )
    content = text.encode()
    target = next(free for free in _names(path, kind) if not free.exists() or free.read_bytes() == content)
    # It holds names.
    target.touch(0o600)
    target.write_bytes(content)
    return target


def _names(path: Path, kind: Kind) -> Iterable[Path]:
    # The list may be such a file itself, brought again.
    name = path.name.partition(TO_MEND.ending)[0].partition(TO_LOOK_AT.ending)[0]
    return (path.with_name(f"{name}{kind.ending}{f'-{n}' if n > 1 else ''}.csv") for n in count(1))


def _reason(line: Line, reasons: Mapping[int, Sequence[str]]) -> list[str]:
    return [f"Ligne {line.number} : {' '.join(reasons[line.number])}"]


def _row(first: list[str], cells: Iterable[str]) -> list[str]:
    return [*first, *cells]
