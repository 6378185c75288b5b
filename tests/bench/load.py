"""Throughput and latency through the front door, beside what a general ticket system was measured to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from attendance.domain.programme import ENTRANCE
from tests.bench import processor
from tests.bench.crowd import Crowd, phone
from tests.bench.door import Answered, Door, Rush, UnexpectedAnswer
from tests.bench.handler_cpu import BareCalls
from tests.bench.report import Figures, milliseconds, p50, p95, seconds, thousands
from tests.bench.stage import REGISTER, SCAN, Stage, ateliers

REQUESTS = {1: 40, 8: 120}
ROUNDS = 3
BARE = 60
REGISTRATIONS = {1: 40, 4: 60}
BATCHES, BATCH = 6, 50


class Pretix(NamedTuple):
    """What pretix took for a redeem: how many a second, the latency's p50 and the processor's time, in ms."""

    a_second: float
    p50: int
    processor: int


# pretix 2026.8.0 measured with the same kind of clients on a machine like this one, of two
# cores: an event of 10 000 attendees, three gunicorn workers, PostgreSQL and Redis beside
# them. By number of clients.
PRETIX_FIRST = {1: Pretix(19.3, 50, 65), 8: Pretix(26.6, 290, 70)}
PRETIX_REPEATED = {1: Pretix(22.6, 42, 42), 8: Pretix(42.4, 180, 42)}
AIMED_AT = PRETIX_FIRST[8]
FASTER, CHEAPER = 3, 0.35

FRESH = BARE + 2 + 2 * ROUNDS * sum(REQUESTS.values()) + (BATCHES + 1) * BATCH
"""How many people this needs who were never scanned."""


@dataclass(frozen=True)
class Metered:
    """Some requests, and the processor's seconds that each cost the parts of the stack."""

    rush: Rush
    spent: dict[str, float]


@dataclass(frozen=True)
class Queue:
    """People in front of the doors of a stage."""

    stage: Stage
    crowd: Crowd
    ids: Iterator[int]

    def first(self, number: int) -> list[Any]:
        """Return requests with one scan each, of people who were never scanned."""
        return [self._request([self.stage.badge(self.crowd.fresh.popleft())]) for _ in range(number)]

    def again(self, requests: list[Any]) -> list[Any]:
        """Return new scans of the people of some requests."""
        return [self._request([scan["badge"] for scan in request["scans"]]) for request in requests]

    def batches(self, number: int, scans: int) -> list[Any]:
        people = ([self.crowd.fresh.popleft() for _ in range(scans)] for _ in range(number))
        return [self._request([self.stage.badge(who) for who in group]) for group in people]

    def registrations(self, number: int) -> list[Any]:
        booked, *_ = ateliers(self.stage.programme)
        return [
            {
                "given_name": "Essai",
                "family_name": f"Exemple-{n}",
                "email": f"essai-{n}@example.org",
                "consent": True,
                "ateliers": [booked],
                "lunch": True,
                "registration_id": f"bench-registration-{n}",
            }
            for n in (next(self.ids) for _ in range(number))
        ]

    def _request(self, badges: list[str]) -> Any:
        device = phone(ENTRANCE, next(self.ids) % 8)
        return self.stage.batch(*(self.stage.sent(text, ENTRANCE) for text in badges), device=device)


def figures(stage: Stage, crowd: Crowd) -> list[Figures]:
    """Return scans, batches and registrations at several numbers of clients."""
    table = Figures(
        f"Through the front door, {thousands(crowd.size)} attendees"
        f" (scans: medians of {ROUNDS} rounds; clients, front door, emulator and workers share this machine)",
        (
            *("request", "clients", "connections", "a second", "aim", "p50 ms", "p95 ms"),
            *("processor, ms each", "aim", *(f"{part}, ms" for part in processor.PARTS)),
            *("pretix a second", "its p50 ms", "its processor, ms"),
        ),
        "pretix 2026.8.0, measured on a like machine: two cores, 10 000 attendees, 3 gunicorn workers, PostgreSQL and"
        " Redis; a new connection a call, as its workers impose. The aims are multiples of its figures, so they hold on"
        " a machine as fast. The emulator is not AWS: this compares two programs on a desk, and says nothing of a real"
        " table's latency. Processor: the stack's. Two calls alone: a scan's, sent to the emulator directly.",
    )
    queue, door = Queue(stage, crowd, count()), Door(stage.stack.base_url, stage.secret)
    bare = _two_calls(queue)
    _add(table, "two calls alone", [bare])
    door.warm_up(SCAN, max(REQUESTS), stage.batch(device=phone(ENTRANCE, 0)))
    for clients in REQUESTS:
        for keeps in (True, False):
            rounds = [_first_and_again(queue, replace(door, keeps=keeps), clients) for _ in range(ROUNDS)]
            _add(table, "first admission", [first for first, _ in rounds], keeps, PRETIX_FIRST[clients])
            _add(table, "repeated", [again for _, again in rounds], keeps, PRETIX_REPEATED[clients])
    _head(table, [first for first, _ in rounds], bare)
    door.rush(SCAN, queue.batches(1, BATCH), 1)
    batches = _metered(stage, lambda: door.rush(SCAN, queue.batches(BATCHES, BATCH), 1))
    _check(batches.rush, BATCHES * BATCH, "admitted")
    _add(table, f"a batch of {BATCH} first admissions", [batches])
    website = Door(stage.stack.base_url)
    for clients, number in REGISTRATIONS.items():
        website.rush(REGISTER, queue.registrations(4 * clients), clients)
        registering = partial(website.rush, REGISTER, queue.registrations(number), clients)
        _add(table, "a registration", [_metered(stage, registering)])
    return [table]


def _two_calls(queue: Queue) -> Metered:
    """Return what the emulator takes for the two calls that no scan can do without."""
    calls = BareCalls(queue.stage, queue.crowd.fresh.popleft(), ENTRANCE)
    ready = [calls.of_another(queue.crowd.fresh.popleft()) for _ in range(1 + BARE)]
    ready.pop()()

    def make() -> Rush:
        waits = [Answered("", seconds(call)) for call in ready]
        return Rush(1, sum(wait.seconds for wait in waits), waits)

    return _metered(queue.stage, make)


def _first_and_again(queue: Queue, door: Door, clients: int) -> tuple[Metered, Metered]:
    """Return what admitting people took, and admitting the same people again."""
    requests = queue.first(REQUESTS[clients])
    first = _metered(queue.stage, lambda: door.rush(SCAN, requests, clients))
    again = _metered(queue.stage, lambda: door.rush(SCAN, queue.again(requests), clients))
    _check(first.rush, REQUESTS[clients], "admitted")
    _check(again.rush, REQUESTS[clients], "already_admitted")
    return first, again


def _metered(stage: Stage, act: Callable[[], Rush]) -> Metered:
    before = processor.spent(stage.stack.pid)
    rush = act()
    after = processor.spent(stage.stack.pid)
    return Metered(rush, {part: (after[part] - before[part]) / len(rush.answers) for part in processor.PARTS})


def _check(rush: Rush, number: int, verdict: str) -> None:
    """Raise UnexpectedAnswer unless every scan of a rush got its verdict: refusals would be faster."""
    got = [result.get("verdict") for answer in rush.answers for result in answer.body["results"]]
    if got.count(verdict) != number:
        raise UnexpectedAnswer(f"{got.count(verdict)} of {number} scans were answered {verdict}")


def _middle(rushes: list[Metered], of: Callable[[Metered], float]) -> float:
    return p50(of(rush) for rush in rushes)


def _a_second(rushes: list[Metered]) -> float:
    return _middle(rushes, lambda one: one.rush.a_second)


def _spent_ms(rushes: list[Metered], *parts: str) -> float:
    return _middle(rushes, lambda one: sum(one.spent[part] for part in parts)) * 1000


def _add(
    table: Figures, name: str, rushes: list[Metered], keeps: bool | None = None, pretix: Pretix | None = None
) -> None:
    table.add(
        name,
        str(rushes[0].rush.clients),
        {True: "kept", False: "one a request", None: ""}[keeps],
        f"{_a_second(rushes):.1f}",
        table.at_least(_a_second(rushes), round(AIMED_AT.a_second * FASTER)) if pretix is AIMED_AT else "",
        milliseconds(_middle(rushes, lambda one: p50(one.rush.waits))),
        milliseconds(_middle(rushes, lambda one: p95(one.rush.waits))),
        f"{_spent_ms(rushes, *processor.PARTS):.1f}",
        table.aim(_spent_ms(rushes, *processor.PARTS), AIMED_AT.processor * CHEAPER) if pretix is AIMED_AT else "",
        *(f"{_spent_ms(rushes, part):.1f}" for part in processor.PARTS),
        *([f"{figure:g}" for figure in pretix] if pretix else ["", "", ""]),
    )


def _head(table: Figures, rushes: list[Metered], bare: Metered) -> None:
    """Have two figures of many clients that keep no connection stand among those of all parts."""
    clients, spent = rushes[0].rush.clients, _spent_ms(rushes, *processor.PARTS)
    table.head(
        f"scans a second, {clients} clients, each with a connection a request",
        f"{_a_second(rushes):.1f}",
        aim=table.at_least(_a_second(rushes), round(AIMED_AT.a_second * FASTER)),
    )
    table.head(
        "the stack's processor a scan, ms",
        f"{spent:.1f}",
        floor=f"{_spent_ms([bare], *processor.PARTS):.1f}, two calls alone",
        aim=table.aim(spent, AIMED_AT.processor * CHEAPER),
    )
