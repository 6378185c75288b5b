"""Throughput and latency through the front door, beside what a general ticket system was measured to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from attendance.domain.programme import ENTRANCE
from tests.bench.crowd import Crowd, phone
from tests.bench.door import Door, Rush, UnexpectedAnswer
from tests.bench.report import Figures, milliseconds, p50, p95, thousands
from tests.bench.stage import REGISTER, SCAN, Stage, ateliers

CLIENTS = (1, 4, 8)
REQUESTS = {1: 60, 4: 160, 8: 160}
ROUNDS = 3
REGISTRATIONS = {1: 50, 4: 80}
BATCHES, BATCH = 8, 50

# pretix 2026.8.0 measured with the same kind of clients on a machine like this one, of two
# cores: an event of 10 000 attendees, three gunicorn workers, PostgreSQL and Redis beside
# them. By number of clients: redeems a second, p50 in ms.
PRETIX_FIRST = {1: (19.3, 50), 4: (23.4, 161), 8: (26.6, 290)}
PRETIX_REPEATED = {1: (22.6, 42), 4: (40.7, 94), 8: (42.4, 180)}

FRESH = 2 * len(CLIENTS) + ROUNDS * sum(REQUESTS.values()) + (BATCHES + 1) * BATCH
"""How many people this needs who were never scanned."""


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


def figures(stage: Stage, crowd: Crowd) -> Figures:
    """Return scans, batches and registrations at several numbers of clients."""
    table = Figures(
        f"Through the front door, {thousands(crowd.size)} attendees"
        f" (scans: medians of {ROUNDS} rounds; clients, front door, emulator and workers share this machine)",
        ("request", "clients", "a second", "p50 ms", "p95 ms", "pretix a second", "pretix p50 ms"),
        "pretix 2026.8.0, measured on a like machine: two cores, 10 000 attendees, 3 gunicorn workers, PostgreSQL and"
        " Redis; a new connection a call, as its workers impose. The emulator is not AWS: this compares two programs on"
        " a desk, and says nothing of a real table's latency.",
    )
    queue, door = Queue(stage, crowd, count()), Door(stage.stack.base_url, stage.secret)
    door.warm_up(SCAN, max(CLIENTS), stage.batch(device=phone(ENTRANCE, 0)))
    for clients in CLIENTS:
        rounds = [_first_and_again(queue, door, clients) for _ in range(ROUNDS)]
        _add(table, "first admission", [first for first, _ in rounds], PRETIX_FIRST[clients])
        _add(table, "repeated", [again for _, again in rounds], PRETIX_REPEATED[clients])
    door.rush(SCAN, queue.batches(1, BATCH), 1)
    batches = door.rush(SCAN, queue.batches(BATCHES, BATCH), 1)
    _check(batches, BATCHES * BATCH, "admitted")
    _add(table, f"a batch of {BATCH} first admissions", [batches])
    a_second, each = batches.a_second * BATCH, p50(batches.waits) / BATCH
    table.add("  the same, by scan", "1", f"{a_second:.1f}", milliseconds(each), "", "", "")
    website = Door(stage.stack.base_url)
    for clients, number in REGISTRATIONS.items():
        _warm_up_registering(website, queue, clients)
        _add(table, "a registration", [website.rush(REGISTER, queue.registrations(number), clients)])
    return table


def _first_and_again(queue: Queue, door: Door, clients: int) -> tuple[Rush, Rush]:
    """Return what admitting people took, and admitting the same people again."""
    requests = queue.first(REQUESTS[clients])
    first = door.rush(SCAN, requests, clients)
    again = door.rush(SCAN, queue.again(requests), clients)
    _check(first, REQUESTS[clients], "admitted")
    _check(again, REQUESTS[clients], "already_admitted")
    return first, again


def _check(rush: Rush, number: int, verdict: str) -> None:
    """Raise UnexpectedAnswer unless every scan of a rush got its verdict: refusals would be faster."""
    got = [result.get("verdict") for answer in rush.answers for result in answer.body["results"]]
    if got.count(verdict) != number:
        raise UnexpectedAnswer(f"{got.count(verdict)} of {number} scans were answered {verdict}")


def _warm_up_registering(door: Door, queue: Queue, clients: int) -> None:
    for _ in range(3):
        door.rush(REGISTER, queue.registrations(2 * clients), clients)


def _add(table: Figures, name: str, rushes: list[Rush], pretix: tuple[float, int] | None = None) -> None:
    def middle(of: Callable[[Rush], float]) -> float:
        return p50(of(rush) for rush in rushes)

    table.add(
        name,
        str(rushes[0].clients),
        f"{middle(lambda rush: rush.a_second):.1f}",
        milliseconds(middle(lambda rush: p50(rush.waits))),
        milliseconds(middle(lambda rush: p95(rush.waits))),
        f"{pretix[0]:g}" if pretix else "",
        f"{pretix[1]}" if pretix else "",
    )
