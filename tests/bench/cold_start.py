"""The processor time of a cold start: importing a packaged function and making its clients."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from itertools import batched
from pathlib import Path
from py_compile import compile as compiled
from tempfile import TemporaryDirectory

from infra import package
from infra.local.stack import REGION
from tests.bench.report import Figures, milliseconds, p50

ROUNDS, ROUNDS_OF_SCAN = 3, 12
# So many functions lie between two bare clients, which both are what those functions are beside.
BETWEEN = 4
SCAN_AIM, OTHER_AIM = 1.2, 1.5

# What Lambda brings of its own, and nothing else of this environment.
OF_THE_RUNTIME = ("boto3", "botocore", "s3transfer", "jmespath", "urllib3", "dateutil", "six")

BARE = 'import boto3; boto3.client("dynamodb")'
FUNCTION = """
import handler
for name in ("store.table", "services.signing_key"):
    if module := sys.modules.get(f"attendance.{name}"):
        module.client()
"""
TIMED = """
import sys, time
sys.path[:0] = {path!r}
begun = time.process_time()
{code}
print(time.process_time() - begun)
"""


def figures() -> list[Figures]:
    """Return the ratio of every function, the scan's first."""
    table = Figures(
        f"Cold import of the packaged functions, beside a bare boto3.client (processor's, medians of {ROUNDS} rounds)",
        ("function", "ms", "bare client, ms", "ratio", "aim"),
        "As Lambda sees it: byte code made before, the function's folder, the layer, and the runtime's own boto3. Bare:"
        f" the clients before and after each {BETWEEN} functions. Of the scan, {ROUNDS_OF_SCAN} rounds.",
    )
    with TemporaryDirectory(prefix="pointage-") as place:
        runtime = _runtime(Path(place))
        built = package.build(package.ROOT / ".build" / "bench").parent
        layer = built / "shared" / "python"
        paths = {folder.name: [str(folder), str(layer), str(runtime)] for folder in (built / "functions").iterdir()}
        taken = _beside([paths["scan"]], ROUNDS_OF_SCAN) + _beside(
            [paths[name] for name in sorted(paths) if name != "scan"], ROUNDS
        )
    slowest = (0.0, "")
    for name, pairs in zip(("scan", *sorted(paths.keys() - {"scan"})), taken, strict=True):
        # Of each pair, for a busy machine slows both of a pair and not all pairs alike.
        ratio = round(p50(function / bare for function, bare in pairs), 2)
        aim = table.aim(ratio, SCAN_AIM if name == "scan" else OTHER_AIM)
        function, bare = (milliseconds(p50(times)) for times in zip(*pairs, strict=True))
        table.add(name, function, bare, f"{ratio:.2f}", aim)
        if name == "scan":
            table.head("cold start of a scan, in bare clients", f"{ratio:.2f}", floor="1", aim=aim)
        else:
            slowest = max(slowest, (ratio, name))
    ratio, name = slowest
    table.head(f"of the slowest other function ({name})", f"{ratio:.2f}", floor="1", aim=table.aim(ratio, OTHER_AIM))
    return [table]


def _beside(paths: list[list[str]], rounds: int) -> list[list[tuple[float, float]]]:
    """Return what each function takes, with the bare clients that ran just before and after it.

    One more round comes first, to warm the disk.
    """
    pairs: list[list[tuple[float, float]]] = [[] for _ in paths]
    for number in range(1 + rounds):
        bare = _spent(BARE, paths[0])
        for places in batched(range(len(paths)), BETWEEN, strict=False):
            spent = [_spent(FUNCTION, paths[place]) for place in places]
            before, bare = bare, _spent(BARE, paths[0])
            if number:
                for place, seconds in zip(places, spent, strict=True):
                    pairs[place].append((seconds, (before + bare) / 2))
    return pairs


def _spent(code: str, path: list[str]) -> float:
    """Return the processor seconds that some code takes in a fresh interpreter that has only this path."""
    settings = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "TABLE_NAME": "pointage",
        "POWERTOOLS_SERVICE_NAME": "pointage",
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-I", "-S", "-c", TIMED.format(path=path, code=code)]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _runtime(place: Path) -> Path:
    """Return a folder that holds Lambda's own libraries and their byte code."""
    for name in OF_THE_RUNTIME:
        spec = find_spec(name)
        assert spec
        assert spec.origin
        origin = Path(spec.origin)
        if spec.submodule_search_locations:
            (place / name).symlink_to(origin.parent, target_is_directory=True)
        else:
            shutil.copy2(origin, place)
            compiled(str(place / origin.name))
    return place
