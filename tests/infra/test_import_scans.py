"""What a phone could only save to a file is recorded from there, once, however often it is imported."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra import import_scans, verify
from infra.outbox import LARGEST_BYTES
from tests.builders import EVENT_ID
from tests.forum import Forum

WALK_IN = "0c8f1bb2-6a60-4b7e-9d3a-0d3d8a6c0f11"


@dataclass
class Desk:
    """An organiser at a keyboard, with a file that a volunteer handed over."""

    forum: Forum
    path: Path
    organiser: str
    waits: list[float] = field(default_factory=list)
    requests: list[tuple[str, Any]] = field(default_factory=list)
    fault: Callable[[httpx.Request], httpx.Response | None] = lambda _: None

    def save(self, *scans: dict[str, Any], **facts: Any) -> None:
        body = {
            "format": "pointage-outbox",
            "version": 1,
            "event": EVENT_ID,
            "device": "phone-9",
            "phone": "Porte A1",
            "saved_at": "2022-08-30T09:00:00.000Z",
            "scans": [saved(scan) if "scan" not in scan else scan for scan in scans],
            "registrations": [],
        }
        self.path.write_text(json.dumps(body | facts))

    def bring(self) -> int:
        self.requests.clear()
        return import_scans.main([str(self.path)], httpx.MockTransport(self._answer), self.waits.append)

    @property
    def headcounts(self) -> dict[str, Any]:
        return self.forum.headcounts(self.organiser) | {"as_of": None}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        """Hand a request to the functions, as the gateway does."""
        sent = json.loads(request.content) if request.content else None
        self.requests.append((f"{request.method} {request.url.path}", sent))
        if (faulty := self.fault(request)) is not None:
            return faulty
        secret = request.headers["authorization"].removeprefix("Bearer ")
        path, body = request.url.path, request.content.decode() or None
        answer = self.forum.gateway.call(request.method, path, body, secret=secret)
        return httpx.Response(answer.status, headers=answer.headers, text=answer.text)


def saved(scan: dict[str, Any], **facts: Any) -> dict[str, Any]:
    return {"scan": scan, "name": "Ada E.", "refused": None, "undo": False} | facts


def walk_in(**facts: Any) -> dict[str, Any]:
    body = {"given_name": "Wim", "family_name": "Exemple", "consent": True}
    fields = {"registration_id": WALK_IN, "body": body, "at": "2022-08-30T08:40:00.000Z", "checkpoint": "entrance"}
    return fields | facts


@pytest.fixture
def desk(forum: Forum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    organiser = forum.invite(label="Lola")
    monkeypatch.setenv("POINTAGE_URL", "https://forum.example.org")
    monkeypatch.setenv("POINTAGE_PASS", organiser)
    return Desk(forum, tmp_path / "outbox.json", organiser)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_scans_of_a_revoked_phone_are_recorded_as_the_phone_decided(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    forum, ada, bea = desk.forum, desk.forum.register("Ada"), desk.forum.register("Bea")
    refused = {"problem": {"code": "pass_revoked"}}
    desk.save(
        saved(forum.sent(ada, "entrance", offline="admitted"), refused=refused),
        saved(forum.sent(bea, "lunch", offline="admitted"), name="Bea E."),
    )

    assert desk.bring() == 0

    answer = lines(capsys)
    assert "2 scans, 1 of them refused before; 0 walk-ins" in answer
    assert "admitted 2" in answer
    assert any(line.startswith("Bea E. at lunch") and "not_booked" in line for line in answer)
    assert desk.headcounts["inside"] == 2


def test_a_second_import_tells_the_same_and_moves_no_number(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    forum = desk.forum
    people = [forum.register(name) for name in ("Ada", "Bea", "Cid")]
    scans = [saved(forum.sent(who, "entrance", offline="admitted")) for who in people]
    visit = saved(forum.sent(people[0], "village", offline="admitted"), undo=True)
    stranger = saved(forum.sent({"badge": "no badge"}, "entrance", offline="admitted"), name=None, undo=True)
    desk.save(*scans, visit, stranger, registrations=[walk_in()])

    assert desk.bring() == 0
    first, counted = capsys.readouterr().out, desk.headcounts
    assert desk.bring() == 0

    assert capsys.readouterr().out == first
    assert desk.headcounts == counted
    assert (counted["registered"], counted["inside"]) == (4, 4)
    assert verify.recount(EVENT_ID).differences == []


def test_what_the_volunteer_took_back_is_taken_back(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    ada = desk.forum.register()
    desk.save(saved(desk.forum.sent(ada, "lunch", offline="admitted"), undo=True))

    assert desk.bring() == 0

    answer = lines(capsys)
    assert "taken back 1" in answer
    assert "with a conflict 0" in answer
    assert (desk.headcounts["inside"], desk.headcounts["conflicts"]) == (0, 0)


def test_a_walk_in_is_registered_and_let_in(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.save(registrations=[walk_in()])

    assert desk.bring() == 0

    assert {"registered 1", "admitted 1"} <= set(lines(capsys))
    (found,) = desk.forum.gateway.call("GET", "/api/attendees", secret=desk.organiser, query={"q": "wim"}).body[
        "attendees"
    ]
    day = desk.forum.gateway.call("GET", f"/api/attendees/{found['id']}", secret=desk.organiser).body
    assert [(scan["scan_id"], scan["at"]) for scan in day["scans"]] == [(WALK_IN, "2022-08-30T08:40:00.000Z")]


def test_a_walk_in_who_cannot_be_registered_is_named_and_the_others_are(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.forum.register("Ada", email="ada@example.org")
    body = walk_in()["body"]
    desk.save(
        registrations=[
            walk_in(registration_id="a-second-of-their-own", body=body | {"email": "ada@example.org"}),
            walk_in(registration_id="a-third-of-their-own", body=body | {"typo": 1, "given_name": "Yan"}),
            walk_in(),
        ]
    )

    assert desk.bring() == 1

    answer = lines(capsys)
    assert any("Wim Exemple, to be registered: already_registered" in line for line in answer)
    assert any("Yan Exemple, to be registered: invalid_request" in line for line in answer)
    assert {"registered 1", "refused 2"} <= set(answer)


def test_one_scan_that_is_wrong_is_told_by_name_and_keeps_no_other_out(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    forum, ada = desk.forum, desk.forum.register()
    wrong = saved(forum.sent(ada, "entrance", at="yesterday"), name="Bea\x1b[2J E.")
    desk.save(wrong, forum.sent(ada, "entrance"))

    assert desk.bring() == 1

    answer = lines(capsys)
    assert "admitted 1" in answer
    assert any("Bea?[2J E. at entrance, yesterday: invalid_request" in line for line in answer)


def test_a_scan_that_spoils_its_whole_request_is_refused_alone(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    forum, ada = desk.forum, desk.forum.register()
    desk.save(
        saved(forum.sent({"badge": "x" * 600_000}, "entrance"), name="Somebody's poster"), forum.sent(ada, "entrance")
    )

    assert desk.bring() == 1

    answer = lines(capsys)
    assert any("Somebody's poster" in line and "payload_too_large" in line for line in answer)
    assert desk.headcounts["inside"] == 1


def test_scans_go_in_batches_of_fifty_in_their_order_with_the_phones_name(desk: Desk) -> None:
    sent = [desk.forum.sent({"badge": f"no badge {n}"}, "entrance") for n in range(120)]
    desk.save(*sent)

    assert desk.bring() == 0

    batches = [body for route, body in desk.requests if route == "POST /api/scans"]
    assert [len(batch["scans"]) for batch in batches] == [50, 50, 20]
    assert [scan for batch in batches for scan in batch["scans"]] == sent
    assert {(batch["device"], batch["name"]) for batch in batches} == {("phone-9", "Porte A1")}


def test_the_rehearsals_clock_is_no_phones_wrong_clock(desk: Desk) -> None:
    desk.save(desk.forum.sent(desk.forum.register(), "entrance"))

    desk.bring()

    (only,) = desk.forum.gateway.call("GET", "/api/passes", secret=desk.organiser).body["passes"]
    assert abs(only["clock_skew_seconds"]) < 5


def test_half_a_surrogate_pair_in_a_badge_goes_through(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.save(saved(desk.forum.sent({"badge": "\ud800"}, "entrance"), name="\ud800"))

    assert desk.bring() == 0

    assert "unreadable 1" in lines(capsys)


def test_a_busy_server_is_asked_again_with_longer_and_longer_waits(desk: Desk) -> None:
    answers = [httpx.Response(503), httpx.Response(429), httpx.Response(502, text="<html>"), None]
    desk.fault = lambda _: answers.pop(0) if answers else None
    desk.save(desk.forum.sent(desk.forum.register(), "entrance"))

    assert desk.bring() == 0

    assert [wait for wait in desk.waits if wait] == [1, 2, 4]
    assert desk.headcounts["inside"] == 1


def test_scans_that_the_server_puts_off_are_sent_again_and_no_others(desk: Desk) -> None:
    forum = desk.forum
    sent = [forum.sent({"badge": f"no badge {n}"}, "entrance") for n in range(3)]
    later = {"code": "later", "retry": True}
    put_off = {"results": [{"scan_id": sent[1]["scan_id"], "problem": later}]}
    first = [httpx.Response(200, json=put_off)]
    desk.fault = lambda request: first.pop() if first and request.url.path == "/api/scans" else None
    desk.save(*sent)

    assert desk.bring() == 0

    batches = [[s["scan_id"] for s in body["scans"]] for route, body in desk.requests if route == "POST /api/scans"]
    assert batches == [[s["scan_id"] for s in sent]] * 2


def test_a_server_that_goes_away_stops_the_import_which_can_be_resumed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.save(*(desk.forum.sent({"badge": f"no badge {n}"}, "entrance") for n in range(60)))

    def after_the_first_batch(request: httpx.Request) -> httpx.Response | None:
        if sum(route == "POST /api/scans" for route, _ in desk.requests) > 1:
            raise httpx.ConnectError("nobody there", request=request)
        return None

    desk.fault = after_the_first_batch
    assert desk.bring() == 2
    output = capsys.readouterr()
    assert "nobody there" in output.err
    assert "unreadable" in output.out
    assert "50" in output.out

    desk.fault = lambda _: None
    assert desk.bring() == 0
    assert "unreadable 60" in lines(capsys)


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        (httpx.Response(200, text="<html>Sign in to the Wi-Fi"), "not of the API"),
        (httpx.Response(302, headers={"location": "https://elsewhere.example"}), "not of the API"),
        (httpx.Response(200, json=[]), "not of the API"),
        (httpx.Response(200, json={}), "no roster"),
        (httpx.Response(401, json={"detail": "Nobody has this pass."}), "Nobody has this pass."),
        (httpx.Response(403, json={"message": "Forbidden"}), "Forbidden"),
    ],
)
def test_what_answers_but_cannot_be_worked_with_is_told_at_once(
    desk: Desk, capsys: pytest.CaptureFixture[str], answer: httpx.Response, complaint: str
) -> None:
    desk.fault = lambda _: answer
    desk.save()

    assert desk.bring() == 2

    assert complaint in capsys.readouterr().err
    assert len(desk.requests) == 1


def test_the_file_of_another_event_is_refused_by_name(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.save(desk.forum.sent(desk.forum.register(), "entrance"), event="tarde-2023")

    assert desk.bring() == 2

    output = capsys.readouterr().err
    assert "tarde-2023" in output
    assert EVENT_ID in output
    assert desk.headcounts["inside"] == 0


def test_importing_takes_an_organisers_pass(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POINTAGE_PASS", desk.forum.invite("volunteer", "entrance"))
    desk.save()

    assert desk.bring() == 2

    assert "volunteer" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"format": "something-else"}, "format: Input should be 'pointage-outbox'"),
        ({"version": 2}, "version: Input should be 1"),
        ({"device": "with blank"}, "device"),
        ({"device": None}, "device"),
        ({"phone": "x" * 61}, "phone"),
        ({"phone": "Porte\n"}, "phone: Value error, holds a character that cannot be printed"),
        ({"saved_at": "yesterday"}, "saved_at"),
        ({"scans": {}}, "scans"),
        ({"scans": [{"scan": {"scan_id": "scan-0001"}}]}, "scans.0.name: Field required"),
        ({"scans": [saved({})]}, "scans.0.scan: Value error, needs a scan_id"),
        ({"scans": [saved({"scan_id": 7})]}, "scans.0.scan: Value error, needs a scan_id"),
        ({"scans": [saved({"scan_id": "scan-0001"}, undo="yes")]}, "scans.0.undo"),
        ({"scans": [saved({"scan_id": "scan-0001"})] * 2}, "scan-0001 is there twice"),
        ({"scans": [None] * 50}, "and 30 more"),
        ({"registrations": [walk_in(registration_id="short")]}, "registrations.0.registration_id"),
        ({"registrations": [walk_in(at="2022-08-30T09:00:00")]}, "registrations.0.at"),
        ({"registrations": [walk_in(body=[])]}, "registrations.0.body"),
        ({"typo": 1}, "typo: Extra inputs are not permitted"),
    ],
)
def test_a_file_that_is_not_as_a_phone_saves_it_is_refused_with_what_is_wrong(
    desk: Desk, capsys: pytest.CaptureFixture[str], wrong: dict[str, Any], complaint: str
) -> None:
    desk.save(**wrong)

    assert desk.bring() == 2

    assert complaint in capsys.readouterr().err
    assert desk.requests == []


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b'{"version": NaN}', b"[]"])
def test_a_file_that_was_cut_off_or_is_none_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    desk.path.write_bytes(content)

    assert desk.bring() == 2
    assert str(desk.path) in capsys.readouterr().err


def test_a_file_that_is_missing_or_too_large_is_told_so(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.bring() == 2
    assert "cannot be read" in capsys.readouterr().err

    with desk.path.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)
    assert desk.bring() == 2
    assert "at most" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "secret", "complaint"),
    [
        ("forum.example.org", "secret", "POINTAGE_URL"),
        ("https://forum.example.org/scan#secret", "secret", "POINTAGE_URL"),
        ("https://forum.example.org", "", "POINTAGE_PASS"),
        ("", "secret", "POINTAGE_URL"),
        ("https://forum.example.org", "sécret", "POINTAGE_PASS"),
    ],
)
def test_where_to_send_is_told_whole_or_not_at_all(
    desk: Desk,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    secret: str,
    complaint: str,
) -> None:
    monkeypatch.setenv("POINTAGE_URL", url)
    monkeypatch.setenv("POINTAGE_PASS", secret)
    desk.save()

    assert desk.bring() == 2
    assert complaint in capsys.readouterr().err
    assert desk.requests == []


def test_without_an_address_the_local_stack_is_looked_for(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("POINTAGE_URL", "POINTAGE_PASS"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("STATE", str(tmp_path))
    desk.save()

    assert desk.bring() == 2
    assert "make up" in capsys.readouterr().err
