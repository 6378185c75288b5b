"""Where one person has been, and from when until when, by their facts.

A fact from a phone with a wrong clock counts in its place in the order of the day, but its hour is
unreliable and never shown.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from attendance.domain.attendance import Attendance, Fact, fold
from attendance.domain.frozen import frozen
from attendance.domain.person import Person
from attendance.domain.programme import ENTRANCE, Event
from attendance.vocabulary.codes import Conflict


@frozen
class Stay:
    """A stay at a checkpoint; without an end if the person was not seen to leave.

    `begins_at` is None if nobody knows when it began. Its end may be unknown too.
    """

    checkpoint: str
    begins_at: datetime | None
    ends_at: datetime | None = None
    has_unknown_end: bool = False

    @property
    def is_timed(self) -> bool:
        """Whether its beginning and, if it has ended, its end are known."""
        return self.begins_at is not None and not self.has_unknown_end


@frozen
class Seen:
    """The first and the last time that somebody was seen at a group's checkpoints, if known."""

    first_at: datetime | None = None
    last_at: datetime | None = None


def building(person: Person, event: Event) -> list[Stay]:
    """Return the stays in the building."""
    return _stays(person, event, lambda attendance: ENTRANCE if attendance.inside else None)


def ateliers(person: Person, event: Event) -> list[Stay]:
    """Return the stays in ateliers, in order; a person who came back to one has two there."""
    return _stays(person, event, lambda attendance: attendance.place)


def seen(person: Person, event: Event) -> dict[str, Seen]:
    """Return when somebody was seen, by group. Being seen anywhere counts as being seen in the building."""
    found: dict[str, Seen] = {}
    for fact, hour in _facts(person, event):
        for group in {fact.group, ENTRANCE}:
            before = found.get(group, Seen())
            found[group] = Seen(before.first_at or hour, hour or before.last_at)
    return found


def _facts(person: Person, event: Event) -> list[tuple[Fact, datetime | None]]:
    """Return a person's facts in the order of the day, each with its hour if that is reliable."""
    known = {
        fact: fact.at if Conflict.CLOCK not in scan.conflicts and event.includes(fact.at) else None
        for scan in person.scans
        if (fact := scan.fact)
    }
    return [(fact, known[fact]) for fact in sorted(known)]


def _stays(person: Person, event: Event, place_in: Callable[[Attendance], str | None]) -> list[Stay]:
    """Return the stays at the place that `place_in` reads from an attendance.

    Only the fold knows the rules of who is where: it is applied after each fact.
    """
    known = _facts(person, event)
    stays: list[Stay] = []
    place: str | None = None
    for number, (fact, hour) in enumerate(known, start=1):
        now_at = place_in(fold(fact for fact, _ in known[:number]))
        if now_at != place:
            if place is not None:
                stays[-1] = replace(stays[-1], ends_at=hour, has_unknown_end=hour is None)
            if now_at is not None:
                stays.append(Stay(now_at, hour))
            place = now_at
        elif place in (ENTRANCE, fact.checkpoint) and fact.lets_in and stays[-1].begins_at is None:
            # A later scan by a phone with a right clock: they were here by then.
            stays[-1] = replace(stays[-1], begins_at=hour)
    return stays
