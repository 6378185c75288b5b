"""Where one person has been, and from when until when, as their facts tell it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from attendance.domain.attendance import Attendance, Fact, fold
from attendance.domain.person import Person
from attendance.domain.programme import ENTRANCE


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay at a checkpoint; without an end for who has not been seen to leave."""

    checkpoint: str
    begins_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """The first and the last time that somebody was seen at a group's checkpoints."""

    first_at: datetime
    last_at: datetime


def facts(person: Person) -> list[Fact]:
    """Return what counts of a person's scans, in the order of the day."""
    return sorted(fact for scan in person.scans if (fact := scan.fact))


def building(person: Person) -> list[Stay]:
    """Return the stays in the building."""
    return _stays(person, lambda attendance: ENTRANCE if attendance.inside else None)


def ateliers(person: Person) -> list[Stay]:
    """Return the stays in ateliers, in order; who went back to one has two there."""
    return _stays(person, lambda attendance: attendance.place)


def seen(person: Person) -> dict[str, Seen]:
    """Return when somebody was seen, by group. Whoever is seen anywhere is seen in the building."""
    found: dict[str, Seen] = {}
    for fact in facts(person):
        for group in {fact.group, ENTRANCE}:
            found[group] = Seen(found[group].first_at if group in found else fact.at, fact.at)
    return found


def _stays(person: Person, place_in: Callable[[Attendance], str | None]) -> list[Stay]:
    """Return the stays at what an attendance says the place is.

    The rules of who is where are the fold's alone: it is taken after each fact.
    """
    known = facts(person)
    stays: list[Stay] = []
    place: str | None = None
    for number, fact in enumerate(known, start=1):
        now_at = place_in(fold(known[:number]))
        if now_at == place:
            continue
        if place is not None:
            stays[-1] = replace(stays[-1], ends_at=fact.at)
        if now_at is not None:
            stays.append(Stay(now_at, fact.at))
        place = now_at
    return stays
