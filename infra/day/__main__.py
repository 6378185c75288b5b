"""Plays a whole forum day over HTTP and compares every number: `make day`."""

import asyncio
import os
import sys
import time
from zoneinfo import ZoneInfo

from rich.console import Console

from infra.day import people, report, script
from infra.day.connection import Connection, UnexpectedAnswer
from infra.day.pace import Pace, PaceError
from infra.day.progress import Progress
from infra.day.run import Day, DayResult, evening
from infra.day.stage import dashboard, links, stage
from infra.local.stack import PROGRAMME, ROOT, StackError
from infra.programme.file import read

PEOPLE = ROOT / "infra" / "local" / "people.csv"
SEED = 2022
INTERRUPTED = 130
WIDTH = 104


def main() -> int:
    """Play the day; return 0 if everything agrees."""
    # Without a terminal the width would be 80 columns, too narrow for the tables.
    console, begun = Console(width=None if sys.stdout.isatty() else WIDTH), time.monotonic()
    keep = os.environ.get("KEEP", "0") not in ("", "0")
    status = 1
    try:
        pace = Pace.of(os.environ.get("PACE", ""))
        result = play(console, int(os.environ.get("SEED") or SEED), begun, pace, keep=keep)
        status = 1 if result.differences else 0
    except* (PaceError, StackError, UnexpectedAnswer) as stopped:
        for error in stopped.exceptions:
            console.print(str(error), style="bold red", markup=False, highlight=False)
    except* KeyboardInterrupt:
        console.print("Interrupted.")
        status = INTERRUPTED
    return status


def play(console: Console, seed: int, begun: float, pace: Pace, *, keep: bool) -> DayResult:
    """Play the day of a seed on a fresh stack, and print its tables."""
    programme = read(PROGRAMME)
    written = script.write(people.read(PEOPLE), programme, seed)
    progress = Progress(console, programme.event.timezone)
    clock = evening(programme).astimezone(ZoneInfo(programme.event.timezone))
    console.print("Starting a stack of its own ...", highlight=False)
    with stage(f"{clock:%H:%M}", keep=keep) as fresh:
        if pace.minutes_a_second:
            console.print(
                f"Watch it: {dashboard(fresh)}\nThe doors open half a minute after the registrations.",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )

        async def on_stage() -> DayResult:
            async with Connection(fresh.base_url) as connection:
                return await Day(fresh, written, programme, progress, pace).play(connection)

        with progress.shown():
            result = asyncio.run(on_stage())
        report.show(result, programme, console)
        report.repeated(result, console)
        report.differences(result, console)
        if keep:
            console.print(links(fresh), markup=False, highlight=False, soft_wrap=True)
    console.print(report.last_line(result, time.monotonic() - begun), style="bold", highlight=False, soft_wrap=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
