"""Names in capitals get their usual spelling; what is unsure stays as it is."""

import pytest

from attendance.documents.lists.spelling import usual


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("DUPONT", "Dupont"),
        ("marie", "Marie"),
        ("ÉLOÏSE", "Éloïse"),
        ("JEAN-PIERRE", "Jean-Pierre"),
        ("Anne-MARIE", "Anne-Marie"),
        ("DE LA TOUR", "de La Tour"),
        ("de la tour", "de La Tour"),
        ("Jean de LA FONTAINE", "Jean de La Fontaine"),
        ("DU BELLAY", "Du Bellay"),
        ("D'ARTAGNAN", "d'Artagnan"),
        ("D’ARTAGNAN", "d’Artagnan"),
        ("L'HOSTIS", "L'Hostis"),
        ("O'BRIEN", "O'Brien"),
        ("VAN DER BERG", "Van der Berg"),
        ("VON STEIN", "von Stein"),
        ("ROCHE DE", "Roche De"),
        ("МАРИЯ", "Мария"),
        ("LOUIS II", "Louis II"),
    ],
)
def test_a_name_in_capitals_is_spelled_as_usual(written: str, spelled: str) -> None:
    assert usual(written) == spelled
    assert usual(spelled) == spelled


@pytest.mark.parametrize(
    "name", ["Dupont", "McDonald", "MCDONALD", "MACRON", "macé", "JB", "NG", "J.", "A", "bOb", "", "🦄"]
)
def test_what_is_unsure_stays_as_it_is(name: str) -> None:
    assert usual(name) == name
