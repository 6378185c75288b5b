"""How forecasters did over many days of a setting: how often the interval held, how wide it was, what orders cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from attendance.domain.delays import Step
from attendance.domain.demand import Demand, Hour, Party, foreseen
from attendance.domain.diet_demand import of_diet
from attendance.domain.forecast import Forecast
from attendance.domain.outcome import Attended, Outcome, learned
from attendance.domain.prior import NOTHING_KNOWN, Arrived, Prior
from tests.calibrate import truths, turnout_alone
from tests.calibrate.told import Told, Unsure
from tests.calibrate.truths import Day, Family, Seen, Setting

OPENS = 8 * 60
MISSING_IS_AS_BAD_AS = 19
LEVEL = MISSING_IS_AS_BAD_AS / (MISSING_IS_AS_BAD_AS + 1)
MISSED = 0.1
LEAST_DAYS_TOLD = 400
TAUGHT = 30
CURVE = (
    (30, 0.0),
    (45, 0.1),
    (60, 0.27),
    (75, 0.45),
    (90, 0.61),
    (120, 0.72),
    (150, 0.8),
    (185, 0.9),
    (255, 0.97),
    (345, 1.0),
)
SHIPPED = replace(NOTHING_KNOWN, arrivals=tuple(Arrived(*point) for point in CURVE), arrivals_weight=60)


@dataclass(slots=True)
class Tally:
    """The sums over days."""

    days: int = 0
    held: int = 0
    width: float = 0.0
    score: float = 0.0
    cost: float = 0.0

    def add(self, low: int, high: int, order: int, meals: int) -> None:
        self.days += 1
        self.held += low <= meals <= high
        self.width += high - low
        self.score += high - low + 2 / MISSED * (max(low - meals, 0) + max(meals - high, 0))
        self.cost += MISSING_IS_AS_BAD_AS * max(meals - order, 0) + max(order - meals, 0)


@dataclass(slots=True)
class Result:
    """An hour of a setting, as five foresee it.

    They are who is told it, who is told all but how many eat, the model with the right prior and with that which ships,
    and turnout alone.
    """

    setting: Setting
    hour: int
    told: Tally = field(default_factory=Tally)
    unsure: Tally = field(default_factory=Tally)
    right: Tally = field(default_factory=Tally)
    shipped: Tally = field(default_factory=Tally)
    before: Tally = field(default_factory=Tally)
    vegans: Tally = field(default_factory=Tally)


def right(setting: Setting) -> Prior:
    """Return the prior that earlier days of a setting teach, which were on time."""
    taught = truths.days(replace(setting, late=0), TAUGHT, "taught")
    return learned(SHIPPED, [_outcome(day.end, setting) for day in taught])


def _outcome(end: Seen, setting: Setting) -> Outcome:
    return Outcome(
        Attended(setting.people, end.came, end.served),
        end.unbooked,
        _curve(end.arrivals, OPENS),
        _curve(end.servings, truths.LUNCH),
        together=truths.TOGETHER if setting.is_together else 1.0,
    )


def _curve(steps: Sequence[tuple[int, int]], opens: int) -> tuple[Arrived, ...]:
    if not steps:
        # Of a few organisations, none may come.
        return ()
    people, ends = sum(count for _, count in steps), [at + truths.STEP - opens for at, _ in steps]
    summed = accumulate(count for _, count in steps)
    shares = [Arrived(end, so_far / people) for end, so_far in zip(ends, summed, strict=True)]
    return (Arrived(ends[0] - truths.STEP, 0.0), *shares)


def tried(family: Family, days: int) -> Iterator[Result]:
    """Go through the hours of each setting of a family, with that many days each."""
    known = [list(truths.days(setting, max(days, LEAST_DAYS_TOLD), "told")) for setting in family]
    everybody = [[Told(one, at) for at in range(len(truths.HOURS))] for one in known]
    del known
    for setting, told in zip(family, everybody, strict=True):
        knowing, played = right(setting), list(truths.days(setting, days, "played"))
        for at, hour in enumerate(truths.HOURS):
            yield _hour(Result(setting, hour), played, knowing, told[at], Unsure([one[at] for one in everybody]))


def _hour(result: Result, played: Sequence[Day], knowing: Prior, told: Told, unsure: Unsure) -> Result:
    hour, people = result.hour, result.setting.people
    at = truths.HOURS.index(hour)
    for day in played:
        seen = day.seen[at]
        for tally, quantile in ((result.told, told.quantile), (result.unsure, unsure.quantile)):
            low, high, order = (quantile(seen, share) for share in (MISSED / 2, 1 - MISSED / 2, LEVEL))
            tally.add(low, high, order, day.meals)
        _add(result.right, _demand(knowing, people, seen, hour).forecast, day.meals)
        demand = _demand(SHIPPED, people, seen, hour)
        _add(result.shipped, demand.forecast, day.meals)
        _add(result.vegans, _vegans(demand, day, seen), day.vegan_meals)
        _add(result.before, _before(knowing, people, seen.came, seen.unbooked, hour), day.meals)
    return result


def _add(tally: Tally, forecast: Forecast, meals: int) -> None:
    tally.add(forecast.low, forecast.high, forecast.enough(LEVEL), meals)


def _demand(usual: Prior, people: int, seen: Seen, hour: int) -> Demand:
    now = hour * 60
    return foreseen(
        usual,
        Hour(
            Party(people, seen.came, seen.served),
            seen.unbooked,
            now - OPENS,
            now - truths.LUNCH,
            truths.LUNCH_MINUTES,
            [Step(at - OPENS, at + truths.STEP - OPENS, count) for at, count in seen.arrivals],
            [Step(at - truths.LUNCH, at + truths.STEP - truths.LUNCH, count) for at, count in seen.servings],
        ),
    )


def _vegans(demand: Demand, day: Day, seen: Seen) -> Forecast:
    return of_diet(demand, Party(day.vegans, seen.vegans_came, seen.vegans_served), 0, takes_walk_ins=False)


@lru_cache(maxsize=4_000)
def _before(usual: Prior, people: int, came: int, unbooked: int, hour: int) -> Forecast:
    chance = turnout_alone.chance(usual, usual.share_arrived(hour * 60 - OPENS), people, came)
    return turnout_alone.how_many(came + unbooked, people - came, chance)
