"""The connection to the stack: HTTP as phones and browsers use it, a few requests at a time."""

import asyncio
from types import TracebackType
from typing import Any, Self

import httpx

# For each parallel request the emulator starts one more worker of the function, which takes it a second. So
# the routes of the crowd get some, and all others one.
CONCURRENT = 4
CROWDED = ("/api/scans", "/api/registrations", "/api/attendees")
TIMEOUT_SECONDS = 20
ATTEMPTS = 6
# A stack that needs this many repeats is broken rather than busy: fail while somebody is still waiting.
MOST_REPEATED = 40
WAIT_SECONDS = 0.3
BUSY = (429, 502, 503, 504)


class UnexpectedAnswer(Exception):
    """An answer of the stack that ends the day. The text says to which request."""


class Connection:
    """Sends requests, and repeats them while the stack is busy, as a phone does."""

    def __init__(self, base_url: str) -> None:
        self._client = httpx.AsyncClient(base_url=base_url, timeout=TIMEOUT_SECONDS)
        self._crowd = asyncio.Semaphore(CONCURRENT)
        self._others = asyncio.Semaphore(1)
        self.requests = 0
        self.repeated: list[str] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def ask(self, method: str, path: str, secret: str = "", body: Any = None) -> tuple[int, Any]:
        """Return the status and the JSON of an answer. Raises UnexpectedAnswer if there is none."""
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        last = ""
        for attempt in range(ATTEMPTS):
            async with self._crowd if path in CROWDED else self._others:
                self.requests += 1
                try:
                    answer = await self._client.request(method, path, json=body, headers=headers)
                except httpx.TransportError as error:
                    last = repr(error)
                else:
                    if answer.status_code not in BUSY:
                        return answer.status_code, answer.json() if answer.content else None
                    last = f"{answer.status_code} {answer.text[:300]}"
            self.repeated.append(f"{method} {path}: {last}")
            if len(self.repeated) > MOST_REPEATED:
                raise UnexpectedAnswer(
                    f"{MOST_REPEATED} requests had to be sent again; the last was {self.repeated[-1]}"
                )
            await asyncio.sleep(WAIT_SECONDS * (attempt + 1))
        raise UnexpectedAnswer(f"{method} {path} was answered {last}, {ATTEMPTS} times.")

    async def get(self, method: str, path: str, status: int, secret: str = "", body: Any = None) -> Any:
        """Return the JSON of an answer with the required status. Raises UnexpectedAnswer for another."""
        answered, content = await self.ask(method, path, secret, body)
        if answered != status:
            raise UnexpectedAnswer(f"{method} {path} was answered {answered} instead of {status}: {content}")
        return content
