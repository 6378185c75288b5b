"""Tries the forecast of meals on days that nobody drew from its own assumptions: `make calibrate`. Nothing fails."""

import os
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial

from rich.console import Console

from tests.bench.report import Figures, show
from tests.calibrate.trial import Result, Tally, tried
from tests.calibrate.truths import Setting, settings

DAYS = 2_000
WORKERS = 2
LEAST, MOST, LEAST_IF_WRONG, MOST_SCORE, MOST_COST = 0.85, 0.95, 0.8, 1.3, 1.05
WRONG_FROM = 11


def main() -> int:
    """Print a line for each setting and hour, and how many of them hold what is asked of them."""
    days = int(os.environ.get("DAYS") or DAYS)
    results = list(played(list(settings()), days))
    results.sort(key=lambda result: (result.setting.cells, result.hour))
    console = Console(width=None if sys.stdout.isatty() else 180)
    show(table(results, days), console)
    show(summary(results), console)
    return 0


def played(chosen: Sequence[Setting], days: int) -> Iterable[Result]:
    """Go through the results of settings as they are done, saying how far that is."""
    with ProcessPoolExecutor(WORKERS) as workers:
        waiting = [workers.submit(partial(_all, setting, days)) for setting in chosen]
        for number, done in enumerate(as_completed(waiting), 1):
            print(f"\r{number} of {len(chosen)} settings", end="", file=sys.stderr, flush=True)
            yield from done.result()
    print(file=sys.stderr)


def _all(setting: Setting, days: int) -> list[Result]:
    return list(tried(setting, days))


def table(results: Iterable[Result], days: int) -> Figures:
    """Return every setting and hour: coverage, width, interval score beside that of who is told, cost beside theirs."""
    who = ("told", "right", "wrong", "before")
    made = Figures(
        f"Meals: {days} days a setting and hour; the interval is to hold in 9 of 10",
        (
            *("people", "come", "eat", "groups", "late", "hour"),
            *(f"{one} holds" for one in who),
            *(f"{one} wide" for one in who),
            *(f"{one} score" for one in who[1:]),
            *(f"{one} cost" for one in who[1:]),
            "a diet holds",
        ),
        "told: who was told the setting; right: the prior describes its days; wrong: the prior that ships; before:"
        " turnout alone, rightly informed. Scores and costs are multiples of those of who was told.",
    )
    for one in results:
        all_of = [one.told, one.right, one.shipped, one.before]
        made.add(
            *one.setting.cells,
            str(one.hour),
            *(f"{held(tally):.0%}" for tally in all_of),
            *(f"{tally.width / tally.days:.0f}" for tally in all_of),
            *(f"{beside(tally.score, one.told.score):.2f}" for tally in all_of[1:]),
            *(f"{beside(tally.cost, one.told.cost):.2f}" for tally in all_of[1:]),
            f"{held(one.vegans):.0%}",
        )
    return made


def summary(results: Sequence[Result]) -> Figures:
    """Return how many settings hold what is asked of them, by the hour."""
    made = Figures(
        "Meals: settings that hold what is asked",
        (
            "hour",
            "settings",
            "right holds 85-95 %",
            "wrong holds ≥ 80 %",
            "score ≤ 1.3",
            "of wrong",
            "cost ≤ 1.05",
            "of wrong",
        ),
    )
    for hour in sorted({one.hour for one in results}):
        here = [one for one in results if one.hour == hour]
        counts = (
            sum(LEAST <= held(one.right) <= MOST for one in here),
            sum(held(one.shipped) >= LEAST_IF_WRONG for one in here),
            sum(beside(one.right.score, one.told.score) <= MOST_SCORE for one in here),
            sum(beside(one.shipped.score, one.told.score) <= MOST_SCORE for one in here),
            sum(beside(one.right.cost, one.told.cost) <= MOST_COST for one in here),
            sum(beside(one.shipped.cost, one.told.cost) <= MOST_COST for one in here),
        )
        made.add(str(hour), str(len(here)), *map(str, counts))
    return made


def held(tally: Tally) -> float:
    return tally.held / tally.days


def beside(one: float, other: float) -> float:
    return one / other if other else float(one > 0) + 1.0


if __name__ == "__main__":
    sys.exit(main())
