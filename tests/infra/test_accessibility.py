"""The table of the RGAA's criteria: each of them once, and nothing said to be held that no test holds."""

import re

from tests.gateway import ROOT

TABLE = (ROOT / "infra/accessibility.md").read_text()
# How many criteria each theme has, in the order of the themes.
THEMES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
ROW = re.compile(r"^\| (\d+\.\d+) \| [^|]{5,90} \| ([^|]+) \|$", re.MULTILINE)
STANDS = re.compile(r"(held|partly): .*(axe|`tests/)|not applicable: .+|not checked(: .+)?")


def test_each_of_the_106_criteria_stands_there_once() -> None:
    asked = [f"{theme}.{number}" for theme, count in enumerate(THEMES, 1) for number in range(1, count + 1)]

    assert len(asked) == 106
    assert [number for number, _ in ROW.findall(TABLE)] == asked


def test_each_criterion_is_held_by_tests_not_applicable_with_a_reason_or_not_checked() -> None:
    assert [row for row in ROW.findall(TABLE) if not STANDS.match(row[1])] == []


def test_each_test_that_is_said_to_hold_one_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.\w+)(?:::(\w+))?`", TABLE)

    assert named
    for path, test in named:
        assert not test or f"\ndef {test}(" in (ROOT / path).read_text(), (path, test)
        assert (ROOT / path).exists(), path
