"""What calls to DynamoDB cost: how many of which kind, and the units they are charged."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from attendance.store import keys, table

READ_UNIT_BYTES, WRITE_UNIT_BYTES = 4096, 1024
HEADCOUNTS = "headcounts Query"
_ID = "tests.bench.meter"


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its kind, the units it consumed, the bytes of the items it read, the largest item it put."""

    kind: str
    parameters: Mapping[str, Any]
    read_units: float
    write_units: float
    read_bytes: int
    largest_put: int


@dataclass
class Meter:
    """Listens to the store's client for the length of a block.

    Write units are the emulator's, which counts them as AWS does: twice in a transaction,
    once in an index. Read units are computed from the sizes of the items, because the
    emulator reports a Query's as flat and a BatchGetItem's not at all.
    """

    event_id: str
    calls: list[Call] = field(default_factory=list)

    def __enter__(self) -> Self:
        events = table.client().meta.events
        events.register("before-parameter-build.dynamodb.*", self._asks, unique_id=f"{_ID}.asks")
        events.register("after-call.dynamodb.*", self._answered, unique_id=f"{_ID}.answered")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        events = table.client().meta.events
        events.unregister("before-parameter-build.dynamodb.*", unique_id=f"{_ID}.asks")
        events.unregister("after-call.dynamodb.*", unique_id=f"{_ID}.answered")

    @property
    def of_scans(self) -> list[Call]:
        """The calls that scans cost, without those that a function makes now and then for all headcounts."""
        return [call for call in self.calls if call.kind != HEADCOUNTS]

    @property
    def of_headcounts(self) -> list[Call]:
        return [call for call in self.calls if call.kind == HEADCOUNTS]

    def _asks(self, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        context[_ID] = dict(params)
        params["ReturnConsumedCapacity"] = "TOTAL"

    def _answered(self, parsed: dict[str, Any], model: Any, context: dict[str, Any], **_: Any) -> None:
        parameters = context[_ID]
        operation = model.name
        found = list(_found(operation, parsed))
        self.calls.append(
            Call(
                kind=HEADCOUNTS if _is_of_headcounts(parameters, self.event_id) else operation,
                parameters=parameters,
                read_units=_read_units(operation, parameters, found),
                write_units=_write_units(operation, parsed),
                read_bytes=sum(found),
                largest_put=max(_put_sizes(parameters), default=0),
            )
        )


def kinds(calls: Iterable[Call]) -> str:
    """Return calls by their kind, in the order of their first."""
    counted = Counter(call.kind for call in calls)
    return " + ".join(f"{count} {kind}" if count > 1 else kind for kind, count in counted.items()) or "none"


def size(item: Mapping[str, Any]) -> int:
    """Return the bytes that DynamoDB counts for an item: its attributes' names and values."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(attribute: Mapping[str, Any]) -> int:
    ((kind, value),) = attribute.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            digits = value.lstrip("-").rstrip("0") or "0"
            return (len(digits) + 1) // 2 + 1 + int(value.startswith("-"))
        case "B":
            return len(value)
        case "L":
            return 3 + sum(1 + _value_size(member) for member in value)
        case "M":
            return 3 + len(value) + size(value)
    return 1


def _is_of_headcounts(parameters: Mapping[str, Any], event_id: str) -> bool:
    asked = parameters.get("ExpressionAttributeValues", {}).get(":partition", {}).get("S")
    return "KeyConditionExpression" in parameters and asked == keys.tallies(event_id)


def _found(operation: str, parsed: Mapping[str, Any]) -> Iterable[int]:
    """Return the sizes of the items that were read."""
    if operation == "Query":
        return map(size, parsed.get("Items", []))
    if operation == "GetItem":
        return map(size, [parsed["Item"]] if "Item" in parsed else [])
    if operation == "BatchGetItem":
        return map(size, parsed.get("Responses", {}).get(table.name(), []))
    return ()


def _read_units(operation: str, parameters: Mapping[str, Any], found: list[int]) -> float:
    """Return the units of a read. A Query is charged its sum, other reads each item; nothing found costs one."""
    if operation == "Query":
        share = 1.0 if parameters.get("ConsistentRead") else 0.5
        return share * max(1, _started(sum(found), READ_UNIT_BYTES))
    if operation in ("GetItem", "BatchGetItem"):
        asked = 1
        if operation == "BatchGetItem":
            asked = len(parameters["RequestItems"][table.name()]["Keys"])
        return float(sum(_started(each, READ_UNIT_BYTES) for each in found) + asked - len(found))
    return 0.0


def _write_units(operation: str, parsed: Mapping[str, Any]) -> float:
    if operation in ("Query", "GetItem", "BatchGetItem"):
        return 0.0
    found = parsed.get("ConsumedCapacity", [])
    return float(sum(each["CapacityUnits"] for each in (found if isinstance(found, list) else [found])))


def _put_sizes(parameters: Mapping[str, Any]) -> Iterable[int]:
    for write in parameters.get("TransactItems", []):
        if "Put" in write:
            yield size(write["Put"]["Item"])


def _started(total: int, unit: int) -> int:
    return -(-total // unit)
