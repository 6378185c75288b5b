"""The processor time of a cold start: importing a packaged function and making its clients."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from py_compile import compile as compiled
from tempfile import TemporaryDirectory

from infra import package
from infra.local.stack import REGION
from tests.bench.report import Figures, milliseconds, p50

PAIRS = 9
SCAN_AIM, OTHER_AIM = 1.35, 1.6

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


def figures() -> Figures:
    """Return the ratio of every function, the scan's first."""
    table = Figures(
        f"Cold import of the packaged functions, beside a bare boto3.client (processor time, medians of {PAIRS} pairs)",
        ("function", "ms", "bare client, ms", "ratio", "aim"),
        "As Lambda sees it: byte code made before, the function's folder, the layer, and the runtime's own boto3.",
    )
    with TemporaryDirectory(prefix="pointage-") as place:
        runtime = _runtime(Path(place))
        built = package.build(package.ROOT / ".build" / "bench").parent
        layer = built / "shared" / "python"
        for folder in sorted((built / "functions").iterdir(), key=lambda f: (f.name != "scan", f.name)):
            pairs = _pairs([str(folder), str(layer), str(runtime)])
            # Of each pair, for a busy machine slows both of a pair and not all pairs alike.
            ratio = round(p50(function / bare for function, bare in pairs), 2)
            table.add(
                folder.name,
                milliseconds(p50(function for function, _ in pairs)),
                milliseconds(p50(bare for _, bare in pairs)),
                f"{ratio:.2f}",
                table.aim(ratio, SCAN_AIM if folder.name == "scan" else OTHER_AIM),
            )
    return table


def _pairs(path: list[str]) -> list[tuple[float, float]]:
    """Return what a function and the bare client take, in turns. One more function comes first, to warm the disk."""
    _spent(FUNCTION, path)
    return [(_spent(FUNCTION, path), _spent(BARE, path)) for _ in range(PAIRS)]


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
