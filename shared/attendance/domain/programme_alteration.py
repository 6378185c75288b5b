"""Hours, rooms and capacities altered by organisers, and which of these alterations outlive the programme's file."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

from attendance.domain import instant
from attendance.domain.frozen import frozen
from attendance.domain.headcount import EVER, Totals
from attendance.domain.person import Seats
from attendance.domain.prior import NOTHING_KNOWN, Arrived, Prior
from attendance.domain.programme import Checkpoint, Programme
from attendance.vocabulary.codes import Remark

type Value = str | int | datetime
type Key = tuple[str, str, str]
"""By which a value is found: the sort of thing, its id, and the name of the value."""

ALTERABLE: Mapping[str, tuple[str, ...]] = {
    "sessions": ("starts_at", "ends_at"),
    "slots": ("starts_at", "ends_at"),
    "ateliers": ("room", "capacity"),
    "checkpoints": ("opens_at", "closes_at", "room"),
}


@frozen
class Alteration:
    """A value that is another than it was; one that is set to what it was is none."""

    key: Key
    before: Value
    after: Value


@frozen
class Remarked:
    """What an organiser should know of an alteration; `count` people or seats are concerned, or `others` like it."""

    code: Remark
    sort: str
    id: str
    count: int = 0
    others: tuple[str, ...] = ()


def values(programme: Programme) -> dict[Key, Value]:
    """Return every value that may be altered. An atelier's door has none: it follows its atelier and its slot."""
    things = ((sort, thing) for sort in ALTERABLE for thing in getattr(programme, sort) if not _follows(thing))
    return {(sort, thing.id, name): getattr(thing, name) for sort, thing in things for name in ALTERABLE[sort]}


def altered(programme: Programme, wanted: Mapping[Key, Value]) -> Programme:
    """Return the programme with some of its values altered; unchanged if all are as before."""
    before = values(programme)
    changes = {key: value for key, value in wanted.items() if value != before[key]}
    if not changes:
        return programme
    said = {key: before[key] for key in changes} | filed(programme)
    made = _with(programme, changes)
    now = values(made)
    return replace(made, filed=(), filed_values={_joined(p): as_text(v) for p, v in said.items() if v != now[p]})


def filed(programme: Programme) -> dict[Key, Value]:
    """Return what the file says of each value that organisers altered. Earlier releases noted it by atelier."""
    found = {("ateliers", one.atelier, name): getattr(one, name) for one in programme.filed for name in _BY_ATELIER}
    found |= _read(programme.filed_values)
    now = values(programme)
    return {key: said for key, said in found.items() if key in now and now[key] != said}


def reloaded(wanted: Programme, stored: Programme) -> Programme:
    """Return the file's programme with the alterations made by hand since, except where the file changed too.

    Beginning and end are one: if the file changed either, it has both.
    """
    said, now, loaded = filed(stored), values(stored), values(wanted)

    def is_unchanged(key: Key) -> bool:
        return all(each in loaded and loaded[each] == said.get(each, now[each]) for each in _together(key))

    return altered(wanted, {key: now[key] for key in said if is_unchanged(key)})


def difference(before: Programme, after: Programme) -> list[Alteration]:
    """Return what differs between two programmes of the same things."""
    was = values(before)
    return [Alteration(key, was[key], now) for key, now in values(after).items() if was[key] != now]


def moved(before: Programme, after: Programme) -> tuple[str, ...]:
    """Return the ateliers that are elsewhere or at another hour: who booked one of them should know."""
    return tuple(
        was.id
        for was, now in zip(before.ateliers, after.ateliers, strict=True)
        if was.room != now.room or before.hours(was) != after.hours(now)
    )


def replaced(before: Programme, after: Programme) -> dict[str, str | int]:
    """Return the values that an alteration replaces, as they are stored."""
    return {_joined(alteration.key): as_text(alteration.before) for alteration in difference(before, after)}


def as_it_was(programme: Programme, was: Mapping[str, str | int]) -> Programme:
    """Return the programme with some of its values as they were before an alteration replaced them."""
    return _with(programme, _read(was))


def is_in_order(begins: Any, ends: Any) -> bool:
    """Whether something ends later than it begins, as the file and an organiser have to say."""
    return bool(begins < ends)


def remarks(before: Programme, after: Programme, totals: Totals, seats: Mapping[str, Seats]) -> Iterable[Remarked]:
    """Yield what an alteration comes up against; with a code that is among `BLOCKING`, it cannot be stored."""
    changed = {alteration.key for alteration in difference(before, after)}
    for sort, names in ALTERABLE.items():
        for thing in (thing for thing in getattr(after, sort) if {(sort, thing.id, name) for name in names} & changed):
            hours = [getattr(thing, name) for name in names if _is_hour(name)]
            if hours and not is_in_order(*hours):
                yield Remarked(Remark.ENDS_FIRST, sort, thing.id)
            if not all(after.event.starts_at <= hour < after.event.ends_at for hour in hours):
                yield Remarked(Remark.ANOTHER_DAY, sort, thing.id)
            taken = seats[thing.id].taken if sort == "ateliers" and thing.id in seats else 0
            if (sort, thing.id, "capacity") in changed and taken > thing.capacity:
                yield Remarked(Remark.FEWER_THAN_TAKEN, sort, thing.id, taken)
    for was, door in zip(before.checkpoints, after.checkpoints, strict=True):
        if (was.opens_at, was.closes_at) != (door.opens_at, door.closes_at) and totals[door.id, EVER] > 0:
            yield Remarked(Remark.DOOR_SCANNED, "checkpoints", door.id, totals[door.id, EVER])
    for earlier, later in pairwise(sorted(after.slots, key=lambda slot: slot.starts_at)):
        if later.starts_at < earlier.ends_at and {s for s, id, _ in changed if id in (earlier.id, later.id)} & {
            "slots"
        }:
            yield Remarked(Remark.SERIES_OVERLAP, "slots", later.id)
    yield from _rooms(before, after)


def _rooms(before: Programme, after: Programme) -> Iterable[Remarked]:
    """Yield the rooms that two ateliers would have at a time, and those that one leaves and others still have."""
    moves, shared = moved(before, after), set(_sharing(before))
    for atelier in after.ateliers:
        if atelier.id not in moves:
            continue
        # Of two that both move, the later one is told about.
        others = [a for pair in _sharing(after) if atelier.id in pair and pair not in shared for a in pair]
        if taken := tuple(a for a in others if a != atelier.id and (a not in moves or a < atelier.id)):
            yield Remarked(Remark.ROOM_TAKEN, "ateliers", atelier.id, others=taken)
        was = before.get_atelier(atelier.id)
        stays = [a.id for a in after.ateliers if a.id not in moves and _is_called(a.room, was.room)]
        if stays and not _is_called(atelier.room, was.room):
            yield Remarked(Remark.ROOM_LEFT, "ateliers", atelier.id, others=tuple(stays))


def _sharing(programme: Programme) -> Iterable[tuple[str, str]]:
    """Yield each two ateliers that are in one room at a time."""
    for one, other in combinations(programme.ateliers, 2):
        hours, others = programme.hours(one), programme.hours(other)
        if _is_called(one.room, other.room) and hours.starts_at < others.ends_at and others.starts_at < hours.ends_at:
            yield one.id, other.id


def _is_called(room: str, other: str) -> bool:
    return room.strip().casefold() == other.strip().casefold() != ""


_BY_ATELIER = ALTERABLE["ateliers"]


def _with(programme: Programme, changes: Mapping[Key, Value]) -> Programme:
    def with_changes(sort: str, thing: Any) -> Any:
        own = {name: changes[sort, thing.id, name] for name in ALTERABLE[sort] if (sort, thing.id, name) in changes}
        return replace(thing, **own) if own else thing

    made: dict[str, Any] = {
        sort: tuple(with_changes(sort, each) for each in getattr(programme, sort)) for sort in ALTERABLE
    }
    after = replace(programme, **made)
    doors = tuple(_door(each, programme, after) if each.is_atelier else each for each in after.checkpoints)
    return replace(after, checkpoints=doors, usual=_at_the_same_hours(programme, after))


def _door(door: Checkpoint, before: Programme, after: Programme) -> Checkpoint:
    """Return an atelier's door: in its room, and as long before and after its hours as it was."""
    was, now = before.atelier(door.id), after.atelier(door.id)
    if was is None or now is None:
        return door
    hours, hours_now = before.hours(was), after.hours(now)
    return replace(
        door,
        room=door.room if was.room == now.room else now.room,
        opens_at=door.opens_at + (hours_now.starts_at - hours.starts_at),
        closes_at=door.closes_at + (hours_now.ends_at - hours.ends_at),
    )


def _at_the_same_hours(before: Programme, after: Programme) -> Prior:
    """Return the usual arrivals, which the file tells by the hour and not by when the entrance opens."""
    later = (after.opens_at - before.opens_at) // timedelta(minutes=1)
    if not later or before.usual == NOTHING_KNOWN:
        return before.usual
    arrivals = tuple(Arrived(each.minutes_open - later, each.share) for each in before.usual.arrivals)
    return replace(before.usual, arrivals=arrivals)


def _follows(thing: Any) -> bool:
    return isinstance(thing, Checkpoint) and thing.is_atelier


def _together(key: Key) -> list[Key]:
    sort, thing, name = key
    return [(sort, thing, each) for each in ALTERABLE[sort] if _is_hour(each)] if _is_hour(name) else [key]


def _is_hour(name: str) -> bool:
    return name.endswith("_at")


def _joined(key: Key) -> str:
    return "/".join(key)


def _read(stored: Mapping[str, str | int]) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for key, said in stored.items():
        sort, thing, name = key.split("/")
        found[sort, thing, name] = datetime.fromisoformat(str(said)) if _is_hour(name) else said
    return found


def as_text(value: Value) -> str | int:
    """Return a value as it is stored and sent."""
    return instant.text(value) if isinstance(value, datetime) else value
