"""What calls functions by itself, as template.yaml says: the table's stream, and the clock."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any
from zlib import crc32

from tests.days.engine import Changed
from tests.days.world import World
from tests.gateway import ROOT, Context, handler_module, template

SHORTEST_LAG, LONGEST_LAG = 0.1, 1.0
DOUBLED_WITHIN = 0.5
"""A record that comes twice may come while the first is being worked on."""
POISON = {"type": {"S": "mail"}, "state": {"S": "due"}, "event_id": {"S": "no-event"}}


@dataclass(frozen=True)
class Mapping:
    """Which of the stream's records go to a function, and what becomes of those that it cannot take."""

    handler: Path
    patterns: tuple[dict[str, Any], ...]
    at_once: int
    shards: int
    attempts: int
    oldest: float
    bisects: bool
    is_partial: bool


@dataclass
class Shard:
    """The records of some items, in their order; only the first are with the function at a time."""

    mapping: Mapping
    records: deque[dict[str, Any]] = field(default_factory=deque)
    at_once: int = 0
    attempts: int = 0
    is_busy: bool = False


@dataclass
class Triggers:
    """The stream's consumers and the schedules of a world. `discarded` are records that nobody could take."""

    world: World
    shards: dict[tuple[Path, int], Shard] = field(default_factory=dict)
    discarded: list[dict[str, Any]] = field(default_factory=list)
    is_open: bool = True

    def hear(self, changes: list[Changed]) -> None:
        """Put what changed into the stream."""
        for key, _had, item in changes:
            if item is not None:
                for mapping in mappings():
                    if any(_matches(pattern, {"dynamodb": {"NewImage": item}}) for pattern in mapping.patterns):
                        self._put(mapping, key[0], item)

    @property
    def is_quiet(self) -> bool:
        return not any(shard.records for shard in self.shards.values())

    def run_schedules(self, minutes: float) -> None:
        """Let the clock call for some time from now on, each function at its own rate, and once at least."""
        for handler, rate in schedules():
            first = self.world.luck.uniform(0, min(rate, minutes))
            for number in range(max(1, int(minutes // rate))):
                self.world.later((first + number * rate) * 60, partial(self.call, handler, {}))

    def call(self, handler: Path, event: dict[str, Any]) -> Any:
        """Call a function; None where it failed, or was killed."""
        answers: list[Any] = []
        is_done = self.world.run(lambda: answers.append(handler_module(handler).handler(event, Context())))
        return (answers[0] or {}) if is_done else None

    def _put(self, mapping: Mapping, partition: str, item: dict[str, Any]) -> None:
        number = crc32(partition.encode()) % mapping.shards
        shard = self.shards.setdefault((mapping.handler, number), Shard(mapping))
        if mapping.is_partial and self.world.is_hit("poison"):
            self._append(shard, POISON)
        self._append(shard, item)

    def _append(self, shard: Shard, item: dict[str, Any]) -> None:
        self.world.counted += 1
        sequence = str(self.world.counted)
        record = {"dynamodb": {"NewImage": item, "SequenceNumber": sequence}, "at": self.world.now}
        shard.records.append(record)
        self._soon(shard)

    def _soon(self, shard: Shard, pause: float = 0.0) -> None:
        after = pause + self.world.luck.uniform(SHORTEST_LAG, LONGEST_LAG)
        self.world.later(after, lambda: self._deliver(shard))

    def _deliver(self, shard: Shard) -> None:
        """Hand the first records of a shard over, and see by the answer which are done."""
        if shard.is_busy or not shard.records:
            return
        if not self.world.idle:
            self._soon(shard)
            return
        mapping = shard.mapping
        batch = list(shard.records)[: shard.at_once or mapping.at_once]
        shard.is_busy = True
        if self.world.is_hit("record doubled"):
            self.world.later(
                self.world.luck.uniform(0, DOUBLED_WITHIN), lambda: self.call(mapping.handler, {"Records": batch})
            )
        answer = self.call(mapping.handler, {"Records": batch})
        shard.is_busy = False
        failed = [one["itemIdentifier"] for one in (answer or {}).get("batchItemFailures", [])]
        numbers = [record["dynamodb"]["SequenceNumber"] for record in batch]
        # All before the first that failed are done; without an answer, none.
        done = min(map(numbers.index, failed)) if failed else len(batch) if answer is not None else 0
        for _ in range(done):
            shard.records.popleft()
        if done == len(batch):
            shard.attempts = shard.at_once = 0
        else:
            self._repeat(shard, batch[done:], is_split=mapping.bisects and answer is None)
        if shard.records:
            self._soon(shard, pause=min(2.0**shard.attempts, 60) if shard.attempts else 0)

    def _repeat(self, shard: Shard, left: list[dict[str, Any]], *, is_split: bool) -> None:
        if is_split and len(left) > 1:
            shard.at_once = len(left) // 2
            return
        shard.attempts += 1
        is_old = self.world.now > left[0]["at"] + shard.mapping.oldest
        if shard.attempts > shard.mapping.attempts or is_old:
            self.discarded += left
            for _ in left:
                shard.records.popleft()
            shard.attempts = shard.at_once = 0


@cache
def mappings() -> tuple[Mapping, ...]:
    return tuple(_mapping(each["Properties"]) for each in _resources("AWS::Lambda::EventSourceMapping"))


def _mapping(said: dict[str, Any]) -> Mapping:
    filters = said["FilterCriteria"]["Filters"]
    return Mapping(
        ROOT / template()["Resources"][said["FunctionName"]]["Properties"]["CodeUri"] / "handler.py",
        tuple(json.loads(each["Pattern"]) for each in filters),
        said["BatchSize"],
        said.get("ParallelizationFactor", 1),
        said["MaximumRetryAttempts"],
        said["MaximumRecordAgeInSeconds"],
        said.get("BisectBatchOnFunctionError", False),
        "ReportBatchItemFailures" in said.get("FunctionResponseTypes", []),
    )


@cache
def schedules() -> tuple[tuple[Path, int], ...]:
    """Return the functions that the clock calls, each with the minutes between two calls."""
    return tuple(
        (ROOT / each["Properties"]["CodeUri"] / "handler.py", int(event["Properties"]["Schedule"].split()[0][5:]))
        for each in _resources("AWS::Serverless::Function")
        for event in each["Properties"].get("Events", {}).values()
        if event["Type"] == "Schedule"
    )


def _resources(kind: str) -> Iterator[dict[str, Any]]:
    return (each for each in template()["Resources"].values() if each["Type"] == kind)


def _matches(pattern: Any, given: Any) -> bool:
    """Whether a record is of a pattern: at each end of it, a list of what may stand there."""
    if isinstance(pattern, dict):
        return isinstance(given, dict) and all(_matches(inner, given.get(name)) for name, inner in pattern.items())
    return any(
        given is not None and given not in one["anything-but"] if isinstance(one, dict) else given == one
        for one in pattern
    )
