"""Whatever a name is made of, it comes out readable and whole, and never breaks the page."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getFont

from attendance.documents.typefaces import font
from attendance.documents.typesetting import (
    NEUTRAL,
    Paragraph,
    fitted,
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
        ("Zoë 𓀀𓀀𓀀", f"Zoë {NEUTRAL}"),
        ("ꦗꦮ Ada", f"{NEUTRAL} Ada"),
        ("Ada\ud800", f"Ada{NEUTRAL}"),
        ("Ada\ue000", f"Ada{NEUTRAL}"),
    ],
)
def test_what_all_typefaces_lack_is_an_empty_square(typed: str, shown: str) -> None:
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
    assert refused.more == {"characters": characters}


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
    assert all(line.width <= WIDTH + 0.01 for line in lines)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x17F, categories=["L"]), min_size=1))
def test_no_letter_of_a_long_word_is_lost(word: str) -> None:
    lines = fitted([Paragraph(word)], WIDTH, HEIGHT, 36)

    assert "".join(line.text for line in lines) == printable(word)


def test_both_weights_are_ready() -> None:
    assert font(is_bold=True) != font(is_bold=False)
    assert text_width("Ada", 10, is_bold=True) > text_width("Ada", 10)


NAMES = [
    *(
        "山田 太郎",
        "王小明",
        "さくら",
        "김민수",
        "สมชาย ใจดี",
        "ສົມ",
        "अनिल कुमार",
        "শ্রী অমর",
        "தமிழ் செல்வி",
        "శ్రీనివాస్",
        "ಶ್ರೀ",
    ),
    *("ശ്രീ", "શ્રી", "ਗੁਰਪ੍ਰੀਤ", "ଅନିଲ", "ශ්\u200dරී", "សុខ ចាន់", "အောင်ဆန်း", "አበበ", "გიორგი", "محمد ﷲ", "عبداللہ بے"),
    *("🦄 Ada", "👩🏽\u200d🚀", "🇫🇷", "Ada 山田 (Łódź)", "Zoë🎉山田"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_set_as_it_is_written_whatever_its_script(name: str) -> None:
    (line,) = fitted([Paragraph(name, is_bold=True)], WIDTH, HEIGHT, 16)

    assert refusal(name) is None
    assert line.text == in_order(printable(name))
    assert NEUTRAL not in line.text
    assert line.width == pytest.approx(text_width(line.text, 16, is_bold=True))


def test_a_line_is_in_as_many_typefaces_as_it_takes_and_a_word_in_one_if_that_has_all_of_it() -> None:
    def set_in(text: str) -> list[tuple[str, str]]:
        (line,) = fitted([Paragraph(text)], WIDTH, HEIGHT, 12)
        return [(run.text, run.font.split("[")[0]) for run in line.runs]

    plain = font(is_bold=False)
    assert set_in("Łódź Ada") == [("Łódź Ada", plain)]
    assert set_in("Ada 山田 (Łódź)") == [("Ada ", plain), ("山田", "wqy-microhei"), (" (Łódź)", plain)]
    assert set_in("Zoëท山") == [("Zoë", plain), ("ท", "NotoSansThai"), ("山", "wqy-microhei")]
    assert [face for _, face in set_in("عبداللہ")] == ["NotoSansArabic"]


@pytest.mark.parametrize("name", ["山\u0303", "अ\u0485山", "1\u20e3", "\u200d山", "ท\u0303\u200d🎉"])
def test_every_piece_of_a_line_is_in_a_typeface_that_has_it(name: str) -> None:
    (line,) = fitted([Paragraph(name)], WIDTH, HEIGHT, 12)

    assert refusal(name) is None
    for run in line.runs:
        font: Any = getFont(run.font)
        assert all(ord(letter) in font.face.charToGlyph for letter in run.drawn), run


@pytest.mark.parametrize(("syllable", "letters"), [("श्री", "शरी"), ("ශ්\u200dරී", "ශරී"), ("👩\u200d🚀", "👩🚀")])
def test_letters_that_become_one_sign_take_the_room_of_one(syllable: str, letters: str) -> None:
    assert text_width(printable(syllable), 10) < text_width(printable(letters), 10)


def test_what_shaping_added_to_a_typeface_is_no_letter_of_it() -> None:
    fitted([Paragraph("श्री अनिल")], WIDTH, HEIGHT, 12)

    assert printable("\ue000\ue001") == NEUTRAL


def test_a_word_is_broken_between_its_letters_not_before_their_marks() -> None:
    lines = fitted([Paragraph("कुमारी" * 60)], 20 * mm, 20 * mm, 12)

    assert len(lines) > 1
    assert all(line.text[0] == "क" or unicodedata.category(line.text[0]) == "Lo" for line in lines)
