"""What is packaged into functions and pages is listed with its licence, and everything that is pinned is audited."""

import json
import re
from importlib.metadata import metadata
from pathlib import Path

import pytest

from infra.package import function_folders
from infra.pages import DECODER
from tests.gateway import ROOT

LIST = ROOT / "infra/licences.md"
# Each asks for no more than that its text goes along with copies; of the LGPL, that the library can be exchanged.
USED = re.compile(r"MIT|BSD|Apache|PSF|OFL|HPND|LGPL|Bitstream Vera")


def rows() -> dict[str, tuple[str, str, str]]:
    """Return, by package, its licence, what its own metadata call it, and where it is packed."""
    found = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \| (.+?) \|$", LIST.read_text(), re.MULTILINE)
    return {name: (licence, said, where) for name, licence, said, where in found}


def packed() -> dict[str, list[str]]:
    """Return, by package, the folders of functions that it is unpacked into; `layer` is every function's."""
    found: dict[str, list[str]] = {}
    folders = {"layer": ROOT / "shared", **{each.name: each for each in function_folders()}}
    for place, folder in sorted(folders.items()):
        pins = folder / "requirements.txt"
        for line in pins.read_text().splitlines() if pins.exists() else ():
            # What is for Windows alone is not unpacked.
            if (named := re.match(r"([a-z][\w.-]*)==\S+(.*)", line)) and "win32" not in named[2]:
                found.setdefault(named[1], []).append(place)
    return found


def said(package: str) -> str:
    """Return what a package's metadata call its licence."""
    about = metadata(package)
    kinds = [kind.rpartition(" :: ")[2] for kind in about.get_all("Classifier", []) if kind.startswith("License ::")]
    words = about.get("License-Expression") or about.get("License", "").strip().split("\n")[0][:60].strip()
    return str(words or ", ".join(kinds))


def test_every_package_that_is_packed_is_listed_with_where_and_no_other() -> None:
    assert {name: where for name, (_, _, where) in rows().items() if name != "zxing-wasm"} == {
        name: ", ".join(places) for name, places in packed().items()
    }


@pytest.mark.parametrize("package", packed())
def test_a_packed_package_has_the_licence_of_the_list(package: str) -> None:
    licence, metadata_say, _ = rows()[package]

    assert said(package) == metadata_say
    assert USED.search(licence)
    assert not re.search(r"(?<!L)GPL|SSPL|Commons Clause", licence)


def test_what_npm_brings_into_the_pages_is_listed_and_its_licence_goes_along() -> None:
    brought = {source.partition("/")[0] for source in DECODER.values()}

    assert brought == {"zxing-wasm"}
    licence, metadata_say, where = rows()["zxing-wasm"]
    assert json.loads((ROOT / "node_modules/zxing-wasm/package.json").read_text())["license"] == metadata_say
    assert USED.search(licence)
    assert "`zxing/`" in where
    assert "zxing/LICENSE.txt" in DECODER


def test_everything_that_is_pinned_is_audited() -> None:
    makefile = (ROOT / "Makefile").read_text()
    furnished = re.search(r"^FURNISHED := (.+)$", makefile, re.MULTILINE)
    pinned = re.search(r"^PINNED := (.+?)(?<!\\)$", makefile, re.MULTILINE | re.DOTALL)
    assert furnished
    assert pinned
    named = {Path(f"functions/{name}/requirements.txt") for name in furnished[1].split()}
    named |= {Path(name) for name in re.findall(r"(?:infra|shared|tests)[\w/-]*\.txt", pinned[1])}
    locked = re.search(r"^LOCKED := (.+)$", makefile, re.MULTILINE)
    assert locked
    named |= {Path(name) for name in locked[1].split()}

    there = {*ROOT.glob("functions/*/requirements.txt"), *ROOT.glob("shared/*requirements.txt")}
    there |= {*ROOT.glob("infra/**/*requirements.txt"), *ROOT.glob("tests/**/*requirements.txt")}
    there |= {*ROOT.glob("package-lock.json"), *ROOT.glob("tests/*/package-lock.json")}
    assert {path.relative_to(ROOT) for path in there} == named
    audit = makefile[makefile.index("\naudit:") :].split("\n\n")[0]
    assert "$(PINNED) $(LOCKED)" in audit
