"""The calls to DynamoDB: read a partition, read items, write in a transaction."""

import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from attendance.domain.frozen import frozen
from attendance.domain.problem import Busy
from attendance.services import aws
from attendance.store import items
from attendance.store.keys import Key

Item = dict[str, Any]

INDEX = "GSI1"
UNCHANGED = "#version = :version"
"""The condition that an item still has the version that was read."""
_BATCH_LIMIT = 100
_THROTTLED_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
_LOST = {"ConditionalCheckFailed", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class Contended(Exception):
    """Somebody else changed what a decision rested on: gather and decide again."""


@frozen
class Write:
    """One item's part in a transaction."""

    action: str
    parameters: dict[str, Any]


def client() -> Any:
    return aws.client("dynamodb")


def get(key: Key) -> Item | None:
    answer = client().get_item(TableName=name(), Key=items.attributes(key), ConsistentRead=True)
    return next(iter(living([answer["Item"]])), None) if "Item" in answer else None


def get_each(keys: Sequence[Key]) -> list[Item]:
    """Return those of some items that exist, in any order. Raises Busy if the table does not give them in time."""
    found: list[dict[str, Any]] = []
    for start in range(0, len(keys), _BATCH_LIMIT):
        wanted = [items.attributes(key) for key in keys[start : start + _BATCH_LIMIT]]
        for pause in (0, *_THROTTLED_SECONDS):
            if pause:
                time.sleep(pause)
            answer = client().batch_get_item(RequestItems={name(): {"Keys": wanted, "ConsistentRead": True}})
            found += answer["Responses"].get(name(), [])
            wanted = answer.get("UnprocessedKeys", {}).get(name(), {}).get("Keys", [])
            if not wanted:
                break
        else:
            raise Busy
    return living(found)


def partition(key: str, *, prefix: str = "") -> list[Item]:
    """Return every item of a partition, or those with a prefix."""
    condition, values = "PK = :partition", {":partition": key}
    if prefix:
        condition, values = f"{condition} AND begins_with(SK, :prefix)", {**values, ":prefix": prefix}
    pages = _pages(
        KeyConditionExpression=condition,
        ExpressionAttributeValues=items.attributes(values),
        ConsistentRead=True,
    )
    return living(found for page in pages for found in page["Items"])


def indexed(key: str, *, prefix: str = "", after: str = "", at_once: int | None = None) -> Iterator[Item]:
    """Go through an index partition in order: all of it, a prefix, or from after a sort key.

    A call reads a megabyte, or `at_once` items.
    """
    condition, values = "GSI1PK = :partition", {":partition": key}
    if prefix:
        condition, values = f"{condition} AND begins_with(GSI1SK, :prefix)", {**values, ":prefix": prefix}
    elif after:
        condition, values = f"{condition} AND GSI1SK > :after", {**values, ":after": after}
    pages = _pages(
        IndexName=INDEX,
        KeyConditionExpression=condition,
        ExpressionAttributeValues=items.attributes(values),
        **({"Limit": at_once} if at_once else {}),
    )
    for page in pages:
        yield from living(page["Items"])


def latest(key: str, *, before: str = "", at_once: int) -> Iterator[Item]:
    """Go through an index partition backwards, from its end or from before a sort key, some items a call."""
    condition, values = "GSI1PK = :partition", {":partition": key}
    if before:
        condition, values = f"{condition} AND GSI1SK < :before", {**values, ":before": before}
    pages = _pages(
        IndexName=INDEX,
        KeyConditionExpression=condition,
        ExpressionAttributeValues=items.attributes(values),
        ScanIndexForward=False,
        Limit=at_once,
    )
    for page in pages:
        yield from living(page["Items"])


def put(item: Item, condition: str = "", values: Item | None = None) -> Write:
    return _write("Put", condition, values, Item=items.attributes(item))


def put_next(item: Item, version: int) -> Write:
    """Return the write of an item's next version, on the condition of the version that was read: 0 for no item."""
    stored = {**item, "version": version + 1}
    return put(stored, UNCHANGED, {":version": version}) if version else put(stored, "attribute_not_exists(#PK)")


def update(
    key: Key, expression: str, values: Item, condition: str = "", names: Mapping[str, str] | None = None
) -> Write:
    """Return an update. Expressions write an attribute as `#name`, unless `names` maps another placeholder."""
    return _write("Update", condition, values, names, Key=items.attributes(key), UpdateExpression=expression)


def delete(key: Key, condition: str = "", values: Item | None = None) -> Write:
    return _write("Delete", condition, values, Key=items.attributes(key))


def check(key: Key, condition: str) -> Write:
    """Return a condition on an item that the transaction does not change."""
    return _write("ConditionCheck", condition, None, Key=items.attributes(key))


def transact(writes: Iterable[Write]) -> None:
    """Write all or nothing. Raises Contended if a condition fails or another writer was there."""
    try:
        client().transact_write_items(
            TransactItems=[{write.action: {"TableName": name(), **write.parameters}} for write in writes]
        )
    except client().exceptions.TransactionCanceledException as cancelled:
        reasons = {reason.get("Code") for reason in cancelled.response.get("CancellationReasons", [])}
        if reasons & _LOST and not reasons - _LOST - {"None"}:
            raise Contended from cancelled
        raise
    except client().exceptions.TransactionInProgressException as busy:
        raise Contended from busy


def write(single: Write) -> bool:
    """Write one item; False if its condition fails."""
    call = {"Put": client().put_item, "Update": client().update_item, "Delete": client().delete_item}
    try:
        call[single.action](TableName=name(), **single.parameters)
    except client().exceptions.ConditionalCheckFailedException:
        return False
    except ClientError as error:
        if error.response["Error"]["Code"] == "TransactionConflictException":
            raise Contended from error
        raise
    return True


def _write(
    action: str, condition: str, values: Item | None, names: Mapping[str, str] | None = None, **parameters: Any
) -> Write:
    if condition:
        parameters["ConditionExpression"] = condition
    # Many plain words are reserved, and the list grows, so every name is written as `#name`.
    spelled = re.findall(r"#(\w+)", condition + " " + parameters.get("UpdateExpression", ""))
    if spelled:
        parameters["ExpressionAttributeNames"] = {f"#{name}": name for name in spelled} | dict(names or {})
    if values:
        parameters["ExpressionAttributeValues"] = items.attributes(values)
    return Write(action, parameters)


def _pages(**query: Any) -> Iterator[dict[str, Any]]:
    start: dict[str, Any] = {}
    while True:
        page = client().query(TableName=name(), **query, **start)
        yield page
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def living(stored: Iterable[dict[str, Any]]) -> list[Item]:
    """Leave out items that are due to be purged: DynamoDB deletes them later."""
    now = time.time()
    found = (items.plain(item) for item in stored)
    return [item for item in found if item.get("purge_at", now + 1) > now]


def name() -> str:
    return os.environ["TABLE_NAME"]
