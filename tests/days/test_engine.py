"""The table of simulated days answers as the emulator does: the same calls, drawn by chance, and the same ends."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from attendance.store import items, table
from attendance.store.table import INDEX, Write
from tests.days.engine import Engine, serving
from tests.doors import Doors
from tests.forum import at_hand, made_client, table_properties

__all__ = ["at_hand"]

NAME = "differential"
CALLS = 600
MOST = 3
CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("ADD #n :by", {":by": 1}),
    ("ADD #n :by", {":by": -1}),
    ("SET #text = :by ADD #n :one", {":by": "new", ":one": 1}),
    ("SET #GSI1PK = :by, #GSI1SK = :at", {":by": "p1", ":at": "s9"}),
    ("REMOVE #GSI1PK, #GSI1SK", {}),
    ("SET #version = if_not_exists(#version, :by)", {":by": 0}),
]


@pytest.fixture
def clients(at_hand: Doors) -> Iterator[tuple[Any, Any]]:
    """The emulator's client and one that the engine answers, each with an empty table."""
    real, played = made_client.__wrapped__("dynamodb"), made_client.__wrapped__("dynamodb")
    real.create_table(TableName=NAME, **table_properties())
    with serving(Engine(now=lambda: 0.0).call, played):
        yield real, played
    real.delete_table(TableName=NAME)


def test_calls_drawn_by_chance_are_answered_as_the_emulator_does(clients: tuple[Any, Any]) -> None:
    real, played = clients
    chance = random.Random(19)

    for number in range(CALLS):
        name, asked = drawn(chance)
        assert outcome(played, name, asked) == outcome(real, name, asked), (number, name, asked)


@pytest.mark.parametrize(
    ("expression", "condition", "values"),
    [
        ("SET #note.#text = :text", "", {":text": ""}),
        ("SET #note.#text = :text", "attribute_exists(#note)", {":text": ""}),
        ("ADD #note :one", "attribute_exists(#PK)", {":one": 1}),
        ("SET #list = list_append(if_not_exists(#list, :none), :some)", "", {":none": [], ":some": ["a"]}),
        ("SET #list = list_append(#list, :some)", "", {":some": ["a"]}),
        ("SET #n = :one", "size(#list) < :most AND NOT contains(#list, :a)", {":one": 1, ":most": 2, ":a": "a"}),
        ("SET #n = :one", "(#n < :text OR #n = :one) AND NOT #PK = :text", {":one": 1, ":text": "1"}),
        ("SET #n = :one", "#n IN (:two, :one) AND NOT #n IN (:two)", {":one": 1, ":two": 2}),
        ("REMOVE #n, #list", "NOT attribute_not_exists(#n)", {}),
        ("SET #GSI1PK = :none", "", {":none": ""}),
        ("SET #GSI1PK = :one", "", {":one": 1}),
        ("SET #PK = :text", "", {":text": "other"}),
    ],
)
def test_what_the_store_may_ask_of_an_item_ends_in_the_same_way(
    clients: tuple[Any, Any], expression: str, condition: str, values: dict[str, Any]
) -> None:
    key = {"PK": "p", "SK": "s"}
    there = {**key, "n": 1, "note": {"text": "t", "by": "b"}, "list": ["x"]}
    update = table.update(key, expression, values, condition)

    for first in (None, table.put(key), table.put(there)):
        made = [outcome(client, *call) for client in clients for call in calls(first, update)]
        assert made[: len(made) // 2] == made[len(made) // 2 :]


def test_a_page_of_a_query_ends_at_a_megabyte_and_a_transaction_and_a_batch_have_their_limits(
    clients: tuple[Any, Any],
) -> None:
    large = [
        table.put({"PK": "p", "SK": f"{n}", "GSI1PK": "g", "GSI1SK": f"{n % 3}", "text": "x" * 300_000})
        for n in range(6)
    ]
    many = [table.put({"PK": f"{n}", "SK": "s"}) for n in range(101)]
    keys = [items.attributes({"PK": f"{n}", "SK": "s"}) for n in range(101)]
    too_large = table.put({"PK": "q", "SK": "s", "text": "x" * 410_000})

    for asked in (
        *(single(write) for write in (*large, too_large)),
        transaction(*many),
        transaction(many[0], many[0]),
        transaction(*(table.put({"PK": f"{n}", "SK": "s", "text": "x" * 390_000}) for n in range(12))),
        ("batch_get_item", {"RequestItems": {NAME: {"Keys": keys}}}),
        ("batch_get_item", {"RequestItems": {NAME: {"Keys": keys[:1] * 2}}}),
    ):
        one, other = (outcome(client, *asked) for client in clients)
        assert one == other, asked[0]
    for index in ({}, {"IndexName": INDEX}):
        pages = [read_to_the_end(client, index) for client in clients]
        assert pages[0] == pages[1]
        assert len(pages[0]) > 1


def calls(first: Write | None, update: Write) -> Iterator[tuple[str, dict[str, Any]]]:
    """Put an item in its first state, change it, and look."""
    key = {"PK": "p", "SK": "s"}
    yield single(first or table.delete(key))
    yield single(update)
    yield "get_item", {"TableName": NAME, "Key": items.attributes(key), "ConsistentRead": True}


def drawn(chance: random.Random) -> tuple[str, dict[str, Any]]:
    """Return a call of the kinds that the store makes, about few enough keys that they meet."""
    write: dict[str, Callable[[], Write]] = {
        "put": lambda: table.put(drawn_item(chance), *condition(chance)),
        "next": lambda: table.put_next(drawn_item(chance), chance.randrange(2)),
        "update": lambda: table.update(key(chance), *change(chance)),
        "delete": lambda: table.delete(key(chance), *condition(chance)),
        "check": lambda: table.check(key(chance), "attribute_exists(#PK)"),
    }
    kinds = list(write)
    if chance.random() < 0.4:
        return transaction(*(write[chance.choice(kinds)]() for _ in range(chance.randrange(1, MOST + 1))))
    if chance.random() < 0.6:
        return single(write[chance.choice(kinds[:-1])]())
    return query(chance)


def query(chance: random.Random) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {":partition": f"p{chance.randrange(MOST)}"}
    is_index = chance.random() < 0.5
    pk, sk = ("GSI1PK", "GSI1SK") if is_index else ("PK", "SK")
    more: dict[str, Any] = {"IndexName": INDEX} if is_index else {"ConsistentRead": True}
    how, values[":at"] = chance.choice(["begins_with({}, :at)", "{} > :at", "{} < :at"]), f"s{chance.randrange(MOST)}"
    if chance.random() < 0.5:
        more |= {"Limit": chance.randrange(1, MOST), "ScanIndexForward": chance.random() < 0.5}
    return "query", {
        "TableName": NAME,
        "KeyConditionExpression": f"{pk} = :partition AND {how.format(sk)}",
        "ExpressionAttributeValues": items.attributes(values),
        **more,
    }


def key(chance: random.Random) -> dict[str, str]:
    return {"PK": f"p{chance.randrange(MOST)}", "SK": f"s{chance.randrange(MOST)}"}


def drawn_item(chance: random.Random) -> dict[str, Any]:
    made: dict[str, Any] = {**key(chance), "n": chance.randrange(MOST), "text": chance.choice(["", "é", "z"])}
    if chance.random() < 0.6:
        made |= {"GSI1PK": f"p{chance.randrange(MOST)}", "GSI1SK": f"s{chance.randrange(MOST)}"}
    return made | ({"version": chance.randrange(2)} if chance.random() < 0.5 else {})


def condition(chance: random.Random) -> tuple[str, dict[str, Any]]:
    number = {":n": chance.randrange(MOST)}
    return chance.choice(
        [
            ("", {}),
            ("attribute_not_exists(#PK)", {}),
            ("attribute_exists(#PK) AND #n >= :n", number),
            ("attribute_not_exists(#n) OR #n < :n", number),
            ("NOT (#n = :n)", number),
        ]
    )


def change(chance: random.Random) -> tuple[str, dict[str, Any], str, None]:
    made, values = chance.choice(CHANGES)
    more, needs = condition(chance)
    return made, {**values, **needs}, more, None


def single(write: Write) -> tuple[str, dict[str, Any]]:
    return f"{write.action.lower()}_item", {"TableName": NAME, **write.parameters}


def transaction(*writes: Write) -> tuple[str, dict[str, Any]]:
    asked = [{write.action: {"TableName": NAME, **write.parameters}} for write in writes]
    return "transact_write_items", {"TransactItems": asked}


def read_to_the_end(client: Any, index: dict[str, str]) -> list[list[str]]:
    """Return the sort keys of a partition, page by page."""
    partition = "GSI1PK = :p" if index else "PK = :p"
    asked = {
        "TableName": NAME,
        "KeyConditionExpression": partition.replace(":p", ":partition"),
        "ExpressionAttributeValues": items.attributes({":partition": "g" if index else "p"}),
    }
    return [
        [found["SK"]["S"] for found in page["Items"]]
        for page in client.get_paginator("query").paginate(**asked, **index)
    ]


def outcome(client: Any, name: str, asked: dict[str, Any]) -> Any:
    """Return what a call came to: the items it found, or the code of its refusal with the reasons."""
    try:
        answer = getattr(client, name)(**asked)
    except ClientError as error:
        reasons = [reason.get("Code") for reason in error.response.get("CancellationReasons", [])]
        return error.response["Error"]["Code"], reasons
    found = answer.get("Items", answer.get("Item", answer.get("Responses", {}).get(NAME)))
    return "done", found, answer.get("LastEvaluatedKey")
