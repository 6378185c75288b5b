"""A phone finds whoever says their family name, and cannot read it off what it keeps."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.domain.family_hint import family_hint

CASES = json.loads((Path(__file__).parents[1] / "cases" / "family_hint.json").read_text())


@pytest.mark.parametrize("case", CASES["hints"], ids=lambda case: case["family"])
def test_a_family_name_gives_a_hint(case: dict[str, str]) -> None:
    assert family_hint(case["family"]) == case["hint"]


def test_nobody_is_hinted_at_whose_name_is_erased() -> None:
    assert family_hint(None) == ""


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_whose_initial_is_known_gives_four_bits_more_and_another_eight(word: str) -> None:
    assert len(family_hint(word)) == 1
    assert len(family_hint(f"de {word}")) == 3


def test_names_of_one_initial_are_spread_over_all_digits() -> None:
    """Were some digits rare, they would tell more of the names that have them."""
    names = [
        f"d{one}{two}{three}" for one in "aeiouy" for two in "bcdlmnprstv" for three in ("e", "on", "in", "ier", "au")
    ]

    counts = [list(map(family_hint, names)).count(digit) for digit in "0123456789abcdef"]

    assert min(counts) > len(names) / 16 / 3
    assert max(counts) < len(names) / 16 * 3
