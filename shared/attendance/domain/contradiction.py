"""Where a phone that decided alone contradicts the rules: what an organiser has to settle."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from attendance.domain.attendance import Fact, ends_stay
from attendance.domain.person import Room
from attendance.domain.scan import (
    ACCEPTING,
    ADMITTED,
    CANCELLED,
    ENTRIES,
    MOVED,
    NOT_BOOKED,
    STRANGERS,
    TOO_EARLY,
    TOO_LATE,
    StoredScan,
)

CLOCK_TOLERANCE = timedelta(minutes=5)
DOUBLE_ADMISSION = "double_admission"
OVER_CAPACITY = "over_capacity"
WITHDRAWN = "withdrawn"


def contradictions(
    stored: StoredScan, own: str, others: tuple[StoredScan, ...], room: Mapping[str, Room], earlier: StoredScan | None
) -> tuple[str, ...]:
    """Return where a phone's own decision contradicts the rules or the `earlier` answer, and a clock that is ahead."""
    entered = stored.offline in ENTRIES
    closed = own in (TOO_EARLY, TOO_LATE)
    contradictions = {
        DOUBLE_ADMISSION: stored.offline in (ADMITTED, MOVED) and _is_double(stored, others),
        OVER_CAPACITY: Room.NONE in room.values(),
        "not_booked": entered and (own == NOT_BOOKED or (closed and stored.walk_in and not stored.override)),
        "cancelled": entered and own == CANCELLED,
        "unknown_badge": stored.offline in ACCEPTING and own in STRANGERS,
        "closed": entered and closed,
        WITHDRAWN: earlier is not None and earlier.verdict in ACCEPTING and stored.verdict not in ACCEPTING,
        "clock": stored.at > stored.received_at + CLOCK_TOLERANCE,
    }
    return tuple(code for code, applies in contradictions.items() if applies)


def _is_double(stored: StoredScan, others: tuple[StoredScan, ...]) -> bool:
    """Whether two explicit entries stand at one checkpoint with no fact between that ends the stay."""
    mine = stored.fact
    facts = sorted(fact for scan in others if (fact := scan.fact))
    if mine is None:
        return False
    before = [fact for fact in facts if fact < mine]
    after = [fact for fact in facts if fact > mine]
    return any(_meets_entry(stretch, stored) for stretch in (reversed(before), after))


def _meets_entry(stretch: Iterable[Fact], stored: StoredScan) -> bool:
    """Whether the facts, walked away from a scan, reach an entry here before the end of a stay here."""
    for fact in stretch:
        if fact.checkpoint == stored.checkpoint and fact.is_entry:
            return True
        if ends_stay(fact, stored.checkpoint, stored.group):
            return False
    return False
