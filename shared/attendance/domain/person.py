"""One person as the rules see them: the attendee, all of their scans, and the seats they take."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from attendance.domain.attendance import Attendance, fold
from attendance.domain.attendee import Address, Attendee
from attendance.domain.frozen import frozen
from attendance.domain.programme import is_atelier
from attendance.domain.scan import StoredScan


@frozen
class Seats:
    """The seats of an atelier."""

    capacity: int
    taken: int
    waiting: int = 0

    @property
    def are_left(self) -> bool:
        """Whether somebody at the door may take a seat."""
        return self.taken < self.capacity

    @property
    def are_free(self) -> bool:
        """Whether a seat can be booked: where people wait, the seats that are left are theirs."""
        return self.are_left and self.waiting <= 0

    @property
    def left(self) -> int:
        """Never below 0, even where a supervisor let more people in."""
        return max(0, self.capacity - self.taken)

    @property
    def free(self) -> int:
        """How many can be booked."""
        return self.left if self.are_free else 0


NO_SEATS = Seats(0, 0)
"""The seats of an atelier that just left the programme, or is just being added."""


class Availability(Enum):
    """What a decision found about an atelier's seats. It must still be true when the decision is stored."""

    FREE = "free"
    """A seat is left, and nobody waits for it."""
    LEFT = "left"
    NONE = "none"


@frozen
class Person:
    """An attendee with all of their scans; without an attendee, a stranger with one scan.

    `version` is the attendance's, and every change of the person raises it. The `former` addresses may
    be restored; the oldest comes first. An impostor is a stranger whose badge names somebody, but was
    never issued to them.
    """

    attendee: Attendee | None
    scans: tuple[StoredScan, ...] = ()
    version: int = 0
    impostor: bool = False
    former: tuple[Address, ...] = ()

    def scan(self, scan_id: str) -> StoredScan | None:
        return next((scan for scan in self.scans if scan.scan_id == scan_id), None)

    def with_scan(self, scan: StoredScan) -> "Person":
        """Return the person with a scan added, or replaced if they have it already."""
        others = tuple(s for s in self.scans if s.scan_id != scan.scan_id)
        return replace(self, scans=(*others, scan))

    def with_attendee(self, attendee: Attendee) -> "Person":
        return replace(self, attendee=attendee)

    @property
    def attendance(self) -> Attendance:
        return fold(fact for scan in self.scans if (fact := scan.fact))

    @property
    def walk_ins(self) -> frozenset[str]:
        """The ateliers and meals that the person ever entered and has no booking for."""
        attendee = self.attendee
        if attendee is None:
            return frozenset()
        return frozenset(place for place in self.attendance.first if attendee.would_walk_in(place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A person before and after: what is stored, and all that moves with it, in one transaction.

    `availability` names the ateliers whose seats the decision rests on, with what it found there.
    """

    before: Person | None
    after: Person
    availability: Mapping[str, Availability] = field(default_factory=dict)

    @property
    def is_none(self) -> bool:
        """Whether nothing is to be stored."""
        return self.before is self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanChange(Change):
    """A change of a person by one scan; `scan` is the scan after it."""

    scan: StoredScan


def scan_change(person: Person, scan: StoredScan, availability: Mapping[str, Availability]) -> ScanChange:
    """Return the change of a person by adding or replacing a scan."""
    return ScanChange(before=person, after=person.with_scan(scan), scan=scan, availability=availability)


def availability(before: Person | None, after: Person, seats: Mapping[str, Seats]) -> dict[str, Availability]:
    """Return, for each atelier in which a change takes one more seat, whether one is left."""
    rising = seats_rising(before, after)
    return {a: Availability.LEFT if seats.get(a, NO_SEATS).are_left else Availability.NONE for a in rising}


def seats_given_back(person: Person) -> frozenset[str]:
    """Return the ateliers where a person may find themselves again if one of their scans no longer counts."""
    return frozenset(place for place in person.walk_ins if is_atelier(place))


def seats(person: Person | None) -> Counter[str]:
    """Return the ateliers where a person takes a seat: booked, held by an offer, or entered without a booking."""
    if person is None or person.attendee is None:
        return Counter()
    taken = set(person.attendee.bookings) | set(person.attendee.offers)
    place = person.attendance.place
    if place and not person.attendee.is_booked(place):
        # A person with an offer for the atelier that they are in takes one seat there, not two.
        taken.add(place)
    return Counter(taken)


def queues(person: Person | None) -> Counter[str]:
    """Return the ateliers whose waiting lists count a person."""
    return Counter(person.attendee.queues if person and person.attendee else ())


def seats_rising(before: Person | None, after: Person) -> frozenset[str]:
    """Return the ateliers in which a change of a person takes one more seat."""
    return frozenset(seats(after) - seats(before))
