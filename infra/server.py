"""The API for an operator's command: repeated while it is busy or away, for a bounded time."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType, TracebackType
from typing import Any, Self

import httpx

from attendance.vocabulary.codes import PROBLEMS, UNDER_WAY

TIMEOUT_SECONDS = 30
WAITS_SECONDS = (0, 1, 2, 4, 8, 15)
# Statuses that may soon change, like any 5xx.
BUSY = (408, 429)
OK, TOO_LARGE = 200, PROBLEMS["payload_too_large"][0]
# A quarter of an hour of requests: then the function that makes files has given up.
MOST_LOOKS = 180

type Json = dict[str, Any]


class StoppedError(Exception):
    """The server cannot be worked with. The text says why, in a sentence."""


class Server:
    """Sends requests with one pass, or as anybody without one."""

    def __init__(
        self,
        origin: str,
        secret: str | None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {secret}"} if secret else {})
        self._client = httpx.Client(base_url=origin, headers=headers, timeout=TIMEOUT_SECONDS, transport=transport)
        # A new bucket sends its readers on; it gets no pass to take along.
        self._stranger = httpx.Client(timeout=TIMEOUT_SECONDS, transport=transport, follow_redirects=True)
        self._origin = origin
        self._sleep = sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        self._stranger.close()

    def attempts(self) -> Iterator[None]:
        """Return the waits between attempts, growing longer, over half a minute."""
        for seconds in WAITS_SECONDS:
            self._sleep(seconds)
            yield

    def ask(self, method: str, path: str, body: Json | None = None) -> tuple[int, Json]:
        """Return the status and the JSON of an answer. Raises StoppedError.

        The request must be safe to repeat, as an answer may be lost on its way.
        """
        # Escaped: a saved badge may hold half a surrogate pair, which no encoding can express.
        content = None if body is None else json.dumps(body).encode()
        answer = self._answer(self._client, method, path, content)
        return answer.status_code, self._json(answer)

    def file(self, path: str, *, by_link: bool = False) -> tuple[str, bytes]:
        """Return the name and content of a file, once it is made, from an answer or a link. Raises StoppedError."""
        headers = {"prefer": "respond-async"} if by_link else {}
        for _ in range(MOST_LOOKS):
            answer = self._answer(self._client, "GET", path, headers=headers)
            named = re.search('filename="([^"/]+)"', answer.headers.get("content-disposition", ""))
            if answer.status_code == OK and named:
                if by_link:
                    raise StoppedError(f"{path} is answered with the file itself, and no link was to be had.")
                return named[1], answer.content
            answered = self._json(answer)
            if answer.status_code == OK:
                # Without the pass: the link is enough.
                linked = self._answer(self._stranger, "GET", str(answered["url"]))
                if linked.status_code != OK or len(linked.content) != answered["bytes"]:
                    raise StoppedError(
                        f"{answered['name']} did not come whole: its link is answered {linked.status_code}."
                    )
                return str(answered["name"]), linked.content
            if answer.status_code != UNDER_WAY:
                raise StoppedError(f"GET {path} is answered {answer.status_code}: {answered.get('detail')}")
            self._sleep(float(answer.headers.get("retry-after", WAITS_SECONDS[-1])))
        raise StoppedError(f"{path} is still being made: try again.")

    def _answer(
        self,
        client: httpx.Client,
        method: str,
        address: str,
        content: bytes | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> httpx.Response:
        last = ""
        for _ in self.attempts():
            try:
                answer = client.request(method, address, content=content, headers=headers)
            except httpx.TransportError as error:
                last = f"{type(error).__name__} {error}"
                continue
            if answer.status_code < 500 and answer.status_code not in BUSY:
                return answer
            last = f"{method} {httpx.URL(address).path} is answered {answer.status_code}"
        raise StoppedError(f"{self._origin} is not to be had now: {last}.")

    def _json(self, answer: httpx.Response) -> Json:
        # A proxy before the API may refuse a body for its size, and not in JSON.
        if answer.status_code == TOO_LARGE:
            return {"code": "payload_too_large", "detail": "It is too large to be sent."}
        try:
            content = answer.json()
        except ValueError:
            content = None
        if not isinstance(content, dict):
            raise StoppedError(f"{self._origin} answers {answer.status_code} with what is not of the API. Is it right?")
        if answer.status_code in (401, 403):
            raise StoppedError(f"{self._origin} refuses the pass: {content.get('detail', content.get('message'))}")
        return content
