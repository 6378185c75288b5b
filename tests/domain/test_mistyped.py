"""A mistyped address: what somebody probably meant."""

import json
from pathlib import Path

import pytest

from attendance.domain.mistyped import meant
from attendance.vocabulary.providers import PROVIDERS

CASES = json.loads((Path(__file__).parent.parent / "cases" / "mistyped.json").read_text())
CONTACT = "forum@univ-poitiers.example"


@pytest.mark.parametrize("case", CASES, ids=[case["typed"] for case in CASES])
def test_a_near_miss_of_a_domain_that_many_have_is_suggested_and_nothing_else_is(case: dict[str, str]) -> None:
    assert meant(case["typed"], CONTACT) == case["meant"]


def test_what_is_suggested_is_meant_as_it_is() -> None:
    assert [domain for domain in PROVIDERS if meant(f"ada@{domain}", CONTACT)] == []
