"""A whole name is parted into given and family name; what nobody can part is told, never guessed."""

import pytest

from attendance.documents.lists import line_content, names
from attendance.documents.lists.values import Unread
from tests.documents.lists.cells import PROGRAMME, wrong


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Ada EXEMPLE", ("Ada", "EXEMPLE")),
        ("EXEMPLE Ada", ("Ada", "EXEMPLE")),
        ("Mme Ada EXEMPLE", ("Ada", "EXEMPLE")),
        ("DE LA MAQUETTE Jean Noël", ("Jean Noël", "DE LA MAQUETTE")),
        ("Jean de LA MAQUETTE", ("Jean", "de LA MAQUETTE")),
        ("D'ESSAI Zoé", ("Zoé", "D'ESSAI")),
        ("Exemple, Ada Zoé", ("Ada Zoé", "Exemple")),
        ("Ada", ("", "Ada")),
    ],
)
def test_capitals_or_a_comma_tell_a_family_name_whatever_the_order(text: str, parted: tuple[str, str]) -> None:
    assert names.parted(text, family_first=False) == names.parted(text, family_first=True) == parted


def test_of_two_words_the_column_tells_the_order() -> None:
    assert names.parted("Ada Exemple", family_first=False) == ("Ada", "Exemple")
    assert names.parted("Exemple Ada", family_first=True) == ("Ada", "Exemple")


@pytest.mark.parametrize("text", ["Jean Noël Exemple", "EXEMPLE Ada TEST", "Ada Noël Un"])
def test_a_name_that_nobody_can_part_is_told(text: str) -> None:
    assert wrong(names.parted, text, family_first=False) == "name_unclear"


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Jean de La Fontaine", ("Jean", "de La Fontaine")),
        ("Ludwig van Beethoven", ("Ludwig", "van Beethoven")),
        ("Juan Carlos de Borbón", ("Juan Carlos", "de Borbón")),
        ("Ada de l'Essai", ("Ada", "de l'Essai")),
    ],
)
def test_a_particle_begins_a_family_name(text: str, parted: tuple[str, str]) -> None:
    assert names.parted(text, family_first=False) == parted
    assert names.parted(f"{parted[1]} {parted[0]}", family_first=True) == parted


@pytest.mark.parametrize(
    "text",
    [
        "Ada Un, Carl Deux, Dora Trois",
        "Ada Un, Carl Deux et Dora Trois",
        "Ada Un & Carl Deux",
        "Ada Un / Carl Deux",
        "Ada Un\nCarl Deux",
        "Ada Un ; Carl Deux",
        "Ada Un, Carl Deux",
        "Ada et Carl Un",
        "Un, Deux, Trois",
    ],
)
def test_a_cell_with_several_people_is_told_with_those_it_seems_to_name(text: str) -> None:
    for read in (names.one, lambda given: names.parted(given, family_first=False)):
        with pytest.raises(Unread) as unread:
            read(text)
        assert unread.value.code == "several_people"
        assert "Un" in str(unread.value.about).replace(" · ", " ").split()


def test_a_name_of_more_words_than_two_is_shown_as_it_was_parted() -> None:
    read = line_content.read({"name": "Jean DE LA FONTAINE"}, PROGRAMME)

    assert [(note.code, note.about) for note in read.notes] == [("name_parted", "Jean | DE LA FONTAINE")]
    assert line_content.read({"name": "Ada Un"}, PROGRAMME).notes == []
