"""Whatever a name is made of, it comes out readable and whole, and never breaks the page."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.units import mm

from attendance.documents.typesetting import (
    NEUTRAL,
    Paragraph,
    fitted,
    font,
    height_of,
    in_order,
    printable,
    refusal,
    text_width,
)

WIDTH, HEIGHT = 89 * mm, 36 * mm


@pytest.mark.parametrize(
    "name",
    [
        "Élodie Lefèvre-Nguyễn",
        "Łukasz Żółć",
        "Ελένη Παπαδοπούλου",
        "Дмитрий Щербаков",
        "שרה כהן",
        "Գագիկ",
        "ნინო",
        "O'Neill – d'Àvila",
        "Þórður Ægisson",
        "Ayşe Iğdır",
    ],
)
def test_the_scripts_of_europe_and_around_it_are_printed_as_they_are(name: str) -> None:
    assert printable(name) == name


def test_arabic_has_every_letter() -> None:
    assert NEUTRAL not in printable("محمد الأمين بن عبد الرحمن پچژگ")


def test_an_accent_typed_on_its_own_joins_its_letter() -> None:
    assert printable(unicodedata.normalize("NFD", "Zoë Ångström")) == "Zoë Ångström"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Zoë 🎉🎉🎉", f"Zoë {NEUTRAL}"),
        ("👩🏽‍🚀 Ada", f"{NEUTRAL} Ada"),
        ("王小明", NEUTRAL),
        ("Ada\ud800", f"Ada{NEUTRAL}"),
        ("🇫🇷", NEUTRAL),
    ],
)
def test_what_the_typeface_lacks_is_an_empty_square(typed: str, shown: str) -> None:
    assert printable(typed) == shown


@pytest.mark.parametrize("name", ["Ada", "Łukasz Żółć", "عبد الله", "محمد ﷲ", "𝓐𝓭𝓪", "Ada\u200b"])
def test_what_can_be_printed_may_be_issued(name: str) -> None:
    assert refusal(name) is None


@pytest.mark.parametrize(
    ("texts", "characters"),
    [
        (["Ada 𓀀𓀀"], "𓀀"),
        (["Ada", "La Fonda", "Stand 𓀀"], "𓀀"),
        (["Ada □"], "□"),
        (["\u200b"], ""),
        (["\u3164 \u2800"], ""),
        (["\u0301"], ""),
        ([""], ""),
    ],
)
def test_nothing_is_issued_for_squares_or_for_a_name_that_nobody_sees(texts: list[str], characters: str) -> None:
    refused = refusal(*texts)

    assert refused
    assert refused.characters == characters


@pytest.mark.parametrize("name", ["الله", "عبد الله", "ﷲ", "صلى"])
def test_arabic_is_checked_after_it_is_joined(name: str) -> None:
    assert NEUTRAL not in printable(name)
    assert refusal(name) is None
    assert all("\ufb50" <= letter <= "\ufefc" for letter in printable(name).replace(" ", ""))


def test_persian_letters_that_are_kept_apart_stay_apart() -> None:
    assert printable("می\u200cخواهم") == printable("می") + printable("خواهم")


@pytest.mark.parametrize("typed", ["𝓐𝓭𝓪", "Ａｄａ", "ⒶⒹⒶ"])
def test_letters_in_fancy_dress_are_letters_still(typed: str) -> None:
    assert printable(typed) in ("Ada", "ADA", typed)
    assert NEUTRAL not in printable(typed)


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\u2066", "\x00", "\x1b", "\ufe0f", "\u00ad", "\u061c"])
def test_what_cannot_be_seen_does_not_turn_a_name_around(unseen: str) -> None:
    assert printable(f"A{unseen}da") == "Ada"


def test_lines_and_tabs_within_a_name_are_one_space() -> None:
    assert printable(" Ada\n\tExemple ") == "Ada Exemple"


def test_hebrew_is_drawn_from_its_last_letter_and_its_brackets_stay_around_their_word() -> None:
    assert in_order("שרה (כהן)") == "(ןהכ) הרש"


def test_a_latin_word_in_arabic_keeps_its_own_direction() -> None:
    assert "INRAE" in in_order(printable("معهد INRAE"))


def test_a_short_name_is_as_large_as_allowed() -> None:
    (line,) = fitted([Paragraph("Ada")], WIDTH, HEIGHT, 36)

    assert line.points == 36


def test_a_long_word_is_set_smaller_before_it_is_broken() -> None:
    lines = fitted([Paragraph("Wolfeschlegelsteinhausen")], WIDTH, HEIGHT, 36)

    assert [line.text for line in lines] == ["Wolfeschlegelsteinhausen"]
    assert lines[0].points < 36


def test_a_line_may_end_after_a_hyphen() -> None:
    lines = fitted([Paragraph("Jean-Christophe-Emmanuel-Maximilien")], WIDTH, HEIGHT, 36)

    assert len(lines) > 1
    assert all(line.text.endswith("-") for line in lines[:-1])


def test_no_line_ends_at_a_space_that_binds() -> None:
    lines = fitted([Paragraph("a 11\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}05 " * 20)], WIDTH, 200 * mm, 12)

    assert not any(line.text.startswith(("h", "05")) for line in lines)


def test_nothing_to_say_takes_no_room() -> None:
    assert fitted([Paragraph(""), Paragraph(" \u200b ")], WIDTH, HEIGHT, 36) == []
    assert height_of([]) == 0


@given(st.lists(st.text(max_size=160), max_size=3))
def test_any_text_at_all_fits_the_room_whole(texts: list[str]) -> None:
    lines = fitted([Paragraph(text, is_bold=True) for text in texts], WIDTH, HEIGHT, 36)

    assert height_of(lines) <= HEIGHT
    assert all(text_width(line.text, line.font, line.points) <= WIDTH + 0.01 for line in lines)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x17F, categories=["L"]), min_size=1))
def test_no_letter_of_a_long_word_is_lost(word: str) -> None:
    lines = fitted([Paragraph(word)], WIDTH, HEIGHT, 36)

    assert "".join(line.text for line in lines) == printable(word)


def test_both_weights_are_ready() -> None:
    assert font(is_bold=True) != font(is_bold=False)
    assert text_width("Ada", font(is_bold=True), 10) > text_width("Ada", font(is_bold=False), 10)
