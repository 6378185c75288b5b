"""Play simulated days from their seeds: python -m tests.days, or `make simulate`.

What broke is told with the shortest day that still breaks, and the one line that plays it again.
"""

import os
import sys
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import cache

from tests.days.day import Day, Phones

ACTIONS = 150
CLOCK = time.monotonic


@dataclass(frozen=True)
class Played:
    """What became of a day; `broke` is empty where everything held."""

    seed: int
    broke: str
    actions: int
    happened: Counter[str]


def main() -> int:
    first, days = int(os.environ.get("SEED") or 0), int(os.environ.get("DAYS") or 100)
    seconds, workers = float(os.environ.get("SECONDS") or "inf"), int(os.environ.get("WORKERS") or 2)
    end_at, done, broken, happened = CLOCK() + seconds, 0, 0, Counter[str]()
    seeds = iter(range(first, first + days))
    with ProcessPoolExecutor(min(workers, days)) as pool:
        coming: set[Future[Played]] = {
            pool.submit(played, seed) for _, seed in zip(range(workers), seeds, strict=False)
        }
        while coming:
            ended, coming = wait(coming, return_when=FIRST_COMPLETED)
            for one in ended:
                result = one.result()
                done, happened = done + 1, happened + result.happened
                if result.broke:
                    broken += 1
                    print(f"\nSEED={result.seed} DAYS=1 breaks after {result.actions} actions: {result.broke}")
                seed = next(seeds, None)
                if seed is not None and CLOCK() < end_at:
                    coming.add(pool.submit(played, seed))
            print(f"\r{done} days, {broken} broke", end="", flush=True)
    print(
        f"\n{done} days from SEED={first}: {broken} broke. "
        + ", ".join(f"{n} {kind}" for kind, n in sorted(happened.items()))
    )
    return 1 if broken or not done else 0


@cache
def phones() -> Phones:
    """Return the phones' process of this one, kept for all its days."""
    return Phones()


def played(seed: int) -> Played:
    """Play one day, and where it breaks, the shortest beginning of it that still does."""
    day, broke = attempt(seed, ACTIONS)
    if not broke:
        return Played(seed, "", ACTIONS, day.world.happened)
    # A day is played the same up to its last action, and then ends well.
    short, long = 0, day.steps
    while short < long:
        middle = (short + long) // 2
        shorter, reason = attempt(seed, middle)
        if reason:
            day, broke, long = shorter, reason, middle
        else:
            short = middle + 1
    return Played(seed, broke, long, day.world.happened)


def attempt(seed: int, actions: int) -> tuple[Day, str]:
    day = Day(seed, phones(), actions)
    try:
        day.play()
    except Exception as broke:  # noqa: BLE001 - whatever a function raises is a day that broke
        return day, f"{type(broke).__name__}: {broke}"
    return day, ""


if __name__ == "__main__":
    sys.exit(main())
