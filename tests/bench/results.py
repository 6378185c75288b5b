"""The figures of one run in a file, with the device that they were measured on, so that two runs can be compared."""

import json
import os
import platform
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from rich.console import Console

from infra.local.stack import ROOT
from tests.bench import report
from tests.bench.report import Figures, Headline

FOLDER = ROOT / ".build" / "figures"


@dataclass
class Part:
    """One part of the benchmark: its tables, and the seconds that they took."""

    tables: list[Figures] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Results:
    """What was measured so far."""

    begun_at: str
    device: str
    loads: list[float]
    parts: dict[str, Part] = field(default_factory=dict)

    @classmethod
    def begin(cls) -> Self:
        return cls(datetime.now(UTC).isoformat(timespec="seconds"), device(), [os.getloadavg()[0]])

    @classmethod
    def load(cls, path: Path) -> Self:
        content: dict[str, Any] = json.loads(path.read_text())
        parts = {name: Part(list(_tables(part["tables"])), part["seconds"]) for name, part in content["parts"].items()}
        return cls(**content | {"parts": parts})

    def save(self) -> Path:
        """Write everything to a file of its own, which also the parts to come are written to."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        path = FOLDER / f"{re.sub('[^0-9T]', '', self.begun_at)[:15]}.json"
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1))
        return path

    @contextmanager
    def timed(self, name: str, where: Console) -> Iterator[Part]:
        """Say that a part is measured, and count its seconds; it may come more than once."""
        part, begun = self.parts.setdefault(name, Part()), time.monotonic()
        where.print(f"{time.strftime('%H:%M:%S')} {name} ...", style="dim")
        yield part
        part.seconds += time.monotonic() - begun
        self.save()

    def show(self, where: Console, against: "Results | None" = None) -> None:
        """Print every table, then one of what stands out of all of them."""
        for name, part in self.parts.items():
            former = against.parts[name].tables if against and name in against.parts else []
            for number, table in enumerate(part.tables):
                report.show(table, where, former[number] if number < len(former) else None)
        report.show(self._at_a_glance(), where, against._at_a_glance() if against else None)

    def _at_a_glance(self) -> Figures:
        table = Figures("At a glance", ("figure", "measured", "floor", "aim"), self._said())
        for headline in self._headlines():
            table.add(headline.what, headline.measured, headline.floor, headline.aim)
        return table

    def _said(self) -> str:
        missed = sum(table.missed for part in self.parts.values() for table in part.tables)
        took = ", ".join(f"{name} {part.seconds:.0f}" for name, part in self.parts.items())
        aims = f"{missed} figures miss their aim" if missed else "Every figure meets its aim"
        loads = " and ".join(f"{load:.1f}" for load in self.loads)
        return f"{aims}. {self.device}, load {loads}. Seconds: {took}; {self.begun_at}."

    def _headlines(self) -> Iterator[Headline]:
        for part in self.parts.values():
            for table in part.tables:
                yield from table.headlines


def device() -> str:
    """Return what a run's figures depend on, besides what else ran there."""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores of {model}, {memory:.0f} GB, Python {platform.python_version()}"


def _tables(content: list[dict[str, Any]]) -> Iterator[Figures]:
    for table in content:
        rows = [tuple(row) for row in table["rows"]]
        yield Figures(**table | {"rows": rows, "headlines": [Headline(**line) for line in table["headlines"]]})
