"""The processor time that the scan function adds to the two calls it cannot do without."""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import boto3

from attendance.domain.attendee import Attendee
from attendance.domain.programme import ENTRANCE
from tests.bench.crowd import Crowd, phone
from tests.bench.meter import Meter
from tests.bench.report import Figures, milliseconds, p50
from tests.bench.stage import SCAN, Stage, ateliers
from tests.gateway import Context, handler_module, routes

PAIRS = 80
BATCHES = 6
BATCH = 50
AIM = 1.3
FRESH = 4 * (PAIRS + 1) + BATCHES * BATCH
"""How many people this needs who were never scanned."""


class BareCalls:
    """A scan's Query and TransactWriteItems as a program would make them that does nothing else.

    They are those that the function made for one person, with the ids of another in them.
    """

    def __init__(self, stage: Stage, who: Attendee, checkpoint: str) -> None:
        self.client = boto3.client("dynamodb")
        self.of, sent = who, stage.sent(stage.badge(who), checkpoint)
        with Meter(stage.event_id) as meter:
            stage.call(SCAN, stage.batch(sent, device=phone(checkpoint, 0)))
        made = {call.kind: call.parameters for call in meter.of_scans}
        self.scan_id = sent["scan_id"]
        self.query, self.transaction = made["Query"], made["TransactWriteItems"]

    def of_another(self, who: Attendee) -> Callable[[], None]:
        """Return the same two calls for somebody else."""
        ids = {self.of.id: who.id, self.scan_id: str(uuid4())}
        query, transaction = _renamed(self.query, ids), _renamed(self.transaction, ids)

        def make() -> None:
            self.client.query(**query)
            self.client.transact_write_items(**transaction)

        return make


def figures(stage: Stage, crowd: Crowd) -> list[Figures]:
    """Return the ratio for a first admission at two kinds of door, and for a scan of a full batch."""
    table = Figures(
        "Processor time of the scan function, beside two bare boto3 calls to the same endpoint (medians)",
        ("request", "function, ms a scan", "bare calls, ms", "ratio", "aim"),
        "The function also sums the headcounts in its answers, at most every two seconds: see the devices.",
    )
    for checkpoint in (ENTRANCE, ateliers(stage.programme)[0]):
        function, bare = map(p50, pairs(stage, crowd, checkpoint))
        table.add(
            f"one first admission, {checkpoint}",
            milliseconds(function),
            milliseconds(bare),
            f"{function / bare:.2f}",
            table.aim(function / bare, AIM),
        )
        if checkpoint == ENTRANCE:
            ratio, aim = f"{function / bare:.2f}", table.aim(function / bare, AIM)
            table.head("a scan's processor, in bare calls", ratio, floor="1", aim=aim)
            each = p50(spent(admission(stage, _people(crowd, BATCH), checkpoint)) / BATCH for _ in range(BATCHES))
            table.add(
                f"a batch of {BATCH}, {checkpoint}",
                milliseconds(each),
                milliseconds(bare),
                f"{each / bare:.2f}",
                table.aim(each / bare, AIM),
            )
    return [table]


def pairs(stage: Stage, crowd: Crowd, checkpoint: str) -> tuple[list[float], list[float]]:
    """Return what the function and the bare calls took, measured in turns."""
    bare = BareCalls(stage, crowd.fresh.popleft(), checkpoint)
    bare.of_another(crowd.fresh.popleft())()
    taken = [
        (spent(admission(stage, _people(crowd, 1), checkpoint)), spent(bare.of_another(crowd.fresh.popleft())))
        for _ in range(PAIRS)
    ]
    return [one for one, _ in taken], [other for _, other in taken]


def _people(crowd: Crowd, number: int) -> list[Attendee]:
    return [crowd.fresh.popleft() for _ in range(number)]


def admission(stage: Stage, people: list[Attendee], checkpoint: str) -> Callable[[], None]:
    """Return one request that admits people, ready to be made."""
    handler = handler_module(routes()[SCAN]).handler
    scans = [stage.sent(stage.badge(who), checkpoint) for who in people]
    event = stage.event(SCAN, stage.batch(*scans, device=phone(checkpoint, 0)))

    def make() -> None:
        answered = handler(event, Context())
        if '"admitted"' not in answered["body"]:
            raise RuntimeError(f"The scan was answered {answered['body']}")

    return make


def spent(act: Callable[[], None]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    text = json.dumps(value)
    for old, new in ids.items():
        text = text.replace(old, new)
    return json.loads(text)
