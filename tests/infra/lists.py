"""An organiser at a keyboard who imports a list."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.console import Console

from attendance.documents.lists import file, headers
from attendance.documents.lists.table import Table
from infra import import_people
from tests.forum import Forum

HEADER = "Prénom;Nom;E-mail;Structure;Déjeuner;Régime"
CASES = Path(__file__).parent.parent / "cases" / "imports"
IMPORT = "POST /api/attendees/import"


def line(n: int, **facts: str) -> str:
    body = {
        "given": "Ada",
        "family": f"Exemple-{n}",
        "email": f"ada-{n}@example.org",
        "organisation": "",
        "lunch": "oui",
    }
    return ";".join([*(body | facts).values(), ""])


@dataclass
class Desk:
    """An organiser at a keyboard, with a list. `answers` is what they type when they are asked."""

    forum: Forum
    path: Path
    organiser: str
    answers: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    requests: list[tuple[str, Any]] = field(default_factory=list)
    fault: Callable[[str, Any], httpx.Response | None] = lambda *_: None
    said: str = ""

    def save(self, *lines: str, header: str = HEADER) -> None:
        self.path.write_text("\n".join([header, *lines]) + "\n")

    def bring(self, *options: str, path: Path | None = None) -> int:
        self.requests.clear()
        screen = io.StringIO()
        console = Console(file=screen, width=200)
        ask = (lambda _: self.answers.pop(0)) if self.answers else None
        transport = httpx.MockTransport(self._answer)
        status = import_people.main([str(path or self.path), *options], transport, self.waits.append, console, ask)
        self.said = screen.getvalue()
        return status

    @property
    def registered(self) -> int:
        registered: int = self.forum.headcounts(self.organiser)["registered"]
        return registered

    @property
    def calls(self) -> list[Any]:
        return [body for route, body in self.requests if route == IMPORT]

    def mended(self, ending: str = "") -> Path:
        return self.path.with_name(f"{self.path.name}.a-corriger{ending}.csv")

    def _answer(self, request: httpx.Request) -> httpx.Response:
        """Hand a request to the functions, as the gateway does."""
        route = f"{request.method} {request.url.path}"
        sent = json.loads(request.content) if request.content else None
        self.requests.append((route, sent))
        if (faulty := self.fault(route, sent)) is not None:
            return faulty
        secret = request.headers["authorization"].removeprefix("Bearer ")
        body = request.content.decode() or None
        answer = self.forum.gateway.call(request.method, request.url.path, body, secret=secret)
        return httpx.Response(answer.status, headers=answer.headers, text=answer.text)


def read(path: Path) -> Table:
    table = file.read(path.read_bytes(), headers.is_known)
    assert isinstance(table, Table)
    return table


@pytest.fixture
def desk(forum: Forum, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    organiser = forum.invite()
    monkeypatch.setenv("POINTAGE_URL", "https://forum.example.org")
    monkeypatch.setenv("POINTAGE_PASS", organiser)
    return Desk(forum, tmp_path / "liste.csv", organiser)
