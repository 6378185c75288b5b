"""Figures in tables, each beside what was aimed at. Nothing fails here: a figure over its aim is marked."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from rich.box import ASCII2, SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH = 200
OVER = " over"


@dataclass
class Figures:
    """One table: its columns, its lines, and a note below."""

    title: str
    columns: Sequence[str]
    note: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        self.rows.append(cells)

    @staticmethod
    def aim(measured: float, at_most: float) -> str:
        """Return an aim, marked where it is missed."""
        return f"≤ {at_most:g}{OVER if measured > at_most else ''}"

    @property
    def missed(self) -> int:
        return sum(cell.endswith(OVER) for row in self.rows for cell in row)


def console() -> Console:
    """Return where the figures go; what is not a terminal gets plain text that is wide enough."""
    return Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=PLAIN_WIDTH)


def show(figures: Figures, where: Console) -> None:
    """Print one table."""
    box = SIMPLE_HEAD if where.is_terminal else ASCII2
    table = Table(box=box, pad_edge=False)
    for number, name in enumerate(figures.columns):
        table.add_column(name, justify="left" if number == 0 else "right", overflow="fold")
    for row in figures.rows:
        table.add_row(*(Text(cell, style="bold red" if cell.endswith(OVER) else "") for cell in row))
    where.print(f"\n{figures.title}", style="bold", markup=False)
    where.print(table)
    if figures.note:
        where.print(figures.note, style="dim", markup=False)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f}" if seconds >= 0.01 else f"{seconds * 1000:.1f}"


def p50(seconds: Iterable[float]) -> float:
    return median(seconds)


def p95(seconds: Iterable[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1]


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")
