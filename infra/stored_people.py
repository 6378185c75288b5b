"""Everybody of an event with all their scans, strangers included: only this module reads the whole table."""

from collections.abc import Iterator

from attendance.domain.person import Person
from attendance.store import items, keys, mending, people, table
from attendance.store.table import Item

_WANTED = ("profile", "attendance", "scan", *mending.LISTS)


def stored_people(event_id: str) -> Iterator[tuple[Person, list[Item]]]:
    """Go through all people of an event, each with the items that store them, their attendance and places in lists.

    Strangers are in no index, so this reads every item: for an operator, not for a function.
    """
    partitions: dict[str, list[Item]] = {}
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
        yield people.made_of(found), found
