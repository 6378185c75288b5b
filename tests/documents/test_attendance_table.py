"""Everybody in one table: chosen, seen, and what has become of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from attendance.documents import attendance_table, localised, tables
from attendance.documents.tables import Cell
from attendance.domain.person import Person
from attendance.domain.questions import TYPES, Answer, Question
from attendance.domain.texts import Choice
from tests.builders import at, person, programme, stored

FORUM = programme()


def row(who: Person, language: str = "fr") -> Mapping[str, Cell]:
    """Return somebody's row, by the columns' titles."""
    made = attendance_table.table([who], FORUM, language)
    return dict(
        zip(
            [column.title.replace("\N{NO-BREAK SPACE}", " ") for column in made.columns],
            next(iter(made.rows)),
            strict=True,
        )
    )


def test_a_row_tells_who_somebody_is_and_what_they_chose() -> None:
    cells = row(person(organisation="La Fonda", ateliers=("atelier-1", "atelier-3"), lunch=True, diet="vegan"))

    assert (cells["Prénom"], cells["Nom"], cells["Organisation"]) == ("Ada", "Exemple", "La Fonda")
    assert (cells["Ateliers stratégiques : choix"], cells["Ateliers prospectifs : choix"]) == ("Atelier-1", "Atelier-3")
    assert (cells["Déjeuner"], cells["Régime alimentaire"], cells["Verre de partage"]) == (True, "Végan", False)


def test_who_moved_has_attended_both_ateliers_and_is_last_seen_at_the_second() -> None:
    cells = row(person(stored("atelier-1", "9:00"), stored("atelier-2", "9:20", "moved")))

    assert cells["Ateliers stratégiques : suivi"] == "Atelier-1, Atelier-2"
    assert cells["Ateliers stratégiques : vu la première fois"] == at("9:00")
    assert cells["Ateliers stratégiques : vu la dernière fois"] == at("9:20")
    assert cells["Ateliers prospectifs : vu la première fois"] is None


def test_whoever_was_seen_anywhere_was_seen_in_the_building() -> None:
    cells = row(person(stored("lunch", "10:30"), stored("village", "11:00")))

    assert (cells["Entrance : vu la première fois"], cells["Entrance : vu la dernière fois"]) == (
        at("10:30"),
        at("11:00"),
    )


def test_neither_a_refusal_nor_an_undone_scan_is_seen() -> None:
    undone = stored("lunch", "10:30", undone_at=at("10:31"))
    cells = row(person(undone, stored("entrance", "5:00", "too_early")))

    assert cells["État"] == "Aucun passage"
    assert {cells[title] for title in cells if "vu la" in title} == {None}


@pytest.mark.parametrize(
    ("who", "state"),
    [
        (person(), "Aucun passage"),
        (person(stored("entrance", "7:00")), "Dans le bâtiment"),
        # Not read on the way in, and gone all the same.
        (person(stored("entrance", "11:00", "left")), "Sortie notée"),
        (person(stored("entrance", "7:00"), stored("entrance", "8:00", "left")), "Sortie notée"),
        (person(stored("entrance", "7:00"), cancelled_at=at("7:30")), "Inscription annulée"),
        (person(given_name=None, family_name=None, email=None, erased_at=at("9:00")), "Personne effacée"),
    ],
)
def test_the_state_says_what_has_become_of_somebody(who: Person, state: str) -> None:
    assert row(who)["État"] == state


def test_what_somebody_chose_who_cancelled_counts_no_more() -> None:
    cells = row(person(ateliers=("atelier-1",), lunch=True, drink=True, diet="vegan", cancelled_at=at("6:30")))

    assert not cells["Ateliers stratégiques : choix"]
    assert (cells["Déjeuner"], cells["Verre de partage"], cells["Régime alimentaire"]) == (False, False, None)


@pytest.mark.parametrize(
    ("who", "chosen"),
    [
        (person(released=("atelier-1",)), "Atelier-1 (place libérée)"),
        (person(ateliers=("atelier-2",), released=("atelier-1",)), "Atelier-2, Atelier-1 (place libérée)"),
        (person(released=("atelier-3",)), ""),
        (person(released=("atelier-1",), cancelled_at=at("9:30")), ""),
    ],
)
def test_whose_seat_was_given_back_had_chosen_it(who: Person, chosen: str) -> None:
    assert row(who)["Ateliers stratégiques : choix"] == chosen


def test_who_was_served_without_a_booking_has_a_diet() -> None:
    assert row(person(stored("lunch", "10:30"), diet="vegan"))["Régime alimentaire"] == "Végan"


def test_an_erased_person_leaves_a_row_without_a_name() -> None:
    cells = row(person(given_name=None, family_name=None, email=None, erased_at=at("9:00")))

    assert (cells["Prénom"], cells["Nom"], cells["E-mail"]) == (None, None, None)


def test_a_stranger_has_no_row() -> None:
    assert list(attendance_table.table([Person(None)], FORUM, "fr").rows) == []


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_the_titles_are_all_different_and_both_files_can_be_made(language: str) -> None:
    people = [person(stored("entrance", "7:00")), person(ateliers=("atelier-1",))]
    titles = [column.title for column in attendance_table.table(people, FORUM, language).columns]

    assert len(set(titles)) == len(titles)
    assert b"Ada" in b"".join(tables.csv(attendance_table.table(people, FORUM, language)))
    assert tables.xlsx(attendance_table.table(people, FORUM, language), at("18:00"))


def test_an_atelier_that_the_programme_dropped_is_in_no_column_and_in_nobodys_way() -> None:
    without = replace(FORUM, checkpoints=tuple(c for c in FORUM.checkpoints if c.id != "atelier-1"))
    who = person(stored("atelier-1", "9:00"), ateliers=("atelier-1",))

    assert b"Ada" in b"".join(tables.csv(attendance_table.table([who], without, "fr")))


def test_who_was_only_read_by_a_wrong_clock_has_come_and_nobody_knows_when() -> None:
    dead = stored("atelier-1", "9:00", at=datetime(1970, 1, 1, tzinfo=UTC))
    cells = row(person(dead))

    assert cells["État"] == "Dans le bâtiment"
    assert (
        cells["Ateliers stratégiques : vu la première fois"]
        == cells["Entrance : vu la dernière fois"]
        == "heure inconnue"
    )
    assert row(person(dead, stored("entrance", "9:30")))["Entrance : vu la première fois"] == at("9:30")


def test_each_question_of_the_event_is_a_column_of_what_people_answered() -> None:
    choices = (Choice("pmr", {"fr": "Fauteuil", "en": "Wheelchair"}), Choice("lsf", {"*": "LSF"}))
    asked = tuple(
        Question(kind, kind, {"fr": f"Q {kind}"}, {}, choices=choices if kind.startswith("choice") else ())
        for kind in TYPES
    )
    given = {"number": "34.5", "date": "2022-08-29", "yes_no": "no", "choice": "lsf", "long_text": "=1\n2"}
    answers = *(Answer(name, (value,)) for name, value in given.items()), Answer("choices", ("pmr", "lsf"))
    asking = replace(FORUM, questions=asked)

    made = attendance_table.table([person(answers=answers), person()], asking, "en")

    titles = [column.title for column in made.columns]
    answered, silent = (dict(zip(titles, cells, strict=True)) for cells in made.rows)
    assert answered["Q date"] == datetime(2022, 8, 29, 12, tzinfo=ZoneInfo("Europe/Paris"))
    assert [answered[f"Q {kind}"] for kind in ("number", "yes_no", "choice", "choices", "long_text", "text")] == [
        34.5,
        False,
        "LSF",
        "Wheelchair; LSF",
        "=1\n2",
        None,
    ]
    assert {silent[f"Q {kind}"] for kind in TYPES} == {None}
    shown = b"".join(tables.csv(replace(made, rows=[tuple(answered.values())]))).decode("utf-8-sig")
    assert ";29/08/2022;" in shown
    assert "'=1" in shown
