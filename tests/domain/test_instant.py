"""A time that comes in can be written by everybody who reads it later, wherever that is."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from attendance.domain import instant

CASES = json.loads((Path(__file__).parents[1] / "cases/instants.json").read_text())
FARTHEST = ("Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu", "America/New_York")


@pytest.mark.parametrize("given", [*CASES["taken"], CASES["first"], CASES["last"]])
def test_a_time_that_is_taken_has_a_day_of_a_workbook_in_every_time_zone(given: str) -> None:
    taken = instant.moment(given)

    assert taken == datetime.fromisoformat(instant.text(taken))
    assert abs(taken - datetime.fromisoformat(given)).total_seconds() < 0.001
    assert all(1900 <= taken.astimezone(ZoneInfo(zone)).year < 2200 for zone in FARTHEST)


@pytest.mark.parametrize("given", [*CASES["refused"], None, 1_661_850_000, ["2022-08-30T09:00:00Z"]])
def test_a_time_that_is_none_or_that_somebody_could_not_write_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"a time|isoformat"):
        instant.moment(given)


def test_the_first_and_the_last_are_those_that_phones_know() -> None:
    assert instant.text(instant.FIRST) == CASES["first"]
    assert datetime.fromisoformat(CASES["last"]) < instant.LAST
    assert instant.is_writable(instant.moment(CASES["last"]))
    assert not instant.is_writable(datetime.max.replace(tzinfo=UTC))
    assert not instant.is_writable(datetime.min.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (1_661_850_000, "a time is text in ISO 8601"),
        ("2022-08-30T09:00:00", "a time needs an offset"),
        ("1900-01-01T09:00:00Z", "a time lies between 1900-01-02T00:00:00.000Z and 2199-12-31T00:00:00.000Z"),
    ],
)
def test_a_time_that_is_refused_says_why(given: object, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        instant.moment(given)


def test_a_time_is_kept_to_its_millisecond() -> None:
    assert instant.text(instant.moment("2022-08-30T11:00:00.123999+02:00")) == "2022-08-30T09:00:00.123Z"


def test_a_time_is_the_same_wherever_the_machine_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert instant.text(instant.moment("2022-08-30T11:00:00+02:00")) == "2022-08-30T09:00:00.000Z"
        assert instant.moment("2022-08-30T11:00:00+02:00").tzinfo is UTC
    finally:
        monkeypatch.undo()
        time.tzset()
