"""What the simulation does once in the place of many times ends as it did."""

from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.backends import get_backend
from moto.core.serialize import JSONSerializer

from attendance.store import programmes
from tests import simulation
from tests.builders import at
from tests.forum import ACCOUNT, Forum, bystander, forum, opened
from tests.mailroom import items

__all__ = ["forum"]

KEY = {"PK": {"S": "somebody"}, "SK": {"S": "something"}}
OF_EVERY_KIND: dict[str, Any] = {
    **KEY,
    "text": {"S": "Zoé"},
    "number": {"N": "1.50"},
    "bytes": {"B": b"\x00\xff"},
    "yes": {"BOOL": True},
    "nothing": {"NULL": True},
    "texts": {"SS": ["a", "b"]},
    "numbers": {"NS": ["1", "2"]},
    "pieces": {"BS": [b"\x01", b"\x02"]},
    "list": {"L": [{"S": ""}, {"M": {"deep": {"L": []}, "bytes": {"B": b"\xfe"}}}]},
    "map": {"M": {}},
}


def act(kind: str, key: str, **more: Any) -> dict[str, Any]:
    name = {"Item": {**KEY, "SK": {"S": key}}} if kind == "Put" else {"Key": {**KEY, "SK": {"S": key}}}
    return {kind: {"TableName": "pointage", **name, **more}}


def test_an_item_of_every_kind_comes_back_as_moto_tells_it(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    client = bystander("dynamodb")
    client.put_item(TableName="pointage", Item=OF_EVERY_KIND)

    told = client.get_item(TableName="pointage", Key=KEY)["Item"]
    monkeypatch.setattr(JSONSerializer, "_serialize_type_structure", simulation.structure)

    assert told == OF_EVERY_KIND
    assert told == client.get_item(TableName="pointage", Key=KEY)["Item"]


def test_a_transaction_that_is_refused_leaves_everything_as_it_was(forum: Forum) -> None:
    client = bystander("dynamodb")
    for key in ("changed", "deleted", "replaced"):
        client.put_item(TableName="pointage", Item={**OF_EVERY_KIND, "SK": {"S": key}})
    before = items()
    changes = [
        act(
            "Update",
            "changed",
            UpdateExpression="REMOVE yes ADD texts :c",
            ExpressionAttributeValues={":c": {"SS": ["c"]}},
        ),
        act("Delete", "deleted"),
        act("Put", "replaced"),
        act("Put", "made"),
    ]

    with pytest.raises(ClientError, match="TransactionCanceled"):
        client.transact_write_items(
            TransactItems=[*changes, act("ConditionCheck", "nobody", ConditionExpression="attribute_exists(PK)")]
        )
    refused = items()
    client.transact_write_items(TransactItems=changes)

    assert sorted(map(str, refused)) == sorted(map(str, before))
    assert sorted(item["SK"]["S"] for item in items() if item["PK"] == KEY["PK"]) == ["changed", "made", "replaced"]


def test_an_update_that_is_written_the_same_does_what_its_own_values_say(forum: Forum) -> None:
    client = bystander("dynamodb")
    for value in ("1", "2"):
        client.update_item(
            TableName="pointage",
            Key=KEY,
            UpdateExpression="SET #n = if_not_exists(#n, :none) + :n",
            ExpressionAttributeNames={"#n": "number"},
            ExpressionAttributeValues={":n": {"N": value}, ":none": {"N": "0"}},
        )

    assert client.get_item(TableName="pointage", Key=KEY)["Item"]["number"] == {"N": "3"}


def test_a_forum_is_laid_anew_as_it_lay_at_first(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    first = items()
    forum.register("Ada", ateliers=["atelier-1"])
    forum.change(retention_days=1)

    later = programmes.real_now() + timedelta(hours=5)
    monkeypatch.setattr(programmes, "real_now", lambda: later)
    again = opened()

    assert [{**item, "clock": None} for item in items()] == [{**item, "clock": None} for item in first]
    assert abs(again.now - at("8:45")) < timedelta(seconds=1)


def test_a_table_is_sorted_as_moto_sorts_it(forum: Forum) -> None:
    for name in ("Zoé", "Ada", "Émile"):
        forum.register(name)
    table = get_backend("dynamodb")[ACCOUNT]["eu-west-3"].tables["pointage"]

    assert len(table.all_items()) > 10
    assert table.all_items() == simulation.sorted_by_moto(table)
