"""The end of the day: people who are inside by the scans, because nobody read their badge on the way out, leave."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from attendance.domain.attendance import Fact
from attendance.domain.person import Change, Person, scan_change
from attendance.domain.programme import ENTRANCE, Programme
from attendance.domain.scan import Reader, StoredScan
from attendance.vocabulary.codes import Direction, Verdict

_NEXT = timedelta(milliseconds=1)
# The last moment with a successor: a scan from before times were bounded may lie there.
_LAST = datetime.max.replace(tzinfo=UTC) - _NEXT


def leave(person: Person, programme: Programme, reader: Reader, now: datetime) -> Change:
    """Return the change by which an organiser makes somebody leave; no change for a person who is not inside.

    The exit is dated to the end of the programme, whenever the button is pressed; `received_at` records
    that. The scan's id is made from the stay that it ends: a repeat makes the same scan, and one that
    was undone is not made again. Even if a phone's clock was ahead, this scan comes last.
    """
    attendee, attendance = person.attendee, person.attendance
    if attendee is None or attendance.building_since is None:
        return Change(before=person, after=person)
    scan_id = _scan_id(programme.event.id, attendee.id, attendance.building_since)
    if person.scan(scan_id):
        return Change(before=person, after=person)
    latest = max(fact.at for scan in person.scans if (fact := scan.fact))
    stored = StoredScan(
        scan_id=scan_id,
        attendee_id=attendee.id,
        checkpoint=ENTRANCE,
        group=ENTRANCE,
        direction=Direction.OUT,
        at=max(min(now, programme.ends_at), min(latest, _LAST) + _NEXT),
        received_at=now,
        reader=reader,
        verdict=Verdict.LEFT,
        by_hand=True,
    )
    # Leaving takes no seat.
    return scan_change(person, stored, {})


def _scan_id(event_id: str, attendee_id: str, since: Fact) -> str:
    return sha256(f"{event_id}\n{attendee_id}\n{since.scan_id}".encode()).hexdigest()[:32]
