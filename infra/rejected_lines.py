"""The lines of a list to correct or to check, in a file of their own beside it."""

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from attendance.documents.lists import inert
from attendance.documents.lists.table import Table

# The name of such a file, by its first column.
ENDINGS = {"À corriger": ".a-corriger", "À regarder": ".a-regarder"}
TO_MEND, TO_LOOK_AT = ENDINGS


def write(path: Path, table: Table, reasons: Mapping[int, Sequence[str]], head: str = TO_MEND) -> Path:
    """Write the lines with reasons beside the list, and return the path. No other text is ever overwritten.

    The reason comes first: a line with too many cells must not hide it behind them, nor lose them.
    """
    lines = [line for line in table.lines if line.number in reasons]
    rows = [(f"Ligne {line.number} : {' '.join(reasons[line.number])}", *line.cells) for line in lines]
    content = inert.written([(head, *table.header), *rows]).encode()
    name = path.name
    # The list may be such a file itself, imported again.
    for ending in ENDINGS.values():
        name = name.partition(ending)[0]
    names = (f"{name}{ENDINGS[head]}{f'-{n}' if n > 1 else ''}.csv" for n in count(1))
    targets = (path.with_name(each) for each in names)
    target = next(free for free in targets if not free.exists() or free.read_bytes() == content)
    # It holds names.
    target.touch(0o600)
    target.write_bytes(content)
    return target
