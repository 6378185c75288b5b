"""Figures in tables, each beside what was aimed at. Nothing fails here: a figure over its aim is marked."""

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from rich.box import ASCII2, SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH = 200
OVER = " over"
NUMBER = re.compile(r"(\d[\d ]*(?:\.\d+)?)( ?%)?")


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure of a part that says how it stands: beside what nothing can do better than, and beside its aim."""

    what: str
    measured: str
    floor: str
    aim: str


@dataclass
class Figures:
    """One table: its columns, its lines, and a note below; and what of it stands in the table of all parts."""

    title: str
    columns: Sequence[str]
    note: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)
    headlines: list[Headline] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        self.rows.append(cells)

    def head(self, what: str, measured: str, *, floor: str = "", aim: str = "") -> None:
        self.headlines.append(Headline(what, measured, floor, aim))

    @staticmethod
    def aim(measured: float, at_most: float) -> str:
        """Return an aim, marked where it is missed."""
        return f"≤ {at_most:g}{OVER if measured > at_most else ''}"

    @staticmethod
    def at_least(measured: float, least: float) -> str:
        return f"≥ {least:g}{OVER if measured < least else ''}"

    @property
    def missed(self) -> int:
        return sum(cell.endswith(OVER) for row in self.rows for cell in row)


def console() -> Console:
    """Return where the figures go; what is not a terminal gets plain text that is wide enough."""
    return Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=PLAIN_WIDTH)


def show(figures: Figures, where: Console, before: Figures | None = None) -> None:
    """Print one table; each number as a multiple of what it was before, if that is known."""
    box = SIMPLE_HEAD if where.is_terminal else ASCII2
    table = Table(box=box, pad_edge=False)
    for number, name in enumerate(figures.columns):
        table.add_column(name, justify="left" if number == 0 else "right", overflow="fold")
    for row in compared(figures, before) if before else figures.rows:
        table.add_row(*(Text(cell, style="bold red" if cell.endswith(OVER) else "") for cell in row))
    where.print(f"\n{figures.title}", style="bold", markup=False)
    where.print(table)
    if figures.note:
        where.print(figures.note, style="dim", markup=False)


def compared(figures: Figures, before: Figures) -> Iterable[tuple[str, ...]]:
    """Return the lines of a table, each number followed by how many times its former self it is."""
    former = _named(before)
    for name, row in _named(figures).items():
        old = former.get(name, {})
        yield tuple(
            cell + (f" (×{ratio:.2f})" if (ratio := _ratio(cell, old.get(column, ""))) else "")
            for column, cell in row.items()
        )


def _named(figures: Figures) -> dict[tuple[str, int], Mapping[str, str]]:
    """Return the lines by their first cell, of which one may come again. Later columns of a name are of the first."""
    seen: Counter[str] = Counter()
    named: dict[tuple[str, int], Mapping[str, str]] = {}
    for row in figures.rows:
        cells: dict[str, str] = {}
        for number, (column, cell) in enumerate(zip(figures.columns, row, strict=True)):
            cells[column if column not in cells else f"{column} {number}"] = cell
        named[row[0], seen[row[0]]] = cells
        seen[row[0]] += 1
    return named


def _ratio(cell: str, old: str) -> float | None:
    """Return a number in multiples of another; None if one is none, or both are the same."""
    found, former = NUMBER.fullmatch(cell), NUMBER.fullmatch(old)
    if not found or not former or cell == old:
        return None
    number, divisor = (float(match[1].replace(" ", "")) for match in (found, former))
    return number / divisor if divisor else None


def seconds(act: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f}" if seconds >= 0.01 else f"{seconds * 1000:.1f}"


def p50(seconds: Iterable[float]) -> float:
    return median(seconds)


def p95(seconds: Iterable[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1]


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")
