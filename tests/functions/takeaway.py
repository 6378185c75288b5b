"""What an organiser asks to take home from a day, and where what is too large for an answer is kept."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest

from attendance.services import aws
from attendance.store import programmes
from attendance.usecases import exporting
from tests.forum import Forum
from tests.gateway import ROOT, Context, Response, handler_module

BUCKET = "pointage-files"
MAKER = ROOT / "functions/make_export/handler.py"
GIVES_UP = ROOT / "functions/export_failed/handler.py"


def keep_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the functions a bucket."""
    boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    monkeypatch.setenv("FILES_BUCKET", BUCKET)


def export(forum: Forum, name: str, **query: str) -> Response:
    return forum.gateway.call("GET", f"/api/exports/{name}", secret=forum.invite(), query=query)


def day(forum: Forum) -> dict[str, Any]:
    """Let Ada come and go to an atelier, Bea stay away, and a stranger be refused."""
    forum.set_clock("8:30")
    ada = forum.register("Ada", ateliers=["atelier-1"], lunch=True, organisation="La Fonda")
    forum.register("Bea", ateliers=["atelier-1"])
    door = forum.invite()
    forum.set_clock("9:00")
    forum.scan(door, ada, "atelier-1")
    forum.scan(door, {"badge": "no badge at all"}, "entrance")
    forum.set_clock("18:00")
    return ada


class Errands:
    """The service that starts a function: here, once the test says so. No simulation of it runs ours."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def invoke(self, **asked: Any) -> None:
        assert (asked["FunctionName"], asked["InvocationType"]) == ("make-export", "Event")
        self.sent.append(json.loads(asked["Payload"]))

    def fail(self) -> None:
        """Do nothing of what was sent, and say so, as Lambda does of a function that failed."""
        for one in self.sent:
            handler_module(GIVES_UP).handler({"requestPayload": one, "responsePayload": {}}, Context())
        self.sent.clear()

    def run(self) -> None:
        """Do what was sent, twice: Lambda promises once at least."""
        for told_ in self.sent * 2:
            handler_module(MAKER).handler(told_, Context())
        self.sent.clear()


def later(monkeypatch: pytest.MonkeyPatch, *, minutes: float) -> None:
    real: Callable[[], Any] = programmes.real_now
    now = real()
    monkeypatch.setattr(programmes, "real_now", lambda: now + timedelta(minutes=minutes))


@pytest.fixture
def bucket(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_files(monkeypatch)


@pytest.fixture
def errands(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> Iterator[Errands]:
    service, others = Errands(), aws.client
    with monkeypatch.context() as patch:
        patch.setenv("MAKE_EXPORT_FUNCTION", "make-export")
        patch.setattr(aws, "client", lambda name, **more: service if name == "lambda" else others(name, **more))
        yield service


@pytest.fixture
def crowd(forum: Forum, errands: Errands, monkeypatch: pytest.MonkeyPatch) -> Errands:
    """As many people as no gateway waits for."""
    day(forum)
    monkeypatch.setattr(exporting, "MOST_WAITED_FOR", 1)
    monkeypatch.setattr(exporting, "MOST_DRAWN", 1)
    return errands
