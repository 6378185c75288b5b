"""Measures and prints: `make bench`. No figure makes it fail."""

import os
import platform
import time
from pathlib import Path

from rich.console import Console

from tests.bench import (
    bad_light,
    badges,
    cold_start,
    devices,
    exports,
    forecast,
    handler_cpu,
    headcounts,
    import_people,
    load,
    organisers,
    queue_model,
    report,
    scan_costs,
    stage,
    volunteers_phone,
)
from tests.bench.crowd import Crowd
from tests.bench.report import Figures

FEW, MANY = 300, 30_000
FRESH_OF_FEW = 60
FRESH_OF_MANY = 100 + load.FRESH + 5 * handler_cpu.PAIRS + handler_cpu.BATCHES * handler_cpu.BATCH + devices.FRESH


def main() -> None:
    """Print every figure, and say which miss their aim."""
    console, begun = report.console(), time.monotonic()
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {_load()} as it begins.")
    if pictures := os.environ.get("PICTURES"):
        _shown(bad_light.figures(Path(pictures)), console)
        return
    missed = _shown(cold_start.figures(), console)
    missed += _shown(badges.figures(), console)
    missed += _shown(exports.figures(), console)
    for figures in (forecast.calibration(), forecast.speed()):
        missed += _shown(figures, console)
    missed += _shown(queue_model.figures(), console)
    with stage.running() as running:
        for figures in volunteers_phone.figures(running):
            missed += _shown(figures, console)
        missed += _shown(import_people.figures(running), console)
    with stage.running() as running:
        crowd = Crowd(running)
        headcounts.open_doors(running)
        costs, readings, looks = [], [], []
        for size, fresh in ((FEW, FRESH_OF_FEW), (MANY, FRESH_OF_MANY)):
            people = report.thousands(size)
            console.print(f"\nWriting {people} attendees to the table ...")
            crowd.grow(size, fresh)
            costs.append(scan_costs.measured(running, crowd))
            readings.append(headcounts.measured(running, f"{people} attendees"))
            looks += organisers.measured(running, people)
            if size == FEW:
                missed += _shown(exports.fetched(running), console)
        with scan_costs.worn_phones(running):
            readings.append(headcounts.measured(running, f"{people}, and full counters"))
        missed += _shown(scan_costs.figures(running.programme, costs[0], costs[1], (FEW, MANY)), console)
        missed += _shown(scan_costs.fullest_tallies(running), console)
        missed += _shown(headcounts.figures(readings), console)
        missed += _shown(organisers.figures(looks), console)
        missed += _shown(handler_cpu.figures(running, crowd), console)
        missed += _shown(devices.figures(running, crowd), console)
        missed += _shown(load.figures(running, crowd), console)
    people = f"{missed} figures miss their aim" if missed else "Every figure meets its aim"
    console.print(f"\n{people}. {time.monotonic() - begun:.0f} seconds, load {_load()} as it ends.", style="bold")


def _shown(figures: Figures, console: Console) -> int:
    report.show(figures, console)
    return figures.missed


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
