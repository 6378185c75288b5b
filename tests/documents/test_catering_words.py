"""The forecast in words: true before the day, while people come, during lunch and after it."""

from collections import Counter

import pytest

from attendance.documents.catering_words import explanation
from attendance.domain.catering import catering
from attendance.domain.prior import Arrived, Prior
from attendance.vocabulary import words
from tests.builders import at, programme

USUAL = Prior(0.82, 25, (Arrived(0, 0.0), Arrived(60, 0.5), Arrived(120, 0.876), Arrived(300, 1.0)), 60)
FORUM = programme(usual=USUAL)


def said(
    hour: str, booked: int, inside: int = 0, served: int = 0, walk_ins: int = 0, *, level: float = 0.95, to: str = "fr"
) -> str:
    """Return what is said of a lunch, with plain spaces: which ones are not to be broken is tested once."""
    summed = Counter(
        {
            ("lunch", "meals_none"): booked,
            ("entrance", "meals_inside_none"): inside,
            ("lunch", "served_none"): served,
            ("lunch", "walk_ins"): walk_ins,
        }
    )
    text = explanation(catering(summed, FORUM, at(hour)).lunch, level, to)
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_before_the_day_it_rests_on_who_usually_comes() -> None:
    assert said("5:00", 210) == (
        "210 repas réservés. D’ordinaire 82 % des personnes inscrites viennent, et 87 % d’entre elles mangent :"
        " on attend 158 repas (entre 109 et 199, 9 fois sur 10). 199 suffisent dans 95 % des cas."
    )


def test_while_people_come_it_rests_on_who_is_here_by_that_hour() -> None:
    assert said("8:00", 210, 151) == (
        "210 repas réservés, 151 convives sont là. À cette heure 88 % des personnes qui viennent sont d’ordinaire"
        " arrivées, et 87 % d’entre elles mangent : on attend 163 repas (entre 117 et 198, 9 fois sur 10)."
        " 198 suffisent dans 95 % des cas."
    )


def test_during_lunch_it_begins_with_what_was_served() -> None:
    text = said("10:30", 210, 180, 60, 4, to="en")

    assert text.startswith(
        "60 meals served, 4 of them without a booking. 210 meals booked, 180 of these guests are here."
    )
    assert ": in all, " in text


def test_after_lunch_nothing_is_expected_any_more() -> None:
    assert said("12:30", 210, 150, 188, 5) == (
        "Le déjeuner est terminé. 188 repas servis, dont 5 sans réservation. 210 repas réservés."
    )
    assert said("12:30", 0, to="en") == "Lunch is over. No meal served. No meal booked."


def test_once_all_have_usually_come_it_says_so() -> None:
    assert said("11:30", 50, 40, to="en").startswith(
        "50 meals booked, 40 of these guests are here. By now all who come have usually arrived, and 87% of them eat:"
        " 37 meals to expect (between 26 and 44, 9 times out of 10)."
    )


@pytest.mark.parametrize("language", words.languages())
def test_where_nobody_booked_it_says_that(language: str) -> None:
    assert said("5:00", 0, to=language) == words.of(language)["papers"]["forecast"]["nothing"]


def test_one_meal_is_told_as_one() -> None:
    assert said("11:30", 1, 1) == (
        "1 repas réservé, 1 convive est là. À cette heure toutes les personnes qui viennent sont d’ordinaire"
        " arrivées, et 87 % d’entre elles mangent : on attend 1 repas (entre 0 et 1, 9 fois sur 10)."
        " 1 suffit dans 95 % des cas."
    )


def test_nobody_here_when_all_have_usually_come_means_that_the_doors_are_silent() -> None:
    text = said("11:30", 12)

    assert "aucun convive n’est là" in text
    assert " : on attend 9 repas (entre 4 et 12" in text


def test_a_meal_served_without_any_booking_is_told() -> None:
    assert said("10:30", 0, 0, 1, 1, to="en").startswith("1 meal served, 1 of them without a booking. No meal booked")


@pytest.mark.parametrize(("level", "text"), [(0.5, "50 %"), (0.9, "90 %"), (0.999, "99,9 %"), (0.975, "97,5 %")])
def test_the_level_of_service_is_told_as_it_was_asked_for(level: float, text: str) -> None:
    assert said("5:00", 210, level=level).endswith(f" suffisent dans {text} des cas.")


def test_thousands_and_percents_are_written_as_the_language_does_and_never_broken() -> None:
    lunch = catering(Counter({("lunch", "meals_none"): 30_000}), FORUM, at("5:00")).lunch

    assert "30\N{NARROW NO-BREAK SPACE}000 repas" in explanation(lunch, 0.95, "fr")
    assert "82\N{NO-BREAK SPACE}%" in explanation(lunch, 0.95, "fr")
    assert "30,000 meals" in explanation(lunch, 0.95, "en")
