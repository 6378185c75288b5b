"""Who may enter: the verdict of a scan, and what the scan changes."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from hashlib import sha256

from attendance.domain import badge
from attendance.domain.attendance import Attendance, fold
from attendance.domain.attendee import Attendee
from attendance.domain.conflict import conflict_codes
from attendance.domain.frozen import frozen
from attendance.domain.person import (
    NO_SEATS,
    Person,
    ScanChange,
    Seats,
    availability,
    scan_change,
    seats,
    seats_given_back,
)
from attendance.domain.programme import Programme
from attendance.domain.scan import Reader, Scan, StoredScan
from attendance.vocabulary.codes import ENTRIES, Direction, Verdict


@frozen
class Basis:
    """What a decision rests on besides the person: the programme, the reader, the server's clock, seats."""

    programme: Programme
    reader: Reader
    received_at: datetime
    seats: Mapping[str, Seats] = field(default_factory=dict)


def attendee_id(scan: Scan, event_id: str) -> str | None:
    """Return the id of the attendee named by a scan, or None if its text names nobody of this event."""
    if scan.badge is None:
        return scan.attendee_id
    read = badge.read(scan.badge)
    return read.attendee_id if read and read.event_tag == badge.event_tag(event_id) else None


def is_genuine(scan: Scan, attendee: Attendee) -> bool:
    """Whether a scanned badge was ever issued to the attendee.

    The signature is compared in low form, not verified: every issued signature is stored.
    """
    if scan.badge is None:
        return True
    read = badge.read(scan.badge)
    issued = attendee.signatures[read.issue - 1 : read.issue] if read else ()
    return read is not None and read.signature in map(badge.low_form, issued)


def person_to_judge(scan: Scan, known: Person) -> Person:
    """Return the person to judge: a stranger, if the badge was never issued to the known attendee."""
    if known.attendee is None or is_genuine(scan, known.attendee):
        return known
    return Person(None, impostor=True)


def seats_in_question(person: Person, scan: Scan) -> frozenset[str]:
    """Return the ateliers whose seats may matter to the decision on a scan."""
    attendee, here = person.attendee, scan.checkpoint
    if attendee is None:
        return frozenset()
    asked = seats_given_back(person) if person.scan(scan.scan_id) else frozenset()
    if not here.is_atelier or scan.direction == Direction.OUT or attendee.is_booked(here.id):
        return asked
    # Somebody who is inside already gets that verdict, whatever the seats.
    is_there = scan.offline is None and person.attendance.place == here.id
    return asked if is_there else asked | {here.id}


def decide(person: Person, scan: Scan, basis: Basis) -> ScanChange:
    """Return what a scan changes; its answer is the change's `scan`.

    The earlier form of the scan takes no part in the decision where a phone replaces it by its own
    verdict. Two times stay: when the badge was read, and when the server first heard of it. Otherwise a
    repeated scan would start its undo window anew.
    """
    attendee, here = person.attendee, scan.checkpoint
    earlier = person.scan(scan.scan_id)
    if earlier:
        scan = replace(scan, at=earlier.at)
    others = tuple(s for s in person.scans if s is not earlier)
    history = _history(others, scan)

    opinion = _opinion(person, scan, history, basis)
    verdict = scan.offline or opinion
    stay = history.stay(here.id, here.group) if verdict == Verdict.ALREADY_ADMITTED else None
    unbooked = attendee is not None and attendee.would_walk_in(here.id)
    stored = StoredScan(
        scan_id=scan.scan_id,
        attendee_id=attendee.id if attendee else None,
        checkpoint=here.id,
        group=here.group,
        direction=scan.direction,
        at=scan.at,
        received_at=earlier.received_at if earlier else basis.received_at,
        reader=basis.reader,
        verdict=verdict,
        offline=scan.offline,
        server_verdict=opinion if opinion != verdict else None,
        override=scan.override,
        by_hand=scan.badge is None,
        since=stay.at if stay else None,
        by=stay.by if stay else None,
        moved_from=_left_behind(history, scan, basis.programme) if verdict == Verdict.MOVED else None,
        walk_in=unbooked and verdict in ENTRIES,
        override_possible=unbooked and verdict == Verdict.NOT_BOOKED and _override_works(person, scan, basis),
        booked=attendee.booked_in_slot(here, basis.programme) if attendee else (),
        text_sha256=_text_sha256(scan.badge) if attendee is None and scan.badge else None,
    )
    needs_no_seat = basis.reader.supervisor and scan.override
    rests_on = {} if needs_no_seat else availability(person, person.with_scan(stored), basis.seats)
    conflicts = conflict_codes(stored, opinion, others, rests_on, earlier, basis.programme.event.starts_at)
    is_settled = earlier is not None and set(conflicts) <= set(earlier.listed)
    settled = earlier.settled if earlier and is_settled else None
    return scan_change(person, replace(stored, conflicts=conflicts, listed=conflicts, settled=settled), rests_on)


def _history(others: tuple[StoredScan, ...], scan: Scan) -> Attendance:
    """Return the attendance that matters for a scan.

    A phone that asks wants the present state, so later facts count too. A phone's own decision is
    judged by what came before it.
    """
    facts = (fact for stored in others if (fact := stored.fact))
    if scan.offline is None:
        return fold(facts)
    return fold(fact for fact in facts if (fact.at, fact.scan_id) < (scan.at, scan.scan_id))


def _opinion(person: Person, scan: Scan, history: Attendance, basis: Basis) -> str:
    """Return the server's verdict: the first that applies, in the order of the rules."""
    attendee, here = person.attendee, scan.checkpoint
    if attendee is None:
        return Verdict.FORGED_BADGE if person.impostor else _unknown(scan, basis.programme.event.id)
    if scan.direction == Direction.OUT:
        return Verdict.LEFT
    if attendee.is_cancelled or _is_replaced(scan, attendee):
        return Verdict.CANCELLED
    if history.stay(here.id, here.group):
        return Verdict.ALREADY_ADMITTED
    if scan.at < here.opens_at:
        return Verdict.TOO_EARLY
    if scan.at > here.closes_at:
        return Verdict.TOO_LATE
    if not attendee.is_booked(here.id):
        if not scan.override:
            return Verdict.NOT_BOOKED
        if not _override_works(person, scan, basis):
            return Verdict.FULL
    return Verdict.MOVED if _left_behind(history, scan, basis.programme) else Verdict.ADMITTED


def _unknown(scan: Scan, event_id: str) -> str:
    """Return the verdict on a scan that names nobody we know."""
    if scan.badge is None:
        return Verdict.UNKNOWN_BADGE
    read = badge.read(scan.badge)
    if read is None:
        return Verdict.UNREADABLE
    return Verdict.UNKNOWN_BADGE if read.event_tag == badge.event_tag(event_id) else Verdict.OTHER_EVENT


def _text_sha256(scanned: str) -> str:
    return sha256(badge.canonical(scanned).encode()).hexdigest()


def _is_replaced(scan: Scan, attendee: Attendee) -> bool:
    read = badge.read(scan.badge) if scan.badge is not None else None
    return read is not None and read.issue != attendee.issue


def _override_works(person: Person, scan: Scan, basis: Basis) -> bool:
    """Whether somebody without a booking could be let in here. Only ateliers run out of seats.

    Somebody who has a seat here already, by this scan's earlier form or by a later scan, needs no
    other.
    """
    here = scan.checkpoint
    if not here.is_atelier or basis.reader.supervisor:
        return True
    return here.id in seats(person) or basis.seats.get(here.id, NO_SEATS).are_left


def _left_behind(history: Attendance, scan: Scan, programme: Programme) -> str | None:
    """Return the atelier of the same slot that the person leaves by entering here, or None."""
    place = history.place
    if place is None or place == scan.checkpoint.id or programme.group(place) != scan.checkpoint.group:
        return None
    return place
