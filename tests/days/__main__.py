"""Play simulated days from their seeds: python -m tests.days, or `make simulate`.

What broke is told with the fewest kinds of fault and the shortest day that still break, and the one line that plays
it again.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import FrameType

from tests.days.day import ACTIONS, FAULTS, Day
from tests.days.phones import Phones
from tests.days.world import Broken
from tests.gateway import ROOT

CLOCK = time.monotonic
LONGEST_SECONDS = 300.0
"""When a day hangs: a hundred times as long as one takes."""
HANGS = "it hangs"


@dataclass(frozen=True)
class Played:
    """What became of a day; `broke` is empty where everything held."""

    seed: int
    broke: str
    actions: int
    without: frozenset[str]
    happened: Counter[str]

    def __str__(self) -> str:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT)
        kinds = ",".join(sorted(self.without))
        again = f'SEED={self.seed} DAYS=1 ACTIONS={self.actions} WITHOUT="{kinds}"'
        return f"{again} make simulate  # {commit.stdout.strip()}: {self.broke}"


def main() -> int:
    first, days = int(os.environ.get("SEED") or 0), int(os.environ.get("DAYS") or 100)
    seconds, workers = float(os.environ.get("SECONDS") or "inf"), int(os.environ.get("WORKERS") or 2)
    actions, without = int(os.environ.get("ACTIONS") or ACTIONS), os.environ.get("WITHOUT") or ""
    end_at, done, broken, happened = CLOCK() + seconds, 0, 0, Counter[str]()
    seeds = iter(range(first, first + days))
    with ProcessPoolExecutor(min(workers, days)) as pool:

        def play(seed: int) -> Future[Played]:
            return pool.submit(played, seed, actions, frozenset(filter(None, without.split(","))))

        coming = {play(seed) for _, seed in zip(range(workers), seeds, strict=False)}
        while coming:
            ended, coming = wait(coming, return_when=FIRST_COMPLETED)
            for one in ended:
                result = one.result()
                done, happened = done + 1, happened + result.happened
                if result.broke:
                    broken += 1
                    print(f"\n{result}")
                seed = next(seeds, None)
                if seed is not None and CLOCK() < end_at:
                    coming.add(play(seed))
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


def played(seed: int, actions: int, without: frozenset[str]) -> Played:
    """Play one day, and where it breaks, one with as few kinds of fault, and as short, as still does."""
    day, broke = attempt(seed, actions, without)
    if not broke or HANGS in broke:
        return Played(seed, broke, actions, without, day.world.happened)
    print(f"\nSEED={seed} broke; making it smaller: {broke[:200]}", flush=True)
    actions = day.steps
    for fewer in (frozenset(FAULTS), *(without | {kind} for kind in day.often)):
        # Each kind is left out beside those that were.
        some, reason = attempt(seed, actions, without | fewer)
        if reason:
            day, broke, without, actions = some, reason, without | fewer, some.steps
    # A day is played the same up to its last action, and then ends well.
    short = 0
    while short < actions:
        middle = (short + actions) // 2
        shorter, reason = attempt(seed, middle, without)
        if reason:
            day, broke, actions = shorter, reason, middle
        else:
            short = middle + 1
    return Played(seed, broke, actions, without, day.world.happened)


def attempt(seed: int, actions: int, without: frozenset[str]) -> tuple[Day, str]:
    day = Day(seed, phones(), actions, without=without)
    try:
        with limited():
            day.play()
    except (Broken, Exception) as broke:  # noqa: BLE001 - whatever a function raises is a day that broke
        return day, f"{type(broke).__name__}: {broke}"
    return day, ""


@contextmanager
def limited() -> Iterator[None]:
    """End what does not end by itself, and the phones with it: nobody knows what theirs waits for."""

    def end(_signal: int, frame: FrameType | None) -> None:
        phones().kill()
        phones.cache_clear()
        raise Broken(f"{HANGS} in {frame and frame.f_code.co_qualname}, after {LONGEST_SECONDS:.0f} seconds")

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    sys.exit(main())
