"""What `make soak` takes for needed, and what it tells."""

import re

import pytest

from infra.local.stack import ROOT
from tests.soak.__main__ import REASONS, UNSEEN, granted, needed, unneeded

GRANTED = {*granted()}


def test_the_emulators_lines_name_a_function_by_its_role() -> None:
    lines = "pointage-ScanFunctionRole-1A2B dynamodb:Query\nroot sts:GetCallerIdentity\n"

    assert needed(lines) == {("ScanFunction", "dynamodb:Query")}


def test_what_was_not_needed_is_told_and_nothing_else() -> None:
    superfluous = ("ScanFunction", "dynamodb:Query")
    assert superfluous in GRANTED

    assert unneeded(GRANTED) == []
    assert unneeded(GRANTED - {superfluous}) == [superfluous]


def test_what_is_shared_is_granted_to_each_who_has_it() -> None:
    holders = {name for name, action in GRANTED if action == "ses:SendEmail"}

    assert holders == {"SendMailFunction", "PassesFunction", "OrdersFunction"}


def test_what_has_a_reason_is_granted() -> None:
    assert REASONS.keys() <= GRANTED
    assert UNSEEN.keys() <= {action for _, action in GRANTED}


@pytest.mark.parametrize("reason", sorted({*REASONS.values()}))
def test_the_tests_that_reasons_name_are_there(reason: str) -> None:
    assert all((ROOT / path).exists() for path in re.findall(r"tests/\S+\.py", reason))
