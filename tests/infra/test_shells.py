"""A page has every file that it is made of: its styles, and on the phone all that it needs without a network."""

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
# What a function writes by itself asks for files too, most of them by what all such pages have.
WRITTEN = ROOT / "shared/attendance/documents/pages/templates/page.html"
PAGES = [
    *(f"/site/{path.relative_to(SITE).as_posix()}" for path in sorted(SITE.glob("*/index.html"))),
    "welcome/templates/base.html",
]


@pytest.mark.parametrize("page", pages.SHELLS)
def test_every_file_that_a_page_loads_is_kept_for_it(page: str) -> None:
    kept = set(pages.shell(SITE, page)) | {
        f"/site/{place}" for place in pages.DECODER if place.split("/")[0] in pages.SHELLS[page]
    }

    own = f"/site/{pages.SHELLS[page][0]}/index.html"
    missing = needed(own) - kept - {own}

    assert not missing


def test_a_module_that_no_shell_lists_is_found_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pages.SHELLS, "/badge", ("badge",))

    missing = needed("/site/badge/index.html") - set(pages.shell(SITE, "/badge"))

    assert {"/site/ui/dom.js", "/site/lib/indexed.js", "/site/words/badge.js", "/site/ui/page.css"} <= missing


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_for_one_style_sheet(page: str) -> None:
    assert len([address for address in loaded(page) if address.endswith(".css")]) == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_styles_of_every_module_that_it_loads(page: str) -> None:
    found = needed(page)

    beside = {f"{address.removesuffix('.js')}.css" for address in found if address.endswith(".js")}
    assert {address for address in beside if source(address).exists()} <= found


def test_every_style_sheet_is_one_of_a_page() -> None:
    written = {f"/site/{path.relative_to(SITE).as_posix()}" for path in SITE.rglob("*.css")}

    assert written == {address for page in PAGES for address in needed(page) if address.endswith(".css")}


@pytest.mark.parametrize("path", sorted(SITE.rglob("*.css")), ids=lambda path: path.relative_to(SITE).as_posix())
def test_a_style_sheet_that_imports_holds_nothing_of_its_own(path: Path) -> None:
    text = COMMENTS.sub("", path.read_text())

    assert "@import" not in text or not pages.IMPORT.sub("", text).strip()


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
    text = COMMENTS.sub("", path.read_text() + (WRITTEN.read_text() if address == PAGES[-1] else ""))
    named = {one or other for one, other in NAMED.findall(text)}
    found = (pages.IMPORT if path.suffix == ".css" else IMPORTED).findall(text) if path.suffix != ".html" else []
    imported = [name for name in found if name.startswith(".")]
    return named | {posixpath.normpath(posixpath.join(posixpath.dirname(address), name)) for name in imported}


def source(address: str) -> Path:
    """Return the file of an address; the decoder is put at its own when the pages are packaged."""
    if not address.startswith("/site/"):
        return ROOT / "functions" / address
    place = address.removeprefix("/site/")
    return ROOT / "node_modules" / pages.DECODER[place] if place in pages.DECODER else SITE / place
