"""Ask PyPI and npm for known holes in whatever is pinned: `make audit`.

A package of which neither says anything is told apart from one without a hole: a mirror knows packages and no
holes, and without a network nothing is known at all.
"""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.stack import ROOT

HOLES, UNKNOWN = 1, 2


@dataclass(frozen=True, slots=True)
class Known:
    """Of one file: how many packages something is known of, a line for each hole, and of what nothing is known."""

    packages: int
    holes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def of_python(file: str, said: str) -> Known:
    """Read what pip-audit says of a requirement file; nothing if it reached nobody."""
    if not said:
        return Known(0, unknown=(f"all of {file}",))
    packages = json.loads(said)["dependencies"]
    holes = (
        f"{file}: {each['name']} {each['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none'}"
        for each in packages
        for hole in each.get("vulns", ())
    )
    unknown = tuple(each["name"] for each in packages if "skip_reason" in each)
    return Known(len(packages) - len(unknown), tuple(holes), unknown)


def of_node(file: str, said: str) -> Known:
    """Read what npm says of a lock file; it says something else if it reached nobody."""
    found: dict[str, Any] = json.loads(said or "{}")
    if "vulnerabilities" not in found:
        return Known(0, unknown=(f"all of {file}",))
    holes = (f"{file}: {name} {hole['range']}: {hole['severity']}" for name, hole in found["vulnerabilities"].items())
    return Known(found["metadata"]["dependencies"]["total"], tuple(holes))


def audited(files: list[str], pip_audit: str, npm: str) -> Iterator[Known]:
    """Ask of each file; both commands tell by their exit code less than by what they write."""
    for file in files:
        if file.endswith(".json"):
            folder = str(Path(file).parent)
            yield of_node(file, output(*shlex.split(npm), "audit", "--json", "--package-lock-only", "--prefix", folder))
        else:
            options = ("--require-hashes", "--disable-pip", "--format=json", "--progress-spinner=off")
            yield of_python(file, output(*shlex.split(pip_audit), "--requirement", file, *options))


def output(*command: str) -> str:
    """Return what a command says; what it complains of is told where it says nothing else."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.stdout and done.stderr:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
    return done.stdout


def main(files: list[str]) -> int:
    """Return 0 if all is known to have no hole, 1 if there are some, 2 if nothing is known of some packages."""
    known = [*audited(files, os.environ["PIP_AUDIT"], os.environ["NPM"])]
    holes = [hole for each in known for hole in each.holes]
    unknown = sorted({name for each in known for name in each.unknown})
    for hole in holes:
        print(hole)
    if unknown:
        print(
            "Nothing is known, neither good nor bad, of: "
            f"{', '.join(unknown)}. PyPI and npm themselves have to be reached: a mirror knows no holes.",
            file=sys.stderr,
        )
    print(
        f"{sum(each.packages for each in known):,} pins are known, with {len(holes)} known holes; "
        f"nothing is known of {len(unknown)}."
    )
    return HOLES if holes else UNKNOWN if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
