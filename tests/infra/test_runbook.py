"""Each command that the pages tell to run is there, with the words that it is given."""

import re
from functools import cache

import pytest

from infra import parameters
from infra.local import template
from infra.local.stack import ROOT

PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "infra/README.md",
    "infra/import_people.py",
    "infra/close.py",
    "infra/preflight.py",
)
# What these take besides is the template's.
OF_THE_TEMPLATE = ("deploy", "preflight")
# The launcher's, which every command of this machine's stack takes.
EVERYWHERE = {"STATE"}


@cache
def rules() -> dict[str, str]:
    """Return each target of the Makefile with its line and what it runs."""
    blocks = re.finditer(r"^([a-z-]+): .*\n(?:(?:\t|  ).*\n)*", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return {block[1]: block[0] for block in blocks}


def told(pattern: str) -> list[tuple[str, str]]:
    """Return what the pages tell to run, each with its page."""
    pages = {page: (ROOT / page).read_text() for page in PAGES}
    return sorted(
        {(page, " ".join(found.split())) for page, text in pages.items() for found in re.findall(pattern, text)}
    )


@pytest.mark.parametrize(("page", "command"), told(r"`make ([^`]+)`"))
def test_what_make_is_asked_for_it_does(page: str, command: str) -> None:
    target, *_ = command.split()
    given = set(re.findall(r"\b([A-Z][A-Z_]+)=", command))
    declared = {parameters.spelled(name) for name in parameters.declared()} if target in OF_THE_TEMPLATE else set()

    assert target in rules(), page
    assert {name for name in given if not re.search(rf"\b{name}\b", rules()[target])} <= declared | EVERYWHERE


@pytest.mark.parametrize(("page", "command"), told(r"infra\.([a-z_]+[^`\n|]*)`"))
def test_what_python_is_asked_for_it_does(page: str, command: str) -> None:
    name, *_ = command.split()
    source = ROOT / "infra" / f"{name}.py"

    assert source.exists(), page
    assert all(f'"{option}"' in source.read_text() for option in re.findall(r"--[a-z-]+", command))


@pytest.mark.parametrize(("page", "output"), told(r"<([A-Z][A-Za-z]+)>"))
def test_an_output_that_is_to_be_filled_in_is_one_of_the_stack(page: str, output: str) -> None:
    assert output in template.load(ROOT / "template.yaml")["Outputs"]
