"""Names are found and compared as people type them."""

import json
from pathlib import Path
from typing import Any

import pytest

from attendance.domain.folding import LETTERS, are_meant, folded, is_blank, words

CASES = json.loads((Path(__file__).parents[1] / "cases" / "folding.json").read_text())


def test_the_letters_are_those_of_the_phones() -> None:
    assert CASES["letters"] == LETTERS


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["text"])
def test_a_text_is_compared_folded(case: dict[str, str]) -> None:
    assert folded(case["text"]) == case["folded"]
    assert folded(case["folded"]) == case["folded"]


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["name"])
def test_any_word_of_a_name_begins_a_match(case: dict[str, Any]) -> None:
    known = " ".join(words(case["name"]))

    assert [typed for typed in case["by"] if not are_meant(folded(typed).split(), known)] == []
    assert [typed for typed in case["not"] if are_meant(folded(typed).split(), known)] == []


@pytest.mark.parametrize("nothing", ["", " ", "\u00a0\u200b", "\u0301", "\u2800\u3164", "\t\u2800\n"])
def test_a_text_of_which_nothing_is_drawn_is_blank(nothing: str) -> None:
    assert is_blank(nothing)
    assert not is_blank(f"{nothing}.")
