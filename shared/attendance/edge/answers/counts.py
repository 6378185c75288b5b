"""Answers of which many are made: numbers by the time at which their step begins, and numbers that are foreseen."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict

from attendance.domain.forecast import INTERVAL, Forecast

Count = TypedDict("Count", {"from": datetime, "count": int})


class Expected(TypedDict):
    mean: float
    low: int
    high: int
    interval: float


def counts(counted: Mapping[datetime, int]) -> list[Count]:
    return [{"from": start, "count": count} for start, count in counted.items()]


def expected(forecast: Forecast) -> Expected:
    return {"mean": round(forecast.mean, 1), "low": forecast.low, "high": forecast.high, "interval": INTERVAL}
