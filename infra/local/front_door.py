"""One plain origin in front of the emulator, whose own addresses no browser or service worker would accept."""

import re
from collections.abc import Awaitable, Callable, Iterable
from io import BytesIO

import aiohttp
from aiohttp import web
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from infra.local import callers

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# These headers describe one connection, and there are two: the client's and ours.
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
# Headers about the asking page, which end at this door; and headers that a browser remembers for everything
# served at a name, of which this machine has only one.
ABOUT_THE_PAGE = frozenset({"origin", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user"})
ABOUT_THE_SITE = frozenset({"strict-transport-security"})
# The path of links to files; the form of a file's path; and the query of each link: exactly what
# a function signs.
FILES = "/_files"
FILE = re.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
SIGNED = sorted(
    f"X-Amz-{name}"
    for name in ("Algorithm", "Credential", "Date", "Expires", "Security-Token", "Signature", "SignedHeaders")
)
EXPORTS = "/api/exports/"
# A function's request has 6 MB at most; a little more lets the function refuse by itself.
LARGEST_BODY = 8 * 1024 * 1024


def passed_on(headers: CIMultiDictProxy[str], *, without: frozenset[str] = frozenset()) -> CIMultiDict[str]:
    """Return the headers that belong to the message; repeated ones stay repeated."""
    left_out = HOP_BY_HOP | without
    return CIMultiDict((name, value) for name, value in headers.items() if name.lower() not in left_out)


def client() -> aiohttp.ClientSession:
    """Return a client that adds nothing and unpacks nothing.

    Otherwise it would ask for an encoding that the browser never accepted, or pass on an unpacked body
    under its packed name.
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
    """Forward a request to an address, with path and query unchanged, and return the answer."""
    body = await request.read()
    headers = passed_on(request.headers, without=ABOUT_THE_PAGE if keep_host else ABOUT_THE_PAGE | {"host"})
    url = URL(address + (request.raw_path if raw_path is None else raw_path), encoded=True)
    async with session.request(
        request.method, url, headers=headers, data=BytesIO(body) if body else None, allow_redirects=False
    ) as answer:
        kept = passed_on(answer.headers, without=ABOUT_THE_SITE)
        return web.Response(status=answer.status, body=await answer.read(), headers=kept)


def door(session: aiohttp.ClientSession, address: Callable[[], str | None], emulator_url: str = "") -> Handler:
    """Return a handler for every request to the origin; the address is looked up until the API is deployed."""

    async def handle(request: web.Request) -> web.Response:
        upstream = address()
        if upstream is None:
            return web.Response(status=503, text="Still starting.\n", headers={"Retry-After": "1"})
        try:
            answer = await ask(session, upstream, request, keep_host=False)
        except aiohttp.ClientError as error:
            return web.Response(status=502, text=f"The emulator does not answer: {type(error).__name__}\n")
        if emulator_url and request.path.startswith(EXPORTS):
            return with_own_links(answer, emulator_url, f"{request.scheme}://{request.host}")
        return answer

    return handle


def files(session: aiohttp.ClientSession, emulator_url: str, bucket: Callable[[], str | None]) -> web.RouteDef:
    """Return the route from a file's link to where the emulator keeps the file, which no phone reaches.

    There is no other way to it: the emulator checks the signature of requests to a bucket, and of few
    others.
    """

    async def handle(request: web.Request) -> web.StreamResponse:
        raw_path, name = request.raw_path.removeprefix(FILES), bucket()
        path = raw_path.partition("?")[0]
        is_file = path.startswith(f"/{name}/") and FILE.fullmatch(path)
        is_signed = sorted(name for name, _ in request.query.items()) == SIGNED and all(request.query.values())
        if request.method not in ("GET", "HEAD") or not is_file or not is_signed:
            return web.Response(status=404)
        return await ask(session, emulator_url, request, keep_host=False, raw_path=raw_path)

    return web.route("*", f"{FILES}/{{path:.*}}", handle)


def with_own_links(answer: web.Response, emulator_url: str, origin: str) -> web.Response:
    """Make the links in an answer begin with our origin: they are signed for the emulator's, which `files` calls."""
    if answer.content_type == "application/json" and isinstance(answer.body, bytes):
        answer.body = answer.body.replace(f'"{emulator_url}/'.encode(), f'"{origin}{FILES}/'.encode())
    return answer


def application(handler: Handler, names: frozenset[str], *, first: Iterable[web.RouteDef] = ()) -> web.Application:
    """Return an application with one handler for every request that matches no earlier route.

    It answers only under these names, and no request of another origin's page.
    """

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        refused = callers.refusal(request.method, request.raw_path, request.headers, request.scheme, names)
        return web.Response(status=403, text=refused) if refused else await handler(request)

    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[guarded])
    app.router.add_routes(first)
    app.router.add_route("*", "/{path:.*}", handler)
    return app
