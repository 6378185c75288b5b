"""The caterer's order: the number to order stands large, and what it rests on beside it."""

import csv
from collections import Counter
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from attendance.documents import caterer_sheet, localised, tables
from attendance.documents.caterer_sheet import Order, Portion
from attendance.domain.catering import Expected, Wish, catering
from attendance.domain.headcount import Totals, totals
from attendance.domain.programme import DIETS
from attendance.domain.questions import CATERER, Question
from attendance.domain.texts import Choice
from attendance.vocabulary.codes import Kind
from tests.builders import at
from tests.documents.forum import FORUM, crowd
from tests.documents.pictures import page_text, pages, printed

LIVE = Order(
    as_of=at("9:10"),
    service_level=0.95,
    whole=Portion(210, 171, 0, Expected(186.4, 178, 195), 196),
    served_not_booked=0,
    diets={diet: Portion(35, 28, 0, Expected(31.1, 29, 34), 34) for diet in DIETS},
    kinds={kind: Portion(35, 28, 0) for kind in Kind},
    explanation="210 repas réservés, 171 personnes sont là ; 196 suffisent dans 95 % des cas.",
)
NOTHING = Order(at("6:00"), 0.95, Portion(0, 0, 0), 0, {}, {}, "Aucun repas n’est réservé.")


def text(order: Order, language: str = "fr") -> str:
    return page_text(caterer_sheet.pdf(order, FORUM, language))


def rows(order: Order, language: str = "fr") -> list[list[str]]:
    written = b"".join(tables.csv(caterer_sheet.table(order, FORUM, language))).decode("utf-8-sig")
    return list(csv.reader(StringIO(written), delimiter=";"))


def test_the_order_tells_how_many_how_surely_when_and_where() -> None:
    page = text(LIVE)

    for words in (
        "196 repas à commander",
        "couvrent la demande avec 95 % de certitude",
        "mardi 30 août 2022 · Déjeuner · 12 h – 14 h · Hall du bâtiment A1",
        "Situation du mardi 30 août 2022 à 11 h 10",
        LIVE.explanation,
    ):
        assert words in page


def test_the_interval_is_drawn_and_told_in_words() -> None:
    page = text(LIVE)

    assert "Attendus : 186,4, entre 178 et 195, 90 fois sur 100" in page
    assert "Réservés : 210" in page
    assert "Expected: 186.4, between 178 and 195, 90 times in 100" in text(LIVE, "en")


def test_each_diet_and_kind_has_its_line() -> None:
    page = text(LIVE)

    for words in (
        *(localised.diet(diet, FORUM, "fr") for diet in DIETS),
        *(localised.kind(kind, FORUM, "fr") for kind in Kind),
    ):
        assert words in page
    assert page.count("29 à 34") == len(DIETS)


def test_whoever_adds_up_the_diets_is_told_why_it_is_more() -> None:
    assert "demande 204 repas" in text(LIVE)
    few = replace(LIVE, diets={"none": LIVE.whole})
    assert "chaque régime" not in text(few)


def test_meals_served_without_a_booking_are_told_once_there_are_any() -> None:
    assert "sans réservation" not in text(LIVE)
    assert "Servis sans réservation : 3" in text(replace(LIVE, served_not_booked=3))


def test_after_lunch_nothing_is_to_be_ordered_and_what_was_served_stands_large() -> None:
    over = Portion(210, 150, 184, Expected(184, 184, 184), 184)

    page = text(replace(LIVE, whole=over, is_over=True))
    assert "Déjà servis : 184" in page
    assert "184 repas servis" in page
    assert "repas à commander" not in page


def test_while_lunch_is_served_the_order_stands_even_where_it_equals_what_was_served() -> None:
    served = Portion(184, 184, 184, Expected(184, 184, 184), 184)

    assert "184 repas à commander" in text(replace(LIVE, whole=served))


def test_after_a_lunch_that_nobody_ate_nothing_is_to_be_ordered_either() -> None:
    page = text(replace(LIVE, whole=Portion(3, 0, 0, Expected(0, 0, 0), 0), is_over=True))

    assert "0 repas servis" in page
    assert "repas à commander" not in page


@pytest.mark.parametrize(("hour", "is_over"), [("12:00", False), ("12:01", True)])
def test_the_order_is_over_when_the_lunch_is(hour: str, is_over: bool) -> None:
    lunch = catering(Counter(), FORUM, at(hour)).lunch

    assert caterer_sheet.of_lunch(lunch, "Une phrase.", 0.95, at(hour)).is_over is is_over


@pytest.mark.parametrize("language", localised.LANGUAGES)
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"whole": Portion(0, 0, 0, Expected(0, 0, 0), 0)},
        {"whole": Portion(1, 0, 0, Expected(0.8, 0, 1), 1)},
        {"whole": Portion(30_000, 0, 0, Expected(24_600, 24_500, 24_700), 24_720)},
        {"explanation": "mot " * 400},
    ],
)
def test_it_is_one_page_whatever_the_numbers(facts: dict[str, Any], language: str) -> None:
    assert pages(caterer_sheet.pdf(replace(LIVE, **facts), FORUM, language)) == 1


def test_before_anybody_booked_there_is_a_sheet_too() -> None:
    assert "Aucun repas" in text(NOTHING)
    assert len(rows(NOTHING)) == 2


def test_an_event_without_lunch_has_no_hours_to_tell() -> None:
    bare = replace(FORUM, checkpoints=FORUM.checkpoints[:1])

    assert "Déjeuner" not in page_text(caterer_sheet.pdf(LIVE, bare, "fr"))


def test_the_interval_lies_where_its_numbers_say() -> None:
    narrow = replace(LIVE, whole=Portion(100, 0, 0, Expected(20, 10, 30), 40), diets={}, kinds={})
    picture = printed(caterer_sheet.pdf(narrow, FORUM, "fr"), 100)

    def is_banded(x: int) -> bool:
        # Twelve dots high, of the ink's own grey.
        return max(picture.crop((x, 0, x + 1, picture.height)).histogram()[70:74]) >= 9

    axis, room = 16 / 25.4 * 100, 178 / 25.4 * 100
    # The left edges of all lines of text lie at the margin, and are of some grey together.
    band = [x for x in range(round(axis) + 20, picture.width) if is_banded(x)]
    assert abs(band[0] - (axis + room * 10 / 105)) < 3
    assert abs(band[-1] - (axis + room * 30 / 105)) < 3


def test_the_table_has_the_whole_then_diets_then_kinds_with_numbers() -> None:
    written = rows(LIVE)

    assert written[1] == ["Ensemble", "", "210", "171", "0", "186,4", "178", "195", "196"]
    assert [row[0] for row in written[2:]] == ["Régime alimentaire"] * len(DIETS) + ["Qualité"] * len(Kind)
    assert written[-1][5:] == ["", "", "", ""]


def test_the_forecast_of_the_lunch_becomes_the_order() -> None:
    summed: Totals = Counter()
    for person in crowd(20, lunch=True, diet="vegan"):
        summed.update(totals(person, FORUM))
    lunch = catering(summed, FORUM, at("6:00")).lunch
    order = caterer_sheet.of_lunch(lunch, "Une phrase.", 0.95, at("6:00"))

    assert (order.whole.booked, order.diets["vegan"].booked, order.kinds["participant"].booked) == (20, 20, 20)
    assert order.whole.expected
    assert order.whole.expected.low <= order.whole.expected.mean <= order.whole.expected.high
    assert order.whole.to_order == lunch.forecast.enough(0.95)
    assert order.kinds["participant"].expected is None
    assert f"{order.whole.to_order} repas à commander" in text(order)


def test_after_lunch_neither_page_nor_table_tells_what_to_order() -> None:
    summed: Totals = Counter()
    for person in crowd(20, lunch=True, diet="vegan"):
        summed.update(totals(person, FORUM))
    lunch = catering(summed, FORUM, at("12:30")).lunch
    order = caterer_sheet.of_lunch(lunch, "Une phrase.", 0.95, at("12:30"))

    assert {row[-1] for row in rows(order)[1:]} == {""}
    assert "À commander" not in text(order)
    assert "Attendus" not in text(order)


def test_what_people_wish_for_stands_on_the_sheet_counted_or_in_their_words() -> None:
    nuts = (Choice("arachide", {"fr": "Arachide", "en": "Peanut"}),)
    allergies = Question("allergies", "choices", {"fr": "Allergies", "en": "Allergies"}, {}, choices=nuts)
    spicy = Question("piment", "yes_no", {"fr": "Piment", "en": "Chilli"}, {})
    besides = Question("autre", "long_text", {"*": "Autre chose ?"}, {}, told_to=CATERER)
    wishes = [
        Wish(replace(allergies, told_to=CATERER), {"arachide": 7}, ()),
        Wish(replace(spicy, told_to=CATERER), {"yes": 5, "no": 2}, ()),
        Wish(besides, {}, ["Pas trop\nsalé", "=1+1"]),
    ]
    order = replace(LIVE, wishes=wishes)

    assert "Autres demandes" in text(order)
    for words in ("Peanut", "Chilli", "Pas trop salé", "Autre chose ?"):
        assert words in text(order, "en")
    assert [row[:3] for row in rows(order)[-5:]] == [
        ["Allergies", "Arachide", "7"],
        ["Piment", "oui", "5"],
        ["Piment", "non", "2"],
        ["Autre chose ?", "Pas trop\nsalé", ""],
        ["Autre chose ?", "'=1+1", ""],
    ]
    assert "Autres demandes" not in text(LIVE)


def test_many_wishes_take_as_many_pages_as_they_need() -> None:
    besides = Question("autre", "long_text", {"*": "Autre chose ?"}, {}, told_to=CATERER)
    order = replace(LIVE, wishes=[Wish(besides, {}, [f"Demande {n} " + "x" * 100 for n in range(120)])])

    sheet = caterer_sheet.pdf(order, FORUM, "fr")
    said = " ".join(page_text(sheet, page) for page in range(pages(sheet)))

    assert all(f"Demande {n} " in said for n in range(120))
