"""An organiser at a keyboard who imports what a phone could only save."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra import import_scans
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
