"""The form of a word that goes with a count, by the rules of CLDR."""

import pytest

from attendance.vocabulary.plurals import form

FRENCH = {"one": "i = 0,1"}
ENGLISH = {"one": "i = 1 and v = 0"}
POLISH = {
    "one": "i = 1 and v = 0",
    "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
    "many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14",
}


@pytest.mark.parametrize(
    ("rules", "counts", "forms"),
    [
        (FRENCH, (0, 1, 2, 21), "one one other other"),
        (ENGLISH, (0, 1, 2, 21), "other one other other"),
        (POLISH, (0, 1, 2, 5, 12, 21, 22, 25), "many one few many many many few many"),
        ({}, (0, 1), "other other"),
    ],
    ids=["French", "English", "Polish", "Japanese"],
)
def test_each_language_has_the_forms_that_it_says(rules: dict[str, str], counts: tuple[int, ...], forms: str) -> None:
    assert [form(count, rules) for count in counts] == forms.split()


def test_what_is_no_rule_of_cldr_is_named() -> None:
    with pytest.raises(ValueError, match="count == 1"):
        form(1, {"one": "count == 1"})
