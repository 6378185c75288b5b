"""The columns of a list are matched by their names, in French or English, and an organiser may say otherwise."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from attendance.documents.lists import columns, fit, headers
from attendance.documents.lists.table import Dialect, Line, Table, UnreadableList
from tests import builders
from tests.documents.lists.files import table, text

ATELIERS = builders.programme().ateliers
# The exports of form and ticket tools: their columns, each with its field and the cells of some invented people.
TOOLS = json.loads((Path(__file__).parents[2] / "cases" / "imports" / "tools.json").read_text())


def listed(header: list[str], *rows: list[str]) -> Table:
    lines = [Line(n, tuple(row)) for n, row in enumerate(rows or [["" for _ in header]], 2)]
    return Table(tuple(header), tuple(lines), Dialect("csv"))


def fields(*header: str) -> list[str | None]:
    return [column.field for column in columns.matched(listed(list(header)), ATELIERS)]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Déjeunerez-vous sur place ?", "lunch"),
        ("Mange le midi ?", "lunch"),
        ("Serez-vous parmi nous au buffet ?", "lunch"),
        ("Choix de l'après-midi", None),
        ("Accord", "consent"),
        ("Venez-vous comme", "kind"),
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
        ("firstname. First name", "given_name"),
        ("First name, last name", "name"),
        ("Valide", "status"),
        ("RSVP", "status"),
        ("Supprimé", "cancelled"),
        ("Cancelled", "cancelled"),
        ("Void Status", "cancelled"),
        ("J'accepte que mes données servent à la newsletter et au forum", "consent"),
        ("J'accepte de recevoir la newsletter", None),
        ("Parental consent", None),
        ("I agree to receive SMS alerts", None),
        ("Any food restrictions?", "diet"),
        ("Points - Votre nom", None),
        ("Feedback - Régime alimentaire", None),
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
    assert headers.field_of(name) == field


def exported(tool: dict[str, Any], columns: list[dict[str, Any]]) -> Table:
    return listed(
        [column["header"] for column in columns], *map(list, zip(*[c["cells"] for c in columns], strict=True))
    )


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool["tool"])
def test_the_columns_of_a_tool_are_the_fields_that_they_mean_in_any_order(tool: dict[str, Any]) -> None:
    for shown in (tool["columns"], tool["columns"][::-1]):
        found = columns.matched(exported(tool, shown), ATELIERS)

        assert [column.field for column in found] == [column["field"] for column in shown]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool["tool"])
def test_no_column_of_one_line_or_of_thousands_is_taken_for_another(tool: dict[str, Any]) -> None:
    """A list that says too little may leave a field to the organiser, never give it to a wrong column in silence."""
    right = {column["header"]: column["field"] for column in tool["columns"]}
    for times, lines in ((1, 1), (1500, 2)):
        cut = [{**c, "cells": c["cells"][:lines] * times} for c in tool["columns"]]

        found = columns.matched(exported(tool, cut), ATELIERS)

        twice = {c.field for c in found if [other.field for other in found].count(c.field) > 1} - {None, "ateliers"}
        wrong = [c.header for c in found if c.field and c.field not in twice and c.field != right[c.header]]
        assert wrong == []


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool["tool"])
def test_the_file_of_a_tool_is_read_whatever_it_is_saved_as(tool: dict[str, Any]) -> None:
    """Its header is found below what the tool writes above it, however it is written, and all of its people are."""

    def saved(change: Callable[[str], str], separator: str) -> str:
        header = [change(column["header"]) for column in tool["columns"]]
        people = map(list, zip(*[column["cells"] for column in tool["columns"]], strict=True))
        return text(*tool.get("above", []), header, *people, separator=separator)

    for content in (
        saved(str, ";").encode("cp1252", "replace"),
        saved(str.upper, ",").encode("utf-8-sig"),
        saved("  {} *".format, "\t").encode("utf-16"),
    ):
        read = table(content)

        assert (read.dialect.header_line, len(read.lines)) == (len(tool.get("above", [])) + 1, 2)
        assert [column.field for column in columns.matched(read, ATELIERS)] == [c["field"] for c in tool["columns"]]


def test_how_somebody_is_reached_is_theirs_and_not_their_contacts() -> None:
    asked = listed(["Email payeur", "Adresse mail de contact"], ["chef@example.org", "ada@example.org"])
    urgent = listed(["E-mail", "Contact d'urgence : e-mail"], ["ada@example.org", "chef@example.org"])

    assert [c.field for c in columns.matched(asked, ATELIERS)] == [None, "email"]
    assert [c.field for c in columns.matched(urgent, ATELIERS)] == ["email", None]


def test_two_columns_of_statuses_are_asked_about_only_where_they_contradict_each_other() -> None:
    agree = listed(["Statut du billet", "Valide"], ["Payé", "Oui"], ["Annulé", "Non"])
    contradict = listed(["Statut du billet", "Valide"], ["Payé", "Oui"], ["Annulé", "Oui"])

    assert [c.field for c in columns.matched(agree, ATELIERS)].count("status") == 1
    assert [c.field for c in columns.matched(contradict, ATELIERS)] == ["status", "status"]


def test_a_column_of_cancellations_is_one_of_ticks_and_not_of_amounts_or_days() -> None:
    ticks = listed(["Annulé", "Remboursé"], ["non", "0,00"], ["oui", "12,00"])
    days = listed(["Cancelled", "Deleted"], ["", "0"], ["12/06/2026", "1"])
    words = listed(["Void Status"], [""], ["Void"])

    assert [c.field for c in columns.matched(ticks, ATELIERS)] == ["cancelled", None]
    assert [c.field for c in columns.matched(days, ATELIERS)] == [None, "cancelled"]
    assert [c.field for c in columns.matched(words, ATELIERS)] == ["cancelled"]


def test_a_column_that_fits_better_goes_before_one_that_comes_first() -> None:
    """By its name, by whom it is about, by what stands in it."""
    lines = listed(["Nom d'usage", "Nom"], ["Un", "Un-Deux"], ["Trois", "Trois-Quatre"])
    others = listed(["Nom", "Prénom", "Nom participant", "Prénom participant"], ["Chef", "Bea", "Un", "Ada"])
    paid = listed(
        ["Nom acheteur", "Prénom acheteur", "Participant"], ["Chef", "Bea", "Ada Un"], ["Chef", "Bea", "Al Do"]
    )
    empty = listed(["Nom", "Nom de famille"], ["", "Un"], ["", "Deux"])

    assert [c.field for c in columns.matched(lines, ATELIERS)] == [None, "name"]
    assert [c.field for c in columns.matched(others, ATELIERS)] == [None, None, "family_name", "given_name"]
    assert [c.field for c in columns.matched(paid, ATELIERS)] == [None, None, "name"]
    assert [c.field for c in columns.matched(empty, ATELIERS)] == [None, "name"]


def test_two_columns_that_nobody_can_tell_apart_are_both_the_field_so_that_somebody_chooses() -> None:
    header = ["Prénom", "Nom", "E-mail personnel", "E-mail professionnel"]
    differ = listed(header, ["Ada", "Un", "ada@example.org", "a.un@example.org"])
    agree = listed(header, ["Ada", "Un", "ada@example.org", "Ada@example.org"], ["Carl", "Deux", "", "c@example.org"])

    assert [c.field for c in columns.matched(differ, ATELIERS)] == ["given_name", "family_name", "email", "email"]
    with pytest.raises(UnreadableList) as refused:
        columns.remapped(columns.matched(differ, ATELIERS), {}, ATELIERS)
    assert (refused.value.reason, refused.value.more["about"]) == ("two_columns", "email")
    chosen = columns.remapped(columns.matched(differ, ATELIERS), {"E-mail personnel": "email"}, ATELIERS)
    assert [c.field for c in chosen] == ["given_name", "family_name", "email", None]
    assert [c.field for c in columns.matched(agree, ATELIERS)].count("email") == 1


def test_what_stands_in_a_column_tells_what_it_is_not() -> None:
    header = ["Nom de la manifestation", "Nom", "Prénom", "Atelier 4", "Type", "Contact"]
    line = ["Forum", "Famille", "Ada", "14:05", "Tarif plein", "ada@example.org"]

    found = columns.matched(listed(header, line, line, line), ATELIERS)

    assert [c.field for c in found] == [None, "family_name", "given_name", None, None, "email"]


def test_what_somebody_did_is_no_wish() -> None:
    header = ("Ateliers du matin : choix", "Ateliers du matin : suivi", "Village : vu la première fois")

    assert fields(*header) == ["ateliers", None, None]
    assert fields("Workshops: chosen", "Workshops: attended", "Lunch: first seen") == ["ateliers", None, None]


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

    question = listed(["Serez-vous là ? [Atelier 2 : Habiter]", "Choix d'atelier 2"], ["Oui", "1"], ["Non", "1"])
    both = listed(["Atelier 1 ou atelier 2 ?"], ["oui"])

    assert [c.field for c in columns.matched(ticked, ATELIERS)] == ["atelier-1", "atelier-2", "atelier-3"]
    assert [c.field for c in columns.matched(question, ATELIERS)] == ["atelier-2", "ateliers"]
    assert [c.field for c in columns.matched(both, ATELIERS)] == ["ateliers"]
    assert [c.field for c in columns.matched(chosen, ATELIERS)] == ["ateliers", "ateliers"]


def test_a_column_of_choices_is_of_ateliers_if_its_cells_name_them() -> None:
    header = ["Choix 1 (matin)", "Atelier suivi, matin", "Session", "Choix 2", "Liste d'attente"]
    lines = [["N°1", "N°1", "plénière", "2", "Atelier 2"], ["Atelier 2", "N°2", "N°3", "3", "Atelier 3"]]

    found = columns.matched(listed(header, *lines), ATELIERS)

    assert [c.field for c in found] == ["ateliers", None, None, None, None]


def test_the_midday_of_a_list_is_lunch_only_where_people_say_yes_or_no() -> None:
    header = ["Sur place à midi", "Buffet"]
    prices = [["12,50", "Salle A"], ["8,00", "Salle B"]]

    assert [c.field for c in columns.matched(listed(header, *prices), ATELIERS)] == [None, None]
    assert columns.matched(listed(header[:1], ["oui"], ["non"], ["à voir"]), ATELIERS)[0].field == "lunch"


def test_an_organiser_says_which_column_is_which_field() -> None:
    found = columns.matched(listed(["Nom", "Mail", "Remarque"]), ATELIERS)

    result = columns.remapped(found, {"nom": "family_name", "3": "Structure", "Mail": ""}, ATELIERS)

    assert [column.field for column in result] == ["family_name", None, "organisation"]


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


def test_of_a_cell_without_end_no_more_is_looked_at_than_tells_what_it_is() -> None:
    (endless,) = fit.Cells.of(["9" * 32_000 + "x"]).texts

    assert len(endless) == 200
