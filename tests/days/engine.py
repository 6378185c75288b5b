"""A table as DynamoDB keeps it, below the client's calls and without a network: for simulated days, and nothing else.

It knows the calls, keys and limits that the store rests on, takes a hundredth of an emulator's time, and lets a day
decide what goes wrong `before` each call. `now` may be any clock; the index is `lag` seconds behind it.
`tests/days/test_engine.py` holds it to the emulator.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partialmethod
from typing import Any

from attendance.store.table import INDEX
from tests.days.expressions import Invalid, Item, Parser, Value

PAGE_BYTES = 1024 * 1024
ITEM_BYTES = 400 * 1024
TRANSACTION_BYTES = 4 * 1024 * 1024
WRITES_AT_ONCE = 100
KEYS_AT_ONCE = 100

type Key = tuple[str, str]
type Call = Callable[[str, dict[str, Any]], Any]
type Changed = tuple[Key, Item | None, Item | None]
"""An item's key, and the item before and after a write."""


class Refused(Exception):
    """What DynamoDB answers to a call that it does not carry out."""

    def __init__(self, code: str, message: str = "", status: int = 400, **more: Any) -> None:
        super().__init__(message or code)
        self.answer = {
            "Error": {"Code": code, "Message": message},
            "ResponseMetadata": {"HTTPStatusCode": status},
            **more,
        }


@dataclass(slots=True)
class Sorted:
    """Items in the order of their keys, by partition."""

    partitions: dict[str, list[tuple[str, Key]]] = field(default_factory=dict)
    items: dict[Key, Item] = field(default_factory=dict)
    sizes: dict[Key, int] = field(default_factory=dict)

    def put(self, place: Key, key: Key, item: Item, size: int) -> None:
        entry = (place[1], key)
        rows = self.partitions.setdefault(place[0], [])
        at = bisect_left(rows, entry)
        if at == len(rows) or rows[at] != entry:
            rows.insert(at, entry)
        self.items[key], self.sizes[key] = item, size

    def remove(self, place: Key, key: Key) -> None:
        rows = self.partitions[place[0]]
        rows.pop(bisect_left(rows, (place[1], key)))
        del self.items[key]


@dataclass
class Engine:
    """One table with the index of the template. Its calls are those of a client, by their names in the API.

    `heard` is told of what each write changed, all of a transaction at once.
    """

    now: Callable[[], float]
    lag: Callable[[], float] = lambda: 0.0
    before: Call = lambda _name, _asked: None
    heard: Callable[[list[Changed]], None] = lambda _changes: None
    table: Sorted = field(default_factory=Sorted)
    index: Sorted = field(default_factory=Sorted)
    coming: list[tuple[float, int, Key, Item | None, int]] = field(default_factory=list)
    writes: int = 0

    def call(self, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Carry a call out, or raise Refused."""
        self.before(name, asked)
        try:
            answer: dict[str, Any] = getattr(self, f"_{name}")(**asked)
        except Invalid as invalid:
            raise Refused("ValidationException", str(invalid)) from invalid
        return answer

    def _GetItem(self, *, Key: Item, **_rest: Any) -> dict[str, Any]:  # noqa: N802, N803 - DynamoDB's names
        found = self.table.items.get(_key(Key))
        return {} if found is None else {"Item": dict(found)}

    def _BatchGetItem(self, *, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802, N803
        ((name, asked),) = RequestItems.items()
        wanted = [_key(key) for key in asked["Keys"]]
        if len(wanted) > KEYS_AT_ONCE:
            raise Refused("ValidationException", "Too many items requested for the BatchGetItem call")
        if len({*wanted}) < len(wanted):
            raise Refused("ValidationException", "Provided list of item keys contains duplicates")
        found = [dict(self.table.items[key]) for key in wanted if key in self.table.items]
        return {"Responses": {name: found}, "UnprocessedKeys": {}}

    def _Query(  # noqa: N802
        self,
        *,
        KeyConditionExpression: str,  # noqa: N803
        ExpressionAttributeValues: Mapping[str, Value],  # noqa: N803
        IndexName: str = "",  # noqa: N803
        ScanIndexForward: bool = True,  # noqa: N803
        Limit: int | None = None,  # noqa: N803
        ExclusiveStartKey: Item | None = None,  # noqa: N803
        ConsistentRead: bool = False,  # noqa: N803
        **_rest: Any,
    ) -> dict[str, Any]:
        if IndexName and ConsistentRead:
            raise Refused("ValidationException", "Consistent reads are not supported on global secondary indexes")
        self._catch_up()
        where, names = (self.index, ("GSI1PK", "GSI1SK")) if IndexName == INDEX else (self.table, ("PK", "SK"))
        holds = Parser(KeyConditionExpression, {}, ExpressionAttributeValues).condition()
        rows = where.partitions.get(ExpressionAttributeValues[":partition"]["S"], [])
        if ExclusiveStartKey:
            start = (ExclusiveStartKey[names[1]]["S"], _key(ExclusiveStartKey))
            rows = [row for row in rows if (row > start if ScanIndexForward else row < start)]
        found: list[Item] = []
        size = 0
        for row in rows if ScanIndexForward else reversed(rows):
            item = where.items[row[1]]
            if not holds(item):
                continue
            size += where.sizes[row[1]]
            if found and size > PAGE_BYTES:
                return self._page(found, names)
            found.append(dict(item))
            if len(found) == Limit:
                return self._page(found, names)
        return {"Items": found}

    @staticmethod
    def _page(found: list[Item], names: tuple[str, str]) -> dict[str, Any]:
        return {"Items": found, "LastEvaluatedKey": {name: found[-1][name] for name in (*names, "PK", "SK")}}

    def _Scan(self, *, ExpressionAttributeValues: Mapping[str, Value], **_rest: Any) -> dict[str, Any]:  # noqa: N802, N803
        """Return all items of an event: what an operator's recount asks, and no function."""
        begins = ExpressionAttributeValues[":event"]["S"]
        return {"Items": [dict(item) for key, item in self.table.items.items() if key[0].startswith(begins)]}

    def _TransactWriteItems(self, *, TransactItems: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N802, N803
        if len(TransactItems) > WRITES_AT_ONCE:
            raise Refused("ValidationException", f"Member must have length less than or equal to {WRITES_AT_ONCE}")
        actions = [_Action(*each.popitem()) for each in map(dict, TransactItems)]
        if len({action.key for action in actions}) < len(actions):
            raise Refused("ValidationException", "Transaction request cannot include multiple operations on one item")
        failed = [not action.holds(self.table.items.get(action.key)) for action in actions]
        if any(failed):
            codes = ["ConditionalCheckFailed" if each else "None" for each in failed]
            raise Refused(
                "TransactionCanceledException",
                f"Transaction cancelled, please refer cancellation reasons for specific reasons [{', '.join(codes)}]",
                CancellationReasons=[{"Code": code} for code in codes],
            )
        made = [(action.key, *action.made_of(self.table.items.get(action.key))) for action in actions if action.writes]
        if sum(size for _key_, _item, size in made) > TRANSACTION_BYTES:
            raise Refused("ValidationException", "Transaction request exceeds 4 MB")
        self._write(*made)
        return {}

    def _alone(self, kind: str, **asked: Any) -> dict[str, Any]:
        one = _Action(kind, asked)
        had = self.table.items.get(one.key)
        if not one.holds(had):
            raise Refused("ConditionalCheckFailedException", "The conditional request failed")
        self._write((one.key, *one.made_of(had)))
        return {}

    _PutItem, _UpdateItem = partialmethod(_alone, "Put"), partialmethod(_alone, "Update")
    _DeleteItem = partialmethod(_alone, "Delete")

    def _write(self, *made: tuple[Key, Item | None, int]) -> None:
        changes: list[Changed] = []
        for key, item, size in made:
            had = self.table.items.get(key)
            if had != item:
                changes.append((key, had, item))
                self._store(key, had, item, size)
        if changes:
            self.heard(changes)

    def _store(self, key: Key, had: Item | None, item: Item | None, size: int) -> None:
        if item is None:
            self.table.remove(key, key)
        else:
            self.table.put(key, key, item, size)
        self.writes += 1
        if place(item) or place(had):
            insort(self.coming, (self.now() + self.lag(), self.writes, key, item, size), key=lambda each: each[:2])

    def _catch_up(self) -> None:
        """Let the index learn what it is due to know; of one item nothing old may come after something new."""
        while self.coming and self.coming[0][0] <= self.now():
            _due_at, number, key, item, size = self.coming.pop(0)
            if any(other[2] == key and other[1] < number for other in self.coming):
                self.coming = [other for other in self.coming if other[2] != key or other[1] > number]
            if at := place(self.index.items.get(key)):
                self.index.remove(at, key)
            if item and (at := place(item)):
                self.index.put(at, key, item, size)


class _Action:
    """One write of a transaction, or a condition alone."""

    def __init__(self, kind: str, asked: Mapping[str, Any]) -> None:
        self.kind, self.asked = kind, asked
        self.key = _key(asked.get("Item") or asked["Key"])
        self.writes = kind != "ConditionCheck"
        self._names = asked.get("ExpressionAttributeNames", {})
        self._values = asked.get("ExpressionAttributeValues", {})

    def holds(self, item: Item | None) -> bool:
        condition = self.asked.get("ConditionExpression")
        return not condition or self._parser(condition).condition()(item or {})

    def made_of(self, had: Item | None) -> tuple[Item | None, int]:
        """Return what it makes of an item, and the size of that."""
        if self.kind == "Delete":
            return None, 0
        after: Item
        if self.kind == "Put":
            after = {name: _normal(value) for name, value in self.asked["Item"].items()}
        else:
            before = had or self.asked["Key"]
            after = dict(before)
            for change in self._parser(self.asked["UpdateExpression"]).changes():
                change(before, after)
        if _key(after) != self.key:
            raise Invalid("Cannot update attribute that is part of the key")
        if any("S" not in after[name] or not after[name]["S"] for name in ("GSI1PK", "GSI1SK") if name in after):
            raise Invalid("One or more parameter values were invalid: an index key is not text, or empty")
        if (size := size_of(after)) > ITEM_BYTES:
            raise Invalid("Item size has exceeded the maximum allowed size")
        return after, size

    def _parser(self, text: str) -> Parser:
        return Parser(text, self._names, self._values)


@contextmanager
def serving(carry_out: Call, client: Any) -> Iterator[None]:
    """Let a client's calls be carried out by an engine; what it raises is what it always raises."""
    sent = client._make_api_call

    def call(operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = carry_out(
                operation, {name: value for name, value in asked.items() if name != "TableName"}
            )
        except Refused as refused:
            raise client.exceptions.from_code(refused.answer["Error"]["Code"])(refused.answer, operation) from None
        return answer

    client._make_api_call = call
    try:
        yield
    finally:
        client._make_api_call = sent


def place(item: Item | None) -> Key | None:
    """Return where an item stands in the index, if it does."""
    if item is None or "GSI1PK" not in item or "GSI1SK" not in item:
        return None
    return item["GSI1PK"]["S"], item["GSI1SK"]["S"]


def size_of(item: Item) -> int:
    """Return about how many bytes DynamoDB counts for an item."""
    return sum(len(name.encode()) + _bytes(value) for name, value in item.items())


def _bytes(value: Value) -> int:
    ((kind, inside),) = value.items()
    match kind:
        case "S":
            return len(inside.encode())
        case "N":
            return len(inside.lstrip("-").replace(".", "")) // 2 + 1
        case "M":
            return 3 + size_of(inside) + len(inside)
        case "L":
            return 3 + sum(_bytes(each) + 1 for each in inside)
    return len(inside) if kind == "B" else 1


def _normal(value: Value) -> Value:
    return {"N": _plain(value["N"])} if "N" in value else value


@cache
def _plain(number: str) -> str:
    from decimal import Decimal

    return f"{Decimal(number).normalize():f}"


def _key(item: Item) -> Key:
    found = tuple(item.get(name, {}).get("S", "") for name in ("PK", "SK"))
    if not all(found):
        raise Invalid("One or more parameter values were invalid: a key is missing, no text, or empty")
    return found[0], found[1]
