"""Have the stream's functions try again what they gave up: python -m infra.replay [--stack pointage].

A message of the queue says where records stand in the table's stream, and not what is in them. As long as the stream
has them, a day, each of their items is touched, so that the stream reports it as it is now, and its function tries
again. Later there is nothing to be read. Trying again is harmless: what was done meanwhile is not done twice.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from attendance.domain import instant
from attendance.services import aws
from attendance.store import items, programmes, table
from infra import parameters, target

# What the functions behind the stream are told of; between two of their records, others stand in it.
TOLD = ("link", "mail", "seats")
# One may be empty, though there are more: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
MOST_PAGES = 1_000
TOO_OLD = (
    "the stream has them no more. Mails and seats were seen to by their schedules; who asked for a lost link then"
    " has to ask again"
)

type Record = Mapping[str, Any]


class UnknownMessageError(Exception):
    """A message is not one that Lambda writes of records that a function gave up."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Where the records stand, who gave them up, and when: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html."""

    function: str
    why: str
    first_at: str
    last_at: str
    stream: str
    shard: str
    first: str
    last: str

    @classmethod
    def from_message(cls, body: str) -> "GivenUp":
        """Read a message. Raises UnknownMessageError."""
        try:
            told = json.loads(body)
            batch, asked = told["DDBStreamBatchInfo"], told["requestContext"]
            return cls(
                asked["functionArn"].split(":")[6],
                asked["condition"],
                batch["approximateArrivalOfFirstRecord"],
                batch["approximateArrivalOfLastRecord"],
                batch["streamArn"],
                batch["shardId"],
                batch["startSequenceNumber"],
                batch["endSequenceNumber"],
            )
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise UnknownMessageError(body[:200]) from error

    def __str__(self) -> str:
        return f"{self.function} ({self.why}), from {self.first_at} to {self.last_at}"


def replay(queue_url: str) -> Iterator[tuple[str, bool]]:
    """Yield of each message of the queue what became of it, and whether it was tried again; then it is gone."""
    for message in _messages(queue_url):
        try:
            given_up = GivenUp.from_message(message["Body"])
        except UnknownMessageError as unknown:
            yield f"This message names no records, and stays in the queue: {unknown}", False
            continue
        found = records(given_up)
        touched = None if found is None else touch(found)
        aws.client("sqs").delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
        yield f"{given_up}: {TOO_OLD if touched is None else f'{touched} tried again'}", touched is not None


def records(given_up: GivenUp) -> list[Record] | None:
    """Return the stream's records from the first to the last one; None if it has them no more."""
    streams = aws.client("dynamodbstreams")
    found: list[Record] = []
    try:
        iterator = streams.get_shard_iterator(
            StreamArn=given_up.stream,
            ShardId=given_up.shard,
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=given_up.first,
        )["ShardIterator"]
        for _ in range(MOST_PAGES):
            page = streams.get_records(ShardIterator=iterator)
            for record in page["Records"]:
                if int(record["dynamodb"]["SequenceNumber"]) > int(given_up.last):
                    return found
                found.append(record)
            iterator = page.get("NextShardIterator")
            if not iterator or (found and found[-1]["dynamodb"]["SequenceNumber"] == given_up.last):
                return found
    except (streams.exceptions.TrimmedDataAccessException, streams.exceptions.ResourceNotFoundException):
        return None
    return found


def touch(found: list[Record]) -> int:
    """Change each item that a function is told of, so that the stream reports it; return how many there still are."""
    changed = [record["dynamodb"] for record in found if "NewImage" in record["dynamodb"]]
    told = {str(one["Keys"]): one["Keys"] for one in changed if items.plain(one["NewImage"]).get("type") in TOLD}
    values = {":now": instant.text(programmes.real_now())}
    return sum(
        table.write(table.update(items.plain(key), "SET #replayed_at = :now", values, "attribute_exists(#PK)"))
        for key in told.values()
    )


def _messages(queue_url: str) -> Iterator[Mapping[str, Any]]:
    """Yield each message once: one that is not deleted comes back half a minute later."""
    seen: set[str] = set()
    while True:
        answer = aws.client("sqs").receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
        fresh = [message for message in answer.get("Messages", ()) if message["MessageId"] not in seen]
        if not fresh:
            return
        seen.update(message["MessageId"] for message in fresh)
        yield from fresh


def main(arguments: list[str]) -> int:
    """Return 0 if all was tried again, 1 if something could not be, 2 if there is no queue to look at."""
    parser = argparse.ArgumentParser(prog="replay", description=__doc__.splitlines()[0])
    parser.add_argument("--stack", default="pointage")
    chosen = parser.parse_args(arguments)
    target.choose()
    there = parameters.deployed(chosen.stack)
    if there is None or there.outputs.get("TableName") != os.environ["TABLE_NAME"]:
        print(
            f"{chosen.stack} is not the stack of the table {os.environ['TABLE_NAME']}: name that with STACK=.",
            file=sys.stderr,
        )
        return 2
    outcomes = []
    for said, is_done in replay(there.outputs["Discarded"]):
        print(said, flush=True)
        outcomes.append(is_done)
    if not outcomes:
        print("Nothing was given up.")
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
