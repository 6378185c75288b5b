"""The end of the day: who is still inside by the scans, and forgot to have the badge read, has left."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from attendance.domain.attendance import OUT, Fact
from attendance.domain.person import Change, Person, scan_change
from attendance.domain.programme import ENTRANCE, Programme
from attendance.domain.scan import LEFT, Reader, StoredScan

_NEXT = timedelta(milliseconds=1)
# Until which there is a next: a scan that was stored before times were bounded may lie there.
_LAST = datetime.max.replace(tzinfo=UTC) - _NEXT


def leave(person: Person, programme: Programme, reader: Reader, now: datetime) -> Change:
    """Return the change that leaving by an organiser's hand is; none for who is not inside.

    Who forgot to have the badge read left with the programme, whenever it is pressed; that, `received_at`
    tells. The scan is named by the stay that it ends: done again it is the same one, and one that was
    undone is not made anew. A phone's clock may be ahead: the scan comes last all the same.
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
        direction=OUT,
        at=max(min(now, programme.ends_at), min(latest, _LAST) + _NEXT),
        received_at=now,
        reader=reader,
        verdict=LEFT,
        by_hand=True,
    )
    # Whoever leaves takes no seat.
    return scan_change(person, stored, {})


def _scan_id(event_id: str, attendee_id: str, since: Fact) -> str:
    return sha256(f"{event_id}\n{attendee_id}\n{since.scan_id}".encode()).hexdigest()[:32]
