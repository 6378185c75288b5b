"""How many meals there will be: who comes, who of these eats, and who eats without having booked.

Of N people with a booking C come in the end, and E of these eat. By now K have come and S have eaten. Each share is
uncertain, as experience tells (`prior`), and so is how far the day's curves run behind the usual ones:

    C     ~ beta-binomial(N; show-up),    K | C, d ~ beta-binomial(C; share arrived at the hour less d)
    E | C ~ beta-binomial(C; eats),       S | E, d ~ beta-binomial(E; share served at the hour less d)

(Skellam, J. R. Statist. Soc. B 10, 1948, 257-261). What is known is the product of these, summed over the delays d and
over C on a lattice: of each number for few people, of every so manieth for many. Which d it is, the steps of arrivals
tell too: if the day's own curve is a Dirichlet variable about the usual one, their counts are Dirichlet-multinomial
(Mosimann, Biometrika 49, 1962, 65-82), but for who waits when a door opens. Who comes with others stays away with them:
the variances of C and of K are the binomial ones times a design effect (Kish, Survey Sampling, 1965, section 5.4), as
no total counts organisations. At some events everybody eats, whatever the average: that has a chance of its own, which
is the less the more is known.

Meals without a booking are Poisson, at a rate that is a Gamma variable: those that still come are negative binomial.
"""

from collections.abc import Callable, Sequence
from math import exp, lgamma, log
from operator import mul

from attendance.domain.delays import DELAYS, Delays, Step, average, beta_binomial, delays_of, of_groups, scaled, thinned
from attendance.domain.forecast import Forecast, certainly, of_weights
from attendance.domain.frozen import frozen
from attendance.domain.lattice import Lattice, fitted
from attendance.domain.prior import Prior

# No logarithm is lower than that of nothing.
_NOTHING = -1e9
# The most numbers that are looked at.
_COMERS, _EATERS_AT_FIRST, _EATERS, _WALK_INS = 80, 60, 120, 200


@frozen
class Party:
    """People with a booking, of one diet or of all: how many there are, came so far, and were served."""

    booked: int
    came: int
    served: int

    @property
    def unserved(self) -> int:
        return self.booked - self.served


@frozen
class Hour:
    """What is known at an hour, in minutes since the entrance and since lunch opened.

    The `arrivals` are everybody's: who eats elsewhere is in the same trains.
    """

    everybody: Party
    unbooked: int
    minutes_open: float
    minutes_lunch: float
    lunch_minutes: float
    arrivals: Sequence[Step] = ()
    servings: Sequence[Step] = ()


@frozen
class Demand:
    """What is foreseen of all meals, and what the day tells of its shares.

    `eaters` are those with a booking who eat in the end, `walk_ins` the meals without one that are still to come;
    `still_come` is the chance that somebody who is not here yet comes.
    """

    forecast: Forecast
    everybody: Party
    eaters: Lattice
    walk_ins: Lattice
    show_up: float
    eats: float
    late_minutes: float
    still_come: float


def foreseen(usual: Prior, hour: Hour) -> Demand:
    """Return the demand for meals as it is foreseen at an hour."""
    everybody, unseen = hour.everybody, hour.everybody.booked - hour.everybody.came
    # Nobody here at all means that the doors are silent, as nobody served means it of lunch.
    is_silent = not (everybody.came or hour.arrivals)
    weight = _arrivals_weight(usual, everybody)
    arriving = [] if is_silent else delays_of(usual.share_arrived, weight, hour.minutes_open, hour.arrivals)
    comers = _comers(usual, everybody, thinned(arriving, weight, everybody.came, everybody.booked))
    serving = _servings(usual, hour)
    eaters = _eaters(usual, everybody, comers, serving)
    walk_ins = _walk_ins(usual, everybody.booked, hour.unbooked, average(serving, [share for _, share in serving]))
    meals = eaters.plus(walk_ins)
    return Demand(
        of_weights(meals.first + hour.unbooked, meals.weights, meals.step),
        everybody,
        eaters,
        walk_ins,
        show_up=comers.mean / everybody.booked if everybody.booked else usual.show_up,
        eats=eaters.mean / comers.mean if comers.mean else usual.eats,
        late_minutes=average(arriving, [minutes for minutes, _ in DELAYS]),
        still_come=(comers.mean - everybody.came) / unseen if unseen else 0.0,
    )


def ended(everybody: Party, unbooked: int) -> Demand:
    """Return the demand once lunch is over: it is what was served."""
    served, nobody = everybody.served, Lattice(0, 1, [1.0])
    return Demand(
        certainly(served + unbooked),
        Party(served, served, served),
        Lattice(served, 1, [1.0]),
        nobody,
        show_up=everybody.came / everybody.booked if everybody.booked else 0.0,
        eats=served / everybody.came if everybody.came else 0.0,
        late_minutes=0.0,
        still_come=0.0,
    )


def _servings(usual: Prior, hour: Hour) -> Delays:
    # Nobody served means that service has not begun, or that its phones have no network: not that nobody eats.
    if not hour.everybody.served:
        return []
    return delays_of(
        lambda minutes: usual.share_served(minutes, hour.lunch_minutes),
        usual.servings_weight,
        hour.minutes_lunch,
        hour.servings,
    )


def _arrivals_weight(usual: Prior, everybody: Party) -> float:
    people = max(everybody.came, round(everybody.booked * usual.show_up))
    return of_groups(usual.arrivals_weight, people, usual.design_effect)


def _comers(usual: Prior, everybody: Party, seen: Callable[[int], float]) -> Lattice:
    booked, came = everybody.booked, everybody.came
    weight = of_groups(usual.show_up_weight, booked, usual.design_effect)
    comes, stays_away = usual.show_up * weight, (1 - usual.show_up) * weight
    found = fitted(lambda c: beta_binomial(c, booked, comes, stays_away) + seen(c), came, booked, _COMERS)
    return found.normal


def _eaters(usual: Prior, everybody: Party, comers: Lattice, delays: Delays) -> Lattice:
    all_eat = 2 / (2 + usual.eats_weight)
    mean = max((usual.eats - all_eat) / (1 - all_eat), usual.eats / 2)
    eats, leaves = mean * usual.eats_weight, (1 - mean) * usual.eats_weight
    constant = lgamma(eats + leaves) - lgamma(eats) - lgamma(leaves)
    seen = thinned(delays, usual.servings_weight, everybody.served, comers.last)

    def between(first: int, last: int, most: int) -> Lattice:
        """Return the weights of eaters: a sum over those who come, of which each term is a product of three factors."""
        step = max(1, -(-(last - first) // most))
        coming = comers.on(first, step)
        numbers = [first + at * step for at in range(len(coming))]
        of_comers, here = scaled([lgamma(c + 1) - lgamma(c + eats + leaves) for c in numbers])
        of_rest, rest = scaled([lgamma(c - first + leaves) - lgamma(c - first + 1) for c in numbers])
        weighed = [share * height for share, height in zip(coming, here, strict=True)]
        heights = []
        for at, number in enumerate(numbers):
            some = sum(map(mul, weighed[at:], rest))
            own = constant + of_comers + of_rest + lgamma(number + eats) - lgamma(number + 1)
            part = (1 - all_eat) * step * (exp(own + log(some)) if some else 0.0) + all_eat * coming[at]
            heights.append(seen(number) + log(part) if part else _NOTHING)
        return Lattice(first, step, scaled(heights)[1]).trimmed

    coarse = between(everybody.served, comers.last, _EATERS_AT_FIRST)
    first, last = coarse.first - coarse.step, coarse.last + coarse.step
    return between(max(everybody.served, first), min(comers.last, last), _EATERS).normal


def _walk_ins(usual: Prior, booked: int, served: int, share_served: float) -> Lattice:
    """Return the meals without a booking that are still to come, for those served until now."""
    rate, people = usual.walk_ins * usual.walk_ins_weight + served, usual.walk_ins_weight + booked * share_served
    rest = booked * (1 - share_served)
    again = rest / (people + rest)
    if not again:
        return Lattice(0, 1, [1.0])
    log_again, log_end = log(again), log(1 - again)

    def height(count: int) -> float:
        return lgamma(count + rate) - lgamma(rate) - lgamma(count + 1) + rate * log_end + count * log_again

    spread = (rate * again) ** 0.5 / (1 - again)
    return fitted(height, 0, int(rate * again / (1 - again) + 12 * spread) + 1, _WALK_INS).normal
