"""Shows the progress of the day: bars in a terminal, a line for each part of the day elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


@dataclass(slots=True)
class Part:
    """A part of the day under way."""

    bars: Bars
    task: TaskID
    zone: ZoneInfo
    latest: datetime | None = None

    def step(self, at: datetime | None = None) -> None:
        """One more action is done, at an hour of the event."""
        if at and (self.latest is None or at > self.latest):
            self.latest = at
        hour = f"{self.latest.astimezone(self.zone):%H:%M}" if self.latest else ""
        self.bars.update(self.task, advance=1, hour=hour)


class Progress:
    """The parts of the day, one after the other."""

    def __init__(self, console: Console, timezone: str) -> None:
        self.console = console
        self.zone = ZoneInfo(timezone)
        self.bars = Bars(
            TextColumn("{task.description:<22}"),
            TextColumn("[cyan]{task.fields[hour]:>5}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            # Without a terminal, all bars would be printed at the end.
            disable=not console.is_terminal,
        )

    @contextmanager
    def shown(self) -> Iterator[None]:
        with self.bars:
            yield

    def part(self, title: str, total: int) -> Part:
        """Begin a part of the day."""
        if not self.console.is_terminal:
            self.console.print(f"{title} ...", highlight=False)
        return Part(self.bars, self.bars.add_task(title, total=total, hour=""), self.zone)
