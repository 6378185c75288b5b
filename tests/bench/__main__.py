"""Measures and prints: `make bench`. No figure makes it fail."""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.bench import (
    bad_light,
    badges,
    cold_start,
    devices,
    exports,
    first_visit,
    forecast,
    handler_cpu,
    headcounts,
    import_people,
    load,
    organisers,
    queue_model,
    recounted,
    report,
    roster,
    scan_costs,
    stage,
    volunteers_phone,
)
from tests.bench.crowd import Crowd
from tests.bench.report import Figures
from tests.bench.results import Results

FEW, MANY = 300, 30_000
FRESH_OF_FEW = 60
FRESH_OF_MANY = 100 + load.FRESH + handler_cpu.FRESH + devices.FRESH

# What needs no stack; what fills one by itself; what is measured with few people in the table and again with many;
# what with few alone, and with many alone.
ALONE = {
    "cold": cold_start.figures,
    "badges": badges.figures,
    "exports": exports.figures,
    "forecast": forecast.figures,
    "queue": queue_model.figures,
}
ON_A_STACK = {"visit": first_visit.figures, "phone": volunteers_phone.figures, "import": import_people.figures}
GROWING: dict[str, Any] = {"scan": scan_costs, "headcounts": headcounts, "organisers": organisers}
AMONG_FEW: dict[str, Any] = {"downloads": exports.fetched, "roster": roster.figures}
AMONG_MANY: dict[str, Any] = {
    "processor": handler_cpu.figures,
    "devices": devices.figures,
    "roster": roster.figures,
    "load": load.figures,
}
PARTS = tuple(dict.fromkeys((*ALONE, *ON_A_STACK, *GROWING, *AMONG_FEW, *AMONG_MANY)))


def main() -> None:
    """Print every figure, and say which miss their aim."""
    console = report.console()
    if pictures := os.environ.get("PICTURES"):
        report.show(bad_light.figures(Path(pictures)), console)
        return
    against, earlier = _file("AGAINST"), _file("RESULTS")
    if earlier:
        earlier.show(console, against)
        return
    wanted = os.environ.get("ONLY", "").split() or PARTS
    if unknown := set(wanted) - set(PARTS):
        sys.exit(f"No part is called {', '.join(sorted(unknown))}. The parts: {' '.join(PARTS)}.")
    results = Results.begin()
    console.print(f"{results.device}, load {results.loads[0]:.1f}.")
    _measure(results, set(wanted), console)
    results.loads.append(os.getloadavg()[0])
    saved = results.save()
    results.show(console, against)
    console.print(f"\nWritten to {saved.relative_to(Path.cwd())}; AGAINST= compares with such a file.", style="bold")


def _measure(results: Results, wanted: set[str], console: Console) -> None:
    def figures_of(parts: Mapping[str, Callable[..., Iterable[Figures]]], *given: Any) -> None:
        for name, figures in parts.items():
            if name in wanted:
                with results.timed(name, console) as part:
                    part.tables += figures(*given)

    figures_of(ALONE)
    if wanted & {*ON_A_STACK}:
        with stage.running() as running:
            figures_of(ON_A_STACK, running)
    growing = {name: module for name, module in GROWING.items() if name in wanted}
    if growing or wanted & {*AMONG_FEW, *AMONG_MANY}:
        with stage.running() as running:
            crowd, readings = Crowd(running), defaultdict[str, list[Any]](list)
            headcounts.open_doors(running)
            for size, fresh in ((FEW, FRESH_OF_FEW), (MANY, FRESH_OF_MANY)):
                with results.timed("people", console):
                    crowd.grow(size, fresh)
                for name, module in growing.items():
                    with results.timed(name, console):
                        readings[name].append(module.measured(running, crowd))
                if size == FEW:
                    figures_of(AMONG_FEW, running)
            for name, module in growing.items():
                with results.timed(name, console) as part:
                    part.tables += module.figures(running, *readings[name])
            figures_of(AMONG_MANY, running, crowd)
            with results.timed("recount", console) as part:
                part.tables += recounted.figures(running)


def _file(variable: str) -> Results | None:
    """Return the figures in the file that a variable of the environment names, if it names one."""
    named = os.environ.get(variable)
    return Results.load(Path(named)) if named else None


if __name__ == "__main__":
    main()
