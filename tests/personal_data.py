"""The register of what is kept of whom, as `infra/personal-data.md` has it."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

REGISTER = Path(__file__).parents[1] / "infra/personal-data.md"
EVERY_ITEM, FILES, LOG, TAB = "Every item", "Files", "In the log", "In the tab or the browser's storage"
COUNTERS = "counters"
# Whose counters are named by what they count.
COUNTED = ("tally", "registrations")


@cache
def rows() -> dict[str, dict[str, list[str]]]:
    """Return, by heading, what is kept: each with what for, until when, and who sees it."""
    found: dict[str, dict[str, list[str]]] = {}
    heading = ""
    for line in REGISTER.read_text().splitlines():
        if named := re.match(r"#+ (?:`(\w[\w-]*)`: )?(.*)", line):
            heading = named[1] or named[2]
        elif line.startswith("| `"):
            names, *said = [cell.strip() for cell in line.strip("|").split("|")]
            found.setdefault(heading, {}).update(dict.fromkeys(re.findall(r"`([^`]+)`", names), said))
    return found


def unregistered(kind: str, attributes: Iterable[str]) -> set[str]:
    """Return which attributes of a type of item nobody has said anything of."""
    known = rows().get(kind, {}).keys() | rows()[EVERY_ITEM].keys()
    found = {*attributes} - known
    return {name for name in found if not _is_counter(name)} if kind in COUNTED else found


def _is_counter(name: str) -> bool:
    return name != "name" and bool(re.fullmatch(r"[\w.-]*/?[a-z]\w*(\.\w+)?", name))
