"""An attendee's attendance, as their facts say: where they are, and where they have been.

A fact is a stored scan, not undone, that let somebody in or out. Facts are sorted by the time of
the scan, so phones may upload them late, twice and in any order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from attendance.domain.frozen import frozen
from attendance.domain.programme import ENTRANCE, LUNCH, VILLAGE, is_atelier
from attendance.vocabulary.codes import Direction


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """Somebody went in or out of a checkpoint. The order of the fields is the order of the facts."""

    at: datetime
    scan_id: str
    checkpoint: str
    group: str
    direction: str
    by: str

    @property
    def lets_in(self) -> bool:
        return self.direction == Direction.IN


@frozen
class AttendanceSummary:
    """The little of an attendance that a list shows: when somebody came, where they are, and where they ever were."""

    came_at: datetime | None = None
    inside: bool = False
    place: str | None = None
    been: frozenset[str] = frozenset()


NOWHERE = AttendanceSummary()


@frozen
class Attendance:
    """Where an attendee is and has been, by their facts.

    `building_since` and `place_since` are the facts that began the present stays. `first` holds the
    first that let them in at each checkpoint; entering an atelier counts as entering the building.
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
        """Return the fact that began the present stay at a checkpoint, or None.

        At lunch and in the village nobody stays: anyone who ever entered counts as staying there.
        """
        if group == ENTRANCE:
            return self.building_since
        if group in (LUNCH, VILLAGE):
            return self.first.get(checkpoint)
        return self.place_since if self.place == checkpoint else None


def fold(facts: Iterable[Fact]) -> Attendance:
    """Return the attendance that results from a set of facts.

    Neither their order of arrival nor repetition makes a difference.
    """
    place: str | None = None
    building_since: Fact | None = None
    place_since: Fact | None = None
    first: dict[str, Fact] = {}
    for fact in sorted(facts):
        if fact.lets_in:
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
        return fact.direction == Direction.OUT
    if group == ENTRANCE:
        return False
    if fact.checkpoint == checkpoint:
        return fact.direction == Direction.OUT
    return fact.lets_in and is_atelier(fact.group)
