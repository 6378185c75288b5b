"""A page that opens without a network has every file that it is made of on the phone."""

import json
import posixpath
import re
from pathlib import Path

import pytest

from infra import pages

ROOT = Path(__file__).parents[2]
SITE = ROOT / "functions/pages/site"
COMMENTS = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")
NAMED = re.compile(r"""(?:href|src)="(/site/[^"]+)"|["'(](/site/[^"')]+)["')]""")


@pytest.mark.parametrize("page", pages.SHELLS)
def test_every_file_that_a_page_loads_is_kept_for_it(page: str) -> None:
    kept = set(pages.shell(SITE, page)) | {
        f"/site/{place}" for place in pages.DECODER if place.split("/")[0] in pages.SHELLS[page]
    }

    missing = needed(f"/site{page}/index.html") - kept - {f"/site{page}/index.html"}

    assert not missing


def test_a_module_that_no_shell_lists_is_found_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pages.SHELLS, "/badge", ("badge",))

    missing = needed("/site/badge/index.html") - set(pages.shell(SITE, "/badge"))

    assert {"/site/ui/dom.js", "/site/lib/indexed.js", "/site/ui/words_fr.js", "/site/ui/ui.css"} <= missing


def needed(address: str, found: frozenset[str] = frozenset()) -> set[str]:
    """Return a file and all that it loads, by their addresses."""
    all_found = {*found, address}
    for other in loaded(address) - all_found:
        all_found |= needed(other, frozenset(all_found))
    return all_found


def loaded(address: str) -> set[str]:
    """Return what a page, a module, a style or a manifest names itself."""
    path = source(address)
    if path.suffix == ".webmanifest":
        return {icon["src"] for icon in json.loads(path.read_text()).get("icons", [])}
    if path.suffix not in {".html", ".js", ".css"}:
        return set()
    text = COMMENTS.sub("", path.read_text())
    named = {one or other for one, other in NAMED.findall(text)}
    if path.suffix != ".js":
        return named
    imported = [name for name in IMPORTED.findall(text) if name.startswith(".")]
    return named | {posixpath.normpath(posixpath.join(posixpath.dirname(address), name)) for name in imported}


def source(address: str) -> Path:
    """Return the file of an address; the decoder is put at its own when the pages are packaged."""
    place = address.removeprefix("/site/")
    return ROOT / "node_modules" / pages.DECODER[place] if place in pages.DECODER else SITE / place
