"""How many codes the scan page reads of a folder of folders of photographs: `make bench PICTURES=<folder>`."""

import json
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import TypedDict

from PIL import Image, ImageOps

from tests.bench.report import Figures, p50, p95
from tests.gateway import ROOT

NODE = ROOT / ".venv/node/bin/node"
READ = ROOT / "tests/bench/bad_light.js"
# What the page asks a camera for.
LONGEST_SIDE = 1280
KINDS = (".jpg", ".jpeg", ".png")
AIMED_WAYS = 5
AIM = 0.68


class Reading(TypedDict):
    """What one way of reading found in a picture, and how long it took."""

    text: str | None
    ms: float


def figures(pictures: Path) -> Figures:
    """Return the share of pictures read by folder, from the first picture and within five, and the times."""
    table = Figures(
        f"Reading photographs at {LONGEST_SIDE} pixels, each shown to the camera again and again",
        ("folder", "pictures", "read at first", "within five", "aim", "first, ms p50", "ms p95", "slowest way, ms p50"),
        "The mean counts each folder once. A picture counts as read by the first text found in it.",
    )
    shares, readings = [], list[list[Reading]]()
    for folder in sorted({path.parent for path in pictures.rglob("*") if path.suffix.lower() in KINDS}):
        of_folder = list(_read(folder))
        first = mean(ways[0]["text"] is not None for ways in of_folder)
        within = mean(any(way["text"] is not None for way in ways[:AIMED_WAYS]) for ways in of_folder)
        shares.append((first, within))
        readings += of_folder
        table.add(
            str(folder.relative_to(pictures)),
            str(len(of_folder)),
            f"{first:.0%}",
            f"{within:.0%}",
            "",
            *_times(of_folder),
        )
    if not readings:
        raise SystemExit(f"No picture ({', '.join(KINDS)}) in {pictures}.")
    first, within = (mean(share) for share in zip(*shares, strict=True))
    aim = f"≥ {AIM:.0%}{'' if within >= AIM else ' over'}"
    table.add("mean", str(len(readings)), f"{first:.1%}", f"{within:.1%}", aim, *_times(readings))
    return table


def _read(folder: Path) -> Iterator[list[Reading]]:
    sent = b"".join(_grey(path) for path in sorted(folder.iterdir()) if path.suffix.lower() in KINDS)
    done = subprocess.run((NODE, READ), input=sent, stdout=subprocess.PIPE, check=True)
    return map(json.loads, done.stdout.splitlines())


def _grey(path: Path) -> bytes:
    with Image.open(path) as opened:
        picture = ImageOps.exif_transpose(opened).convert("L")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BILINEAR)
    return struct.pack("<II", *picture.size) + picture.tobytes()


def _times(readings: list[list[Reading]]) -> tuple[str, str, str]:
    first = [ways[0]["ms"] for ways in readings]
    slowest = max(p50(ways[number]["ms"] for ways in readings) for number in range(len(readings[0])))
    return f"{p50(first):.1f}", f"{p95(first):.1f}", f"{slowest:.1f}"
