"""How fast the day goes by: as fast as the stack answers, or slowly enough to be watched."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MINUTE_SECONDS = 60


class PaceError(Exception):
    """A pace that is no number of minutes. The text says what it is instead."""


@dataclass(slots=True)
class Pace:
    """So many minutes of the event go by in a second; without a pace, nothing waits for its hour."""

    minutes_a_second: float | None = None
    _set: tuple[datetime, float, float] | None = field(default=None, init=False)

    @classmethod
    def of(cls, text: str) -> "Pace":
        """Return the pace that a text asks for; an empty one asks for none. Raises PaceError."""
        if not text:
            return cls()
        try:
            minutes = float(text)
        except ValueError:
            minutes = 0
        if not 0 < minutes < float("inf"):
            raise PaceError(
                f"PACE={text} is no number of minutes that a second takes; PACE=3 plays the day in three minutes."
            )
        return cls(minutes)

    @property
    def seconds_a_second(self) -> float | None:
        """How fast the event's clock goes while the day is played; None where nothing waits for it."""
        return MINUTE_SECONDS * self.minutes_a_second if self.minutes_a_second else None

    def set_clock(self, hour: datetime, seconds_a_second: float) -> None:
        """Learn what time it is at the event, and how fast it goes by."""
        self._set = hour, time.monotonic(), seconds_a_second

    def hour(self) -> datetime:
        """Return what time it is at the event."""
        assert self._set, "Nobody has told the hour."
        hour, then, seconds_a_second = self._set
        return hour + timedelta(seconds=(time.monotonic() - then) * seconds_a_second)

    def has_come(self, moment: datetime) -> bool:
        """Tell whether a moment of the event is there; without a pace all are."""
        return self.seconds_a_second is None or self.hour() >= moment

    def pause(self, wanted: timedelta) -> timedelta:
        """Return some time of the event, or more where that is less than a second of ours."""
        return max(wanted, timedelta(seconds=self.seconds_a_second or 0))

    async def until(self, moment: datetime) -> None:
        """Wait until a moment of the event has come, if there is a pace."""
        if self.seconds_a_second:
            await asyncio.sleep(max(0.0, (moment - self.hour()).total_seconds() / self.seconds_a_second))
