"""The day in numbers: every one that was counted, and nobody's name."""

import csv
import json
from collections import Counter
from io import StringIO
from typing import Any

import pytest

from attendance.documents import localised, statistics, tables
from attendance.domain.headcount import Totals, totals
from attendance.domain.person import Person
from attendance.vocabulary.codes import Verdict
from tests.builders import at
from tests.documents.forum import FORUM, read, somebody

PEOPLE = [
    somebody(
        "Exemple",
        read("entrance", "7:10"),
        read("atelier-3", "9:02"),
        read("lunch", "10:10"),
        read("village", "10:40"),
        read("atelier-4", "9:00", "not_booked"),
        ateliers=("atelier-3",),
        lunch=True,
        diet="vegan",
        organisation="La Fonda",
    ),
    somebody("Témoin", read("entrance", "7:12"), read("lunch", "10:12"), kind="exhibitor"),
    somebody("Partie", cancelled_at=at("6:30"), lunch=True, drink=True),
]


def summed(*people: Person) -> Totals:
    found: Totals = Counter()
    for person in people:
        found.update(totals(person, FORUM))
    return found


def rows(language: str = "fr") -> list[list[str]]:
    written = b"".join(tables.csv(statistics.table(summed(*PEOPLE), FORUM, language))).decode("utf-8-sig")
    return list(csv.reader(StringIO(written), delimiter=";"))


def checkpoint(name: str) -> dict[str, Any]:
    body = json.loads(statistics.as_json(summed(*PEOPLE), FORUM, at("18:00")))
    found: dict[str, Any] = next(door for door in body["checkpoints"] if door["id"] == name)
    return found


def test_each_number_is_on_a_line_with_its_place_and_part() -> None:
    written = rows()

    day = "30/08/2022"
    for line in (
        [day, "entrance", "Entrée A1", "Inscrits", "", "", "2"],
        [day, "entrance", "Entrée A1", "Annulés", "", "", "1"],
        [day, "lunch", "Déjeuner", "Repas servis, par régime", "Végan", "", "1"],
        [day, "lunch", "Déjeuner", "Repas servis, par qualité", "Exposant·e", "", "1"],
        [day, "lunch", "Déjeuner", "Venus sans réservation", "", "", "1"],
        [day, "atelier-4", "Atelier n°\N{NO-BREAK SPACE}4", "Refus", "Pas d’inscription ici", "", "1"],
        [day, "entrance", "Entrée A1", "Premières arrivées, par 5 minutes", "", "30/08/2022 09:10:00", "2"],
        [day, "village", "Village d'acteurs", "Visites, par quart d’heure", "", "30/08/2022 12:30:00", "1"],
    ):
        assert line in written


def test_programs_get_the_same_numbers_by_checkpoint() -> None:
    lunch = checkpoint("lunch")

    assert (lunch["booked"], lunch["ever"], lunch["walk_ins"]) == (1, 2, 1)
    assert lunch["meals_by_diet"] == {"vegan": 1}
    assert lunch["served_by_diet"] == {"none": 1, "vegan": 1}
    assert lunch["served_by_kind"] == {"participant": 1, "exhibitor": 1}
    assert checkpoint("atelier-4")["refused"] == {"not_booked": 1}
    assert checkpoint("entrance")["arrivals"] == [{"from": "2022-08-30T07:10:00.000Z", "count": 2}]


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_nobody_is_named(language: str) -> None:
    written = str(rows(language)) + statistics.as_json(summed(*PEOPLE), FORUM, at("18:00")).decode()

    for who in PEOPLE:
        assert who.attendee
        for name in (who.attendee.family_name, "Ada", who.attendee.id, who.attendee.code, "La Fonda", "example.org"):
            assert name
            assert name not in written


def test_the_arrivals_add_up_to_who_came() -> None:
    for door in ("entrance", "lunch", "atelier-3"):
        numbers = checkpoint(door)
        assert sum(step["count"] for step in numbers["arrivals"]) == numbers["ever"]


def test_of_an_event_that_nobody_came_to_the_checkpoints_are_told() -> None:
    body = json.loads(statistics.as_json(Counter(), FORUM, at("18:00")))

    assert [door["id"] for door in body["checkpoints"]] == [door.id for door in FORUM.checkpoints]
    assert all(door.keys() == {"id", "group", "title"} for door in body["checkpoints"])


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_every_refusal_there_is_can_be_told(language: str) -> None:
    refused: Totals = Counter({("entrance", f"refused_{verdict}"): 1 for verdict in Verdict})

    written = b"".join(tables.csv(statistics.table(refused, FORUM, language))).decode()
    assert written.count("entrance") == len(Verdict)
    assert not [verdict for verdict in Verdict if f";{verdict};" in written]
