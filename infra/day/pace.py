"""How fast the day goes by: as fast as the stack answers, or slowly enough to be watched."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta


class PaceError(Exception):
    """A pace that is no number of minutes. The text says what it is instead."""


@dataclass(slots=True)
class Pace:
    """So many minutes of the event go by in a second; without a pace, nothing waits for its hour."""

    minutes_a_second: float | None = None
    _began: tuple[datetime, float] | None = field(default=None, init=False)

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

    async def until(self, moment: datetime) -> None:
        """Wait until a moment of the event has come; the first that is waited for has."""
        if self.minutes_a_second is None:
            return
        self._began = first, began_at = self._began or (moment, time.monotonic())
        due_at = began_at + (moment - first) / timedelta(minutes=self.minutes_a_second)
        await asyncio.sleep(max(0.0, due_at - time.monotonic()))
