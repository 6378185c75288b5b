"""Before the day: everybody registers, some change their mind, some cancel."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from attendance.domain.programme import Programme
from infra.day.people import PUBLIC, Person

CANCELLATIONS = 9
CHANGES = 6


@dataclass(frozen=True, slots=True)
class Change:
    """New choices of a registered person, and the code of the expected refusal, if any."""

    who: int
    choices: Mapping[str, Any]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A registration cancelled before the day."""

    who: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody joins the waiting list of a full atelier, first in line."""

    who: int
    atelier: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The freed seat is offered, by itself, to a waiting person."""

    who: int
    atelier: str


type Step = Change | Withdrawal | Wait | Offer


@dataclass(frozen=True, slots=True)
class Eve:
    """The people as they register, their later actions in order, and the result.

    `full` is an atelier without a seat left. The people in `twice` send their registration twice, like
    a browser that saw no answer.
    """

    registering: tuple[Person, ...]
    twice: frozenset[int]
    steps: tuple[Step, ...]
    people: Mapping[int, Person]
    full: str


def write(people: Sequence[Person], programme: Programme, rng: Random) -> Eve:
    """Write everybody's actions before the day. The list of people must fill one atelier exactly."""
    now = {person.number: person for person in people}
    steps: list[Step] = []
    free = [person for person in people if person.kind in PUBLIC]
    rng.shuffle(free)

    def pick(suits: Callable[[Person], bool]) -> Person:
        chosen = next(person for person in free if suits(person))
        free.remove(chosen)
        return chosen

    def change(person: Person, **choices: Any) -> None:
        steps.append(Change(person.number, choices))
        now[person.number] = replace(now[person.number], **choices)

    def withdraw(person: Person) -> None:
        steps.append(Withdrawal(person.number))
        now[person.number] = replace(now[person.number], is_cancelled=True)

    full = next(a.id for a in programme.ateliers if booked(people, a.id) == a.capacity)
    slot = next(a.slot for a in programme.ateliers if a.id == full)
    others = {a.id for a in programme.ateliers if a.slot == slot and a.id != full}

    # Somebody wants the full atelier, is refused, waits for it, and gets the seat that a cancellation frees. Others who
    # come meanwhile do not, although a seat is free or held.
    hopeful = pick(lambda p: bool(others & set(p.ateliers)))
    wanted = (full, *(a for a in hopeful.ateliers if a not in others))
    steps.append(Change(hopeful.number, {"ateliers": wanted}, refused="atelier_full"))
    steps.append(Wait(hopeful.number, full))
    withdraw(pick(lambda p: full in p.ateliers))
    hasty = next(p for p in free if others & set(p.ateliers))
    instead = (full, *(a for a in hasty.ateliers if a not in others))
    steps.append(Change(hasty.number, {"ateliers": instead}, refused="atelier_full"))
    steps.append(Offer(hopeful.number, full))
    change(hopeful, ateliers=wanted)

    for _ in range(CANCELLATIONS - 1):
        withdraw(pick(lambda p: full not in p.ateliers))
    for _ in range(CHANGES):
        mover = pick(lambda p: len(p.ateliers) == 1 and full not in p.ateliers)
        other_slot = [a.id for a in programme.ateliers if a.slot != programme.group(mover.ateliers[0])]
        least = min((a for a in other_slot if a != full), key=lambda a: booked(now.values(), a))
        change(mover, ateliers=(mover.ateliers[0], least))
    change(pick(lambda p: p.diet == "vegetarian"), diet="vegan")
    change(pick(lambda p: p.lunch and p.diet == "none"), diet="gluten_free")
    change(pick(lambda p: p.lunch and p.diet == "none"), lunch=False)
    change(pick(lambda p: not p.drink), drink=True, village=True)

    twice = frozenset(rng.sample(range(len(people)), 4))
    return Eve(tuple(people), twice, tuple(steps), now, full)


def booked(people: Iterable[Person], atelier: str) -> int:
    """Return how many seats of an atelier are booked."""
    return sum(atelier in p.ateliers and not p.is_cancelled for p in people)
