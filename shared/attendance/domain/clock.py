"""What time it is at the event."""

from datetime import datetime, timedelta
from typing import Self

from attendance.domain.frozen import frozen


@frozen
class Clock:
    """The server's clock or, in a rehearsal, a clock that shows another hour and may run faster.

    At `set_at` (at any time, if that is None) it was `offset_seconds` ahead of the server's; `pace` of
    its seconds pass in one of the server's.
    """

    offset_seconds: int = 0
    pace: float = 1
    set_at: datetime | None = None

    @classmethod
    def showing(cls, hour: datetime, now: datetime, pace: float = 1) -> Self:
        """Return a clock that shows `hour` when the server's shows `now`."""
        return cls(round((hour - now).total_seconds()), pace, now)

    def hour(self, now: datetime) -> datetime:
        """Return what this clock shows when the server's shows `now`."""
        gained = (now - self.set_at) * (self.pace - 1) if self.set_at else timedelta()
        return now + timedelta(seconds=self.offset_seconds) + gained


OURS = Clock()
