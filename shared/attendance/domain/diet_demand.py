"""How many meals of one diet there will be: too few people to learn from, so the whole lunch tells their chances.

Of all who booked and are not served yet, a given number will eat. How many of them have one diet is hypergeometric, but
for that those who are here are likelier to eat than those who may not come. Summed over what is possible for the lunch.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import erf, sqrt

from attendance.domain.demand import Demand, Party
from attendance.domain.forecast import Forecast, of_weights
from attendance.domain.lattice import Lattice

_PLATES = 60
_NODES, _NODES_OF_FEW = 120, 24
_FEW = 0.25
_LEAST_VARIANCE = 0.01


def of_diet(demand: Demand, party: Party, unbooked: int, *, takes_walk_ins: bool) -> Forecast:
    """Return the forecast of a diet, of which so many were served without a booking; others may still come."""
    found = _booked(demand, party)
    mean = party.served + unbooked + _mean(demand, party, demand.eaters.mean)
    if takes_walk_ins:
        found, mean = found.plus(demand.walk_ins), mean + demand.walk_ins.mean
    told = of_weights(party.served + unbooked + found.first, found.weights, found.step)
    most = None if takes_walk_ins else party.booked + unbooked
    return Forecast(told.certain, mean, told.chances, told.step, most)


def _booked(demand: Demand, party: Party) -> Lattice:
    """Return how many more of a party eat."""
    whole, people = demand.everybody.unserved, party.unserved
    if not people:
        return Lattice(0, 1, [1.0])
    if people == whole:
        return Lattice(demand.eaters.first - demand.everybody.served, demand.eaters.step, demand.eaters.weights)
    drawn = (whole - people) / (whole - 1)
    nodes = []
    for weight, eaters in _nodes(demand.eaters, _NODES_OF_FEW if people < _FEW * whole else _NODES):
        mean = _mean(demand, party, eaters)
        nodes.append((weight, mean, sqrt(max(mean * (1 - mean / people) * drawn, _LEAST_VARIANCE))))
    first = max(0, int(min(mean - 5 * spread for _, mean, spread in nodes)))
    last = min(people, int(max(mean + 5 * spread for _, mean, spread in nodes)) + 1)
    step = max(1, -(-(last - first) // _PLATES))
    below = [
        sum(weight * _normal((number + step / 2 - mean) / spread) for weight, mean, spread in nodes)
        for number in range(first, last, step)
    ]
    below.append(1.0)
    return Lattice(first, step, [below[0], *(after - before for before, after in pairwise(below))])


def _mean(demand: Demand, party: Party, eaters: float) -> float:
    """Return how many more of a party eat, where so many eat in all."""
    everybody = demand.everybody
    here, away = everybody.came - everybody.served, everybody.booked - everybody.came
    remaining, likely = eaters - everybody.served, here + away * demand.still_come
    of_here = remaining / likely if likely else 0.0
    of_away = of_here * demand.still_come
    if of_here > 1:
        of_here, of_away = 1.0, (remaining - here) / away if away else 1.0
    return (party.came - party.served) * of_here + (party.booked - party.came) * of_away


def _nodes(eaters: Lattice, most: int) -> Iterator[tuple[float, float]]:
    """Yield weights that sum to one, with the numbers of eaters for which they stand."""
    together = -(-len(eaters.weights) // most)
    for at in range(0, len(eaters.weights), together):
        part = eaters.weights[at : at + together]
        if any(part):
            yield sum(part), Lattice(eaters.first + at * eaters.step, eaters.step, part).mean


def _normal(deviations: float) -> float:
    return (1 + erf(deviations / sqrt(2))) / 2
