"""How days, hours, kinds and diets are said in both languages."""

from datetime import UTC, date, datetime

import pytest

from attendance.documents import localised
from attendance.domain.programme import DIETS
from attendance.vocabulary.codes import Kind
from tests.builders import at, programme

EVENT = programme().event


def test_a_day_is_written_out() -> None:
    assert localised.day(date(2022, 8, 30), "fr") == "mardi 30 août 2022"
    assert localised.day(date(2022, 8, 30), "en") == "Tuesday 30 August 2022"


def test_the_first_of_a_month_is_a_first_in_french() -> None:
    assert localised.day(date(2022, 9, 1), "fr") == "jeudi 1er septembre 2022"


def test_hours_are_those_of_the_place_and_do_not_break_over_a_line() -> None:
    assert localised.hour(at("7:15"), EVENT, "fr") == "9\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}15"
    assert localised.hour(at("12:00"), EVENT, "fr") == "14\N{NO-BREAK SPACE}h"
    assert localised.hour(at("7:15"), EVENT, "en") == "09:15"


def test_the_same_hour_in_winter_is_an_hour_earlier_there() -> None:
    assert localised.hour(datetime(2022, 12, 1, 7, 15, tzinfo=UTC), EVENT, "en") == "08:15"


def test_from_until() -> None:
    assert localised.hours(at("9:05"), at("10:15"), EVENT, "en") == "11:05\N{NO-BREAK SPACE}– 12:15"


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_every_kind_and_diet_has_its_word(language: str) -> None:
    assert all(localised.kind(kind, programme(), language) != kind for kind in Kind)
    assert all(localised.diet(diet, programme(), language) != diet for diet in DIETS)
