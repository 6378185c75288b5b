"""What lies between the phones and the stack: an origin of its own, which can fail while the stack goes on."""

import asyncio
import socket
from collections import Counter
from collections.abc import Awaitable, Coroutine
from itertools import count
from threading import Thread
from typing import Any, ClassVar

from aiohttp import web

from infra.local import callers
from infra.local.front_door import Handler, application, ask, client

# Only a test that fails waits for so long.
MOST_SECONDS = 120
WITHOUT = {"if-none-match", "accept-encoding"}
SIGN_IN = "<!doctype html><title>Wi-Fi</title><h1>Bienvenue</h1><form><button>Se connecter</button></form>"


class Street:
    """A way to the stack that opens, stops and goes wrong as a test says.

    Its origin is `localhost`, which a browser trusts with a camera and a
    service worker; what was asked there, and answered or not, is counted.
    What the server says lasts for ever is asked of it once for all streets.
    """

    _lasting: ClassVar[dict[tuple[str, str | None], web.Response]] = {}

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: Counter[str] = Counter()
        self._port = 0
        self._door: socket.socket
        self._handler: Handler = self._ask
        self._runner: web.AppRunner | None = None
        self.held = 0
        self._version = ""
        self._gate = asyncio.Event()
        # A thread of its own: the test's is busy with the browser while the browser asks.
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._session = self._run(self._client())
        self.open()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self._port}"

    def link(self, secret: str, page: str = "/scan") -> str:
        """Return a pass's link on this street."""
        return f"{self.origin}{page}#{secret}"

    def open(self) -> None:
        """Pass everything on, and what was held."""
        self._become(self._ask)

    def stop(self) -> None:
        """Refuse every connection and cut those that are open."""
        self._let_go()
        if self._runner:
            self._run(self._cut(self._runner))
            self._runner = None

    def captive(self) -> None:
        """Answer everything as a Wi-Fi that wants somebody to sign in does: 200 and a page of its own."""
        self._become(self._sign_in)

    def unauthorised(self, code: str) -> None:
        """Refuse every pass at the API with a code: `unauthorised`, `pass_expired`, `pass_revoked`."""
        self._become(self._api(self._refused(code)))

    def hold(self, method: str = "", *, saying: bytes = b"", after: int = 0) -> None:
        """Keep answers of the API until the street opens; what was asked is done.

        Those to one method, to what says something, and not the first few of them.
        """
        self.held = 0
        gate = asyncio.Event()
        self._become(self._api(self._kept(gate, method, saying, after)))
        self._gate = gate

    def swallow(self) -> None:
        """Pass everything on to the API and lose its answers."""
        self._become(self._api(self._lost))

    def lose_forms(self) -> None:
        """Pass everything on and lose the answers to what is posted, outside the API too."""
        self._become(self._unanswered)

    def renew(self, version: str) -> None:
        """Pass everything on, and from now on bring the pages as if they had been deployed again, in that version."""
        self._version = version
        self.open()

    def leave(self) -> None:
        self.stop()
        self._run(self._session.close())
        # A connection that is closed lets go of its socket in the loop's next turns.
        self._run(asyncio.sleep(0.01))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _become(self, handler: Handler) -> None:
        self._handler = handler
        self._let_go()
        if not self._runner:
            self._run(self._listen())

    def _let_go(self) -> None:
        self._loop.call_soon_threadsafe(self._gate.set)

    async def _listen(self) -> None:
        self._runner = web.AppRunner(application(self._handle, callers.LOOPBACK), access_log=None, shutdown_timeout=0)
        await self._runner.setup()
        self._door = socket.create_server(("127.0.0.1", self._port))
        await web.SockSite(self._runner, self._door).start()
        self._port = self._door.getsockname()[1]

    async def _cut(self, runner: web.AppRunner) -> None:
        # What was accepted last is a connection in the next turns of the loop, which loses it if its server is closed.
        self._loop.remove_reader(self._door)
        await asyncio.sleep(0.01)
        for each in runner.server.connections if runner.server else []:
            # Not closed, which first waits until a browser has read all that was sent.
            if each.transport:
                each.transport.abort()
        await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.asked[f"{request.method} {request.path}"] += 1
        return await self._handler(request)

    async def _ask(self, request: web.Request) -> web.StreamResponse:
        if self._version:
            return await self._renewed(request)
        address = (self.address + request.raw_path, request.headers.get("accept-encoding"))
        kept = self._lasting.get(address)
        if kept is None:
            answer = await ask(self._session, self.address, request, keep_host=False)
            if request.method != "GET" or "immutable" not in answer.headers.get("cache-control", ""):
                return answer
            kept = self._lasting[address] = answer
        # An answer is sent once.
        return web.Response(status=kept.status, body=kept.body, headers=kept.headers)

    async def _sign_in(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text=SIGN_IN, content_type="text/html")

    def _api(self, handler: Handler) -> Handler:
        def handle(request: web.Request) -> Awaitable[web.StreamResponse]:
            return handler(request) if request.path.startswith("/api/") else self._ask(request)

        return handle

    def _refused(self, code: str) -> Handler:
        async def handle(_request: web.Request) -> web.StreamResponse:
            problem = {"type": "about:blank", "title": "Unauthorised", "status": 401, "code": code}
            return web.json_response(problem, status=401, content_type="application/problem+json")

        return handle

    def _kept(self, gate: asyncio.Event, method: str, saying: bytes, after: int) -> Handler:
        asked = count()

        async def handle(request: web.Request) -> web.StreamResponse:
            answer = await self._ask(request)
            if request.method.startswith(method) and saying in await request.read() and next(asked) >= after:
                self.held += 1
                await gate.wait()
            return answer

        return handle

    async def _unanswered(self, request: web.Request) -> web.StreamResponse:
        return await (self._lost if request.method == "POST" else self._ask)(request)

    async def _renewed(self, request: web.Request) -> web.StreamResponse:
        # What a browser has of the version before is not as it was; and names stand in what comes packed as well.
        asked = {name: each for name, each in request.headers.items() if name.lower() not in WITHOUT}
        answer = await ask(self._session, self.address, request.clone(headers=asked), keep_host=False)
        earlier = answer.headers.get("x-pointage-version")
        if not earlier or not isinstance(answer.body, bytes):
            return answer
        headers = {name: each.replace(earlier, self._version) for name, each in answer.headers.items()}
        body = answer.body.replace(earlier.encode(), self._version.encode())
        return web.Response(status=answer.status, body=body, headers=headers)

    async def _lost(self, request: web.Request) -> web.StreamResponse:
        answer = await self._ask(request)
        if request.transport:
            request.transport.abort()
        return answer

    async def _client(self) -> Any:
        return client()

    def _run[T](self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(MOST_SECONDS)
