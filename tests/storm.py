"""Eight phones come back at the same second, each with 500 scans, while workers are killed: python -m tests.storm.

What no answer was heard for is sent again, as a phone does. In the end each scan was answered as its phone had
decided, none is lost, none counts twice, and what is sent once more is answered the same.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import httpx

from attendance.vocabulary.limits import SCANS_AT_ONCE
from infra.local import stack
from infra.verify import recount
from tests.doors import CLIENTS, Doors
from tests.forum import forget_caches

SCANS = int(os.environ.get("SCANS") or 500)
PEOPLE = 60
KILLED_EVERY_SECONDS = 4.0
GIVE_UP_AFTER_SECONDS = 600.0
DOORS = ("entrance", "entrance", "atelier-1", "atelier-2", "atelier-3", "village")
BEGINS = datetime(2022, 8, 30, 7, tzinfo=UTC)


@dataclass
class Phone:
    """A phone that was offline all morning, and what it has been answered since."""

    secret: str
    name: str
    outbox: dict[str, dict[str, Any]]
    answers: dict[str, str] = field(default_factory=dict)
    again: int = 0

    def drain(self, doors: Doors, scans: dict[str, dict[str, Any]]) -> dict[str, str]:
        """Send scans until each is answered, and return the answers. What was not heard is sent again."""
        left, heard = dict(scans), {}
        end_at = time.monotonic() + GIVE_UP_AFTER_SECONDS
        while left:
            assert time.monotonic() < end_at, f"{self.name} still has {len(left)} scans"
            for some in batched([*left.values()], SCANS_AT_ONCE, strict=False):
                for result in self._sent(doors, some):
                    if "verdict" in result:
                        heard[result["scan_id"]] = result["verdict"]
                        left.pop(result["scan_id"], None)
            self.again += len(left)
        return heard

    def _sent(self, doors: Doors, some: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
        body = {
            "sent_at": datetime.now(UTC).isoformat(),
            "device": self.name,
            "outbox": len(self.outbox),
            "scans": some,
        }
        with suppress(httpx.HTTPError):
            answer = doors.client.post(
                f"{doors.stack.base_url}/api/scans", json=body, headers={"authorization": f"Bearer {self.secret}"}
            )
            if answer.status_code == httpx.codes.OK:
                results: list[dict[str, Any]] = answer.json()["results"]
                return results
        return []


def outbox(chance: random.Random, people: list[dict[str, Any]], number: int) -> dict[str, dict[str, Any]]:
    scans = {}
    for n in range(SCANS):
        leaves = chance.random() < 0.2
        made = {
            "scan_id": f"storm-{number}-{n:06}",
            "badge": chance.choice(people)["badge"],
            "checkpoint": chance.choice(DOORS),
            "direction": "out" if leaves else "in",
            "at": (BEGINS + timedelta(seconds=chance.randrange(7_200))).isoformat(),
            "offline": "left" if leaves else chance.choice(("admitted", "admitted", "already_admitted", "not_booked")),
        }
        scans[made["scan_id"]] = made
    return scans


def workers(of: int) -> list[int]:
    """Return the processes at the end of a stack's tree: those that functions run in."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, _, rest = status.read_text().partition(" ")
            parents[int(pid)] = int(rest.rpartition(")")[2].split()[1])

    def is_of(pid: int) -> bool:
        return pid == of or (pid in parents and is_of(parents[pid]))

    def depth(pid: int) -> int:
        return 0 if pid == of else 1 + depth(parents[pid])

    mine = {pid: depth(pid) for pid in parents if is_of(pid)}
    deepest = max(mine.values())
    return [pid for pid, level in mine.items() if level == deepest and pid not in parents.values()]


def killing(of: int, over: Event, chance: random.Random) -> Iterator[int]:
    """Kill a worker now and then until all is over."""
    while not over.wait(KILLED_EVERY_SECONDS):
        victim = chance.choice(workers(of))
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
            yield victim


def storm(doors: Doors) -> bool:
    """Let it come, and print what came of it; False if anything is lost, doubled or counted otherwise."""
    chance = random.Random(os.environ.get("SEED") or 1)
    people = doors.at_once(lambda n: [doors.register(lunch=True) for _ in range(n, PEOPLE, CLIENTS)])
    everybody = [who for some in people for who in some]
    phones = [
        Phone(doors.invite(*dict.fromkeys(DOORS))["pass"], f"storm-{n}", outbox(chance, everybody, n))
        for n in range(CLIENTS)
    ]
    at_once, over = Barrier(CLIENTS), Event()

    def come_back(n: int) -> float:
        at_once.wait()
        began = time.monotonic()
        phones[n].answers = phones[n].drain(doors, phones[n].outbox)
        return time.monotonic() - began

    with ThreadPoolExecutor(1) as killer:
        killed = killer.submit(lambda: sum(1 for _ in killing(doors.stack.pid, over, chance)))
        try:
            seconds = max(doors.at_once(come_back))
        finally:
            over.set()
    decided = {name: scan["offline"] for phone in phones for name, scan in phone.outbox.items()}
    answered = {name: verdict for phone in phones for name, verdict in phone.answers.items()}
    repeated = doors.at_once(lambda n: phones[n].drain(doors, phones[n].outbox))
    found = recount(doors.stack.event_id)
    print(
        f"{CLIENTS} phones, {len(decided):,} scans: drained in {seconds:.0f} s, {killed.result()} workers killed, "
        f"{sum(phone.again for phone in phones):,} scans sent again; {found.scans:,} stored, "
        f"{len(found.differences)} numbers differ."
    )
    told_twice = {name: verdict for some in repeated for name, verdict in some.items()}
    return answered == decided == told_twice and found.scans == len(decided) and not found.differences


def main() -> int:
    with stack.running(clock="11:15") as running:
        os.environ.update(running.environment)
        forget_caches()
        return 0 if storm(Doors(running)) else 1


if __name__ == "__main__":
    sys.exit(main())
