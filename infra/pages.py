"""Completes the packaged pages: the decoder that npm brings, the service worker's list of files, packed copies."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path

# By the place below `site/`; the reader looks for `../share.js`. The licence asks to go with every copy.
DECODER = {
    "zxing/share.js": "zxing-wasm/dist/es/share.js",
    "zxing/reader/index.js": "zxing-wasm/dist/es/reader/index.js",
    "zxing/zxing_reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
    "zxing/LICENSE.txt": "zxing-wasm/LICENSE",
}
# Folders of the volunteer's page.
SHELL = ("scan", "lib", "zxing", "icons")
# The page's own address, by which it is asked for.
ADDRESSES = {"/site/scan/index.html": "/scan"}

UNPACKAGED_VERSION = "const VERSION = 'unpackaged';"
UNPACKAGED_FILES = "const FILES = [];"
PACKED_ALREADY = {".png"}


def complete(room: Path, node_modules: Path) -> None:
    """Make a packaged copy of `functions/pages/` ready to be served."""
    site = room / "site"
    for place, source in DECODER.items():
        (site / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(node_modules / source, site / place)
    worker = site / "sw.js"
    kept = shell(site)
    # The handler's headers are kept with the files, so a change of them is a change of the shell.
    version = digest([*kept, *map(content_hash, [*kept.values(), worker, room / "handler.py"])])
    (room / "version").write_text(version)
    text = filled(worker.read_text(), UNPACKAGED_VERSION, f"const VERSION = '{version}';")
    worker.write_text(filled(text, UNPACKAGED_FILES, f"const FILES = {json.dumps(list(kept), indent=2)};"))
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.suffix not in PACKED_ALREADY:
            pack(path)


def filled(text: str, place: str, content: str) -> str:
    """Return a text with its one such place filled. Raises ValueError: a worker without its list keeps nothing."""
    if text.count(place) != 1:
        raise ValueError(f"sw.js must hold exactly once: {place}")
    return text.replace(place, content)


def shell(site: Path) -> dict[str, Path]:
    """Return every file that the volunteer's page needs without a network, by its address and in order."""
    found = [path for folder in SHELL for path in sorted((site / folder).rglob("*")) if path.is_file()]
    addresses = [f"/site/{path.relative_to(site).as_posix()}" for path in found]
    return {ADDRESSES.get(address, address): path for address, path in zip(addresses, found, strict=True)}


def content_hash(path: Path) -> str:
    """Return what stands for a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(parts: list[str]) -> str:
    """Return what stands for some texts, short enough to be read aloud."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def pack(path: Path) -> None:
    """Leave a packed copy beside a file, if it is the smaller; the same file gives the same bytes.

    Brotli would save another fifth of the decoder, once a phone, for one more library to build with.
    """
    content = path.read_bytes()
    packed = gzip.compress(content, 9, mtime=0)
    if len(packed) < len(content):
        path.with_name(f"{path.name}.gz").write_bytes(packed)
