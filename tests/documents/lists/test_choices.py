"""The ateliers that a list names are known by number, id or title; what names none for sure is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.documents.lists import choices
from attendance.documents.lists.values import Unread
from attendance.domain.programme import Atelier
from tests.documents.lists.cells import PROGRAMME, TITLES, wrong

OFFERED: tuple[Atelier, ...] = PROGRAMME.ateliers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("aucun", []),
        ("-", []),
        ("1", ["atelier-1"]),
        ("01", ["atelier-1"]),
        ("Atelier 1", ["atelier-1"]),
        ("N°1", ["atelier-1"]),
        ("atelier n° 1", ["atelier-1"]),
        ("atelier-1", ["atelier-1"]),
        ("atelier-1 atelier-3", ["atelier-1", "atelier-3"]),
        ("1 ; 3", ["atelier-1", "atelier-3"]),
        ("1, 3", ["atelier-1", "atelier-3"]),
        ("1/3", ["atelier-1", "atelier-3"]),
        ("1.3", ["atelier-1", "atelier-3"]),
        ("Ateliers 1 et 3", ["atelier-1", "atelier-3"]),
        ("Atelier 1\nAtelier 3", ["atelier-1", "atelier-3"]),
        ("1 ; 1", ["atelier-1"]),
        ("N°2 - Comment explorer…", ["atelier-2"]),
        (f"N°2 - {TITLES[1]}", ["atelier-2"]),
        (TITLES[1], ["atelier-2"]),
        (TITLES[1].upper().rstrip(" ?"), ["atelier-2"]),
        ("Comment explorer", ["atelier-2"]),
        ("N°2 - Explorer, coopérer, N°3 - Quel cadre", ["atelier-2", "atelier-3"]),
    ],
)
def test_ateliers_are_known_by_number_id_or_title(text: str, expected: list[str]) -> None:
    assert choices.ateliers(text, OFFERED) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9", "unknown_atelier"),
        ("Poterie", "unknown_atelier"),
        ("Quel", "unknown_atelier"),
        ("1 ; Poterie", "unknown_atelier"),
        ("je ne sais pas", "unknown_atelier"),
        (f"{'n°' * 200}{' ' * 500}x", "unknown_atelier"),
        (f"N°1 - {TITLES[1]}", "contradictory_atelier"),
        ("01/03/2022", "a_date"),
        ("2022-03-01 00:00", "a_date"),
        ("1-mars", "a_date"),
        ("2 ; 03/01/2022", "a_date"),
    ],
)
def test_what_names_no_atelier_for_sure_is_told(text: str, code: str) -> None:
    assert wrong(choices.ateliers, text, OFFERED) == code


@given(st.text(max_size=60))
def test_whatever_is_written_for_an_atelier_is_read_or_told(text: str) -> None:
    try:
        found = choices.ateliers(text, OFFERED)
    except Unread:
        return

    assert set(found) <= {atelier.id for atelier in OFFERED}
