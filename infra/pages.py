"""Completes the packaged pages: words, joined styles, npm's decoder, the service worker's lists, packed copies."""

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from attendance.edge import policy
from infra import page_words

# By the place below `site/`; the reader looks for `../share.js`. The licence has to go with every copy.
DECODER = {
    "zxing/share.js": "zxing-wasm/dist/es/share.js",
    "zxing/reader/index.js": "zxing-wasm/dist/es/reader/index.js",
    "zxing/zxing_reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
    "zxing/LICENSE.txt": "zxing-wasm/LICENSE",
}
# What every page imports of the vocabulary, besides its own words.
VOCABULARY = ("words/codes.js", "words/fields.js", "words/limits.js", "words/providers.js")
# The pages that open offline, by their addresses: the folders and files of each, its own first, but for modules that it
# does not import. An attendee's phone needs no decoder.
SHELLS = {
    "/scan": ("scan", "lib", "ui", "words/scan.js", *VOCABULARY, "zxing", "icons"),
    "/badge": ("badge", "ui", "words/badge.js", *VOCABULARY, "lib"),
    "/traiteur": ("caterer", "organiser", "ui", "words/caterer.js", *VOCABULARY, "lib", "icons"),
}

# What a module imports of ours, or names as a type: rather one too many than one that a phone lacks.
NAMED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']+\.js)["']""")
# The style sheet that a page asks for is a list of such lines.
IMPORT = re.compile(r"^@import '([^']+)';\n", re.MULTILINE)

# These name all of their modules, for who has none yet. The staff's pages do not: a phone keeps them, and of sixty
# requests at once each would start a function.
OPENED_BY_STRANGERS = ("badge", "attestation")
# A page's own module, and what a module imports of others before it runs.
ENTRY = re.compile(r'^ *<script type="module" src="/site/([^"]+)"></script>\n', re.MULTILINE)
IMPORTED = re.compile(r"^(?:import|export)\b[^'\";]*'(\.[^']+)';$", re.MULTILINE)

UNPACKAGED_VERSION = "const VERSION = 'unpackaged';"
UNPACKAGED_SHELLS = "const SHELLS = {};"
PACKED_ALREADY = {".png"}
# These name files by absolute addresses; modules and styles use relative ones.
NAMES_FILES = {".html", ".webmanifest"}


def complete(folder: Path, node_modules: Path) -> None:
    """Make a packaged copy of `functions/pages/` ready to be served."""
    site = folder / "site"
    for place, source in DECODER.items():
        (site / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(node_modules / source, site / place)
    page_words.write(site / "words")
    for page in site.glob("*/index.html"):
        page.write_text(page_words.in_every_language(page.read_text()))
    for installed in site.glob("*/*.webmanifest"):
        installed.write_text(page_words.manifest(installed.stem, installed.read_text()))
    join_styles(site)
    for page in site.glob("*/index.html"):
        if page.parent.name in OPENED_BY_STRANGERS:
            preload(page, site)
    worker = site / "sw.js"
    shells = {page: shell(site, page) for page in SHELLS}
    kept = {address: path for files in shells.values() for address, path in files.items()}
    # Browsers keep the handler's headers with the files, so changing them changes the shells.
    protected = [*policy.headers(policy.PAGES, camera=True).values()]
    version = digest([*kept, *protected, *map(content_hash, [*kept.values(), worker, folder / "handler.py"])])
    (folder / "version").write_text(version)
    for path in kept.values():
        if path.suffix in NAMES_FILES:
            path.write_text(path.read_text().replace('"/site/', f'"{stamped("/site/", version)}'))
    text = filled(worker.read_text(), UNPACKAGED_VERSION, f"const VERSION = '{version}';")
    listed = {page: [stamped(address, version) for address in files] for page, files in shells.items()}
    worker.write_text(filled(text, UNPACKAGED_SHELLS, f"const SHELLS = {json.dumps(listed, indent=2)};"))
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.suffix not in PACKED_ALREADY:
            pack(path)


def join_styles(site: Path) -> None:
    """Join the styles of each page into the sheet that it asks for, and leave out the sheets that it is made of."""
    sheets = {path.resolve(): path.read_text() for path in site.rglob("*.css")}
    parts = {(path.parent / name).resolve() for path, text in sheets.items() for name in IMPORT.findall(text)}
    if missing := parts - sheets.keys():
        raise ValueError(f"no such style sheet: {', '.join(sorted(path.name for path in missing))}")
    whole = {path: joined(path, sheets) for path in sheets.keys() - parts}
    for path in parts:
        path.unlink()
    for path, text in whole.items():
        path.write_text(text)


def joined(sheet: Path, sheets: Mapping[Path, str]) -> str:
    """Return a style sheet with those that it imports in their places."""
    return IMPORT.sub(lambda found: joined((sheet.parent / found[1]).resolve(), sheets), sheets[sheet])


def preload(page: Path, site: Path) -> None:
    """Name all modules of a page in it: a browser asks for them at once, not for each as another imports it."""

    def named(entry: re.Match[str]) -> str:
        _, *others = modules((site / entry[1]).resolve())
        names = [path.relative_to(site.resolve()).as_posix() for path in others]
        indent = entry[0][: entry[0].index("<")]
        return "".join(f'{indent}<link rel="modulepreload" href="/site/{name}">\n' for name in names) + entry[0]

    page.write_text(ENTRY.sub(named, page.read_text()))


def modules(entry: Path) -> list[Path]:
    """Return a module and all that it imports, the nearest first."""
    found = [entry]
    # What is appended here is gone through as well.
    for path in found:
        named = [(path.parent / name).resolve() for name in IMPORTED.findall(path.read_text())]
        found += [other for other in dict.fromkeys(named) if other not in found]
    return found


def stamped(address: str, version: str) -> str:
    """Return a file's address in one version of the shells, to be cached for ever; a page's own address stays."""
    return address.replace("/site/", f"/site/{version}/", 1)


def filled(text: str, place: str, content: str) -> str:
    """Return a text with its only placeholder filled. Raises ValueError: a worker without its lists keeps nothing."""
    if text.count(place) != 1:
        raise ValueError(f"sw.js must hold exactly once: {place}")
    return text.replace(place, content)


def shell(site: Path, page: str) -> dict[str, Path]:
    """Return every file that a page needs offline, by its address and in order."""
    listed = [path for part in SHELLS[page] for path in files(site / part)]
    needed = imported({path.resolve() for path in files(site / SHELLS[page][0]) if path.suffix == ".js"})
    found = [path for path in listed if path.suffix != ".js" or path.resolve() in needed]
    addresses = [f"/site/{path.relative_to(site).as_posix()}" for path in found]
    own = f"/site/{SHELLS[page][0]}/index.html"
    return {page if address == own else address: path for address, path in zip(addresses, found, strict=True)}


def imported(modules: set[Path]) -> set[Path]:
    """Return modules with all that they import, and those in turn."""
    found, left = set(modules), list(modules)
    while left:
        module = left.pop()
        names = NAMED.findall(module.read_text())
        more = {path for name in names if (path := (module.parent / name).resolve()).is_file()} - found
        found |= more
        left += more
    return found


def files(part: Path) -> list[Path]:
    """Return a file itself, or all files of a folder."""
    return [path for path in [part, *sorted(part.rglob("*"))] if path.is_file()]


def content_hash(path: Path) -> str:
    """Return a hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(parts: list[str]) -> str:
    """Return a hash of some texts, short enough to be read aloud."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def pack(path: Path) -> None:
    """Leave a packed copy beside a file, if it is smaller; the same file gives the same bytes.

    Brotli would save another fifth of the decoder, once for each phone, but needs one more library at
    build time.
    """
    content = path.read_bytes()
    packed = gzip.compress(content, 9, mtime=0)
    if len(packed) < len(content):
        path.with_name(f"{path.name}.gz").write_bytes(packed)
