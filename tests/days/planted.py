"""Plant known faults in a copy of the code, one at a time, and tell how soon simulated days find each.

python -m tests.days.planted, or `make planted`; what is found again by a change of days is seen here and nowhere else.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.gateway import ROOT

LINKED = (".venv", "node_modules")
APART = 10_000
"""How far from each other the seeds of two faults begin."""
FOUND = re.compile(r"^SEED=(\d+) broke; making it smaller: (.*)|^(\d+) days from")


@dataclass(frozen=True)
class Planted:
    """A fault: what one file has, and what it gets in its place."""

    name: str
    file: str
    has: str
    planted: str

    def in_text(self, text: str) -> str:
        """Return a file's text with the fault. Raises ValueError where the code has changed since."""
        if text.count(self.has) != 1:
            raise ValueError(f"{self.file} does not say once what {self.name} takes away")
        return text.replace(self.has, self.planted)


def all_planted() -> list[Planted]:
    listed = tomllib.loads((ROOT / "tests/days/planted.toml").read_text())
    return [Planted(name, **fault) for name, fault in listed.items()]


def main() -> int:
    wanted, seed = os.environ.get("ONLY", "").split(), int(os.environ.get("SEED") or 0)
    not_found = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "code"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LINKED, ".git", ".build", "__pycache__"))
        for name in LINKED:
            (copy / name).symlink_to((ROOT / name).resolve())
        for number, fault in enumerate(all_planted()):
            if wanted and fault.name not in wanted:
                continue
            path = copy / fault.file
            text = path.read_text()
            path.write_text(fault.in_text(text))
            told = searched(copy, seed + number * APART)
            path.write_text(text)
            not_found += told.startswith("not")
            print(f"{fault.name}: {told}", flush=True)
    return 1 if not_found else 0


def searched(copy: Path, seed: int) -> str:
    """Play days until one breaks, and return what broke."""
    told = {"DAYS": str(APART), "SEED": str(seed), "SECONDS": os.environ.get("SECONDS") or "600", "PYTHONHASHSEED": "0"}
    began = time.monotonic()
    command = [sys.executable, "-m", "tests.days"]
    environment = {**os.environ, **told, "PYTHONPATH": f"{copy}/shared:{copy}"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=copy, env=environment, start_new_session=True
    ) as days:
        assert days.stdout
        found = next(filter(None, map(FOUND.match, days.stdout)), None)
        os.killpg(days.pid, 9)
    seconds = f"{time.monotonic() - began:.0f} s"
    if not found or found[3]:
        return f"not found in {found[3] if found else 'no'} days, {seconds}"
    return f"found on day {int(found[1]) - seed + 1}, after {seconds}: {found[2]}"


if __name__ == "__main__":
    sys.exit(main())
