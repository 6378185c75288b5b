"""What a function behind the stream gave up is tried again: as long as the stream has it, and by the schedules."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from moto.backends import get_backend

from attendance.services import aws
from attendance.store import left_mails, programmes
from infra import replay
from tests.forum import ACCOUNT, Forum, bystander
from tests.infra.test_preflight import Account, account
from tests.mailroom import Mailroom, answer

__all__ = ["account"]

type Record = dict[str, Any]


@dataclass
class Stream:
    """The table's stream, with the queue of what its functions give up."""

    arn: str
    shard: str
    queue: str

    def records(self) -> list[Record]:
        """Return what the stream has, as a function is told of it."""
        streams = bystander("dynamodbstreams")
        start = streams.get_shard_iterator(StreamArn=self.arn, ShardId=self.shard, ShardIteratorType="TRIM_HORIZON")
        found: list[Record] = streams.get_records(ShardIterator=start["ShardIterator"])["Records"]
        return found

    def give_up(self, *records: Record) -> None:
        """Write what Lambda writes: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html."""
        function = "arn:aws:lambda:eu-west-3:123456789012:function:pointage-SendMailFunction-1"
        first, last = (records[at]["dynamodb"]["SequenceNumber"] for at in (0, -1))
        self.put(
            {
                "requestContext": {"functionArn": function, "condition": "RetryAttemptsExhausted"},
                "DDBStreamBatchInfo": {
                    "shardId": self.shard,
                    "startSequenceNumber": first,
                    "endSequenceNumber": last,
                    "approximateArrivalOfFirstRecord": "2022-08-30T08:00:00Z",
                    "approximateArrivalOfLastRecord": "2022-08-30T08:01:00Z",
                    "batchSize": len(records),
                    "streamArn": self.arn,
                },
            }
        )

    def put(self, message: object) -> None:
        bystander("sqs").send_message(QueueUrl=self.queue, MessageBody=json.dumps(message))

    def left(self) -> int:
        told = bystander("sqs").get_queue_attributes(QueueUrl=self.queue, AttributeNames=["All"])["Attributes"]
        return int(told["ApproximateNumberOfMessages"]) + int(told["ApproximateNumberOfMessagesNotVisible"])


@pytest.fixture
def mailroom(forum: Forum) -> Mailroom:
    bystander("ses").verify_email_identity(EmailAddress="forum@example.org")
    return Mailroom()


@pytest.fixture
def stream(forum: Forum) -> Iterator[Stream]:
    pointage = get_backend("dynamodb")[ACCOUNT]["eu-west-3"].tables["pointage"]
    pointage.set_stream_specification({"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
    queue = bystander("sqs").create_queue(QueueName="discarded")["QueueUrl"]
    arn = f"{pointage.table_arn}/stream/{pointage.latest_stream_label}"
    (shard,) = bystander("dynamodbstreams").describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    yield Stream(arn, shard["ShardId"], queue)
    # The table outlives the test.
    pointage.stream_shard = None


def kinds(records: list[Record]) -> set[str]:
    return {one["dynamodb"].get("NewImage", {}).get("type", {}).get("S", "") for one in records}


def of(kind: str, records: list[Record]) -> list[Record]:
    return [one for one in records if kinds([one]) == {kind}]


def test_a_lost_link_that_was_given_up_is_mailed_after_all(forum: Forum, stream: Stream, mailroom: Mailroom) -> None:
    forum.register("Ada", email="ada@example.org")
    mailroom.deliver()
    forum.gateway.call("POST", "/api/links", {"email": "ada@example.org"})
    before = stream.records()
    stream.give_up(*of("link", before))

    ((said, is_done),) = replay.replay(stream.queue)

    assert is_done
    assert said.endswith("1 tried again")
    (again,) = of("link", stream.records()[len(before) :])
    mailroom.deliver([again])
    assert len(mailroom.links()) == 1
    assert stream.left() == 0


def test_what_others_changed_between_two_records_stays_as_it_is(
    forum: Forum, stream: Stream, mailroom: Mailroom
) -> None:
    forum.register("Ada")
    before = stream.records()
    stream.give_up(*before)

    assert [done for _, done in replay.replay(stream.queue)] == [True]

    fresh = stream.records()[len(before) :]
    assert kinds(before) > {"mail", "profile"}
    assert kinds(fresh) == {"mail"}
    mailroom.deliver(of("mail", fresh))
    assert len(mailroom.sent) == 1


def test_a_mail_that_was_sent_meanwhile_is_not_sent_again(forum: Forum, stream: Stream, mailroom: Mailroom) -> None:
    forum.register("Ada")
    stream.give_up(*of("mail", stream.records()))
    mailroom.deliver()
    before = stream.records()

    list(replay.replay(stream.queue))

    mailroom.deliver(of("mail", stream.records()[len(before) :]))
    assert len(mailroom.sent) == 1


@pytest.mark.parametrize("code", ["TrimmedDataAccessException", "ResourceNotFoundException"])
def test_after_a_day_mails_are_found_by_their_schedule_and_who_lost_a_link_is_told_of(
    forum: Forum, stream: Stream, mailroom: Mailroom, code: str
) -> None:
    forum.register("Ada")
    stream.give_up(*of("mail", stream.records()))
    events = aws.client("dynamodbstreams").meta.events

    def gone(**_: Any) -> Any:
        return answer(400, code)()

    events.register("before-call.dynamodbstreams.GetShardIterator", gone)

    ((said, is_done),) = replay.replay(stream.queue)

    events.unregister("before-call.dynamodbstreams.GetShardIterator", gone)
    assert not is_done
    assert "from 2022-08-30T08:00:00Z to 2022-08-30T08:01:00Z" in said
    assert "has to ask again" in said
    assert stream.left() == 0
    before = stream.records()
    # As RemindFunction does a quarter of an hour later.
    left_mails.see_to(forum.event_id, programmes.real_now(), after=timedelta())
    mailroom.deliver(of("mail", stream.records()[len(before) :]))
    assert len(mailroom.sent) == 1


def test_a_message_of_another_kind_stays(stream: Stream) -> None:
    stream.put({"a": "test"})

    ((said, is_done),) = replay.replay(stream.queue)

    assert not is_done
    assert "stays in the queue" in said
    assert stream.left() == 1


def test_the_queue_is_that_of_the_tables_stack(
    account: Account, stream: Stream, capsys: pytest.CaptureFixture[str]
) -> None:
    (told,) = account.answers["cloudformation.DescribeStacks"]["Stacks"]
    outputs = [*told["Outputs"], {"OutputKey": "Discarded", "OutputValue": stream.queue}]
    account.change("cloudformation.DescribeStacks", Stacks=[told | {"Outputs": outputs}])

    assert replay.main([]) == 0
    assert "Nothing was given up." in capsys.readouterr().out

    account.change("cloudformation.DescribeStacks", Stacks=[told | {"Outputs": []}])
    assert replay.main([]) == 2
    assert "name that with STACK=" in capsys.readouterr().err
