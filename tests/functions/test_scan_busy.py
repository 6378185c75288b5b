"""AWS takes no more just now: whoever asked is told to come again, and nothing is lost or counted twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from attendance.services import aws
from attendance.store import items, keys, table
from tests.forum import Forum, bystander

type Answer = Callable[..., tuple[AWSResponse, dict[str, Any]]]

BUSY = [
    (400, "ThrottlingException"),
    (400, "ProvisionedThroughputExceededException"),
    (400, "RequestLimitExceeded"),
    (500, "InternalServerError"),
    (503, "ServiceUnavailable"),
]


def refusal(status: int, code: str, **more: Any) -> Answer:
    error = {"Code": code, "Message": "Ada Exemple"}
    parsed = {"Error": error, "ResponseMetadata": {"HTTPStatusCode": status}, **more}
    return lambda **_: (AWSResponse("", status, HTTPHeaders(), None), parsed)


@contextmanager
def answering(operation: str, act: Any, service: str = "dynamodb") -> Iterator[None]:
    """Let a service answer an operation by itself, once its client has given up repeating it."""
    events, name = aws.client(service).meta.events, f"before-call.{service}.{operation}"
    events.register(name, act)
    yield
    events.unregister(name, act)


@pytest.mark.parametrize(("status", "code"), BUSY)
@pytest.mark.parametrize("operation", ["Query", "GetItem"])
def test_whoever_reads_is_told_to_come_again(
    forum: Forum, organiser: str, status: int, code: str, operation: str
) -> None:
    with answering(operation, refusal(status, code)):
        answer = forum.gateway.call("GET", "/api/headcounts", secret=organiser)

    assert (answer.status, answer.body["code"], answer.headers["retry-after"]) == (503, "later", "2")
    assert "Ada" not in answer.text


@pytest.mark.usefixtures("in_vain")
@pytest.mark.parametrize(("status", "code"), BUSY)
def test_a_scan_that_cannot_be_stored_stays_with_its_phone_and_counts_once(
    forum: Forum, entrance: str, organiser: str, status: int, code: str
) -> None:
    ada = forum.register()
    sent = forum.sent(ada, "entrance")
    with answering("TransactWriteItems", refusal(status, code)):
        (refused,) = forum.scanned(entrance, sent).body["results"]

    (admitted,) = forum.scanned(entrance, sent).body["results"]

    assert (refused["problem"]["code"], refused["problem"]["retry"]) == ("later", True)
    assert admitted["verdict"] == "admitted"
    assert forum.headcounts(organiser)["checkpoints"]["entrance"]["present"] == 1


@pytest.mark.usefixtures("in_vain")
@pytest.mark.parametrize("reason", ["ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_transaction_that_was_throttled_in_part_is_told_likewise(forum: Forum, entrance: str, reason: str) -> None:
    sent = forum.sent(forum.register(), "entrance")
    reasons = [{"Code": "None"}, {"Code": reason}, {"Code": "ConditionalCheckFailed"}]
    act = refusal(400, "TransactionCanceledException", CancellationReasons=reasons)
    with answering("TransactWriteItems", act):
        (refused,) = forum.scanned(entrance, sent).body["results"]

    assert refused["problem"]["code"] == "later"


def test_what_is_throttled_for_a_moment_is_done_within_the_request(forum: Forum, entrance: str) -> None:
    ada, left = forum.register(), [2]

    def once_more(**_: Any) -> Any:
        left[0] -= 1
        return refusal(400, "ThrottlingException")() if left[0] >= 0 else None

    with answering("TransactWriteItems", once_more):
        assert forum.scan(entrance, ada, "entrance")["verdict"] == "admitted"


def test_a_scan_is_answered_without_headcounts_where_they_alone_are_throttled(forum: Forum, entrance: str) -> None:
    sent = forum.sent(forum.register(), "entrance")

    def tallies_only(params: dict[str, Any], **_: Any) -> Any:
        wanted = keys.tallies(forum.event_id) in str(params["body"])
        return refusal(400, "ThrottlingException")() if wanted else None

    with answering("Query", tallies_only):
        answer = forum.scanned(entrance, sent)

    assert answer.status == 200
    assert answer.body["results"][0]["verdict"] == "admitted"


@pytest.mark.usefixtures("in_vain")
def test_a_badge_that_cannot_be_signed_just_now_registers_nobody_yet(forum: Forum) -> None:
    form = {"given_name": "Bea", "family_name": "Exemple", "email": "bea@example.org", "consent": True}
    with answering("Sign", refusal(400, "ThrottlingException"), "kms"):
        answer = forum.gateway.call("POST", "/api/registrations", form)

    assert (answer.status, answer.body["code"]) == (503, "later")
    assert forum.gateway.call("POST", "/api/registrations", form).status == 201


def test_a_page_says_in_words_that_too_much_is_asked(forum: Forum) -> None:
    with answering("GetItem", refusal(400, "ThrottlingException")):
        answer = forum.gateway.call("GET", "/", headers={"accept-language": "en"})

    assert (answer.status, answer.headers["retry-after"]) == (503, "2")
    assert "A little patience" in answer.text


def test_items_that_the_table_gives_bit_by_bit_are_all_read(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    asked = [keys.seats(forum.event_id, atelier) for atelier in ("atelier-1", "atelier-2")]
    whole = {item["atelier"] for item in table.get_each(asked)}
    left = [2]

    def by_halves(parsed: dict[str, Any], **_: Any) -> None:
        if left[0]:
            left[0] -= 1
            kept = parsed["Responses"][table.name()].pop()
            parsed["UnprocessedKeys"] = {table.name(): {"Keys": [{name: kept[name] for name in ("PK", "SK")}]}}

    events = aws.client("dynamodb").meta.events
    events.register("after-call.dynamodb.BatchGetItem", by_halves)

    found = [item["atelier"] for item in table.get_each(asked)]

    events.unregister("after-call.dynamodb.BatchGetItem", by_halves)
    assert sorted(found) == sorted(whole)


def test_items_that_the_table_never_gives_are_asked_for_later(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)

    def nothing(parsed: dict[str, Any], **_: Any) -> None:
        parsed["Responses"] = {}
        parsed["UnprocessedKeys"] = {table.name(): {"Keys": [missing]}}

    forum.register()
    missing = items.attributes(keys.seats(forum.event_id, "atelier-1"))
    events = aws.client("dynamodb").meta.events
    events.register("after-call.dynamodb.BatchGetItem", nothing)

    answer = forum.gateway.call("GET", "/api/mails", secret=organiser)

    events.unregister("after-call.dynamodb.BatchGetItem", nothing)
    assert (answer.status, answer.body["code"]) == (503, "later")


def test_what_is_wrong_with_the_request_itself_is_a_fault_and_not_later(forum: Forum, organiser: str) -> None:
    bystander("dynamodb").delete_table(TableName="pointage")

    answer = forum.gateway.call("GET", "/api/headcounts", secret=organiser)

    assert (answer.status, answer.body["code"]) == (500, "fault")
