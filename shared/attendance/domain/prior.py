"""Experience from earlier events: the share of the registered that comes, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Arrived:
    """The share of all who come that has arrived this many minutes after the entrance opens (before, if negative)."""

    minutes_open: int
    share: float


@dataclass(frozen=True, slots=True)
class Prior:
    """What earlier events teach. A weight says how many people's worth the experience is.

    The defaults stand for an event without experience: eight in ten come, most of them within an hour
    and a half, and ten people of the day itself weigh as much as that.
    """

    show_up: float = 0.8
    show_up_weight: int = 10
    arrivals: tuple[Arrived, ...] = (
        Arrived(0, 0.0),
        Arrived(30, 0.3),
        Arrived(60, 0.65),
        Arrived(90, 0.8),
        Arrived(150, 0.92),
        Arrived(300, 1.0),
    )
    arrivals_weight: int = 30

    def share_arrived(self, minutes_open: float) -> float:
        """Return the share that has usually arrived by then, interpolated linearly between the known times."""
        for earlier, later in pairwise(self.arrivals):
            if earlier.minutes_open <= minutes_open < later.minutes_open:
                passed = (minutes_open - earlier.minutes_open) / (later.minutes_open - earlier.minutes_open)
                return earlier.share + passed * (later.share - earlier.share)
        return 0.0 if minutes_open < self.arrivals[0].minutes_open else self.arrivals[-1].share


NOTHING_KNOWN = Prior()


def wrong_with(shares: Sequence[float]) -> str | None:
    """Return what is wrong with shares of arrivals in the order of time, or None."""
    if not shares or shares[0] != 0 or shares[-1] != 1:
        return "must begin with 0, when nobody has come yet, and end with 1, when all have"
    # Not the other way round: NaN is neither less nor more.
    if not all(earlier <= later for earlier, later in pairwise(shares)):
        return "must not fall: people who have come stay counted"
    return None
