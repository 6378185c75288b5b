"""The lunch forecast of each hour of the morning, computed again: nobody wrote it down at the time.

The forecast is a function of who was here, and the scans still show that for every hour.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from attendance.domain import catering
from attendance.domain.catering import Expected
from attendance.domain.forecast import INTERVAL
from attendance.domain.frozen import frozen
from attendance.domain.headcount import Totals, totals
from attendance.domain.person import Person
from attendance.domain.programme import ENTRANCE, LUNCH, Programme


@frozen
class LunchForecast:
    """The lunch forecast of an hour, how many meals it advised to order, and the three numbers that it rested on."""

    as_of: datetime
    expected: Expected
    to_order: int
    rested_on: "Shares | None" = None


@frozen
class Shares:
    """How many with a booking come, which share of these eats, and how many meals are eaten without one."""

    came: float
    eats: float
    unbooked: float


class Cause(StrEnum):
    """Which of the three made the most of a forecast's error."""

    CAME = "came"
    EATS = "eats"
    UNBOOKED = "unbooked"


def cause(foreseen: Shares, found: Shares) -> Cause:
    """Return what a forecast was most wrong about, by the meals that it cost."""
    errors = {
        Cause.CAME: (found.came - foreseen.came) * foreseen.eats,
        Cause.EATS: (found.eats - foreseen.eats) * found.came,
        Cause.UNBOOKED: found.unbooked - foreseen.unbooked,
    }
    whole = sum(errors.values())
    return max(errors, key=lambda one: errors[one] * (1 if whole >= 0 else -1))


class ForecastReplay:
    """Counts people as they go by, as they were at each full hour between the opening of the doors and lunch.

    Bookings are the present ones: those cancelled since are not counted.
    """

    def __init__(self, programme: Programme, now: datetime) -> None:
        self._programme = programme
        self._counted: dict[datetime, Totals] = {hour: Counter() for hour in _hours(programme) if hour <= now}

    def watched(self, people: Iterable[Person]) -> Iterator[Person]:
        """Pass people on, counting each."""
        for person in people:
            for hour, counted in self._counted.items():
                earlier = tuple(scan for scan in person.scans if scan.at <= hour)
                counted.update(totals(replace(person, scans=earlier), self._programme))
            yield person

    def foreseen(self, service_level: float) -> list[LunchForecast]:
        """Return the forecast of each of the hours."""
        return [self._at(hour, counted, service_level) for hour, counted in self._counted.items()]

    def _at(self, hour: datetime, counted: Totals, service_level: float) -> LunchForecast:
        lunch = catering.catering(counted, self._programme, hour).lunch
        forecast, demand = lunch.forecast, lunch.demand
        rested_on = Shares(
            demand.show_up * demand.everybody.booked, demand.eats, lunch.served_not_booked + demand.walk_ins.mean
        )
        expected = Expected(forecast.mean, forecast.low, forecast.high, INTERVAL)
        return LunchForecast(hour, expected, forecast.enough(service_level), rested_on)


def _hours(programme: Programme) -> list[datetime]:
    doors = [programme.checkpoint(door) for door in (ENTRANCE, LUNCH)]
    known = [door.opens_at for door in doors if door]
    if len(known) < len(doors):
        return []
    zone = ZoneInfo(programme.event.timezone)
    full = (datetime.combine(programme.event.date, time(hour), zone) for hour in range(24))
    return [hour for hour in full if known[0] < hour <= known[1]]
