"""How fast the day goes by: as fast as the stack answers, or slowly enough to be watched."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from attendance.domain.clock import OURS, Clock
from attendance.store import programmes

MINUTE_SECONDS = 60


class PaceError(Exception):
    """A pace that is no number of minutes. The text says what it is instead."""


@dataclass(slots=True)
class Pace:
    """So many minutes of the event go by in a second; without a pace, nothing waits for its hour."""

    minutes_a_second: float | None = None
    clock: Clock = OURS

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

    def hour(self) -> datetime:
        """Return what time it is at the event, by the clock that the stack has."""
        return self.clock.hour(programmes.real_now())

    def has_come(self, moment: datetime) -> bool:
        """Tell whether a moment of the event is there; without a pace all are."""
        return self.seconds_a_second is None or self.hour() >= moment

    async def until(self, moment: datetime) -> None:
        """Wait until a moment of the event has come, if there is a pace."""
        if self.seconds_a_second:
            await asyncio.sleep(max(0.0, (moment - self.hour()).total_seconds() / self.seconds_a_second))
