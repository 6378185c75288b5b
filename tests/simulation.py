"""What moto does over and over for each call, done once: half of the seconds that its tests took.

Each of these is moto's own work, and its answers are the same (`tests/test_simulation.py`).
"""

from collections.abc import Mapping, MutableMapping
from copy import deepcopy
from functools import cache
from typing import Any

from moto.core import models, responses
from moto.core.model import StructureShape
from moto.core.serialize import JSONSerializer
from moto.core.utils import method_names_from_class
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import Table
from moto.dynamodb.parsing.ast_nodes import DepthFirstTraverser  # type: ignore[attr-defined] # moto's parser has no types
from moto.dynamodb.parsing.expressions import UpdateExpressionParser  # type: ignore[attr-defined]

structure = JSONSerializer._serialize_type_structure
transaction = DynamoDBBackend.transact_write_items
sorted_by_moto = Table.all_items


def attribute(
    self: JSONSerializer, serialized: MutableMapping[str, Any], value: Any, shape: StructureShape, key: str
) -> None:
    """Write an attribute's one member, and do not look for the nine others by three names each."""
    if shape.name != "AttributeValue" or not isinstance(value, Mapping):
        return structure(self, serialized, value, shape, key)
    written: dict[str, Any] = {}
    for kind, held in value.items():
        self._serialize(written, held, shape.members[kind], kind)
    return self._default_serialize(serialized, written, shape, key)


def transact(self: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
    """Keep the items that a transaction may touch, and not the whole table once for each of them."""
    kept = []
    for act in (act for item in transact_items for act in item.values()):
        table = self.tables[act["TableName"]]
        hash_key, range_key = self.get_keys_value(table, act.get("Key") or act["Item"])
        kept.append((table, hash_key, range_key, deepcopy(table.get_item(hash_key, range_key))))
    try:
        transaction(self, transact_items)
    except BaseException:
        for table, hash_key, range_key, item in kept:
            if item is None:
                table.delete_item(hash_key, range_key)
            else:
                table.items[hash_key][range_key] = item
        raise


def all_items(self: Table) -> list[Item]:
    """Sort the table, as each query of an index does, by its keys' texts and not by what wraps them."""
    every = (item for partition in self.items.values() for item in partition.values())
    return sorted(every, key=lambda item: (item.hash_key.value, item.range_key.value))


@cache
def processed(step: Any) -> tuple[type, ...]:
    """Return which nodes a step of an update looks at: the same in every expression."""
    return tuple(step._processing_map(step))


def speed_up() -> None:
    done: tuple[tuple[Any, str, Any], ...] = (
        (JSONSerializer, "_serialize_type_structure", attribute),
        (DynamoDBBackend, "transact_write_items", transact),
        (Table, "__deepcopy__", lambda table, _: table),
        (Table, "all_items", all_items),
        (UpdateExpressionParser, "make", cache(UpdateExpressionParser.make)),
        (DepthFirstTraverser, "nodes_to_be_processed", lambda step: processed(type(step))),  # type: ignore[arg-type] # every class is hashable
        (responses, "method_names_from_class", cache(method_names_from_class)),
        # All that we call goes through botocore: 1 288 addresses need not be laid out for another library.
        (models, "RESPONSES_METHODS", []),
    )
    for owner, name, once in done:
        setattr(owner, name, once)
