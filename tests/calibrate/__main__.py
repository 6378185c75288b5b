"""Tries the forecast of meals on days that nobody drew from its own assumptions: `make calibrate`. Nothing fails."""

import os
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from statistics import median

from rich.console import Console

from tests.bench.report import Figures, show, thousands
from tests.calibrate.trial import TAUGHT, Result, Tally, tried
from tests.calibrate.truths import Family, families

DAYS = 2_000
WORKERS = 2
BESIDE_TOLD = ("right", "shipped", "unsure", "before")
LEAST, MOST, LEAST_IF_WRONG, MOST_SCORE, MOST_COST = 0.85, 0.95, 0.8, 1.3, 1.05


def main() -> int:
    """Print a line for each setting and hour, and how many of them hold what is asked of them."""
    days = int(os.environ.get("DAYS") or DAYS)
    results: list[Result] = []
    try:
        results.extend(played(list(families()), days))
    finally:
        results.sort(key=lambda result: (result.setting.cells, result.hour))
        console = Console(width=None if sys.stdout.isatty() else 220)
        show(table(results, days), console)
        show(summary(results), console)
    return 0


def played(chosen: Sequence[Family], days: int) -> Iterable[Result]:
    """Go through the results of settings as they are done, saying how far that is.

    Raises what befell some of them after all others, which took half an hour.
    """
    faults: list[BaseException] = []
    with ProcessPoolExecutor(WORKERS) as workers:
        # The large ones first: at the end no process waits long for the other.
        waiting = [workers.submit(partial(_all, family, days)) for family in reversed(chosen)]
        for number, done in enumerate(as_completed(waiting), 1):
            print(f"\r{number} of {len(chosen)} kinds of event", end="", file=sys.stderr, flush=True)
            if fault := done.exception():
                faults.append(fault)
            else:
                yield from done.result()
    print(file=sys.stderr)
    if faults:
        raise BaseExceptionGroup("Some kinds of event could not be tried.", faults)


def _all(family: Family, days: int) -> list[Result]:
    return list(tried(family, days))


def table(results: Iterable[Result], days: int) -> Figures:
    """Return every setting and hour: coverage, width, interval score beside that of who is told, cost beside theirs."""
    who = ("told", "right", "wrong", "before")
    made = Figures(
        f"Meals: {days} days a setting and hour; the interval is to hold in 9 of 10",
        (
            *("people", "come", "eat", "come in", "late", "hour"),
            *(f"{one} holds" for one in who),
            *(f"{one} wide" for one in who),
            *(f"{one} score" for one in ("right", "wrong", "unsure", "before")),
            *(f"{one} cost" for one in ("right", "wrong", "unsure", "before")),
            "a diet holds",
        ),
        f"told: who was told the setting; right: the prior that {TAUGHT} days of the setting taught; wrong: the prior"
        " that ships; unsure: who was told all but how many eat; before: turnout alone, rightly informed. Scores and"
        " costs are multiples of those of who was told.",
    )
    for one in results:
        beside_told = [getattr(one, who) for who in BESIDE_TOLD]
        all_of = [one.told, one.right, one.shipped, one.before]
        made.add(
            *one.setting.cells,
            str(one.hour),
            *(f"{held(tally):.0%}" for tally in all_of),
            *(f"{tally.width / tally.days:.0f}" for tally in all_of),
            *(f"{beside(tally.score, one.told.score):.2f}" for tally in beside_told),
            *(f"{beside(tally.cost, one.told.cost):.2f}" for tally in beside_told),
            f"{held(one.vegans):.0%}",
        )
    return made


def summary(results: Sequence[Result]) -> Figures:
    """Return the median of the settings by people and hour, and how many of them hold what is asked."""
    made = Figures(
        "Meals: medians of the settings, and how many hold what is asked",
        (
            *(
                "people",
                "hour",
                "settings",
                "right holds",
                f"{LEAST:.0%}-{MOST:.0%}",
                "wrong holds",
                f">= {LEAST_IF_WRONG:.0%}",
            ),
            *("before holds", "right score", f"<= {MOST_SCORE}", "wrong", "unsure", "before"),
            *("right cost", f"<= {MOST_COST}", "wrong", "unsure", "before"),
        ),
    )
    for people, hour in sorted({(one.setting.people, one.hour) for one in results}):
        here = [one for one in results if (one.setting.people, one.hour) == (people, hour)]
        right, wrong, before = ([held(getattr(one, who)) for one in here] for who in ("right", "shipped", "before"))
        scores, costs = (
            [[beside(getattr(getattr(one, who), what), getattr(one.told, what)) for one in here] for who in BESIDE_TOLD]
            for what in ("score", "cost")
        )
        made.add(
            *(thousands(people), str(hour), str(len(here))),
            *(f"{median(right):.0%}", str(sum(LEAST <= share <= MOST for share in right))),
            *(f"{median(wrong):.0%}", str(sum(share >= LEAST_IF_WRONG for share in wrong)), f"{median(before):.0%}"),
            *(f"{median(scores[0]):.2f}", str(sum(score <= MOST_SCORE for score in scores[0]))),
            *(f"{median(each):.2f}" for each in scores[1:]),
            *(f"{median(costs[0]):.2f}", str(sum(cost <= MOST_COST for cost in costs[0]))),
            *(f"{median(each):.2f}" for each in costs[1:]),
        )
    return made


def held(tally: Tally) -> float:
    return tally.held / tally.days


def beside(one: float, other: float) -> float:
    return one / other if other else float(one > 0) + 1.0


if __name__ == "__main__":
    sys.exit(main())
