"""How many still come: what experience says, corrected by who is here, and never surer than it can be."""

from math import comb, exp, isclose, lgamma, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.domain.forecast import NO_CHANCE, Chance, Forecast, chance, how_many
from attendance.domain.prior import Prior
from tests.domain import days

USUAL = Prior(0.82, 25, arrivals_weight=60)

shares = st.floats(0.01, 0.99)
usuals = st.builds(
    lambda mean, weight, arrivals: Prior(mean, weight, arrivals_weight=arrivals),
    shares,
    st.integers(1, 1_000),
    st.integers(1, 1_000),
)


def variance(chance: Chance) -> float:
    return chance.mean * (1 - chance.mean) / (chance.comes + chance.stays_away + 1)


def beta_binomial(people: int, chance: Chance) -> list[float]:
    """Return the chances of 0, 1, 2 ... people, as the textbook writes them."""

    def log_beta(one: float, other: float) -> float:
        return lgamma(one) + lgamma(other) - lgamma(one + other)

    whole = log_beta(chance.comes, chance.stays_away)
    return [
        comb(people, n) * exp(log_beta(chance.comes + n, chance.stays_away + people - n) - whole)
        for n in range(people + 1)
    ]


def brute_force(usual: Prior, share: float, people: int, seen: int, steps: int = 200) -> tuple[float, float]:
    """Return mean and variance of the chance to come, summed over every show-up rate and lateness, on their logits."""
    rates = [1 / (1 + exp(10 - 20 * (n + 0.5) / steps)) for n in range(steps)]
    came, missed = usual.show_up * usual.show_up_weight, (1 - usual.show_up) * usual.show_up_weight
    early, late = share * usual.arrivals_weight, (1 - share) * usual.arrivals_weight
    found = []
    for p in rates:
        for s in rates:
            here = p * s
            height = came * log(p) + missed * log(1 - p) + early * log(s) + late * log(1 - s)
            height += seen * log(here) + (people - seen) * log(1 - here)
            found.append((height, (p - here) / (1 - here)))
    peak = max(height for height, _ in found)
    weighed = [(exp(height - peak), comes) for height, comes in found]
    total = sum(weight for weight, _ in weighed)
    mean = sum(weight * comes for weight, comes in weighed) / total
    return mean, sum(weight * (comes - mean) ** 2 for weight, comes in weighed) / total


@pytest.mark.parametrize("setting", list(days.settings()), ids=lambda setting: setting.name)
def test_nine_times_out_of_ten_as_many_come_as_was_foreseen(setting: days.Setting) -> None:
    assert 0.85 <= days.coverage(setting) <= 0.95


def test_before_anybody_comes_experience_alone_is_told() -> None:
    forecast = chance(USUAL, 0.0, 210, 0)

    assert (forecast.comes, forecast.stays_away) == pytest.approx((20.5, 4.5))
    assert how_many(0, 210, forecast).mean == pytest.approx(172.2)


def test_who_is_early_tells_nothing_of_the_others() -> None:
    assert chance(USUAL, 0.0, 210, 3) == chance(USUAL, 0.0, 210, 0)


def test_once_all_have_usually_come_nobody_else_is_expected() -> None:
    forecast = how_many(171, 39, chance(USUAL, 1.0, 210, 171))

    assert (forecast.mean, forecast.low, forecast.high, forecast.enough(0.999)) == (171, 171, 171, 171)


def test_nobody_registered_and_nobody_coming_is_no_meal() -> None:
    forecast = how_many(0, 0, chance(USUAL, 0.5, 0, 0))

    assert (forecast.mean, forecast.low, forecast.high, forecast.enough(0.999)) == (0, 0, 0, 0)


def test_more_people_here_than_usual_by_an_hour_means_more_in_the_end() -> None:
    ends = [how_many(seen, 210 - seen, chance(USUAL, 0.45, 210, seen)).mean for seen in (0, 30, 60, 90, 120)]

    assert ends == sorted(ends)
    assert ends[-1] - ends[0] > 60


def test_an_absentee_is_given_up_little_by_little_as_the_morning_passes() -> None:
    still = [chance(USUAL, share, 210, round(172 * share)).mean for share in (0, 0.2, 0.4, 0.6, 0.8, 0.95, 1)]

    assert still == sorted(still, reverse=True)


def test_the_interval_closes_in_while_people_come_as_usual() -> None:
    widths = []
    for share in (0, 0.3, 0.6, 0.9, 0.97, 1):
        seen = round(172 * share)
        forecast = how_many(seen, 210 - seen, chance(USUAL, share, 210, seen))
        widths.append(forecast.high - forecast.low)

    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize(
    ("usual", "share", "people", "seen"),
    [
        (USUAL, 0.45, 210, 70),
        (USUAL, 0.9, 210, 150),
        (USUAL, 0.05, 40, 0),
        (Prior(0.9, 400, arrivals_weight=5), 0.5, 100, 20),
        (Prior(0.5, 4, arrivals_weight=6), 0.6, 10, 9),
    ],
)
def test_what_is_known_of_a_day_is_what_its_likelihood_says(usual: Prior, share: float, people: int, seen: int) -> None:
    exact = brute_force(usual, share, people, seen)

    forecast = chance(usual, share, people, seen)

    assert (forecast.mean, variance(forecast)) == pytest.approx(exact, rel=1e-4)


@pytest.mark.parametrize("share", [5e-324, 1e-12, 1e-6, 1 - 1e-6, 1 - 1e-12])
def test_a_minute_after_the_first_and_before_the_last_the_forecast_hardly_differs(share: float) -> None:
    nearly, before = chance(USUAL, share, 210, 0), chance(USUAL, round(share), 210, 0)

    assert nearly.mean == pytest.approx(before.mean, abs=0.001)


@settings(max_examples=60)
@given(share=shares, weight=st.integers(2, 1_000), people=st.integers(0, 30_000), seen=shares)
def test_where_a_closed_form_is_known_it_is_found(share: float, weight: int, people: int, seen: float) -> None:
    """Where arrivals weigh as much as those who come of the show-up's weight, who is seen tells nothing of the rest."""
    usual = Prior(0.5, 2 * weight, arrivals_weight=weight)
    late, missed = (1 - share) * weight, weight
    exact = Chance(late, missed)

    forecast = chance(usual, share, people, int(people * seen))

    assert forecast.mean == pytest.approx(exact.mean, abs=1e-4)
    assert variance(forecast) == pytest.approx(variance(exact), rel=0.01)


@given(people=st.integers(0, 60), comes=st.floats(0.05, 300), away=st.floats(0.05, 300))
def test_how_many_come_of_the_unseen_is_beta_binomial(people: int, comes: float, away: float) -> None:
    forecast, exact = how_many(0, people, Chance(comes, away)), beta_binomial(people, Chance(comes, away))

    assert forecast.mean == pytest.approx(sum(n * share for n, share in enumerate(exact)), abs=1e-6)
    for n in range(people + 1):
        assert isclose(forecast.chances[n], sum(exact[: n + 1]), abs_tol=1e-9)


@settings(max_examples=60)
@given(
    usual=usuals,
    share=st.floats(0, 1),
    people=st.integers(0, 30_000),
    seen=st.floats(0, 1),
    level=st.floats(0.5, 0.999),
)
def test_no_day_however_odd_confounds_the_forecast(
    usual: Prior, share: float, people: int, seen: float, level: float
) -> None:
    here = int(people * seen)

    forecast = how_many(here, people - here, chance(usual, share, people, here))

    assert here <= forecast.low <= forecast.high <= people
    assert here <= forecast.mean <= people + 1e-6
    assert here <= forecast.enough(level) <= people
    assert forecast.enough(0.5) <= forecast.enough(level) <= forecast.enough(0.999)


def test_what_is_enough_is_the_least_that_is() -> None:
    forecast = how_many(100, 50, Chance(20.5, 4.5))

    enough = forecast.enough(0.95)
    assert forecast.chances[enough - 100] >= 0.95 > forecast.chances[enough - 101]


@pytest.mark.parametrize(
    ("chances", "interval"),
    [
        ((0.04, 0.5, 0.93, 1.0), (11, 12)),
        ((0.001, 0.06, 0.5, 0.97, 1.0), (12, 13)),
        ((0.06, 0.5, 1.0), (11, 12)),
        ((0.2, 0.9, 1.0), (10, 11)),
        ((0.2, 0.5, 0.99, 1.0), (10, 12)),
        ((0.2, 0.85, 0.999, 1.0), (10, 11)),
    ],
)
def test_the_tails_of_an_interval_are_as_near_to_a_twentieth_as_whole_people_come(
    chances: tuple[float, ...], interval: tuple[int, int]
) -> None:
    told = Forecast(10, 0.0, chances)

    assert (told.low, told.high) == interval


@pytest.mark.parametrize("people", [0, 1, 7, 30_000])
@pytest.mark.parametrize(
    "told",
    [Chance(*shape) for shape in ((20, 480), (480, 20), (250, 250), (0.5, 400), (400, 0.5), (0.5, 0.3), (1.2, 0.5))],
)
def test_however_many_are_registered_their_chances_amount_to_the_mean(told: Chance, people: int) -> None:
    chances = how_many(0, people, told).chances

    assert len(chances) == people + 1
    assert sum(1 - share for share in chances) == pytest.approx(people * told.mean, rel=1e-6)


def test_a_sure_thing_has_no_interval() -> None:
    assert (how_many(7, 30, NO_CHANCE).low, how_many(7, 30, NO_CHANCE).high) == (7, 7)
    assert how_many(0, 0, Chance(20.5, 4.5)).high == 0
