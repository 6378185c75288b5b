"""Numbers as they are written in French and English."""

import pytest

from attendance.documents.numerals import count, decimal, percent


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1_226, "1\N{NARROW NO-BREAK SPACE}226", "1,226"),
        (1_234_567, "1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567", "1,234,567"),
    ],
)
def test_thousands_stand_apart(number: int, french: str, english: str) -> None:
    assert (count(number, "fr"), count(number, "en")) == (french, english)


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (186.44, "186,4", "186.4"),
        (4.0, "4", "4"),
        (24_600.5, "24\N{NARROW NO-BREAK SPACE}600,5", "24,600.5"),
        (-0.4, "\N{MINUS SIGN}0,4", "\N{MINUS SIGN}0.4"),
    ],
)
def test_a_decimal_is_told_where_it_says_anything(number: float, french: str, english: str) -> None:
    assert (decimal(number, "fr"), decimal(number, "en")) == (french, english)


def test_a_difference_has_its_sign() -> None:
    assert [decimal(number, "fr", signed=True) for number in (2.0, -0.4)] == ["+2", "\N{MINUS SIGN}0,4"]


def test_a_share_is_told_in_hundredths_that_stay_with_their_sign() -> None:
    assert (percent(0.889, "fr"), percent(0.95, "en")) == ("88,9\N{NO-BREAK SPACE}%", "95%")
