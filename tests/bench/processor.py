"""The processor time of a running stack by process: the front door, the emulator, and the functions' workers."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PARTS = ("front door", "emulator", "functions")


def spent(supervisor: int) -> dict[str, float]:
    """Return the seconds that a stack's processes have spent so far, by which part of it they are."""
    children: dict[int, list[int]] = defaultdict(list)
    seconds: dict[int, float] = {}
    for pid, parent, took in _processes():
        children[parent].append(pid)
        seconds[pid] = took
    total = dict.fromkeys(PARTS, 0.0)
    level = [supervisor]
    for part in (*PARTS, *PARTS[-1:]):
        # The emulator is the front door's child, and the process that workers are forked from is the emulator's.
        for pid in level:
            total[part] += seconds.get(pid, 0.0)
        level = [child for pid in level for child in children[pid]]
    return total


def _processes() -> Iterator[tuple[int, int, float]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        yield int(folder.name), int(fields[1]), (int(fields[11]) + int(fields[12])) / TICKS
