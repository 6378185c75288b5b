"""Changes the rules one line at a time and lists what no test notices: `make mutants`. No share makes it fail.

A mutant that a test noticed counts until its code changes; all others are tried again at each run, so a run that was
interrupted goes on. FRESH=1 begins anew, as after tests were taken away.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

from infra.local.stack import ROOT

HOME = ROOT / ".build/mutants"
KILLED = ("killed", "timeout")
# A test file that a mutant keeps from loading has noticed it.
_OF_STRYKER = {"NoCoverage": "untested", "RuntimeError": "killed"}
# mutmut names a module by its path below `src`.
LAID_OUT = {"src": "shared", "tests": "tests", "infra": "infra", "pyproject.toml": "pyproject.toml"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one place: how it ended, and what was changed."""

    module: str
    status: str
    diff: str


def main() -> None:
    """Try the mutants of both folders, or of the one module that ONLY names: domain/admission, lib/outbox."""
    folder, _, module = os.environ.get("ONLY", "").partition("/")
    workers = os.environ.get("WORKERS") or str(os.cpu_count() or 1)
    if os.environ.get("FRESH"):
        shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True, exist_ok=True)
    tried = [mutant for name in FOLDERS if folder in ("", name) for mutant in FOLDERS[name](module or "*", workers)]
    if not tried:
        sys.exit("ONLY is a module of the domain or of the pages' lib: domain/admission, lib/outbox.")
    for mutant in tried:
        if mutant.status not in KILLED:
            print(f"\n{mutant.module}: {mutant.status}\n{mutant.diff}")
    print(f"\n{'':28}killed  timeout  survived  untested   share")
    for name in sorted({mutant.module for mutant in tried}):
        print(_line(name, [mutant for mutant in tried if mutant.module == name]))
    for name in FOLDERS:
        if of_room := [mutant for mutant in tried if mutant.module.startswith(f"{name}/")]:
            print(_line(name, of_room))


def _line(name: str, mutants: list[Mutant]) -> str:
    ended = Counter(mutant.status for mutant in mutants)
    killed, timeout, survived = ended["killed"], ended["timeout"], ended["survived"]
    share = (killed + timeout) / len(mutants)
    return f"{name:28}{killed:6} {timeout:8} {survived:9} {len(mutants) - killed - timeout - survived:9} {share:7.1%}"


def _domain(module: str, workers: str) -> Iterator[Mutant]:
    """Try the domain's, with its own tests. mutmut leaves properties and constants as they are."""
    home = HOME / "domain"
    tree, kept = home / "mutants", home / "mutants/src/attendance/domain"
    home.mkdir(exist_ok=True)
    for name, source in LAID_OUT.items():
        (home / name).unlink(missing_ok=True)
        (home / name).symlink_to(ROOT / source)
    # It goes by the hours of files, does not look for changed tests and forgets none that is gone.
    for made in tree.rglob("*"):
        if made.is_file() and (made.suffix != ".meta" or not (home / made.relative_to(tree)).with_suffix("").exists()):
            made.unlink()
    for results in kept.glob("*.meta"):
        body = json.loads(results.read_text())
        ended: dict[str, int | None] = body["exit_code_by_key"]
        again = {name: None for name, code in ended.items() if status_by_exit_code[code] not in KILLED}
        results.write_text(json.dumps(body | {"exit_code_by_key": ended | again}))
    asked = [f"attendance.domain.{module}.*"] if module != "*" else []
    _run([str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", workers, *asked], home)
    os.chdir(home)
    for results in sorted(kept.glob(f"{module}.py.meta")):
        path = f"src/attendance/domain/{results.stem}"
        for name, code in json.loads(results.read_text())["exit_code_by_key"].items():
            status = status_by_exit_code[code]
            diff = "" if status in KILLED else _changed(get_diff_for_mutant(name, path=path).splitlines())
            yield Mutant(f"domain/{results.stem.removesuffix('.py')}", status.replace("no tests", "untested"), diff)
    os.chdir(ROOT)


def _lib(module: str, workers: str) -> Iterator[Mutant]:
    """Try the phone's, with the pages' tests, module by module: Stryker keeps nothing of a run that was interrupted."""
    stryker = ROOT / ".venv/stryker/node_modules/@stryker-mutator/core/bin/stryker.js"
    asked = {str(path.relative_to(ROOT)) for path in (ROOT / "functions/pages/site/lib").glob(f"{module}.js")}
    for path in sorted(asked):
        options = ["--mutate", path, "--concurrency", workers, "--incrementalFile", str(HOME / "lib.json")]
        _run([str(ROOT / ".venv/node/bin/node"), str(stryker), "run", *options, "tests/mutants/stryker.json"], ROOT)
    files = json.loads((HOME / "lib.json").read_text())["files"] if asked else {}
    for path in sorted(asked & files.keys()):
        lines = files[path]["source"].splitlines()
        for mutant in files[path]["mutants"]:
            status = _OF_STRYKER.get(mutant["status"], mutant["status"].lower())
            diff = "" if status in KILLED else _replaced(lines, **mutant["location"], text=mutant["replacement"])
            yield Mutant(f"lib/{Path(path).stem}", status, diff)


def _replaced(lines: list[str], start: dict[str, int], end: dict[str, int], text: str) -> str:
    """Return the difference that a replacement makes; places are counted from one."""
    first, last = start["line"] - 1, end["line"]
    before, after = lines[first][: start["column"] - 1], lines[last - 1][end["column"] - 1 :]
    mutated = f"{before}{text}{after}".splitlines()
    return f"@@ line {first + 1} @@\n{_changed(list(unified_diff(lines[first:last], mutated, n=0, lineterm='')))}"


def _changed(diff: list[str]) -> str:
    return "\n".join(line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---"))


def _run(command: list[str], home: Path) -> None:
    """Run a tool as the machine has time, and show what it says."""
    subprocess.run(["nice", "-n", "19", *command], cwd=home, check=True)


FOLDERS = {"domain": _domain, "lib": _lib}

if __name__ == "__main__":
    main()
