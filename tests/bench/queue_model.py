"""How registrations queue on the items that they share: a model in its own time, where the emulator writes too fast.

DynamoDB refuses a transaction while another holds one of its items. What is refused is gathered and decided again, as
`store/retry.py` does it.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from attendance.domain import badge
from attendance.store import keys, retry, tallies
from tests.bench.forecast import PROGRAMME
from tests.bench.report import Figures, milliseconds, p50, p95

A_SECOND = (10, 20, 30, 40)
SECONDS = 120
ROUNDS = 5
GATHERED_SECONDS = (0.015, 0.03)
WINDOW_SECONDS = (0.015, 0.03)
AIM_SECONDS = 0.5
EVENT_ID = PROGRAMME.event.id

type Shared = Callable[[str], str]
"""Returns the item of counters that somebody's registration moves, by their id."""


@dataclass(frozen=True, slots=True)
class Registration:
    """Somebody who registers, the items that others move too, and until when it is tried again."""

    asked_at: float
    items: frozenset[str]
    wait: float = retry._FIRST_WAIT_SECONDS


@dataclass(frozen=True, slots=True)
class Queued:
    """How long each registration took, how many were answered `later`, and what share of the attempts was refused."""

    seconds: list[float]
    later: int
    refused: float


def figures() -> list[Figures]:
    """Return a line for each rate, with the counters in one item and as the store spreads them."""
    shown = Figures(
        f"Registrations a second, in a model whose transactions hold their items for"
        f" {WINDOW_SECONDS[0] * 1000:g} to {WINDOW_SECONDS[1] * 1000:g} ms",
        ("counters in", "a second", "attempts refused", "p50 ms", "p95 ms", "aim", "answered later"),
        f"{ROUNDS} times {SECONDS} seconds. People come at random and book an atelier of each series: its seats are one"
        " item in both cases. The public routes' throttles together let 40 a second through.",
    )
    for name, shared in (("one item", lambda _: "one"), ("the store's items", _stored)):
        for rate in A_SECOND:
            queued = modelled(rate, shared)
            slow = p95(queued.seconds)
            shown.add(
                name,
                str(rate),
                f"{queued.refused:.1%}",
                milliseconds(p50(queued.seconds)),
                milliseconds(slow),
                shown.aim(round(slow * 1000), AIM_SECONDS * 1000) if shared is _stored else "",
                f"{queued.later / len(queued.seconds):.1%}",
            )
    shown.head(
        f"{rate} registrations a second, modelled: p95 ms",
        milliseconds(slow),
        floor=f"{sum(GATHERED_SECONDS + WINDOW_SECONDS) / 2 * 1000:.0f}, nobody else's",
        aim=shown.aim(round(slow * 1000), AIM_SECONDS * 1000),
    )
    return [shown]


def modelled(rate: int, shared: Shared) -> Queued:
    seconds: list[float] = []
    later = attempts = refused = 0
    for number in range(ROUNDS):
        chance, order = random.Random(number), count()
        # Whose turn it is, at what time: to begin a transaction with all that was gathered.
        turns = [
            (r.asked_at + chance.uniform(*GATHERED_SECONDS), next(order), r) for r in _asking(rate, shared, chance)
        ]
        heapq.heapify(turns)
        held_until: dict[str, float] = {}
        while turns:
            now, _, one = heapq.heappop(turns)
            attempts += 1
            ends_at = now + chance.uniform(*WINDOW_SECONDS)
            if all(held_until.get(item, 0) <= now for item in one.items):
                held_until |= dict.fromkeys(one.items, ends_at)
                seconds.append(ends_at - one.asked_at)
                continue
            refused += 1
            tries_at = now + chance.uniform(0, one.wait)
            if tries_at - one.asked_at > retry.RETRY_FOR_SECONDS:
                later += 1
                seconds.append(tries_at - one.asked_at)
                continue
            again = Registration(one.asked_at, one.items, min(2 * one.wait, retry._LONGEST_WAIT_SECONDS))
            heapq.heappush(turns, (tries_at + chance.uniform(*GATHERED_SECONDS), next(order), again))
    return Queued(seconds, later, refused / attempts)


def _asking(rate: int, shared: Shared, chance: random.Random) -> Iterator[Registration]:
    """Go through people who register in the model's time, each with an atelier of every series."""
    at = chance.expovariate(rate)
    while at < SECONDS:
        attendee_id = badge.attendee_id(chance.randbytes(badge.ID_BYTES))
        ateliers = [chance.choice([a.id for a in PROGRAMME.ateliers if a.slot == s.id]) for s in PROGRAMME.slots]
        yield Registration(at, frozenset({shared(attendee_id), *(keys.seats(EVENT_ID, a)["SK"] for a in ateliers)}))
        at += chance.expovariate(rate)


def _stored(attendee_id: str) -> str:
    return keys.registrations_tally(EVENT_ID, tallies.registrations_part(attendee_id))["SK"]
