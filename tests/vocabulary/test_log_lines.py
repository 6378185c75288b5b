"""What is counted of the log is what the code logs: a renamed field would leave a metric at zero, and nobody warned."""

import ast
from collections.abc import Iterator, Set

import pytest

from attendance.vocabulary.log_lines import COUNTED
from tests.gateway import ROOT

LEVELS = ("info", "warning", "error")


def logged() -> Iterator[tuple[str, Set[str]]]:
    """Yield each line that the functions log, with the fields that it has whatever happens."""
    for path in [*(ROOT / "shared/attendance").rglob("*.py"), *(ROOT / "functions").glob("*/handler.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("logger"), attr=level),
                    args=[ast.Constant(str(line))],
                    keywords=fields,
                ) if level in LEVELS:
                    yield line, {field.arg for field in fields if field.arg}


@pytest.mark.parametrize("line", COUNTED)
def test_a_counted_line_is_logged_and_wherever_it_is_it_has_every_counted_field(line: str) -> None:
    found = [fields for name, fields in logged() if name == line]

    assert found
    assert [fields for fields in found if not set(COUNTED[line]) <= fields] == []


def test_a_field_never_has_the_name_of_one_that_every_line_has_by_itself() -> None:
    own = {"level", "location", "message", "timestamp", "service", "cold_start", "correlation_id", "xray_trace_id"}
    own |= {f"function_{name}" for name in ("name", "memory_size", "arn", "request_id")}

    assert [line for line, fields in logged() if fields & own] == []
