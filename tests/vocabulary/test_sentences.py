"""Sentences with values: the three forms of ICU MessageFormat that the words use."""

import pytest

from attendance.vocabulary.sentences import Branch, SentenceError, Value, parsed, values

SEATS = "{free, plural, =0 {complet} one {# place} other {# places, {who, select, none {} other {dont {who}}}}}."


def test_a_sentence_without_values_is_what_it_says() -> None:
    assert parsed("Entrez : n° 4, #4.") == ("Entrez : n° 4, ", "#", "4.")


def test_the_number_of_a_plural_is_its_value_within_another_choice_too() -> None:
    (choice, end) = parsed("{n, plural, one {#} other {{sex, select, f {# venues} other {# venus}}}}!")

    assert end == "!"
    assert isinstance(choice, Branch)
    assert choice.cases["one"] == (Value("n"),)
    (inner,) = choice.cases["other"]
    assert isinstance(inner, Branch)
    assert inner.cases["f"] == (Value("n"), " venues")


def test_a_sentence_tells_which_values_it_needs_and_what_decides_by_them() -> None:
    assert set(values(parsed(SEATS))) == {("free", "plural"), ("free", ""), ("who", "select"), ("who", "")}


@pytest.mark.parametrize(
    "wrong",
    [
        "{count",
        "count}",
        "{count, plural, one {# place}}",
        "{count, plural, one # other {#}}",
        "{count, number, percent}",
        "{count, plural, other {#}",
        "{}",
        "{a b}",
    ],
)
def test_what_is_none_of_the_three_forms_is_named(wrong: str) -> None:
    with pytest.raises(SentenceError, match=r"count|a b|Neither"):
        parsed(wrong)
