"""The caterer's sheet: what to prepare, when and where, and whom to ask, on one page without statistics."""

from dataclasses import replace

import pytest

from attendance.documents import caterer_sheet, localised, order_letter
from attendance.documents.caterer_sheet import CatererSheet
from attendance.domain.catering import Wish
from attendance.domain.meal_order import MealOrder
from attendance.domain.programme import DIETS
from attendance.domain.questions import CATERER, Question
from tests.builders import at
from tests.documents.forum import FORUM, WISHES
from tests.documents.pictures import page_text, pages

SHEET = CatererSheet(at("9:10"), {"none": 20, "vegetarian": 10, "vegan": 3}, "Ada Exemple, 05 49 00 00 00")
BEFORE = MealOrder("first", at("8:00"), "Reine", "traiteur@example.org", {"none": 30}, "fr")


def text(sheet: CatererSheet, language: str = "fr") -> str:
    return page_text(caterer_sheet.pdf(sheet, FORUM, language))


def test_the_sheet_tells_how_many_of_which_when_where_and_whom_to_ask() -> None:
    page = text(SHEET)

    for words in (
        "33 repas à préparer",
        "mardi 30 août 2022",
        "12 h – 14 h",
        "Hall du bâtiment A1",
        FORUM.event.venue,
        FORUM.event.address,
        "Ada Exemple, 05 49 00 00 00",
        "Situation du mardi 30 août 2022 à 11 h 10",
        *(localised.diet(diet, FORUM, "fr") for diet in SHEET.meals),
    ):
        assert words in page
    assert "%" not in page
    assert "33 meals to prepare" in text(SHEET, "en")


def test_a_later_order_says_which_one_it_replaces() -> None:
    assert "Remplace" not in text(SHEET)
    assert "Remplace la commande du mardi 30 août 2022 à 10 h (30 repas)." in text(replace(SHEET, replaced=BEFORE))


def test_after_lunch_the_sheet_tells_what_was_served() -> None:
    page = text(replace(SHEET, is_over=True))

    assert "33 repas servis" in page
    assert "à préparer" not in page


def test_what_people_wish_for_stands_on_the_sheet_unless_nobody_does() -> None:
    page = text(replace(SHEET, wishes=WISHES))

    for words in ("Autres demandes", "7 × Arachide", "Piment", "5 × oui", "2 × Pas trop salé", "– =1+1"):
        assert words in page
    assert "Œuf" not in page
    assert "Autres demandes" not in text(SHEET)


@pytest.mark.parametrize("language", localised.SPOKEN)
@pytest.mark.parametrize("meals", [{}, {"none": 1}, dict.fromkeys(DIETS, 30_000)])
def test_it_is_one_page_whatever_the_numbers(meals: dict[str, int], language: str) -> None:
    sheet = replace(SHEET, meals=meals, wishes=WISHES, replaced=BEFORE)

    assert pages(caterer_sheet.pdf(sheet, FORUM, language)) == 1


def test_many_wishes_take_as_many_pages_as_they_need() -> None:
    besides = Question("autre", "long_text", {"*": "Autre chose ?"}, {}, told_to=CATERER)
    wishes = [Wish(besides, {}, [f"Demande {n} " + "x" * 100 for n in range(120)])]

    sheet = caterer_sheet.pdf(replace(SHEET, wishes=wishes), FORUM, "fr")
    said = " ".join(page_text(sheet, page) for page in range(pages(sheet)))

    assert all(f"Demande {n} " in said for n in range(120))


def test_an_event_without_lunch_has_no_hours_to_tell() -> None:
    bare = replace(FORUM, checkpoints=FORUM.checkpoints[:1])

    assert "12 h" not in page_text(caterer_sheet.pdf(SHEET, bare, "fr"))


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_the_mail_says_the_same_as_the_sheet_that_it_brings(language: str) -> None:
    sheet = replace(SHEET, wishes=WISHES, replaced=BEFORE)
    letter = order_letter.letter(sheet, "traiteur@example.org", FORUM, language)

    (enclosure,) = letter.enclosures
    assert enclosure.name.endswith(".pdf")
    assert "33" in letter.subject
    for words in ("33", "20 × ", "10 × ", "7 × ", "Hall du bâtiment A1", SHEET.contact):
        assert words in letter.text
        assert words in letter.html
