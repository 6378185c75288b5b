"""The register of processing names everything that is stored, logged or kept on a phone, and says why."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from attendance.domain import exports
from attendance.domain.message import Message
from attendance.store import items
from attendance.usecases import exporting
from attendance.vocabulary import log_lines
from tests import personal_data
from tests.gateway import ROOT, template
from tests.releases.release import releases
from tests.releases.test_releases import READ_AS

SITE = ROOT / "functions/pages/site"
STORED = {**READ_AS, "message": Message}
OF_LOG = {"info", "warning", "error", "log_fault", "attempt"}
NOT_LOGGED = {"refused", "may_break"}


def test_each_row_says_what_for_until_when_and_who_sees_it() -> None:
    for heading, rows in personal_data.rows().items():
        for name, said in rows.items():
            assert len(said) == 3, f"{heading}: {name}"
            assert all(said), f"{heading}: {name}"


@pytest.mark.parametrize("kind", STORED)
def test_each_stored_field_is_registered(kind: str) -> None:
    stored = {field.name for field in fields(STORED[kind])}

    assert not personal_data.unregistered(kind, stored)


def test_whatever_releases_stored_is_registered_and_there_is_no_row_of_what_nobody_stores() -> None:
    stored: dict[str, set[str]] = {}
    for release in releases():
        for item in map(items.plain, release.items):
            stored.setdefault(item["type"], set()).update(item)

    assert {kind: left for kind, names in stored.items() if (left := personal_data.unregistered(kind, names))} == {}
    of_items = personal_data.rows().keys() - {personal_data.EVERY_ITEM, "Files", "In the log", personal_data.TAB}
    assert of_items - {"pointage", "pointage-roster", "badge"} == stored.keys()


def test_each_type_of_item_of_the_entity_chart_is_registered() -> None:
    chart = (ROOT / "shared/attendance/store/README.md").read_text()
    listed = chart[chart.index("## Entities") : chart.index("## Access patterns")]

    assert set(re.findall(r"^\| `(\w+)`", listed, re.MULTILINE)) <= personal_data.rows().keys()


def test_each_file_that_is_kept_for_a_while_is_registered() -> None:
    marks = {exporting.ASKED, exporting.GIVEN, exporting.FAILED}

    assert personal_data.rows()[personal_data.FILES].keys() == {*exports.KINDS, *marks}


def logged() -> Iterator[str]:
    """Go through the names of all fields that a line of the log may have."""
    yield from (name for names in log_lines.COUNTED.values() for name in names)
    access = template()["Resources"]["Api"]["Properties"]["AccessLogSettings"]["Format"]
    yield from json.loads(re.sub(r"(?<=:)\$[\w.]+(?=[,}])", "0", access))
    for path in (*(ROOT / "shared").rglob("*.py"), *(ROOT / "functions").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and _called(call.func) in OF_LOG:
                yield from (keyword.arg for keyword in call.keywords if keyword.arg)


def _called(function: Any) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr if "logger" in ast.unparse(function.value) or function.attr in OF_LOG else ""
    return function.id if isinstance(function, ast.Name) else ""


def test_each_field_of_the_log_is_registered() -> None:
    assert set(logged()) - NOT_LOGGED - personal_data.rows()[personal_data.LOG].keys() == set()


def test_each_store_of_a_browser_is_registered() -> None:
    made: dict[str, set[str]] = {}
    for path, database in (
        ("lib/scan_db.js", "pointage"),
        ("lib/roster_db.js", "pointage-roster"),
        ("badge/wallet.js", "badge"),
    ):
        source = (SITE / path).read_text()
        constants = dict(re.findall(r"const (\w+) = '([\w-]+)';", source))
        made[database] = {constants[name] for name in re.findall(r"createObjectStore\((\w+)", source)}

    assert made == {database: {*personal_data.rows()[database]} for database in made}
    opened = [path for path in SITE.rglob("*.js") if "Database.open(factory" in path.read_text()]
    assert len(opened) == len(made)


def test_what_a_tab_or_a_browser_keeps_by_a_name_is_registered() -> None:
    sources = "\n".join(path.read_text() for path in SITE.rglob("*.js"))
    named = re.findall(r"new Session(?:Value|Store)\(\(\) => \w+Storage, '?([\w-]+)'?\)", sources)
    constants = dict(re.findall(r"const (\w+) = '([\w-]+)';", sources))

    assert {constants.get(name, name) for name in named} == personal_data.rows()[personal_data.TAB].keys()
    assert "document.cookie" not in sources
