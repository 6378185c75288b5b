"""However many devices one link is opened on, its scans count, and the doors stay as fast."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from attendance.domain.passes import MOST_DEVICES
from attendance.edge import authority
from attendance.store import keys, passes, people, recent_board, table
from infra import verify
from tests.forum import Forum, bystander

MORE = range(MOST_DEVICES + 5)


def name(number: int) -> str:
    return f"phone-{number}"


def counters(forum: Forum, kind: str = "tally") -> list[dict[str, Any]]:
    return [item for item in table.partition(keys.tallies(forum.event_id)) if item["type"] == kind]


def told_of(forum: Forum, secret: str) -> dict[str, Any]:
    """Return what the organiser's list tells of a pass."""
    found = forum.gateway.call("GET", "/api/passes", secret=forum.invite()).body["passes"]
    return next(one for one in found if one["id"] == passes.pass_id(secret))


def revoke(forum: Forum, secret: str) -> None:
    path = f"/api/passes/{passes.pass_id(secret)}"
    assert forum.gateway.call("DELETE", path, secret=forum.invite()).status == 200


@contextmanager
def calls() -> Iterator[list[str]]:
    """Note the calls to the table."""
    noted: list[str] = []
    events = table.client().meta.events

    def note(model: Any, **_: object) -> None:
        noted.append(model.name)

    events.register("before-call.dynamodb", note)
    yield noted
    events.unregister("before-call.dynamodb", note)


def test_signs_of_life_under_many_names_leave_few_items(forum: Forum, entrance: str) -> None:
    for number in MORE:
        forum.scanned(entrance, device=name(number), outbox=number)

    assert counters(forum) == []
    assert len(counters(forum, "phone")) == MOST_DEVICES + 1
    shared, *apart = told_of(forum, entrance)["devices"]
    assert (shared["device"], shared["outbox"]) == (passes.pass_id(entrance), MOST_DEVICES)
    assert {one["device"] for one in apart} == {name(number) for number in range(MOST_DEVICES)}


def test_what_is_scanned_under_many_names_is_admitted_and_counted(forum: Forum, entrance: str) -> None:
    crowd = [forum.register() for _ in MORE]

    for number, who in enumerate(crowd):
        answer = forum.scanned(entrance, forum.sent(who, "entrance"), device=name(number))
        assert answer.body["results"][0]["verdict"] == "admitted"

    assert len(counters(forum)) == MOST_DEVICES + 1
    assert forum.headcounts(entrance)["inside"] == len(crowd)
    assert verify.recount(forum.event_id).differences == []


def test_a_device_that_is_counted_with_others_is_still_known_as_itself(forum: Forum, entrance: str) -> None:
    for number in MORE:
        forum.scanned(entrance, device=name(number))
    ada, sent = forum.register(), name(MORE[-1])
    scan = forum.sent(ada, "entrance")
    forum.scanned(entrance, scan, device=sent)

    (stored,) = people.known(forum.event_id, ada["attendee_id"]).scans
    assert (stored.reader.device, stored.reader.counted_with) == (sent, passes.pass_id(entrance))
    refused = {**scan, "offline": "not_booked"}
    stranger = forum.scanned(entrance, refused, device=name(MORE[-2])).body["results"][0]
    assert stranger["problem"]["code"] == "scan_id_reused"
    assert forum.scanned(entrance, refused, device=sent).body["results"][0]["verdict"] == "not_booked"
    assert verify.recount(forum.event_id).differences == []


def test_a_scan_counted_with_others_is_undone_and_settled_where_it_was_counted(forum: Forum, entrance: str) -> None:
    for number in MORE:
        forum.scanned(entrance, device=name(number))
    ada, bea, organiser = forum.register("Ada"), forum.register("Bea"), forum.invite()
    late = forum.sent(bea, "entrance", at="2022-08-30T20:00:00Z", offline="admitted")
    first, second = forum.scanned(entrance, forum.sent(ada, "entrance"), late, device=name(MORE[-1])).body["results"]
    assert second["conflicts"]

    for who, scan, act in ((ada, first, "undo"), (bea, second, "settle")):
        path = f"/api/attendees/{who['attendee_id']}/scans/{scan['scan_id']}/{act}"
        answer = forum.gateway.call("POST", path, {"note": ""} if act == "settle" else None, secret=organiser)
        assert answer.status == 200, answer.text

    headcounts = forum.headcounts(organiser)
    assert (headcounts["inside"], headcounts["conflicts"]) == (1, 0)
    (shared,) = counters(forum)
    assert (shared["present"], shared["conflicts"]) == (1, 0)
    assert verify.recount(forum.event_id).differences == []


@pytest.mark.parametrize("device", [name(0), name(MORE[-1]), None])
def test_a_scan_costs_one_question_and_one_transaction_whatever_reads_it(
    forum: Forum, entrance: str, device: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However long it takes here, the headcounts in the answers are not summed again.
    monkeypatch.setattr(recent_board, "KEPT_SECONDS", float("inf"))
    for number in MORE:
        forum.scanned(entrance, device=name(number))
    sent = forum.sent(forum.register(), "entrance")

    with calls() as made:
        forum.scanned(entrance, sent, **({"device": device} if device else {}))

    assert made == ["Query", "TransactWriteItems"]


def test_a_device_is_met_once_whichever_function_it_speaks_to(forum: Forum, entrance: str) -> None:
    pass_id = passes.pass_id(entrance)
    for _ in range(3):
        for number in MORE:
            forum.scanned(entrance, device=name(number))
        authority._cached.clear()

    found = passes.find(pass_id)
    assert found
    assert found.devices == tuple(name(number) for number in range(MOST_DEVICES))
    remembered = {pass_id: (time.monotonic(), replace(found, devices=()))}
    authority._cached.update(remembered)
    with calls() as made:
        forum.scanned(entrance, device=name(3))
        forum.scanned(entrance, device=name(MORE[-1]))
    assert made.count("UpdateItem") == 1
    found = passes.find(pass_id)
    assert found
    assert len(found.devices) == MOST_DEVICES


def test_a_pass_that_was_stored_before_it_knew_its_devices_meets_them(forum: Forum, entrance: str) -> None:
    key = {name: {"S": text} for name, text in keys.admission_pass(passes.pass_id(entrance)).items()}
    bystander("dynamodb").update_item(TableName="pointage", Key=key, UpdateExpression="REMOVE devices")

    forum.scanned(entrance, device=name(1))

    found = passes.find(passes.pass_id(entrance))
    assert found
    assert found.devices == (name(1),)


def test_a_pass_that_is_revoked_meanwhile_meets_nobody(forum: Forum, entrance: str) -> None:
    forum.scanned(entrance, device=name(1))
    remembered = dict(authority._cached)
    revoke(forum, entrance)
    authority._cached.update(remembered)

    assert forum.scanned(entrance, device=name(2)).body["code"] == "pass_revoked"


def test_a_phone_that_counted_nothing_is_forgotten_and_one_that_counted_is_not(forum: Forum, entrance: str) -> None:
    forum.scanned(entrance, forum.sent(forum.register(), "entrance"), device=name(1))
    for number in (1, 2):
        forum.scanned(entrance, device=name(number))
    assert len(told_of(forum, entrance)["devices"]) == 2

    for item in counters(forum, "phone"):
        assert item["purge_at"] > time.time()
        key = {name: {"S": item[name]} for name in ("PK", "SK")}
        long_ago = {":due": {"N": "1"}, ":seen": {"S": "2022-07-30T08:00:00.000Z"}}
        expression = {"UpdateExpression": "SET purge_at = :due, last_seen_at = :seen"}
        bystander("dynamodb").update_item(
            TableName="pointage", Key=key, ExpressionAttributeValues=long_ago, **expression
        )

    assert [one["device"] for one in told_of(forum, entrance)["devices"]] == [name(1)]
    assert all("purge_at" not in item for item in counters(forum))
    assert verify.recount(forum.event_id).differences == []
    forum.scanned(entrance, device=name(2))
    assert len(told_of(forum, entrance)["devices"]) == 2


def test_of_a_revoked_pass_only_the_phones_with_scans_to_bring_are_remembered(forum: Forum, entrance: str) -> None:
    other = forum.invite("volunteer", "entrance")
    for number in range(3):
        forum.scanned(entrance, device=name(number), outbox=number)
    forum.scanned(other, device=name(0))

    revoke(forum, entrance)

    assert [one["device"] for one in told_of(forum, entrance)["devices"]] == [name(2), name(1)]
    assert len(told_of(forum, other)["devices"]) == 1
