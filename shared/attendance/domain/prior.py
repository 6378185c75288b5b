"""What is usual at such an event: how many of the registered come, and by when they have."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Arrived:
    """The share of those who come at all that has come so many minutes after the entrance opens, or before it."""

    minutes_open: int
    share: float


@dataclass(frozen=True, slots=True)
class Usual:
    """What earlier events teach. A weight says of how many people's worth the experience is.

    The defaults stand for an event of which nothing is known: eight in ten come, most of
    them in the first hour and a half, and ten people of this very day weigh as much as that.
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
        """Return the share that has usually come by then, on a straight line between the times that are known."""
        for earlier, later in pairwise(self.arrivals):
            if earlier.minutes_open <= minutes_open < later.minutes_open:
                passed = (minutes_open - earlier.minutes_open) / (later.minutes_open - earlier.minutes_open)
                return earlier.share + passed * (later.share - earlier.share)
        return 0.0 if minutes_open < self.arrivals[0].minutes_open else self.arrivals[-1].share


NOTHING_KNOWN = Usual()


def wrong_with(shares: Sequence[float]) -> str | None:
    """Return what keeps shares, in the order of time, from telling when everybody who comes has come."""
    if not shares or shares[0] != 0 or shares[-1] != 1:
        return "must begin with 0, when nobody has come yet, and end with 1, when all have"
    # Not the other way round: what is not a number is neither less nor more.
    if not all(earlier <= later for earlier, later in pairwise(shares)):
        return "must not fall: who has come stays come"
    return None
