"""What everybody who does something on a simulated day shares: who they are, and how they ask."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from random import Random
from typing import Any
from urllib.parse import parse_qsl

from tests.builders import EVENT_ID
from tests.days.phones import Held, Network
from tests.gateway import Response

PEOPLE = 40
ATELIERS = ("atelier-1", "atelier-2", "atelier-3")
GIVES_UP_AFTER = 12


@dataclass
class Person:
    """Somebody as they know themselves. `given` is their name, which nobody else's mail may hold."""

    number: int
    attendee_id: str
    badge: str
    secret: str | None
    issue: int = 1
    lost: str | None = None

    def __post_init__(self) -> None:
        self.addresses = [f"zoe{self.number}q@example.org"]

    @property
    def given(self) -> str:
        return f"Zoe{self.number}q"

    @property
    def words(self) -> str:
        """What is known of them alone, as an expression: it is nowhere once they are erased."""
        return rf"(?i)(?:zoe|ligue|stand|memo){self.number}q|secret-{self.number}-"


@dataclass
class Acting:
    """What people share who do something. Each public method of a class below it is one act, drawn by chance.

    Those are `cancelled` or `erased` of whom it was answered so; `listed` are the numbers of whom a list brought. Of
    the `deputies`, the organiser invited the first, and the first the second.
    """

    network: Network
    organiser: str
    people: list[Person] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(PEOPLE)))
    phones: Iterator[int] = field(default_factory=count)
    cancelled: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    secrets: list[str] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)
    deputies: list[str] = field(default_factory=list)
    over: list[str] = field(default_factory=list)
    is_closing: bool = False

    def __post_init__(self) -> None:
        self.world, self.witness = self.network.world, self.network.answers.witness
        self.chance: Random = self.world.chance

    def asks(self, method: str, path: str, body: Any, secret: str | None) -> Response | None:
        """Ask until there is an answer, as people do; the answer may be lost each time."""
        for _ in range(GIVES_UP_AFTER):
            route, _, query = path.partition("?")
            ask = partial(self.world.ask, method, route, body, secret, query=dict(parse_qsl(query)))
            if method != "GET" and self.world.is_hit("asked twice"):
                self.world.later(self.world.luck.uniform(0, 0.1), ask)
            answer = ask()
            if answer is not None and answer.status < 500 and not self.world.is_hit("answer lost"):
                return answer
            self.world.now += 1
        return None

    def by_organiser(self, method: str, path: str, body: Any = None) -> Any:
        """Return what an organiser is answered; None unless it was done."""
        answer = self.asks(method, path, body, self.organiser)
        return answer.body if answer is not None and answer.status < 300 else None

    def add_seats(self, atelier: str, some: int) -> None:
        """Let an atelier have some seats more than are taken."""
        capacity = {"capacity": max(0, self.witness.seats[atelier]["taken"] + some)}
        self.by_organiser("PATCH", f"/api/ateliers/{atelier}", capacity)

    def _somebody(self) -> Person | None:
        """Choose somebody, some of them much more often than others."""
        return self.people[int(len(self.people) * self.chance.random() ** 2)] if self.people else None

    def _held(self, *, on: bool = True) -> Held | None:
        some = [each for each in self.network.held.values() if each.is_on or not on]
        return self.chance.choice(some) if some else None

    def _stored(self, who: Person) -> Any:
        return self.witness.people[f"EVENT#{EVENT_ID}#ATTENDEE#{who.attendee_id}"]
