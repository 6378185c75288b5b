"""What an attendee's facts amount to: where they are, and where they have been.

A fact is a stored scan, not undone, that let someone in or out. Facts are sorted by
the time of the scan, so phones may upload them late, twice and in any order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from attendance.domain.programme import ENTRANCE, LUNCH, VILLAGE, is_atelier

IN = "in"
OUT = "out"


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """Someone went in or out of a checkpoint. The fields are in the order facts are sorted by."""

    at: datetime
    scan_id: str
    checkpoint: str
    group: str
    direction: str
    by: str

    @property
    def is_entry(self) -> bool:
        return self.direction == IN


@dataclass(frozen=True, slots=True)
class Attendance:
    """Where an attendee is and has been, as their facts tell it.

    `building_since` and `place_since` are the facts that began the present stays;
    `first` holds the first entry at each checkpoint, the implied one of the
    entrance included.
    """

    place: str | None = None
    building_since: Fact | None = None
    place_since: Fact | None = None
    first: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def inside(self) -> bool:
        return self.building_since is not None

    @property
    def first_at(self) -> dict[str, datetime]:
        return {checkpoint: fact.at for checkpoint, fact in self.first.items()}

    def stay(self, checkpoint: str, group: str) -> Fact | None:
        """Return the entry that began the present stay at a checkpoint, or None.

        Lunch and the village are passed, not stayed in: having ever entered is a stay.
        """
        if group == ENTRANCE:
            return self.building_since
        if group in (LUNCH, VILLAGE):
            return self.first.get(checkpoint)
        return self.place_since if self.place == checkpoint else None


def fold(facts: Iterable[Fact]) -> Attendance:
    """Return the attendance that a set of facts amounts to.

    Their order of arrival, and any repetition, makes no difference.
    """
    place: str | None = None
    building_since: Fact | None = None
    place_since: Fact | None = None
    first: dict[str, Fact] = {}
    for fact in sorted(facts):
        if fact.is_entry:
            building_since = building_since or fact
            first.setdefault(ENTRANCE, fact)
            first.setdefault(fact.checkpoint, fact)
            if is_atelier(fact.group) and place != fact.checkpoint:
                place, place_since = fact.checkpoint, fact
        elif fact.group == ENTRANCE:
            place = building_since = place_since = None
        elif place == fact.checkpoint:
            place = place_since = None
    return Attendance(place, building_since, place_since, MappingProxyType(first))


def ends_stay(fact: Fact, checkpoint: str, group: str) -> bool:
    """Whether a fact ends a stay at a checkpoint. Nothing ends one at lunch or in the village."""
    if group in (LUNCH, VILLAGE):
        return False
    if fact.group == ENTRANCE:
        return fact.direction == OUT
    if group == ENTRANCE:
        return False
    if fact.checkpoint == checkpoint:
        return fact.direction == OUT
    return fact.is_entry and is_atelier(fact.group)
