"""Everybody of an event with all their scans, strangers included: only this module reads the whole table."""

from collections.abc import Iterator
from typing import Any

from attendance.domain.person import Person
from attendance.store import items, keys, people, table

_WANTED = ("profile", "attendance", "scan")


def stored_people(event_id: str) -> Iterator[tuple[Person, dict[str, Any]]]:
    """Go through all people of an event, each with their stored attendance.

    Strangers are in no index, so this reads every item: for an operator, not for a function.
    """
    partitions: dict[str, list[dict[str, Any]]] = {}
    pages = (
        table.client()
        .get_paginator("scan")
        .paginate(
            TableName=table.name(),
            ConsistentRead=True,
            FilterExpression="begins_with(PK, :event)",
            ExpressionAttributeValues=items.attributes({":event": f"{keys.event(event_id)}#"}),
        )
    )
    for page in pages:
        for item in table.living(page["Items"]):
            if item.get("type") in _WANTED:
                partitions.setdefault(item["PK"], []).append(item)
    for found in partitions.values():
        attendance = next((item for item in found if item["type"] == "attendance"), {})
        yield people.made_of(found), {name: attendance[name] for name in people.ATTENDANCE if name in attendance}
