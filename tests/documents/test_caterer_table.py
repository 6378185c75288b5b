"""The meals as a table: what is to be ordered, and what that rests on."""

import csv
from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest

from attendance.documents import caterer_table, tables
from attendance.documents.caterer_table import Order, Portion
from attendance.domain.catering import Expected, Lunch, catering
from attendance.domain.headcount import Totals, totals
from attendance.domain.programme import DIETS
from attendance.vocabulary.codes import Kind
from tests.builders import at
from tests.documents.forum import FORUM, WISHES, crowd

LIVE = Order(
    whole=Portion(210, 171, 0, Expected(186.4, 178, 195), 196),
    diets={diet: Portion(35, 28, 0, Expected(31.1, 29, 34), 34) for diet in DIETS},
    kinds={kind: Portion(35, 28, 0) for kind in Kind},
)


def lunch_at(hour: str) -> Lunch:
    summed: Totals = Counter()
    for person in crowd(20, lunch=True, diet="vegan"):
        summed.update(totals(person, FORUM))
    return catering(summed, FORUM, at(hour)).lunch


def rows(order: Order, language: str = "fr") -> list[list[str]]:
    written = b"".join(tables.csv(caterer_table.table(order, FORUM, language))).decode("utf-8-sig")
    return list(csv.reader(StringIO(written), delimiter=";"))


def test_the_table_has_the_whole_then_diets_then_kinds_with_numbers() -> None:
    written = rows(LIVE)

    assert written[1] == ["Ensemble", "", "210", "171", "0", "186,4", "178", "195", "196"]
    assert [row[0] for row in written[2:]] == ["Régime alimentaire"] * len(DIETS) + ["Qualité"] * len(Kind)
    assert written[-1][5:] == ["", "", "", ""]


def test_the_forecast_of_the_lunch_becomes_the_order() -> None:
    lunch = lunch_at("6:00")
    order = caterer_table.of_lunch(lunch, 0.95)

    assert (order.whole.booked, order.diets["vegan"].booked, order.kinds["participant"].booked) == (20, 20, 20)
    assert order.whole.expected
    assert order.whole.expected.low <= order.whole.expected.mean <= order.whole.expected.high
    assert order.whole.to_order == lunch.forecast.enough(0.95)
    assert order.kinds["participant"].expected is None


@pytest.mark.parametrize(("hour", "is_over"), [("12:00", False), ("12:01", True)])
def test_after_lunch_nothing_is_to_be_ordered(hour: str, is_over: bool) -> None:
    order = caterer_table.of_lunch(lunch_at(hour), 0.95)

    assert ({row[-1] for row in rows(order)[1:]} == {""}) is is_over


def test_what_people_wish_for_follows_counted_or_in_their_words() -> None:
    order = replace(LIVE, wishes=WISHES)

    assert [row[:3] for row in rows(order)[-7:]] == [
        ["Allergies", "Arachide", "7"],
        ["Allergies", "Œuf", "0"],
        ["Piment", "oui", "5"],
        ["Piment", "non", "2"],
        ["Autre chose ?", "Pas trop\nsalé", ""],
        ["Autre chose ?", "'=1+1", ""],
        ["Autre chose ?", "Pas trop salé", ""],
    ]
