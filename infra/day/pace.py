"""The pace of the day: as fast as the stack answers, or slow enough to be watched."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from attendance.domain.clock import OURS, Clock
from attendance.store import programmes

MINUTE_SECONDS = 60


class PaceError(Exception):
    """A pace that is no number of minutes. The text says what is allowed."""


@dataclass(slots=True)
class Pace:
    """How many minutes of the event pass in a second; without a pace, nothing waits for its hour."""

    minutes_a_second: float | None = None
    clock: Clock = OURS

    @classmethod
    def of(cls, text: str) -> "Pace":
        """Return the pace written in a text; an empty one means none. Raises PaceError."""
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
        """How fast the event's clock runs while the day is played; None without a pace."""
        return MINUTE_SECONDS * self.minutes_a_second if self.minutes_a_second else None

    def hour(self) -> datetime:
        """Return the time at the event, by the stack's clock."""
        return self.clock.hour(programmes.real_now())

    def has_come(self, moment: datetime) -> bool:
        """Whether a moment of the event has come; always true without a pace."""
        return self.seconds_a_second is None or self.hour() >= moment

    async def until(self, moment: datetime) -> None:
        """Wait until a moment of the event has come; without a pace, do not wait."""
        if self.seconds_a_second:
            await asyncio.sleep(max(0.0, (moment - self.hour()).total_seconds() / self.seconds_a_second))
