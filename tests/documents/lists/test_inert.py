"""Cells that we write run in no spreadsheet, and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.documents.lists import inert


@pytest.mark.parametrize(
    "text", ["=1+1", "+33 6", "-5", "@home", "\t=1", "\r=1", " =1", "＝1", "'=1", '=HYPERLINK("http://example.org")']
)
def test_what_a_spreadsheet_would_run_is_written_as_a_text(text: str) -> None:
    assert inert.inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "d'Aïeul", "'t Hooft", "a=1", "ada@example.org", "1-2"])
def test_what_is_harmless_is_written_as_it_is(text: str) -> None:
    assert inert.inert(text) == text


@given(st.text(alphabet=st.characters() | st.sampled_from("'=+-@\t\r\n ＝")))
def test_every_text_comes_back_as_it_was_and_never_begins_like_a_formula(text: str) -> None:
    cell = inert.inert(text)

    assert inert.original(cell) == text
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_a_file_that_is_written_opens_in_a_french_spreadsheet() -> None:
    assert inert.written([["Prénom", "Structure"], ["Zoé", "=A1"]]) == "\ufeffPrénom;Structure\r\nZoé;'=A1\r\n"
