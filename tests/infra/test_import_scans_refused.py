"""A server that is busy or gone, and files that are not as a phone saves them."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.outbox import LARGEST_BYTES
from tests.builders import EVENT_ID
from tests.infra.outboxes import Desk, desk, lines, saved, walk_in

__all__ = ["desk"]


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
