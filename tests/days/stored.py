"""Who somebody is by what is stored of them: where they are, which seats they take, what they add to the counters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

type Item = dict[str, Any]

ENTRANCE = "entrance"
EVERYBODY = ("entrance", "lunch", "village")
LETTING_IN = {"admitted", "moved", "already_admitted"}
ACCEPTING = LETTING_IN | {"left"}
MOMENT = 15.0
"""How long somebody may rest on what they have read, before they store what they decided on it."""


@dataclass(frozen=True)
class Person:
    """What is stored of a person, or of a stranger's one scan."""

    profile: Item | None = None
    attendance: Item | None = None
    scans: Mapping[str, Item] = field(default_factory=dict)

    @property
    def is_cancelled(self) -> bool:
        return self.profile is not None and "cancelled_at" in self.profile

    def has_booked(self, door: str) -> bool:
        if self.profile is None or self.is_cancelled:
            return False
        return bool(self.profile["lunch"]) if door == "lunch" else door in (*EVERYBODY, *self.profile["ateliers"])

    @property
    def held(self) -> tuple[str, ...]:
        """The ateliers in which a seat is theirs, or was until it was given back."""
        who = self.profile or {"ateliers": ()}
        return (*who["ateliers"], *who.get("released", ()))

    @property
    def offers(self) -> dict[str, str]:
        return {
            w["atelier"]: w["offered_until"] for w in (self.profile or {}).get("waiting", []) if "offered_until" in w
        }

    @property
    def queues(self) -> dict[str, str]:
        return {w["atelier"]: w["since"] for w in (self.profile or {}).get("waiting", []) if "offered_until" not in w}


@dataclass(frozen=True)
class Presence:
    """Where somebody is, and was first."""

    inside: bool
    place: str | None
    first: dict[str, str]

    def is_at(self, door: str) -> bool:
        if door == ENTRANCE:
            return self.inside
        return door in self.first if door in EVERYBODY else self.place == door


def present(scans: Iterable[Item]) -> Presence:
    """Return where the scans of a person lead."""
    inside, place, first = False, None, dict[str, str]()
    for when, _scan_id, door, direction in facts(scans):
        if direction == "in":
            inside = True
            first.setdefault(ENTRANCE, when)
            first.setdefault(door, when)
            place = place if door in EVERYBODY else door
        elif door == ENTRANCE:
            inside, place = False, None
        elif door == place:
            place = None
    return Presence(inside, place, first)


def facts(scans: Iterable[Item]) -> list[tuple[str, str, str, str]]:
    return sorted(
        (scan["at"], scan["scan_id"], scan["checkpoint"], scan["direction"])
        for scan in scans
        if scan["verdict"] in ACCEPTING and "undone_at" not in scan and "attendee_id" in scan
    )


def is_twice(was: Person, scan: Item) -> bool:
    """Whether somebody was let in at a scan's own door before it, or is after it, and did not leave in between."""
    others = facts(one for one in was.scans.values() if one["scan_id"] != scan["scan_id"])
    moment, door = (scan["at"], scan["scan_id"]), scan["checkpoint"]
    before = [said for fact in others if fact[:2] < moment and (said := _said(fact, door))]
    after = [said for fact in others if fact[:2] > moment and (said := _said(fact, door))]
    return before[-1:] == ["in"] or after[:1] == ["in"]


def _said(fact: tuple[str, str, str, str], door: str) -> str:
    """Return what a fact says of a stay at a door: that somebody came in, or is there no more."""
    _at, _scan_id, there, direction = fact
    if there == door and direction == "in":
        return "in"
    if door in ("lunch", "village"):
        return ""
    has_left = direction == "out" and there in (door, ENTRANCE)
    return "out" if has_left or (door != ENTRANCE and direction == "in" and there not in EVERYBODY) else ""


def taken_by(person: Person) -> set[str]:
    """Return the ateliers in which somebody takes a seat."""
    if person.profile is None:
        return set()
    place = present(person.scans.values()).place
    return {*([] if person.is_cancelled else person.profile["ateliers"]), *person.offers, *([place] if place else [])}


def counted(person: Person) -> Iterator[tuple[str, str]]:
    """Yield what a person adds to the counters."""
    for scan in person.scans.values():
        door, verdict = scan["checkpoint"], scan["verdict"]
        if scan.get("listed") and "settled" not in scan:
            yield door, "conflicts"
        if "undone_at" not in scan:
            if verdict not in ACCEPTING:
                yield door, f"refused_{verdict}"
            if verdict == "already_admitted" and "attendee_id" in scan:
                yield door, "already"
    who = person.profile
    if who is None:
        return
    presence = present(person.scans.values())
    yield ENTRANCE, "cancelled" if person.is_cancelled else "booked"
    if not person.is_cancelled:
        for atelier in who["ateliers"]:
            yield atelier, "booked"
            if atelier not in presence.first:
                yield atelier, "absent"
        yield from ((atelier, "released") for atelier in who.get("released", []) if atelier not in presence.first)
        if who["lunch"]:
            yield "lunch", "booked"
            yield "lunch", f"meals_{who['diet']}"
            if presence.first:
                yield ENTRANCE, f"mc_{who['diet']}"
            if presence.inside:
                yield ENTRANCE, f"meals_inside_{who['diet']}"
        if who["village"]:
            yield "village", "booked"
    if presence.inside:
        yield ENTRANCE, "present"
    if presence.place:
        yield presence.place, "present"
    for door in presence.first:
        yield door, "ever"
        if door not in (ENTRANCE, "village") and not person.has_booked(door):
            yield door, "walk_ins"
    if "lunch" in presence.first:
        yield "lunch", f"served_{who['diet']}"


def seconds(when: str) -> float:
    return datetime.fromisoformat(when).timestamp()
