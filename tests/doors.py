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
    """Return what polling finds, as soon as it finds anything: what no answer waits for takes a moment."""
    end_at = time.monotonic() + ANSWER_WITHIN_SECONDS
    while not (found := poll()):
        assert time.monotonic() < end_at, "nothing came"
        time.sleep(0.1)
    return found


def new_client() -> httpx.Client:
    """Return a client that keeps no connection: what a stack that stops would cut, no test waits on."""
    return httpx.Client(timeout=120, limits=httpx.Limits(max_keepalive_connections=0))


@dataclass
class Doors:
    """A running stack, who organises its event, and what people and phones do there."""

    stack: Stack
    ids: Iterator[int] = field(default_factory=count)
    # One for all requests: to make one takes longer than most answers.
    client: httpx.Client = field(default_factory=new_client)

    @property
    def organiser(self) -> str:
        return self.stack.organiser_pass

    def call(self, method: str, path: str, body: Any = None, secret: str | None = None, **more: Any) -> httpx.Response:
        """Return the answer to a request, which is sent again for as long as the API says "later"."""
        headers = {"authorization": f"Bearer {secret}"} if secret else {}
        headers |= more.pop("headers", {})

        def once() -> httpx.Response | None:
            answer = self.client.request(method, f"{self.stack.base_url}{path}", json=body, headers=headers, **more)
            return None if answer.status_code == 503 and answer.json()["code"] == "later" else answer

        return until(once)

    def call_in_pages(self, path: str) -> list[dict[str, Any]]:
        """Return the answers to an organiser's POST that one call may not end: each begins where the last ended."""
        answers: list[dict[str, Any]] = []
        while not answers or answers[-1]["next"]:
            body = {"page": answers[-1]["next"]} if answers else {}
            answer = self.call("POST", path, body, self.organiser)
            assert answer.status_code == 200, answer.text
            answers.append(answer.json())
        return answers

    def post_file(self, path: str, content: bytes, headers: dict[str, str]) -> httpx.Response:
        """Send a file as an organiser does."""
        told = {"authorization": f"Bearer {self.organiser}", **headers}
        return self.client.post(f"{self.stack.base_url}{path}", content=content, headers=told)

    def registration(self, **chosen: Any) -> dict[str, Any]:
        """Return what somebody invented registers with."""
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
        """Return a scan as a phone sends it; the hour is Poitiers'."""
        at = f"2022-08-30T{hour}:00+02:00"
        return {"scan_id": f"scan-{next(self.ids):06}", "badge": badge, "checkpoint": checkpoint, "at": at, **facts}

    def scan(self, secret: str, *scans: dict[str, Any], **batch: Any) -> list[dict[str, Any]]:
        """Return what is answered to scans; those that the API had no time for are sent again, as a phone does."""

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
        """Return what was answered to each scan of somebody, in the order of their times."""
        day = self.call("GET", f"/api/attendees/{who['attendee_id']}", secret=self.organiser).json()
        return [scan["verdict"] for scan in day["scans"]]

    def answered(self, who: dict[str, Any], *verdicts: str) -> None:
        """Wait until this was answered to somebody's scans: a phone that decided alone brings them a moment later."""
        with suppress(AssertionError):
            until(lambda: self.verdicts(who) == list(verdicts))
        assert (found := self.verdicts(who)) == list(verdicts), found

    def at_once[T](self, act: Callable[[int], T], clients: int = CLIENTS) -> list[T]:
        """Let some clients do something at the same time, and return what each got."""
        with ThreadPoolExecutor(clients) as pool:
            return list(pool.map(act, range(clients)))
