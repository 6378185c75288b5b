"""What the table's stream tells of: an item as it was just after a change."""

from collections.abc import Mapping
from typing import Any

from attendance.store import items
from attendance.store.table import Item


def item(record: Mapping[str, Any]) -> Item:
    return items.plain(record["dynamodb"]["NewImage"])
