"""The running stack as its clients see it, over HTTP."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx

from infra.local.stack import Stack

CLIENTS = 8
# The emulator wakes one function after the other: a mail may wait behind those of all tests before it.
ANSWER_WITHIN_SECONDS = 240


def until[T](poll: Callable[[], T | None]) -> T:
    """Poll until something is found, and return it: functions behind the stream work after the answer.

    Less and less often, up to once a second: each poll is work for the machine that is waited for.
    """
    end_at, pause = time.monotonic() + ANSWER_WITHIN_SECONDS, 0.1
    while not (found := poll()):
        assert time.monotonic() < end_at, "nothing came"
        time.sleep(pause)
        pause = min(pause * 1.2, 1)
    return found


def new_client() -> httpx.Client:
    """Return a client that keeps no connection, so that no test waits on one that a stopping stack has cut."""
    return httpx.Client(timeout=120, limits=httpx.Limits(max_keepalive_connections=0))


@dataclass
class Doors:
    """A running stack, and what its organiser, its people and its phones do over HTTP."""

    stack: Stack
    ids: Iterator[int] = field(default_factory=count)
    # One for all requests: making a client takes longer than most answers.
    client: httpx.Client = field(default_factory=new_client)

    @property
    def organiser(self) -> str:
        return self.stack.organiser_pass

    def call(self, method: str, path: str, body: Any = None, secret: str | None = None, **more: Any) -> httpx.Response:
        """Send a request, again while the API answers "later", and return its answer."""
        headers = {"authorization": f"Bearer {secret}"} if secret else {}
        headers |= more.pop("headers", {})

        def once() -> httpx.Response | None:
            answer = self.client.request(method, f"{self.stack.base_url}{path}", json=body, headers=headers, **more)
            return None if answer.status_code == 503 and answer.json()["code"] == "later" else answer

        return until(once)

    def call_in_pages(self, path: str) -> list[dict[str, Any]]:
        """Repeat an organiser's POST that works page by page, until the last page; return all answers."""
        answers: list[dict[str, Any]] = []
        while not answers or answers[-1]["next"]:
            body = {"page": answers[-1]["next"]} if answers else {}
            answer = self.call("POST", path, body, self.organiser)
            assert answer.status_code == 200, answer.text
            answers.append(answer.json())
        return answers

    def post_file(self, path: str, content: bytes, headers: dict[str, str]) -> httpx.Response:
        """Send a file as an organiser does."""
        headers = {"authorization": f"Bearer {self.organiser}", **headers}
        return self.client.post(f"{self.stack.base_url}{path}", content=content, headers=headers)

    def registration(self, **chosen: Any) -> dict[str, Any]:
        """Return the registration of an invented person."""
        n = next(self.ids)
        body = {
            "given_name": f"Essai-{n}",
            "family_name": "Exemple",
            "email": f"essai-{n}@example.org",
            "consent": True,
        }
        return body | chosen

    def register(self, secret: str | None = None, **chosen: Any) -> dict[str, Any]:
        answer = self.call("POST", "/api/registrations", self.registration(**chosen), secret)
        assert answer.status_code == 201, answer.text
        registered: dict[str, Any] = answer.json()
        return registered

    def invite(self, *checkpoints: str, **facts: Any) -> dict[str, Any]:
        body = {"role": "volunteer", "label": f"Porte {next(self.ids)}", "checkpoints": checkpoints, **facts}
        answer = self.call("POST", "/api/passes", body, self.organiser)
        assert answer.status_code == 201, answer.text
        invited: dict[str, Any] = answer.json()
        return invited

    def sent(self, badge: str, checkpoint: str, hour: str = "11:10", **facts: Any) -> dict[str, Any]:
        """Return a scan as a phone sends it; `hour` is the local time in Poitiers."""
        at = f"2022-08-30T{hour}:00+02:00"
        return {"scan_id": f"scan-{next(self.ids):06}", "badge": badge, "checkpoint": checkpoint, "at": at, **facts}

    def scan(self, secret: str, *scans: dict[str, Any], **batch: Any) -> list[dict[str, Any]]:
        """Send scans, again while any is answered "later", and return their results."""

        def once() -> tuple[list[dict[str, Any]]] | None:
            body = {"sent_at": datetime.now(UTC).isoformat(), "scans": scans, **batch}
            answer = self.call("POST", "/api/scans", body, secret)
            assert answer.status_code == 200, answer.text
            results: list[dict[str, Any]] = answer.json()["results"]
            return None if any(r.get("problem", {}).get("code") == "later" for r in results) else (results,)

        return until(once)[0]

    def headcounts(self) -> dict[str, Any]:
        body: dict[str, Any] = self.call("GET", "/api/headcounts", secret=self.organiser).json()
        return body

    def present(self, checkpoint: str) -> int:
        """Return how many people are at a checkpoint now."""
        return int(self.headcounts()["checkpoints"][checkpoint]["present"])

    def verdicts(self, who: dict[str, Any]) -> list[str]:
        """Return the verdicts on a person's scans, in the order of their times."""
        day = self.call("GET", f"/api/attendees/{who['attendee_id']}", secret=self.organiser).json()
        return [scan["verdict"] for scan in day["scans"]]

    def answered(self, who: dict[str, Any], *verdicts: str) -> None:
        """Wait until a person's scans have these verdicts: a phone that decided alone uploads them a moment later."""
        with suppress(AssertionError):
            until(lambda: self.verdicts(who) == list(verdicts))
        assert (found := self.verdicts(who)) == list(verdicts), found

    def at_once[T](self, act: Callable[[int], T], clients: int = CLIENTS) -> list[T]:
        """Let several clients act at the same time, and return their results."""
        with ThreadPoolExecutor(clients) as pool:
            return list(pool.map(act, range(clients)))
