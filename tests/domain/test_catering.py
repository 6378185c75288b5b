"""How many meals there will be: foreseen before the day, corrected as people come, and in the end what was served."""

from collections import Counter
from dataclasses import replace

import pytest

from attendance.domain.catering import Announced, Catering, catering
from attendance.domain.headcount import Totals, totals
from attendance.domain.prior import Arrived, Prior
from tests import builders
from tests.builders import at, programme, stored

USUAL = Prior(0.82, 25, (Arrived(0, 0.0), Arrived(60, 0.5), Arrived(120, 0.9), Arrived(240, 1.0)), 60)
# Everybody who comes eats, and nobody else: what is left is who comes.
ALL_EAT = replace(USUAL, eats=0.99, eats_weight=1_000, walk_ins=0.0001, walk_ins_weight=1_000)
FORUM = programme(usual=USUAL)


def counted(walk_ins: int = 0, **diets: tuple[int, int, int]) -> Totals:
    """Return the totals of a lunch: of each diet the meals booked, those of people inside, and those served."""
    summed: Totals = Counter({("lunch", "walk_ins"): walk_ins})
    for diet, (booked, inside, served) in diets.items():
        summed["lunch", f"meals_{diet}"] = booked
        summed["entrance", f"meals_inside_{diet}"] = inside
        summed["lunch", f"served_{diet}"] = served
    return summed


def foreseen(hour: str, walk_ins: int = 0, **diets: tuple[int, int, int]) -> Catering:
    return catering(counted(walk_ins, **diets), FORUM, at(hour))


def interval(catering: Catering) -> tuple[int, int]:
    return catering.lunch.forecast.low, catering.lunch.forecast.high


def test_before_the_day_as_many_meals_are_foreseen_as_usually_come_and_eat() -> None:
    lunch = foreseen("5:00", none=(170, 0, 0), vegan=(40, 0, 0)).lunch

    assert lunch.forecast.mean == pytest.approx((0.82 * 0.87 + 0.04) * 210, rel=0.002)
    assert lunch.forecast.low < 150 < lunch.forecast.high
    assert lunch.forecast.enough(0.95) >= lunch.forecast.high - 4


def test_meals_of_all_diets_add_up_to_all_meals() -> None:
    day = foreseen("7:30", 3, none=(120, 40, 9), vegan=(40, 12, 6), no_pork=(4, 0, 0), other=(1, 1, 1))

    assert sum(diet.mean for diet in day.lunch.diet_forecasts.values()) == pytest.approx(day.lunch.forecast.mean)
    for measure in ("booked", "booked_inside", "served"):
        assert sum(getattr(m, measure) for m in day.lunch.diets.values()) == getattr(day.lunch.meals, measure)


def test_a_diet_of_four_shares_what_the_whole_lunch_tells() -> None:
    few_here = foreseen("9:30", none=(200, 60, 0), vegan=(4, 0, 0))
    many_here = foreseen("9:30", none=(200, 180, 0), vegan=(4, 0, 0))
    nobody_eats = foreseen("11:15", none=(200, 180, 5), vegan=(4, 4, 0))

    few, many = (day.lunch.diet_forecasts["vegan"] for day in (few_here, many_here))
    assert few.mean < many.mean
    assert nobody_eats.lunch.diet_forecasts["vegan"].mean < 3


def test_meals_of_a_diet_that_nobody_has_are_none() -> None:
    gluten_free = foreseen("7:30", none=(200, 100, 0)).lunch.diet_forecasts["gluten_free"]

    assert (gluten_free.mean, gluten_free.low, gluten_free.high, gluten_free.enough(0.999)) == (0, 0, 0, 0)


def test_who_is_in_the_building_may_eat_elsewhere() -> None:
    low, high = interval(foreseen("7:30", none=(50, 50, 0)))

    assert low < 45 < high


def test_meals_served_without_a_booking_are_more_meals_and_foretell_others() -> None:
    booked_only = foreseen("11:00", none=(50, 45, 30)).lunch.forecast
    with_walk_ins = foreseen("11:00", 4, none=(50, 45, 34)).lunch.forecast

    assert booked_only.mean + 4 < with_walk_ins.mean < booked_only.mean + 8


def test_who_has_eaten_and_left_the_building_still_counts() -> None:
    low, high = interval(foreseen("11:30", none=(50, 10, 45), vegan=(8, 8, 0)))

    assert 45 <= low <= high <= 58


def test_who_came_and_stepped_out_counts_as_who_is_inside() -> None:
    summed = counted(none=(50, 10, 0))
    summed["entrance", "mc_none"] = 50

    out = catering(summed, FORUM, at("11:00")).lunch

    assert interval(catering(summed, FORUM, at("11:00"))) == interval(foreseen("11:00", none=(50, 50, 0)))
    assert out.came["none"] == 50


def test_meals_are_foreseen_from_who_is_inside_until_who_came_is_counted_too() -> None:
    assert foreseen("11:00", none=(50, 50, 0)).lunch.demand.everybody.came == 50


def test_no_meal_is_foreseen_twice_for_who_is_inside_and_served() -> None:
    low, high = interval(foreseen("11:50", none=(50, 50, 50)))

    assert (low, high) in [(50, 50), (50, 51), (50, 52)]


def test_while_people_may_come_never_fewer_meals_are_foreseen_than_were_served() -> None:
    # A vegan cancelled after the meal: served is then more than was booked.
    forecast = foreseen("11:00", 5, none=(10, 3, 8), vegan=(1, 0, 2))

    assert forecast.lunch.forecast.low >= 10
    assert forecast.lunch.diet_forecasts["none"].low >= 8
    assert forecast.lunch.diet_forecasts["vegan"].low >= 2


def test_meals_served_without_a_booking_to_people_of_a_diet_do_not_confuse_the_others() -> None:
    lunch = foreseen("11:30", 3, none=(10, 10, 1), vegan=(2, 2, 4)).lunch

    assert lunch.diet_forecasts["vegan"].low == 2 + 2
    assert 1 <= lunch.diet_forecasts["none"].low <= 11


def test_once_lunch_has_closed_it_is_what_was_served_whoever_is_still_booked() -> None:
    day = foreseen("12:01", 5, none=(200, 180, 150), vegan=(10, 9, 8))

    assert day.lunch.is_over
    assert (day.lunch.forecast.mean, *interval(day), day.lunch.forecast.enough(0.999)) == (
        158,
        158,
        158,
        158,
    )
    assert day.lunch.diet_forecasts["vegan"].enough(0.95) == 8


def test_once_lunch_has_closed_nobody_is_waited_for_though_people_may_still_come() -> None:
    late = Prior(0.82, 25, (Arrived(0, 0.0), Arrived(600, 1.0)), 60)

    lunch = catering(counted(none=(50, 40, 40)), programme(usual=late), at("12:01")).lunch

    assert lunch.share_arrived < 1
    assert lunch.forecast.mean == lunch.diet_forecasts["none"].mean == 40


def test_who_ate_and_left_early_is_one_meal_whatever_the_diet() -> None:
    lunch = foreseen("11:59", none=(3, 0, 3), vegan=(2, 0, 2)).lunch

    means = [lunch.diet_forecasts["vegan"].mean, lunch.diet_forecasts["none"].mean, lunch.forecast.mean]
    assert means == pytest.approx([2, 3, 5], abs=0.05)


def test_who_eats_is_learned_from_the_servings() -> None:
    slow, quick = (foreseen("11:00", none=(200, 190, served)).lunch for served in (60, 150))

    assert slow.demand.eats < 0.87 < quick.demand.eats
    assert slow.forecast.mean < quick.forecast.mean


def test_a_late_train_is_told_by_the_steps_in_which_people_arrive() -> None:
    summed = counted(none=(200, 60, 0))
    on_time, late = Counter(summed), Counter(summed)
    # Steps of five minutes since midnight at the event, where the doors open at eight.
    on_time.update({("entrance", f"a{step}"): 10 for step in range(96, 102)})
    late.update({("entrance", f"a{step}"): 15 for step in range(102, 106)})

    told, waited = (catering(each, FORUM, at("6:45")).lunch for each in (on_time, late))

    assert told.demand.late_minutes + 5 < waited.demand.late_minutes
    assert told.forecast.mean < waited.forecast.mean


def test_at_the_very_hour_that_lunch_closes_it_is_not_over() -> None:
    assert not foreseen("12:00", none=(10, 10, 0)).lunch.is_over


def test_a_lunch_that_nobody_booked_is_no_meal_at_any_hour() -> None:
    assert {(*interval(foreseen(hour)), foreseen(hour).lunch.forecast.mean) for hour in ("5:00", "7:30", "11:00")} == {
        (0, 0, 0)
    }


def test_an_event_without_lunch_is_never_over_and_has_no_meals() -> None:
    checkpoints = tuple(c for c in FORUM.checkpoints if c.id != "lunch")

    forecast = catering(Counter(), programme(usual=USUAL, checkpoints=checkpoints), at("16:00"))

    assert (forecast.lunch.is_over, forecast.lunch.forecast.high) == (False, 0)


def test_many_here_by_an_hour_when_few_usually_are_means_more_meals() -> None:
    means = [foreseen("7:00", none=(200, inside, 0)).lunch.forecast.mean for inside in (50, 90, 130)]

    assert means == sorted(means)
    assert means[-1] - means[0] > 15


def test_an_absentee_is_given_up_as_the_hours_pass() -> None:
    forum = programme(usual=ALL_EAT)
    means = [
        catering(counted(none=(200, 80, 0)), forum, at(hour)).lunch.forecast.mean
        for hour in ("6:30", "7:00", "7:30", "8:30", "9:59")
    ]

    assert means == sorted(means, reverse=True)
    assert 78 < means[-1] < 84


def test_meals_by_kind_are_told_beside_those_by_diet() -> None:
    people = (
        builders.person(stored("lunch", "10:30"), lunch=True, diet="vegan", kind="exhibitor"),
        builders.person(stored("entrance", "8:00"), name="Bea", lunch=True),
        builders.person(stored("lunch", "10:30"), name="Cid", kind="speaker"),
        builders.person(name="Dan", lunch=True, kind="volunteer"),
    )
    summed: Totals = Counter()
    for person in people:
        summed.update(totals(person, FORUM))

    kinds = catering(summed, FORUM, at("10:40")).lunch.kinds

    by_name = {kind: (m.booked, m.booked_inside, m.served) for kind, m in kinds.items()}
    assert by_name == {
        "participant": (1, 1, 0),
        "exhibitor": (1, 1, 1),
        "speaker": (0, 0, 1),
        "volunteer": (1, 0, 0),
        "facilitator": (0, 0, 0),
        "organiser": (0, 0, 0),
    }


def test_the_village_its_visits_and_the_glasses_are_told_as_they_were_counted() -> None:
    summed = Counter(
        {
            ("village", "exhibitors"): 1,
            ("entrance", "exhibitors_inside"): 2,
            ("village", "booked"): 3,
            ("village", "ever"): 4,
            ("entrance", "drinks"): 5,
            ("entrance", "drinks_inside"): 6,
            ("entrance", "present"): 7,
            ("village", "v48"): 8,
            ("lunch", "walk_ins"): 9,
        }
    )

    told = catering(summed, FORUM, at("7:00"))

    assert (told.exhibitors_booked, told.exhibitors_inside, told.announced, told.visitors) == (1, 2, 3, 4)
    assert (told.ticks, told.inside) == ({"drink": Announced(5, 6)}, 7)
    assert told.visits == {at("10:00"): 8}
    assert (told.lunch.served_not_booked, told.lunch.show_up, told.lunch.share_arrived) == (9, 0.82, 0.5)


def test_counters_that_lack_who_came_do_not_count_less_than_nobody() -> None:
    summed = counted(none=(5, 0, 0))
    summed["entrance", "mc_none"] = -2

    assert catering(summed, FORUM, at("7:00")).lunch.came["none"] == 0
