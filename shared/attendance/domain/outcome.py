"""What a day taught: which shares came and ate, and by when. Counts only: it may be kept when the people are purged."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from itertools import accumulate

from attendance.domain.delays import DELAYS
from attendance.domain.frozen import frozen
from attendance.domain.person import Person
from attendance.domain.prior import Arrived, Prior
from attendance.domain.programme import ENTRANCE, LUNCH, Programme
from attendance.domain.wording import comparable

STEP_MINUTES = 5
_GROUPS = ((1, "1"), (4, "2-4"), (9, "5-9"))
_LARGEST = "10+"
_FEWEST = 10
# Of a curve, its flat ends tell nothing of the days' scatter.
_TELLS = 0.05
# A kind, or a size, that has fewer people could tell of one of them.
_FEWEST_APART = 5


type Curve = tuple[Arrived, ...]


@frozen
class Attended:
    """Of some people with a booked meal: how many there were, came, and ate."""

    booked: int = 0
    came: int = 0
    ate: int = 0


@frozen
class Outcome:
    """A day's shares, curves, and how far they differ by kind and by the size of an organisation.

    `unbooked` meals were eaten by people who booked none. `together` is the design effect: by how much the variance of
    those who come is larger than if each decided alone.
    """

    everybody: Attended
    unbooked: int
    arrivals: tuple[Arrived, ...]
    servings: tuple[Arrived, ...]
    kinds: Mapping[str, Attended] = field(default_factory=dict)
    groups: Mapping[str, Attended] = field(default_factory=dict)
    together: float | None = None


def outcome(people: Iterable[Person], programme: Programme) -> Outcome:
    """Return what a day taught, once it is over."""
    kinds: Counter[tuple[str, str]] = Counter()
    organisations: Counter[tuple[str, str]] = Counter()
    everybody: Counter[str] = Counter()
    arrivals: list[datetime] = []
    servings: list[datetime] = []
    for number, person in enumerate(people):
        who, been = person.attendee, person.attendance.first
        if who is None or (who.is_cancelled and ENTRANCE not in been):
            continue
        has_come, has_eaten = ENTRANCE in been or LUNCH in been, LUNCH in been
        arrivals += [been[ENTRANCE].at] if ENTRANCE in been else []
        servings += [been[LUNCH].at] if has_eaten else []
        if not who.is_booked(LUNCH):
            everybody["unbooked"] += has_eaten
            continue
        # Who names no organisation comes alone.
        group = comparable(who.organisation) or f"\0{number}"
        for what in ("booked", *(["came"] if has_come else []), *(["ate"] if has_eaten else [])):
            everybody[what] += 1
            kinds[who.kind, what] += 1
            organisations[group, what] += 1
    lunch = programme.checkpoint(LUNCH)
    return Outcome(
        _attended(everybody),
        everybody["unbooked"],
        _curve(arrivals, programme.opens_at),
        _curve(servings, lunch.opens_at) if lunch else (),
        _apart(kinds),
        _by_size(organisations),
        _together(organisations, everybody),
    )


def learned(usual: Prior, outcomes: Sequence[Outcome]) -> Prior:
    """Return the prior of who knows what was usual before, and how these days went.

    Each counts as much as what was known. The next day is one more of them: its spread is theirs, and a little more
    while they are few. A curve is the mean of the curves, each as if it had been on time: a mean of late and early days
    is flatter than any of them.
    """
    known = [one for one in outcomes if one.everybody.booked >= _FEWEST and one.everybody.came]
    if not known:
        return usual
    everybody = [one.everybody for one in known]
    together = [one.together for one in known if one.together is not None]
    effect = (usual.design_effect + sum(together)) / (1 + len(together))
    came, ate = [(one.came, one.booked) for one in everybody], [(one.ate, one.came) for one in everybody]
    show_up, show_up_weight = _pooled(usual.show_up, usual.show_up_weight, came, effect)
    eats, eats_weight = _pooled(usual.eats, usual.eats_weight, ate)
    unbooked = [(one.unbooked / one.everybody.booked, usual.walk_ins / one.everybody.booked) for one in known]
    walk_ins, spread = _mean_and_spread(usual.walk_ins, usual.walk_ins / usual.walk_ins_weight, unbooked)
    curves = [(one.arrivals, one.everybody.came) for one in known if one.arrivals]
    servings = [(one.servings, one.everybody.ate + one.unbooked) for one in known if one.servings]
    arrivals, arrivals_weight = _learned_curve(usual.arrivals, usual.arrivals_weight, curves)
    served, servings_weight = _learned_curve(usual.servings, usual.servings_weight, servings)
    return replace(
        usual,
        show_up=show_up,
        show_up_weight=show_up_weight,
        eats=eats,
        eats_weight=eats_weight,
        walk_ins=max(walk_ins, 0.001),
        walk_ins_weight=_whole(walk_ins / spread),
        arrivals=arrivals,
        arrivals_weight=arrivals_weight,
        servings=served,
        servings_weight=servings_weight,
        design_effect=effect,
    )


def _attended(counted: Mapping[str, int]) -> Attended:
    return Attended(*(counted.get(what, 0) for what in ("booked", "came", "ate")))


def _apart(counted: Mapping[tuple[str, str], int]) -> dict[str, Attended]:
    """Return each part of the people that has enough of them."""
    told = {
        name: _attended({what: count for (one, what), count in counted.items() if one == name})
        for name in sorted({name for name, _ in counted})
    }
    return {name: one for name, one in told.items() if one.booked >= _FEWEST_APART}


def _by_size(organisations: Mapping[tuple[str, str], int]) -> dict[str, Attended]:
    """Return those who booked by how many of their organisation did: no organisation is named."""
    sizes: Counter[tuple[str, str]] = Counter()
    for (group, what), count in organisations.items():
        size = organisations[group, "booked"]
        sizes[next((name for most, name in _GROUPS if size <= most), _LARGEST), what] += count
    return _apart(sizes)


def _together(organisations: Mapping[tuple[str, str], int], everybody: Mapping[str, int]) -> float | None:
    """Return the design effect: the sum of the organisations' squared deviations over what lone people's would be."""
    booked, came = everybody.get("booked", 0), everybody.get("came", 0)
    lone = came * (booked - came) / booked if booked else 0.0
    if lone < 1:
        return None
    squares = sum(
        (organisations.get((group, "came"), 0) - size * came / booked) ** 2
        for (group, what), size in organisations.items()
        if what == "booked"
    )
    return min(max(squares / lone, 1.0), 20.0)


def _curve(moments: Sequence[datetime], since: datetime) -> tuple[Arrived, ...]:
    """Return by how many minutes after a door opened which share had come, in steps; nothing of nobody."""
    if not moments:
        return ()
    counted = Counter((at - since) // timedelta(minutes=STEP_MINUTES) for at in moments)
    first, last = min(counted), max(counted)
    summed = accumulate(counted[step] for step in range(first, last + 1))
    ends = (Arrived((step + 1) * STEP_MINUTES, share / len(moments)) for step, share in enumerate(summed, first))
    return (Arrived(first * STEP_MINUTES, 0.0), *ends)


def _learned_curve(usual: Curve, weight: int, curves: Sequence[tuple[Curve, int]]) -> tuple[Curve, int]:
    """Return the mean of curves, each as late as it fits best, and the weight with which a day's scatters about it."""
    if not curves:
        return usual, weight
    before = [usual] if usual else []
    mean = _mean_curve([*before, *(curve for curve, _ in curves)])
    aligned = [(_aligned(curve, mean), people) for curve, people in curves]
    mean = _mean_curve([*before, *(curve for curve, _ in aligned)])
    scatter = sum((_scatter(curve, mean, 0) - 1 / people for curve, people in aligned), start=1 / (weight + 1))
    return mean, _whole((1 + len(curves)) / max(scatter, 1e-4) - 1)


def _aligned(curve: Curve, mean: Curve) -> Curve:
    """Return a curve as it would have been on time."""
    late = min((late for late, _ in DELAYS), key=lambda late: (_scatter(curve, mean, late), abs(late)))
    return tuple(Arrived(point.minutes_open - late, point.share) for point in curve)


def _scatter(curve: Curve, mean: Curve, late: float) -> float:
    """Return the variance of a late day's shares about the usual ones, as a part of what lone people's would be."""
    day, told = Prior(arrivals=curve), [point for point in mean if _TELLS < point.share < 1 - _TELLS]
    squares = [
        (day.share_arrived(point.minutes_open + late) - point.share) ** 2 / (point.share * (1 - point.share))
        for point in told
    ]
    return sum(squares) / len(squares) if squares else 0.0


def _mean_curve(curves: Sequence[Curve]) -> Curve:
    priors = [Prior(arrivals=curve) for curve in curves]
    first = min(curve[0].minutes_open for curve in curves) // STEP_MINUTES
    last = -(-max(curve[-1].minutes_open for curve in curves) // STEP_MINUTES)
    minutes = [step * STEP_MINUTES for step in range(first, last + 1)]
    return tuple(Arrived(at, sum(one.share_arrived(at) for one in priors) / len(priors)) for at in minutes)


def _pooled(share: float, weight: float, seen: Sequence[tuple[int, int]], effect: float = 1.0) -> tuple[float, int]:
    """Return a share and its weight, where so many of so many were seen before; people in groups vary by an effect."""
    lone = share * (1 - share)
    shares = [(some / whole, effect * lone / whole) for some, whole in seen]
    mean, spread = _mean_and_spread(share, lone / (weight + 1), shares)
    mean = min(max(mean, 0.01), 0.99)
    return mean, _whole(mean * (1 - mean) / spread - 1)


def _mean_and_spread(before: float, variance: float, seen: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean of what was known and of what was seen, and the variance of the next value about it.

    What is seen comes with the variance that it has of few people's chance, which is none of the days'.
    """
    events = 1 + len(seen)
    mean = (before + sum(value for value, _ in seen)) / events
    between = sum((value - mean) ** 2 - chance for value, chance in seen)
    return mean, (variance + max(between, 0.0)) / events * (1 + 1 / events)


def _whole(weight: float) -> int:
    return min(max(round(weight), 1), 1_000)
