"""Experience from earlier events: how many of the registered come and by when, how many of these eat and by when.

What stands here without a programme's own experience is taken from what is published, and is wide. Of free events'
registrations a median of 28 % did not come (PheedLoop, event data lab, report 06, of more than 860 events); others tell
of 10 to 30 % (MPI Belgium), of 30 to 40 % (Les Affaires), and of half (Eventdrive). Nobody publishes how many of those
who come leave their meal, or eat without having booked one: that is a guess, with the weight of one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from attendance.domain.frozen import frozen


@frozen
class Arrived:
    """The share that has come (or has eaten) this many minutes after a door opens (before, if negative)."""

    minutes_open: int
    share: float


def _share(curve: Sequence[Arrived], minutes: float) -> float:
    """Return the share of a curve at a time, interpolated linearly between the known times."""
    at = bisect_right(curve, minutes, key=lambda point: point.minutes_open)
    if not 0 < at < len(curve):
        return curve[at - 1].share if at else 0.0
    earlier, later = curve[at - 1], curve[at]
    passed = (minutes - earlier.minutes_open) / (later.minutes_open - earlier.minutes_open)
    return earlier.share + passed * (later.share - earlier.share)


# In percents of the lunch's hours, where nothing is known of its minutes: the last who come find it still open.
_SERVED_USUALLY = (Arrived(0, 0.0), Arrived(25, 0.35), Arrived(50, 0.68), Arrived(75, 0.92), Arrived(100, 1.0))


@frozen
class Prior:
    """What earlier events teach. A weight says how many people's worth the experience is.

    `eats` is the share of those who booked a meal and came that eats it; `walk_ins` are meals of people without a
    booking, for each one booked. `servings` are told by the minutes since lunch opened; without any, by the usual pace.
    The `design_effect` says how many times as much the number of those who come varies as if each decided alone: who
    comes with others stays away with them.
    """

    show_up: float = 0.72
    show_up_weight: int = 8
    arrivals: tuple[Arrived, ...] = (
        Arrived(0, 0.0),
        Arrived(30, 0.3),
        Arrived(60, 0.65),
        Arrived(90, 0.8),
        Arrived(150, 0.92),
        Arrived(300, 1.0),
    )
    arrivals_weight: int = 30
    eats: float = 0.87
    eats_weight: int = 9
    walk_ins: float = 0.04
    walk_ins_weight: int = 40
    servings: tuple[Arrived, ...] = ()
    servings_weight: int = 40
    design_effect: float = 3.0

    def share_arrived(self, minutes_open: float) -> float:
        """Return the share of those who come that has usually arrived by then."""
        return _share(self.arrivals, minutes_open)

    def share_served(self, minutes_open: float, of_minutes: float) -> float:
        """Return the share of the meals that has usually been served by then, of a lunch of so many minutes."""
        if self.servings:
            return _share(self.servings, minutes_open)
        return _share(_SERVED_USUALLY, 100 * minutes_open / of_minutes if of_minutes > 0 else 0)


NOTHING_KNOWN = Prior()


def wrong_with(shares: Sequence[float]) -> str | None:
    """Return what is wrong with shares of arrivals in the order of time, or None."""
    if not shares or shares[0] != 0 or shares[-1] != 1:
        return "must begin with 0, when nobody has come yet, and end with 1, when all have"
    # Not the other way round: NaN is neither less nor more.
    if not all(earlier <= later for earlier, later in pairwise(shares)):
        return "must not fall: people who have come stay counted"
    return None
