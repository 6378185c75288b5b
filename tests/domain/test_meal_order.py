"""What is ordered: the plates of each diet, what they cost who orders them, and what is to be ordered besides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.domain.catering import catering
from attendance.domain.meal_order import as_bad_as, plates, second_batch
from tests.builders import at, programme
from tests.domain.test_catering import USUAL, counted

diets = st.dictionaries(st.sampled_from(["none", "vegan", "no_pork"]), st.integers(0, 40))


def test_an_order_costs_least_where_one_more_plate_is_as_likely_wasted_as_missed() -> None:
    """By brute force, over every order, for who thinks a missing meal as bad as some left over."""
    lunch = catering(counted(none=(80, 30, 0)), programme(usual=USUAL), at("7:30")).lunch
    told = lunch.forecast
    chances = [after - before for before, after in zip((0.0, *told.chances), told.chances, strict=False)]
    numbers = [told.certain + at * told.step for at in range(len(chances))]

    for level in (0.5, 0.8, 0.95, 0.99):
        missing = as_bad_as(level)
        costs = {
            order: sum(
                chance * (missing * max(meals - order, 0) + max(order - meals, 0))
                for meals, chance in zip(numbers, chances, strict=True)
            )
            for order in range(numbers[-1] + 1)
        }
        assert costs[told.enough(level)] == pytest.approx(min(costs.values()))


@pytest.mark.parametrize(("level", "left_over"), [(0.5, 1), (0.8, 4), (0.95, 19), (0.99, 99)])
def test_a_service_level_says_as_how_many_meals_left_over_a_missing_one_is_as_bad(level: float, left_over: int) -> None:
    assert as_bad_as(level) == pytest.approx(left_over)


def test_the_plates_add_up_to_what_is_enough_for_all() -> None:
    lunch = catering(
        counted(none=(150, 60, 0), vegan=(30, 12, 0), other=(5, 1, 0)), programme(usual=USUAL), at("7:30")
    ).lunch

    assert sum(plates(lunch, 0.95).values()) == lunch.forecast.enough(0.95)


@pytest.mark.parametrize(
    ("ordered", "needed", "more"),
    [
        ({"none": 80, "vegan": 20}, {"none": 80, "vegan": 20}, {}),
        ({"none": 80, "vegan": 20}, {"none": 90, "vegan": 24}, {"none": 10, "vegan": 4}),
        ({"none": 80, "vegan": 20}, {"none": 70, "vegan": 24}, {"vegan": 4}),
        ({"none": 80, "vegan": 20}, {"none": 90, "vegan": 15}, {"none": 5}),
        ({"none": 80, "vegan": 20}, {"none": 60, "vegan": 10}, {}),
        ({}, {"none": 5}, {"none": 5}),
    ],
)
def test_a_second_batch_is_what_lacks_and_who_has_no_diet_eats_what_is_left_of_others(
    ordered: dict[str, int], needed: dict[str, int], more: dict[str, int]
) -> None:
    assert second_batch(ordered, needed) == more


@given(diets, diets)
def test_with_the_second_batch_every_diet_and_all_together_have_enough(
    ordered: dict[str, int], needed: dict[str, int]
) -> None:
    more = second_batch(ordered, needed)

    assert sum(ordered.values()) + sum(more.values()) >= sum(needed.values())
    for diet in needed.keys() - {"none"}:
        assert ordered.get(diet, 0) + more.get(diet, 0) >= needed[diet]
