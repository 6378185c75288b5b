"""One person as the rules see them: the attendee, every scan of theirs, the seats they take."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from attendance.domain.attendance import Attendance, fold
from attendance.domain.attendee import Attendee
from attendance.domain.programme import is_atelier
from attendance.domain.scan import StoredScan


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of an atelier."""

    capacity: int
    taken: int

    @property
    def are_left(self) -> bool:
        return self.taken < self.capacity

    @property
    def left(self) -> int:
        """Never below 0, even where a supervisor let more people in."""
        return max(0, self.capacity - self.taken)


NO_SEATS = Seats(0, 0)
"""What an atelier has that has just left the programme, or not quite come into it."""


@dataclass(frozen=True, slots=True)
class Person:
    """An attendee with every scan of theirs; without an attendee, a stranger with one scan.

    `version` is the attendance's, which every change of the person takes. An impostor is
    a stranger whose badge names somebody, but was never issued to them.
    """

    attendee: Attendee | None
    scans: tuple[StoredScan, ...] = ()
    version: int = 0
    impostor: bool = False

    def scan(self, scan_id: str) -> StoredScan | None:
        return next((scan for scan in self.scans if scan.scan_id == scan_id), None)

    def with_scan(self, scan: StoredScan) -> "Person":
        """Return the person with a scan added, or put in the place of its earlier form."""
        others = tuple(s for s in self.scans if s.scan_id != scan.scan_id)
        return replace(self, scans=(*others, scan))

    def with_attendee(self, attendee: Attendee) -> "Person":
        return replace(self, attendee=attendee)

    @property
    def attendance(self) -> Attendance:
        return fold(fact for scan in self.scans if (fact := scan.fact))

    @property
    def walk_ins(self) -> frozenset[str]:
        """The ateliers and meals ever entered that the present booking does not include."""
        attendee = self.attendee
        if attendee is None:
            return frozenset()
        return frozenset(place for place in self.attendance.first if attendee.would_walk_in(place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A person before and after: what is stored, and what moves with it, in one transaction.

    `room` names the ateliers on whose seats the decision rests, with whether a seat was
    left: it must still be so when the change is stored.
    """

    before: Person | None
    after: Person
    room: Mapping[str, bool] = field(default_factory=dict)

    @property
    def is_none(self) -> bool:
        """Whether nothing is to be stored."""
        return self.before is self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanChange(Change):
    """A change of a person by one of their scans, as that scan is from now on."""

    scan: StoredScan


def scan_change(person: Person, scan: StoredScan, room: Mapping[str, bool]) -> ScanChange:
    """Return the change of a person that putting a scan in its place is."""
    return ScanChange(before=person, after=person.with_scan(scan), scan=scan, room=room)


def room(before: Person | None, after: Person, seats: Mapping[str, Seats]) -> dict[str, bool]:
    """Return, for the ateliers in which a change takes one more seat, whether one is left."""
    return {atelier: seats.get(atelier, NO_SEATS).are_left for atelier in seats_rising(before, after)}


def seats_given_back(person: Person) -> frozenset[str]:
    """Return the ateliers where a person may find themselves again once one of their scans no longer counts."""
    return frozenset(place for place in person.walk_ins if is_atelier(place))


def seats(person: Person | None) -> Counter[str]:
    """Return the ateliers in which a person takes a seat: those booked, and where they are without a booking."""
    if person is None or person.attendee is None:
        return Counter()
    taken = Counter(person.attendee.bookings)
    place = person.attendance.place
    if place and place not in taken and not person.attendee.is_booked(place):
        taken[place] = 1
    return taken


def seats_rising(before: Person | None, after: Person) -> frozenset[str]:
    """Return the ateliers in which a change of a person takes one more seat."""
    return frozenset(seats(after) - seats(before))
