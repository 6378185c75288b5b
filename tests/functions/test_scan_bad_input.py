"""Whatever a phone sends, it is answered, and the rest of its batch is stored."""

import json

import pytest

from tests.forum import Forum


@pytest.mark.parametrize("text", ["https://example.org", "", " ", "é" * 500, "\ud800", "\x00"])
def test_a_text_that_is_no_badge_is_unreadable_and_never_a_problem(forum: Forum, entrance: str, text: str) -> None:
    result = forum.scan(entrance, {"badge": text}, "entrance")

    assert result["verdict"] == "unreadable"
    assert result["attendee"] is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scan_id": "short"}, "scan_id"),
        ({"scan_id": 7}, "scan_id"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2022-08-30T09:00:00"}, "at"),
        ({"at": "0001-01-01T00:00:00+02:00"}, "at"),
        ({"at": 1661850000}, "at"),
        ({"checkpoint": "cellar"}, "checkpoint"),
        ({"checkpoint": None}, "checkpoint"),
        ({"direction": "up"}, "direction"),
        ({"override": "yes"}, "override"),
        ({"offline": "perhaps"}, "offline"),
        ({"offline": "left"}, "offline"),
        ({"attendee_id": "BOTH"}, "badge"),
        ({"badge": None}, "badge"),
        ({"scan_id": "\ud800-surrogate"}, "scan_id"),
        ({"typo\ud800": 1}, "typo?"),
        ({"attendee_id": "with#hash", "badge": None}, "attendee_id"),
        ({"badge": 7}, "badge"),
        ({"typo": 1}, "typo"),
    ],
)
def test_a_malformed_scan_gets_its_own_problem_with_the_field_named(
    forum: Forum, organiser: str, wrong: dict[str, object], field: str
) -> None:
    ada = forum.register()
    bad = {**forum.sent(ada, "entrance"), **wrong}
    bad = {k: v for k, v in bad.items() if v is not None or k not in wrong}

    answer = forum.scanned(organiser, bad, forum.sent(ada, "entrance"))

    problem, good = answer.body["results"]
    assert problem["problem"]["code"] == "invalid_request"
    assert problem["problem"]["errors"][0]["field"] == field
    assert good["verdict"] == "admitted"


@pytest.mark.parametrize("bad", [None, 7, "scan", [], [[]]])
def test_what_is_no_scan_at_all_gets_its_own_problem(forum: Forum, organiser: str, bad: object) -> None:
    (result,) = forum.scanned(organiser, bad).body["results"]  # type: ignore[arg-type]

    assert result["scan_id"] is None
    assert result["problem"]["code"] == "invalid_request"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 422),
        ("[" * 100_000, 422),
        ("NaN", 422),
        ("null", 422),
        ("[]", 422),
        (json.dumps({"scans": []}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": {}}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [], "outbox": -1}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [], "typo": 1}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [], "name": "x" * 61}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [], "name": "Zo\u0007"}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [], "name": "www.example.org"}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [], "name": ["Zoé"]}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [{}] * 51}), 413),
        ('"' + "x" * 600_000 + '"', 413),
    ],
)
def test_a_malformed_batch_is_a_problem_and_never_a_fault(forum: Forum, organiser: str, body: str, status: int) -> None:
    answer = forum.gateway.call("POST", "/api/scans", body, secret=organiser)

    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.body["status"] == status


def test_many_unknown_fields_do_not_make_a_long_answer(forum: Forum, organiser: str) -> None:
    body = {"sent_at": "2022-08-30T09:00:00Z", "scans": []} | {f"field-{n}": 1 for n in range(20_000)}

    answer = forum.gateway.call("POST", "/api/scans", body, secret=organiser)

    assert answer.status == 422
    assert len(answer.text) < 10_000
