from datetime import UTC, datetime, timedelta

from attendance.domain.clock import OURS, Clock

NOW = datetime(2026, 11, 23, 20, 58, 3, tzinfo=UTC)
NINE = datetime(2022, 8, 30, 7, 0, tzinfo=UTC)


def test_a_clock_that_nobody_set_shows_the_servers_time() -> None:
    assert OURS.hour(NOW) == NOW


def test_a_rehearsals_clock_shows_another_hour_and_goes_on() -> None:
    clock = Clock.showing(NINE, NOW)

    assert [clock.hour(NOW + timedelta(seconds=s)) - NINE for s in (-60, 0, 60)] == [
        timedelta(minutes=-1),
        timedelta(),
        timedelta(minutes=1),
    ]


def test_a_rehearsal_that_is_played_quickly_has_a_quick_clock() -> None:
    clock = Clock.showing(NINE, NOW, pace=180)

    assert clock.hour(NOW) == NINE
    assert clock.hour(NOW + timedelta(seconds=10)) == NINE + timedelta(minutes=30)
