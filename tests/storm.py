"""Eight phones come back at the same second, each with 500 scans, while workers are killed: python -m tests.storm.

What no answer was heard for is sent again, as a phone does. In the end each scan was answered as its phone had
decided, none is lost, none counts twice. Then the emulator is killed too, and started again on what it had saved:
nothing of that is cut in half, and what is sent once more is answered the same.
"""

import os
import random
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import Any

import httpx

from attendance.vocabulary.limits import SCANS_AT_ONCE
from infra.local import home, stack
from infra.verify import recount
from tests.doors import CLIENTS, Doors, until
from tests.forum import forget_caches

SCANS = int(os.environ.get("SCANS") or 500)
# As many as come to the forum: each scan reads all that its person has.
PEOPLE = 240
# By what was answered, not by the clock: a slow machine would come to nothing but starting workers.
KILLED_AFTER_ANSWERS = 4
SILENT_SECONDS = 240.0
PAUSE_SECONDS = 0.5
DOORS = ("entrance", "entrance", "atelier-1", "atelier-2", "atelier-3", "village")
BEGINS = datetime(2022, 8, 30, 7, tzinfo=UTC)


@dataclass
class Phone:
    """A phone that was offline all morning, and what it has been answered since."""

    secret: str
    name: str
    outbox: dict[str, dict[str, Any]]
    chance: random.Random
    again: int = 0
    killed: int = 0

    def drain(self, doors: Doors, *, kills: bool = False) -> dict[str, str]:
        """Send all scans until each is answered, and return the answers. What was not heard is sent again."""
        left, heard, silent_since = dict(self.outbox), dict[str, str](), time.monotonic()
        while left:
            assert time.monotonic() < silent_since + SILENT_SECONDS, f"{self.name} still has {len(left)} scans"
            for some in batched([*left.values()], SCANS_AT_ONCE, strict=False):
                verdicts = {each["scan_id"]: each["verdict"] for each in self._sent(doors, some) if "verdict" in each}
                heard |= verdicts
                left = {scan_id: scan for scan_id, scan in left.items() if scan_id not in verdicts}
                if not verdicts:
                    time.sleep(self.chance.uniform(0, PAUSE_SECONDS))
                    continue
                silent_since = time.monotonic()
                if kills and self.chance.random() < 1 / KILLED_AFTER_ANSWERS:
                    self._kill_a_worker(doors.stack.pid)
            self.again += len(left)
        return heard

    def _kill_a_worker(self, of: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.chance.choice(workers(of)), signal.SIGKILL)
            self.killed += 1

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


def processes(of: int) -> dict[int, list[str]]:
    """Return the processes of a stack, each with what Linux tells of it after its name."""
    told: dict[int, list[str]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, _, rest = status.read_text().partition(" ")
            told[int(pid)] = rest.rpartition(")")[2].split()

    def is_of(pid: int) -> bool:
        return pid == of or (pid in told and is_of(int(told[pid][1])))

    return {pid: about for pid, about in told.items() if is_of(pid)}


def workers(of: int) -> list[int]:
    """Return the processes at the end of a stack's tree: those that functions run in."""
    mine = processes(of)

    def depth(pid: int) -> int:
        return 0 if pid == of else 1 + depth(int(mine[pid][1]))

    deepest = max(map(depth, mine))
    return [pid for pid in mine if depth(pid) == deepest]


def processor_seconds(of: int) -> float:
    """Return how long the processes of a stack have computed, those that have ended among them."""
    spent = sum(int(ticks) for about in processes(of).values() for ticks in about[11:15])
    return spent / os.sysconf("SC_CLK_TCK")


def kill_emulator(doors: Doors, folder: Path) -> None:
    """End the emulator as a flat battery does, and start it again on what it had saved by then."""
    running = home.Home(folder)
    emulator = home.holder(running.emulator_lock)
    assert emulator
    os.kill(emulator, signal.SIGKILL)
    until(lambda: True if home.holder(running.lock) is None else None)
    doors.stack = stack.start(folder, parent=os.getpid())
    reach(doors.stack)


def reach(running: stack.Stack) -> None:
    os.environ.update(running.environment)
    forget_caches()


def storm(doors: Doors, folder: Path) -> bool:
    """Let it come, and print what came of it; False if anything is lost, doubled or counted otherwise."""
    seed = os.environ.get("SEED") or "1"
    chance = random.Random(seed)
    # Without an address: mails would be written meanwhile, each for more work than ten scans.
    people = doors.at_once(lambda n: [doors.register(doors.organiser, email=None) for _ in range(n, PEOPLE, CLIENTS)])
    everybody = [who for some in people for who in some]
    phones = [
        Phone(
            doors.invite(*dict.fromkeys(DOORS))["pass"],
            f"storm-{n}",
            outbox(chance, everybody, n),
            random.Random(f"{seed} {n}"),
        )
        for n in range(CLIENTS)
    ]
    at_once, spent, began = Barrier(CLIENTS), processor_seconds(doors.stack.pid), time.monotonic()

    def come_back(n: int) -> dict[str, str]:
        at_once.wait()
        return phones[n].drain(doors, kills=True)

    answered = merged(doors.at_once(come_back))
    seconds, spent = time.monotonic() - began, processor_seconds(doors.stack.pid) - spent
    decided = {name: scan["offline"] for phone in phones for name, scan in phone.outbox.items()}
    found = recount(doors.stack.event_id)
    print(
        f"{CLIENTS} phones, {len(decided):,} scans: drained in {seconds:.0f} s, {spent:.0f} s of processor; "
        f"{sum(phone.killed for phone in phones)} workers killed, {sum(phone.again for phone in phones):,} scans sent "
        f"again; {found.scans:,} stored, {len(found.differences)} numbers differ."
    )
    kill_emulator(doors, folder)
    resumed = recount(doors.stack.event_id)
    repeated = merged(doors.at_once(lambda n: phones[n].drain(doors)))
    last = recount(doors.stack.event_id)
    print(
        f"The emulator was killed: {resumed.scans:,} scans were saved, {len(resumed.differences)} numbers differ; "
        f"all sent once more: {last.scans:,} stored, {len(last.differences)} numbers differ."
    )
    differences = [*found.differences, *resumed.differences, *last.differences]
    return answered == decided == repeated and found.scans == last.scans == len(decided) and not differences


def merged(answers: list[dict[str, str]]) -> dict[str, str]:
    return {name: verdict for some in answers for name, verdict in some.items()}


def main() -> int:
    (stack.ROOT / ".local").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="storm-", dir=stack.ROOT / ".local") as temporary:
        folder = Path(temporary)
        with stack.running(folder, clock="11:15", save=True) as running:
            reach(running)
            return 0 if storm(Doors(running), folder) else 1


if __name__ == "__main__":
    sys.exit(main())
