"""The columns of a list are matched by their names, in French or English, and an organiser may say otherwise."""

import pytest

from attendance.documents.lists import columns
from attendance.documents.lists.table import Dialect, Line, Table, UnreadableList
from tests import builders

ATELIERS = builders.programme().ateliers


def listed(header: list[str], *rows: list[str]) -> Table:
    lines = [Line(n, tuple(row)) for n, row in enumerate(rows or [["" for _ in header]], 2)]
    return Table(tuple(header), tuple(lines), Dialect("csv"))


def fields(*header: str) -> list[str | None]:
    return [column.field for column in columns.matched(listed(list(header)), ATELIERS)]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Prénom", "given_name"),
        ("PRENOM *", "given_name"),
        ("First name", "given_name"),
        ("Nom de famille", "family_name"),
        ("Last Name", "family_name"),
        ("Nom complet", "name"),
        ("Prénom et nom", "name"),
        ("NOM Prénom", "name_family_first"),
        ("Adresse e-mail", "email"),
        ("Votre courriel ?", "email"),
        ("Email address", "email"),
        ("Structure", "organisation"),
        ("Nom de l'organisation", "organisation"),
        ("Company", "organisation"),
        ("Vous êtes", "kind"),
        ("Type de participant", "kind"),
        ("Nom du stand (village d'acteurs)", "stand"),
        ("Atelier du matin", "ateliers"),
        ("Choix d'atelier stratégique", "ateliers"),
        ("Déjeuner (oui/non)", "lunch"),
        ("Souhaitez-vous déjeuner sur place ?", "lunch"),
        ("Lunch", "lunch"),
        ("Régime alimentaire", "diet"),
        ("Dietary requirements", "diet"),
        ("Village d'acteurs", "village"),
        ("Verre de partage", "drink"),
        ("Langue", "language"),
        ("Consentement RGPD", "consent"),
        ("given_name", "given_name"),
        ("Petit déjeuner", None),
        ("Adresse postale", None),
        ("Téléphone", None),
        ("Horodateur", None),
        ("Civilité", None),
        ("À corriger", None),
        ("", None),
    ],
)
def test_a_column_is_known_by_its_name(name: str, field: str | None) -> None:
    assert columns.field_of(name) == field


def test_a_field_is_found_once_but_ateliers_may_stand_in_several_columns() -> None:
    header = ("Prénom", "Nom", "E-mail", "Confirmez votre e-mail", "Atelier du matin", "Atelier de l'après-midi")

    assert fields(*header) == ["given_name", "family_name", "email", None, "ateliers", "ateliers"]


def test_a_name_without_a_first_name_beside_it_is_a_whole_one() -> None:
    assert fields("Nom", "E-mail") == ["name", "email"]
    assert fields("Nom complet", "Prénom", "Nom") == [None, "given_name", "family_name"]
    assert fields("First name", "Name") == ["given_name", "family_name"]


def test_a_column_named_by_an_atelier_is_ticked_only_where_people_ticked() -> None:
    ticked = listed(["Atelier 1", "N°2", "Atelier N°3"], ["x", "", "oui"], ["", "1", "non"])
    chosen = listed(["Atelier 1", "Atelier 2"], ["Atelier 2", "3"])

    assert [c.field for c in columns.matched(ticked, ATELIERS)] == ["atelier-1", "atelier-2", "atelier-3"]
    assert [c.field for c in columns.matched(chosen, ATELIERS)] == ["ateliers", "ateliers"]


def test_an_organiser_says_which_column_is_which_field() -> None:
    found = columns.matched(listed(["Nom", "Mail", "Remarque"]), ATELIERS)

    told = columns.remapped(found, {"nom": "family_name", "3": "Structure", "Mail": ""}, ATELIERS)

    assert [column.field for column in told] == ["family_name", None, "organisation"]


def test_what_an_organiser_says_goes_before_what_was_found() -> None:
    found = columns.matched(listed(["E-mail", "Contact"]), ATELIERS)

    assert [c.field for c in columns.remapped(found, {"Contact": "email"}, ATELIERS)] == [None, "email"]


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"Nulle part": "email"}, "no_such_column"),
        ({"9": "email"}, "no_such_column"),
        ({"Nom": "roi"}, "no_such_field"),
        ({"Nom": "email", "Mail": "email"}, "two_columns"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(wanted: dict[str, str], reason: str) -> None:
    found = columns.matched(listed(["Nom", "Mail"]), ATELIERS)

    with pytest.raises(UnreadableList) as refused:
        columns.remapped(found, wanted, ATELIERS)

    assert refused.value.reason == reason


def test_a_line_is_told_by_field_with_all_its_ateliers_in_one() -> None:
    found = columns.matched(listed(["Prénom", "Nom", "Téléphone", "Atelier A", "Atelier B"]), ATELIERS)

    assert columns.cells(["Ada", "Exemple", "06", "1", "3"], found) == {
        "given_name": "Ada",
        "family_name": "Exemple",
        "ateliers": "1 ; 3",
    }
    assert columns.cells(["Ada", "Exemple", "06", "", "3"], found)["ateliers"] == "3"
