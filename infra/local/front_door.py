"""One plain origin in front of the emulator, whose own addresses no browser or service worker would take."""

from collections.abc import Awaitable, Callable, Iterable
from io import BytesIO

import aiohttp
from aiohttp import web
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# They speak of one connection, and there are two: the client's and ours.
HOP_BY_HOP = {
    "connection",
    "content-length",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
# Where the links to files lead.
FILES = "/_files"
EXPORTS = "/api/exports/"
# A function may be sent 6 MB; a little more lets it be the one that refuses.
LARGEST_BODY = 8 * 1024 * 1024


def passed_on(headers: CIMultiDictProxy[str], *, without: frozenset[str] = frozenset()) -> CIMultiDict[str]:
    """Return the headers that belong to the message; repeated ones stay repeated."""
    left_out = HOP_BY_HOP | without
    return CIMultiDict((name, value) for name, value in headers.items() if name.lower() not in left_out)


def client() -> aiohttp.ClientSession:
    """Return a client that adds nothing and unpacks nothing.

    Otherwise it would ask for an encoding that the browser never accepted, or
    hand on an unpacked body under its packed name.
    """
    return aiohttp.ClientSession(
        auto_decompress=False,
        skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        connector=aiohttp.TCPConnector(limit=0),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


async def ask(
    session: aiohttp.ClientSession, address: str, request: web.Request, *, keep_host: bool, raw_path: str | None = None
) -> web.Response:
    """Send a request on to an address, its path and query as they were written, and return the answer."""
    body = await request.read()
    headers = passed_on(request.headers, without=frozenset() if keep_host else frozenset({"host"}))
    url = URL(address + (request.raw_path if raw_path is None else raw_path), encoded=True)
    async with session.request(
        request.method, url, headers=headers, data=BytesIO(body) if body else None, allow_redirects=False
    ) as answer:
        return web.Response(status=answer.status, body=await answer.read(), headers=passed_on(answer.headers))


def door(session: aiohttp.ClientSession, address: Callable[[], str | None], emulator_url: str = "") -> Handler:
    """Return a handler for every request to the origin; the address is asked for until the API is deployed."""

    async def handle(request: web.Request) -> web.Response:
        upstream = address()
        if upstream is None:
            return web.Response(status=503, text="Still starting.\n", headers={"Retry-After": "1"})
        try:
            answer = await ask(session, upstream, request, keep_host=False)
        except aiohttp.ClientError as error:
            return web.Response(status=502, text=f"The emulator does not answer: {error}\n")
        if emulator_url and request.path.startswith(EXPORTS):
            return with_own_links(answer, emulator_url, f"{request.scheme}://{request.host}")
        return answer

    return handle


def files(session: aiohttp.ClientSession, emulator_url: str) -> web.RouteDef:
    """Return the route by which a link to a file leads to where the emulator keeps it, which no phone reaches."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.method not in ("GET", "HEAD") or "X-Amz-Signature" not in request.query:
            return web.Response(status=404)
        raw_path = request.raw_path.removeprefix(FILES)
        return await ask(session, emulator_url, request, keep_host=False, raw_path=raw_path)

    return web.route("*", f"{FILES}/{{path:.*}}", handle)


def with_own_links(answer: web.Response, emulator_url: str, origin: str) -> web.Response:
    """Let the links in an answer begin with our origin: they are signed for the emulator's, which `files` asks."""
    if answer.content_type == "application/json" and isinstance(answer.body, bytes):
        answer.body = answer.body.replace(f'"{emulator_url}/'.encode(), f'"{origin}{FILES}/'.encode())
    return answer


def application(handler: Handler, *, first: Iterable[web.RouteDef] = ()) -> web.Application:
    """Return an application that gives one handler every request for which there is no route before it."""
    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_routes(first)
    app.router.add_route("*", "/{path:.*}", handler)
    return app
