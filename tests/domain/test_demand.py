"""How many meals there will be: what experience says, corrected by who is here and by who has eaten."""

from collections.abc import Callable
from math import comb, exp, lgamma

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from attendance.domain.delays import Step
from attendance.domain.demand import Demand, Hour, Party, foreseen
from attendance.domain.diet_demand import of_diet
from attendance.domain.prior import NOTHING_KNOWN, Arrived, Prior

USUAL = Prior(0.8, 10, (Arrived(0, 0.0), Arrived(60, 0.6), Arrived(120, 0.95), Arrived(240, 1.0)), 20)
TOGETHER = 3.0


def hour(
    booked: int, came: int = 0, served: int = 0, unbooked: int = 0, *, at: float, steps: tuple[Step, ...] = ()
) -> Hour:
    """Return what is known so many minutes after the entrance opened, where lunch opens after four hours."""
    return Hour(Party(booked, came, served), unbooked, at, at - 240, 90, steps)


def seen(usual: Prior, *counts: int, at: float, steps: tuple[Step, ...] = ()) -> Demand:
    return foreseen(usual, hour(*counts, at=at, steps=steps))


def beta_binomial(n: int, of: int, one: float, other: float) -> float:
    """Return a chance as the textbook writes it."""

    def log_beta(a: float, b: float) -> float:
        return lgamma(a) + lgamma(b) - lgamma(a + b)

    return comb(of, n) * exp(log_beta(one + n, other + of - n) - log_beta(one, other))


def grouped(weight: float, people: int) -> float:
    """Return the weight for people in groups: that with the variance of a share between days and between groups."""
    variance = TOGETHER + (people - TOGETHER) / (weight + 1)
    return (people - 1) / (variance - 1) - 1 if people > TOGETHER else weight


def by_now(seen: int, of: int, weight: float, share_at: Callable[[int], float]) -> float:
    """Return the chance that so many of a whole number are seen, however late the day runs."""
    found = 0.0
    for late in range(-15, 61):
        share = min(max(share_at(late), 1e-4), 1 - 1e-4)
        found += 2 ** (late / 5 if late < 0 else -late / 11) * beta_binomial(
            seen, of, share * weight, (1 - share) * weight
        )
    return found


def brute_force(usual: Prior, known: Hour) -> list[float]:
    """Return the chances of 0, 1, 2 ... eaters, summed over everybody who may come and every delay."""
    party, found = known.everybody, [0.0] * (known.everybody.booked + 1)
    atom = 2 / (2 + usual.eats_weight)
    eats = (usual.eats - atom) / (1 - atom)
    comes = grouped(usual.show_up_weight, party.booked)
    people = max(party.came, round(party.booked * usual.show_up))
    for came in range(party.came, party.booked + 1):
        likely = beta_binomial(came, party.booked, usual.show_up * comes, (1 - usual.show_up) * comes)
        likely *= by_now(
            party.came,
            came,
            grouped(usual.arrivals_weight, people),
            lambda late: usual.share_arrived(known.minutes_open - late),
        )
        for ate in range(party.served, came + 1):
            whole = atom * (ate == came)
            whole += (1 - atom) * beta_binomial(ate, came, eats * usual.eats_weight, (1 - eats) * usual.eats_weight)
            if party.served:
                whole *= by_now(
                    party.served,
                    ate,
                    usual.servings_weight,
                    lambda late: usual.share_served(known.minutes_lunch - late, known.lunch_minutes),
                )
            found[ate] += likely * whole
    return [share / sum(found) for share in found]


@pytest.mark.parametrize(
    ("known", "usual"),
    [
        (hour(30, at=-100), USUAL),
        (hour(30, 9, at=60), USUAL),
        (hour(30, 25, 4, at=260), NOTHING_KNOWN),
        (hour(50, 30, 26, at=300), USUAL),
        (hour(4, 3, 1, at=280), NOTHING_KNOWN),
    ],
)
def test_for_few_people_the_chances_are_what_the_formulas_say(known: Hour, usual: Prior) -> None:
    exact, told = brute_force(usual, known), foreseen(usual, known).eaters.normal

    assert told.step == 1
    found = dict(enumerate(told.weights, told.first))
    assert [found.get(n, 0.0) for n in range(len(exact))] == pytest.approx(exact, abs=1e-5)


@pytest.mark.parametrize(("came", "served", "at"), [(0, 0, -500), (150, 0, 90), (200, 90, 280)])
def test_on_a_coarse_lattice_it_is_the_same(came: int, served: int, at: float) -> None:
    known = hour(260, came, served, at=at)
    exact, told = brute_force(USUAL, known), foreseen(USUAL, known).eaters.normal

    assert told.step > 1
    assert told.mean == pytest.approx(sum(n * share for n, share in enumerate(exact)), abs=0.6)


def test_before_the_day_it_is_what_usually_comes_and_eats_and_who_eats_unbooked() -> None:
    told = seen(USUAL, 300, at=-600)

    assert told.forecast.mean == pytest.approx(300 * (0.8 * 0.87 + 0.04), rel=0.002)
    assert [told.show_up, told.eats] == pytest.approx([0.8, 0.87], abs=0.002)


def test_the_more_the_day_tells_the_closer_is_the_interval() -> None:
    hours = ((0, 0, -60), (100, 0, 60), (160, 0, 150), (162, 60, 270), (162, 130, 310))
    widths = [told.high - told.low for told in (seen(USUAL, 200, *n, at=at).forecast for *n, at in hours)]

    assert widths == sorted(widths, reverse=True)


def test_a_late_train_is_not_taken_for_absentees() -> None:
    late = (Step(30, 35, 15), Step(40, 45, 20))
    on_time = (Step(0, 5, 12), Step(15, 20, 12), Step(30, 35, 11))

    waiting, given_up = (seen(USUAL, 200, 35, at=45, steps=steps).forecast for steps in (late, on_time))

    assert waiting.mean > given_up.mean + 5


def test_who_would_have_come_before_the_doors_comes_as_they_open() -> None:
    usual = Prior(0.8, 10, (Arrived(-30, 0.0), Arrived(0, 0.4), Arrived(60, 0.8), Arrived(240, 1.0)), 1_000)
    steps = (Step(0, 5, 433), *(Step(at, at + 5, 33) for at in range(5, 60, 5)))

    assert abs(seen(usual, 1_000, 796, at=60, steps=steps).late_minutes) < 3


def test_few_servings_by_an_hour_mean_that_fewer_eat() -> None:
    means = [seen(USUAL, 200, 160, served, at=290).forecast.mean for served in (60, 90, 120, 150)]

    assert means == sorted(means)


def test_while_nobody_at_all_is_here_the_doors_are_silent_and_experience_alone_is_told() -> None:
    before, silent = (seen(USUAL, 200, at=at).forecast.mean for at in (-60, 230))
    others_came = seen(USUAL, 200, at=230, steps=(Step(20, 25, 40),)).forecast.mean

    assert silent == pytest.approx(before)
    assert others_came < 20


def test_while_nobody_is_served_the_hour_tells_nothing_of_who_eats() -> None:
    early, late = (seen(USUAL, 200, 160, 0, at=at).eats for at in (239, 300))

    assert early == pytest.approx(late, abs=0.002)


def test_meals_without_a_booking_foretell_others() -> None:
    none, some = (seen(USUAL, 200, 160, 80, unbooked, at=280).walk_ins.mean for unbooked in (0, 20))

    assert none < 5 < some


def test_diets_add_up_to_the_whole() -> None:
    told = seen(USUAL, 200, 120, 40, 3, at=270)
    parties = (Party(150, 95, 30), Party(30, 20, 6), Party(16, 5, 4), Party(4, 0, 0))

    means = [of_diet(told, party, 3 * (n == 0), takes_walk_ins=n == 0).mean for n, party in enumerate(parties)]

    assert sum(means) == pytest.approx(told.forecast.mean, abs=0.2)


def test_a_diet_that_all_have_is_the_whole() -> None:
    told = seen(USUAL, 80, 50, 10, 2, at=270)

    assert of_diet(told, Party(80, 50, 10), 2, takes_walk_ins=True).chances == told.forecast.chances


@settings(max_examples=120, deadline=None)
@example(Prior(0.5, 1, eats=0.5, eats_weight=1), 696, (1.0, 0.125, 0.0), 0.0)
@given(
    usual=st.builds(
        lambda p, w, e, v: Prior(p, w, eats=e, eats_weight=v),
        st.floats(0.01, 0.99),
        st.integers(1, 1_000),
        st.floats(0.01, 0.99),
        st.integers(1, 1_000),
    ),
    booked=st.integers(0, 30_000),
    shares=st.tuples(*[st.floats(0, 1)] * 3),
    at=st.floats(-1_000, 600),
)
def test_no_day_however_odd_confounds_the_forecast(
    usual: Prior, booked: int, shares: tuple[float, float, float], at: float
) -> None:
    came = int(booked * shares[0])
    served, unbooked = int(came * shares[1]), int(booked * shares[2])
    party = Party(booked // 7, came // 9, min(served // 11, came // 9))

    told = seen(usual, booked, came, served, unbooked, at=at)
    diet = of_diet(told, party, 0, takes_walk_ins=False)

    for one, least in ((told.forecast, served + unbooked), (diet, party.served)):
        assert least <= one.low <= one.high
        assert least <= one.mean <= one.certain + one.step * len(one.chances)
        assert one.enough(0.5) <= one.enough(0.95) <= one.enough(0.999)
    assert diet.high <= party.booked
    assert told.eaters.last <= booked + told.eaters.step
