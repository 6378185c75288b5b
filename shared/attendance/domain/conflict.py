"""Conflicts: where a phone that decided alone contradicts the rules, for an organiser to settle."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attendance.domain.attendance import Fact, ends_stay
from attendance.domain.passes import UPLOAD_GRACE
from attendance.domain.person import Availability
from attendance.domain.scan import StoredScan
from attendance.vocabulary.codes import ACCEPTING, CONFLICT_OF, ENTRIES, FRESH_ENTRIES, STRANGERS, Conflict

CLOCK_TOLERANCE = timedelta(minutes=5)


def conflict_codes(
    stored: StoredScan,
    opinion: str,
    others: tuple[StoredScan, ...],
    availability: Mapping[str, Availability],
    earlier: StoredScan | None,
    day_begins: datetime,
) -> tuple[str, ...]:
    """Return the codes of all conflicts of a scan with the rules or with its `earlier` answer, and of a wrong clock.

    `opinion` is the verdict of the rules, whatever a phone decided. `day_begins` is when the event's day begins.
    """
    let_through = stored.offline in (ACCEPTING if opinion in STRANGERS else ENTRIES)
    against = CONFLICT_OF.get(opinion) if let_through else None
    found = {
        Conflict.DOUBLE_ADMISSION: stored.offline in FRESH_ENTRIES and _is_double(stored, others),
        Conflict.OVER_CAPACITY: Availability.NONE in availability.values(),
        Conflict.NOT_BOOKED: against == Conflict.CLOSED and stored.walk_in and not stored.override,
        Conflict.WITHDRAWN: earlier is not None and earlier.verdict in ACCEPTING and stored.verdict not in ACCEPTING,
        Conflict.CLOCK: _is_impossible(stored, day_begins),
    }
    return tuple(code for code in Conflict if code == against or found.get(code))


def _is_impossible(stored: StoredScan, day_begins: datetime) -> bool:
    """Whether no right clock can have shown the time of a scan.

    Scans of the day or later may be uploaded however late; those of an earlier rehearsal, only within
    the upload grace.
    """
    earliest = min(day_begins, stored.received_at) - UPLOAD_GRACE
    return not earliest <= stored.at <= stored.received_at + CLOCK_TOLERANCE


def _is_double(stored: StoredScan, others: tuple[StoredScan, ...]) -> bool:
    """Whether two facts let somebody in at one checkpoint, and none between them ends the stay."""
    mine = stored.fact
    facts = sorted(fact for scan in others if (fact := scan.fact))
    if mine is None:
        return False
    before = [fact for fact in facts if fact < mine]
    after = [fact for fact in facts if fact > mine]
    return any(_meets_letting_in(stretch, stored) for stretch in (reversed(before), after))


def _meets_letting_in(stretch: Iterable[Fact], stored: StoredScan) -> bool:
    """Whether the facts, in the order away from a scan, reach one that lets in here before the end of a stay here."""
    for fact in stretch:
        if fact.checkpoint == stored.checkpoint and fact.lets_in:
            return True
        if ends_stay(fact, stored.checkpoint, stored.group):
            return False
    return False
