"""French as printers set it, on paper and in mails: no line ends before a colon, no apostrophe is straight."""

import pytest

from attendance.documents.typesetting import Paragraph, fitted
from attendance.vocabulary.typography import typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Feuille d'émargement", "Feuille d’émargement"),
        ("Venus : 8", "Venus\N{NO-BREAK SPACE}: 8"),
        ("Perdu ? Prévenez", "Perdu\N{NO-BREAK SPACE}? Prévenez"),
        ("par e-mail", "par e\N{NON-BREAKING HYPHEN}mail"),
        ("« ici »", "«\N{NO-BREAK SPACE}ici\N{NO-BREAK SPACE}»"),
        ("Atelier N° 4", "Atelier N°\N{NO-BREAK SPACE}4"),
        ("Badge n° 4", "Badge n°\N{NO-BREAK SPACE}4"),
    ],
)
def test_what_was_typed_is_printed_as_printers_set_it(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


@pytest.mark.parametrize(
    "exact", ["o'neill@example.org", "e-mail.forum@example.org", "https://example.org/scan#a:b", "14:00"]
)
def test_an_address_stays_what_it_is(exact: str) -> None:
    assert typeset(f"Contact : {exact} d'ici") == f"Contact\N{NO-BREAK SPACE}: {exact} d’ici"


@pytest.mark.parametrize("english", ["Caterer's order", "Expected: 186.4, between 178 and 195", "9:15 – 17:00"])
def test_english_keeps_its_colons(english: str) -> None:
    assert typeset(english) == english.replace("'", "’")


def test_on_paper_no_line_ends_before_a_colon() -> None:
    lines = [line.text for line in fitted([Paragraph("Personnes : 21")], 55, 100, 10)]

    assert len(lines) == 1 or not lines[-1].startswith(":")


def test_what_is_set_on_paper_has_printers_apostrophes() -> None:
    (line,) = fitted([Paragraph("Feuille d'émargement")], 500, 100, 10)

    assert line.text == "Feuille d’émargement"
