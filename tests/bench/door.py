"""The front door as phones reach it: some clients at once, each with a connection of its own."""

import json
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

WARM_UP_ROUNDS = 6


class UnexpectedAnswer(Exception):
    """The stack answered what makes a figure meaningless. The text says what."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and how long its client waited from the request to the last byte."""

    text: str
    seconds: float
    tag: str = ""

    @property
    def body(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Rush:
    """What many requests by some clients took."""

    clients: int
    seconds: float
    answers: list[Answered]

    @property
    def a_second(self) -> float:
        return len(self.answers) / self.seconds

    @property
    def waits(self) -> list[float]:
        return [answer.seconds for answer in self.answers]


@dataclass
class Door:
    """One origin, and the pass that every request carries, if there is one.

    A client keeps its connection, or opens one for each request.
    """

    base_url: str
    secret: str = ""
    keeps: bool = True
    _own: threading.local = field(default_factory=threading.local)

    def ask(self, route: str, body: Any = None, *, held: str = "") -> Answered:
        """Send one request; what is `held` already is answered without a text.

        Raises UnexpectedAnswer for one that is not answered as it should.
        """
        method, path = route.split(" ")
        content = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        if held:
            headers["If-None-Match"] = held
        connection = self._connection()
        begun = time.perf_counter()
        connection.request(method, path, content, headers)
        response = connection.getresponse()
        text = response.read().decode()
        seconds = time.perf_counter() - begun
        if not self.keeps:
            # The next request opens it again.
            connection.close()
        if response.status not in (200, 201, *([304] if held else [])):
            raise UnexpectedAnswer(f"{route} was answered {response.status}: {text[:300]}")
        return Answered(text, seconds, response.headers.get("etag", ""))

    def rush(self, route: str, bodies: Sequence[Any], clients: int) -> Rush:
        """Send requests by some clients at once, each the next as soon as it is answered."""
        with ThreadPoolExecutor(clients) as pool:
            begun = time.perf_counter()
            answers = list(pool.map(lambda body: self.ask(route, body), bodies))
            return Rush(clients, time.perf_counter() - begun, answers)

    def warm_up(self, route: str, clients: int, body: Any = None) -> None:
        """Have as many workers running as there will be clients: each starts when all others are busy."""
        together = threading.Barrier(clients)

        def ask(_: int) -> None:
            together.wait()
            self.ask(route, body)

        with ThreadPoolExecutor(clients) as pool:
            for _ in range(WARM_UP_ROUNDS):
                list(pool.map(ask, range(clients)))

    def _connection(self) -> HTTPConnection:
        """Return this thread's own connection."""
        if not hasattr(self._own, "connection"):
            self._own.connection = HTTPConnection(urlsplit(self.base_url).netloc, timeout=30)
        kept: HTTPConnection = self._own.connection
        return kept
