"""Trying a stack from outside: what is tried is told, and nobody is left behind, whatever fails on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field

import boto3
import httpx
import pytest

from infra import smoke
from tests.forum import Forum, bystander
from tests.functions.takeaway import BUCKET, Errands, bucket, errands
from tests.mailroom import Mailroom, answer, items

__all__ = ["bucket", "errands"]

STEPS = ["register", "mail", "badge", "scan", "undo", "export", "erase", "revoke", "nothing left"]
REGISTER = "POST /api/registrations"


@dataclass
class Operator:
    """An operator at a keyboard after a deployment; while they wait, mails go out and exports are made."""

    forum: Forum
    errands: Errands
    mailroom: Mailroom
    asked: list[str] = field(default_factory=list)
    fault: Callable[[httpx.Request], httpx.Response | None] = lambda _: None

    def run(self) -> int:
        return smoke.main(httpx.MockTransport(self._answer), self._wait)

    def _wait(self, _seconds: float) -> None:
        self.mailroom.deliver()
        self.errands.run()

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "forum.example.org":
            assert "authorization" not in request.headers
            key = request.url.path.removeprefix("/")
            return httpx.Response(200, content=boto3.client("s3").get_object(Bucket=BUCKET, Key=key)["Body"].read())
        self.asked.append(f"{request.method} {request.url.path}")
        if (faulty := self.fault(request)) is not None:
            return faulty
        secret = request.headers.get("authorization", "").removeprefix("Bearer ") or None
        headers = {name: request.headers[name] for name in ("prefer",) if name in request.headers}
        query = dict(request.url.params) or None
        body = request.content.decode() or None
        found = self.forum.gateway.call(
            request.method, request.url.path, body, secret=secret, query=query, headers=headers
        )
        return httpx.Response(found.status, headers=found.headers, content=found.content)

    @property
    def left(self) -> list[str]:
        """The names and addresses that the table still has."""
        return [str(item) for item in items() if "Fumée" in str(item) or "simulator" in str(item)]


@pytest.fixture
def operator(forum: Forum, bucket: None, errands: Errands, monkeypatch: pytest.MonkeyPatch) -> Operator:
    bystander("ses").verify_email_identity(EmailAddress="forum@example.org")
    monkeypatch.setenv("ORGANISER", f"https://forum.example.org/tableau#{forum.invite()}")
    return Operator(forum, errands, Mailroom())


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return what was said of each step."""
    return {line[5:18].strip(): line for line in capsys.readouterr().out.splitlines()}


def test_one_person_goes_the_whole_way_and_is_gone(operator: Operator, capsys: pytest.CaptureFixture[str]) -> None:
    assert operator.run() == 0

    lines = told(capsys)
    assert list(lines) == STEPS
    assert {line[:4] for line in lines.values()} == {"yes "}
    assert {mail["To"].partition("+")[0] for mail in operator.mailroom.sent} == {"success"}
    assert operator.left == []
    assert operator.forum.headcounts(operator.forum.invite())["registered"] == 0


STOPPED = [
    ("POST", "/api/registrations", "register"),
    ("POST", "/api/scans", "scan"),
    ("GET", "/api/exports/statistics.json", "export"),
]


@pytest.mark.parametrize(("method", "path", "step"), STOPPED)
def test_whatever_fails_is_told_and_the_person_is_erased_all_the_same(
    operator: Operator, capsys: pytest.CaptureFixture[str], method: str, path: str, step: str
) -> None:
    def fault(request: httpx.Request) -> httpx.Response | None:
        fails = request.method == method and request.url.path.endswith(path)
        return httpx.Response(403, json={"detail": "not with this role"}) if fails else None

    operator.fault = fault

    assert operator.run() == 1

    lines = told(capsys)
    assert lines[step].startswith("NO")
    assert "not with this role" in lines[step]
    assert lines["nothing left"].startswith("yes")
    assert operator.left == []
    assert all(item.get("revoked_at") for item in items() if "essai" in str(item.get("label")))


def test_a_registration_whose_answer_is_lost_is_found_and_erased(
    operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    def lose(request: httpx.Request) -> httpx.Response | None:
        if f"{request.method} {request.url.path}" != REGISTER:
            return None
        operator.forum.gateway.call("POST", request.url.path, request.content.decode())
        return httpx.Response(502, text="gone")

    operator.fault = lose

    assert operator.run() == 1

    assert "1 registered, 1 erased" in told(capsys)["erase"]
    assert operator.left == []


def test_a_mail_that_ses_refuses_is_told_with_why(operator: Operator, capsys: pytest.CaptureFixture[str]) -> None:
    operator.mailroom.fault(answer(400, "MailFromDomainNotVerifiedException"), times=-1)

    assert operator.run() == 1

    assert told(capsys)["mail"].startswith("NO   mail          it is held: sender_not_verified")


def test_once_registrations_are_closed_the_staff_registers_the_person(
    operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    operator.forum.set_clock("18:30")

    assert operator.run() == 0

    lines = told(capsys)
    assert "by /api/attendees" in lines["register"]
    assert "too_late at entrance" in lines["scan"]
    assert operator.left == []


def test_an_address_that_cannot_be_one_is_refused_before_anything_is_asked(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("URL", "forum.example.org")

    assert operator.run() == 2

    assert "without a path" in capsys.readouterr().err
    assert operator.asked == []
