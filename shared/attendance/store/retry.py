"""Retrying when somebody else was faster, or too much is asked: gather and decide again, until a deadline."""

import random
import time
from collections.abc import Callable

from attendance.domain.frozen import frozen
from attendance.domain.problem import Busy, Later
from attendance.store.table import Contended

RETRY_FOR_SECONDS = 8.0
_FIRST_WAIT_SECONDS = 0.02
_LONGEST_WAIT_SECONDS = 0.5


@frozen
class Deadline:
    """Until when a request may be retried, by the monotonic clock."""

    until: float

    @classmethod
    def from_now(cls, seconds: float | None = None) -> "Deadline":
        """Return the deadline of a request that begins now: in eight seconds, unless given."""
        return cls(time.monotonic() + (RETRY_FOR_SECONDS if seconds is None else seconds))

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.until

    def check(self) -> None:
        """Raise Later once the deadline has passed."""
        if self.is_over:
            raise Later("Not all was seen to in time: send it again.")

    def retry[T](self, attempt: Callable[[], T]) -> T:
        """Return the result of an attempt, repeating it while it is contended or too much is asked. Raises Later."""
        wait = _FIRST_WAIT_SECONDS
        while not self.is_over:
            try:
                return attempt()
            except (Contended, Busy):
                # Full jitter: eight phones that lost together must not come back together.
                time.sleep(random.uniform(0, wait))  # noqa: S311 - nothing secret
                wait = min(2 * wait, _LONGEST_WAIT_SECONDS)
        raise Later
