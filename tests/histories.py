"""Histories drawn by chance, and a clerk who follows them with a pencil: rules and server are compared with both.

The clerk shares nothing with the rules: no fold, no counters, no versions. Whatever is asked, they go through all their
notes again.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from hypothesis import strategies as st

PEOPLE = ("Ada", "Bea", "Cid")
DOORS = ("entrance", "atelier-1", "atelier-2", "atelier-3", "lunch", "village")
# Who is in already is let through too.
LETS_IN = ("admitted", "moved", "already_admitted")
MINUTES = 600


class Step(NamedTuple):
    """Something that happens. `which` of the earlier readings is meant, of those that there are."""

    what: str
    who: str
    door: str
    minute: int
    leaves: bool = False
    override: bool = False
    verdict: str = "admitted"
    which: int = 0

    @property
    def direction(self) -> str:
        return "out" if self.leaves else "in"

    @property
    def alone(self) -> str:
        """What a phone said that decided alone."""
        return "left" if self.leaves else self.verdict


class Door(NamedTuple):
    """A door by the minutes at which it opens and closes; `series` is that of an atelier, with its seats."""

    opens: int
    closes: int
    series: str = ""
    seats: int = 0


@dataclass
class Reading:
    """A badge that was read."""

    sent: Step
    name: str
    verdict: str
    is_own: bool = False
    is_undone: bool = False


class World(Protocol):
    """What a history happens to. Each act returns what was answered."""

    def read(self, step: Step, name: str, alone: str | None) -> str: ...
    def undo(self, reading: Reading) -> None: ...
    def book(self, who: str, ateliers: frozenset[str], lunch: bool) -> bool: ...
    def cancel(self, who: str) -> None: ...


@dataclass
class Clerk:
    """Who notes what happens, and tells from the notes alone what is to be answered and counted."""

    doors: Mapping[str, Door]
    read: list[Reading] = field(default_factory=list)
    booked: dict[str, frozenset[str]] = field(default_factory=lambda: dict.fromkeys(PEOPLE, frozenset[str]()))
    cancelled: set[str] = field(default_factory=set)

    def where(self, who: str) -> tuple[bool, str | None, set[str]]:
        """Return whether somebody is in the building, in which atelier, and where they ever were."""
        inside, place, been = False, None, set[str]()
        notes = [r for r in self.read if r.sent.who == who and not r.is_undone and r.verdict in (*LETS_IN, "left")]
        for note in sorted(notes, key=lambda r: (r.sent.minute, r.name)):
            door = note.sent.door
            if not note.sent.leaves:
                inside, been = True, been | {"entrance", door}
                place = door if self.doors[door].series else place
            elif door == "entrance":
                inside, place = False, None
            elif door == place:
                place = None
        return inside, place, been

    def has_booked(self, who: str, door: str) -> bool:
        needs = self.doors[door].series or door == "lunch"
        return who not in self.cancelled and (not needs or door in self.booked[who])

    def sits(self, who: str) -> set[str]:
        """Return the ateliers in which somebody takes a seat."""
        place = self.where(who)[1]
        kept = () if who in self.cancelled else self.booked[who]
        return {atelier for atelier in (*kept, place) if atelier and self.doors[atelier].series}

    def is_full(self, atelier: str) -> bool:
        return sum(atelier in self.sits(who) for who in PEOPLE) >= self.doors[atelier].seats

    def answer(self, step: Step) -> str:
        """Return what a phone that asks is to be answered."""
        door, (inside, place, been) = self.doors[step.door], self.where(step.who)
        there = place == step.door if door.series else inside if step.door == "entrance" else step.door in been
        if step.leaves:
            return "left"
        if step.who in self.cancelled:
            return "cancelled"
        if there:
            return "already_admitted"
        if not door.opens <= step.minute <= door.closes:
            return "too_early" if step.minute < door.opens else "too_late"
        if not self.has_booked(step.who, step.door) and not step.override:
            return "not_booked"
        if door.series and step.door not in self.sits(step.who) and self.is_full(step.door):
            return "full"
        return "moved" if place and self.doors[place].series == door.series else "admitted"

    def numbers(self) -> Counter[str]:
        """Return what is to be counted."""
        found: Counter[str] = Counter()
        for who in PEOPLE:
            inside, place, been = self.where(who)
            found["entrance present"] += inside
            found.update(f"{place} present" for _ in range(place is not None))
            found.update(f"{door} ever" for door in been)
            found.update(f"{door} walk-in" for door in been if not self.has_booked(who, door) and door not in FREE)
            found.update(f"{atelier} taken" for atelier in self.sits(who))
        return Counter({name: number for name, number in found.items() if number})


FREE = ("entrance", "village")


def follow(history: list[Step], world: World, clerk: Clerk) -> None:
    """Let a history happen, and have the clerk confirm each answer."""
    for n, step in enumerate(history):
        about = clerk.read[step.which % len(clerk.read)] if clerk.read else None
        match step.what:
            case "asks":
                wanted = clerk.answer(step)
                assert world.read(step, name(n), None) == wanted, step
                clerk.read.append(Reading(step, name(n), wanted))
            case "decides alone":
                assert world.read(step, name(n), step.alone) == step.alone, step
                clerk.read.append(Reading(step, name(n), step.alone, is_own=True))
            case "is sent again" if about:
                own = about.verdict if about.is_own else None
                assert world.read(about.sent, about.name, own) == about.verdict, step
            case "was not answered" if about:
                own = "left" if about.sent.leaves else step.verdict
                about.verdict = about.verdict if about.is_own or about.is_undone else own
                assert world.read(about.sent, about.name, own) == about.verdict, step
                about.is_own = about.is_own or not about.is_undone
            case "is taken back" if about:
                world.undo(about)
                about.is_undone = True
            case "books" if step.who not in clerk.cancelled:
                _book(step, world, clerk)
            case "cancels":
                world.cancel(step.who)
                clerk.cancelled.add(step.who)


def _book(step: Step, world: World, clerk: Clerk) -> None:
    had, series = clerk.booked[step.who], clerk.doors[step.door].series
    if step.door in FREE:
        return
    others = frozenset(b for b in had if not series or clerk.doors[b].series != series)
    wanted = had - {step.door} if step.door in had else others | {step.door}
    fits = not series or step.door in clerk.sits(step.who) or step.door in had or not clerk.is_full(step.door)
    ateliers = frozenset(each for each in wanted if each != "lunch")
    assert world.book(step.who, ateliers, "lunch" in wanted) == fits, step
    if fits:
        clerk.booked[step.who] = wanted


def name(n: int) -> str:
    return f"scan-{n:08}"


WHAT = (
    *(("asks",) * 6 + ("decides alone",) * 4 + ("is sent again", "was not answered", "is taken back") * 2),
    *(("books",) * 3 + ("cancels",)),
)


def histories(longest: int = 25) -> st.SearchStrategy[list[Step]]:
    """Return what may happen: some minutes lie long before what was heard of already."""
    steps = st.builds(
        Step,
        st.sampled_from(WHAT),
        st.sampled_from(PEOPLE),
        st.sampled_from(DOORS),
        st.integers(0, MINUTES),
        st.sampled_from([False, False, False, True]),
        st.booleans(),
        st.sampled_from([*LETS_IN, "not_booked", "full"]),
        st.integers(0, longest),
    )
    # Of its own accord it draws five steps on average, in which few people meet.
    return st.lists(steps, min_size=longest // 2, max_size=longest)
