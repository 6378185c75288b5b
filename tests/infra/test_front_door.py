import asyncio
import gzip
import io
import socket
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from infra.local import callers, front_door

BUCKET = "pointage-files"
QUERY = "&".join(f"{name}=1" for name in front_door.SIGNED)
FILE = f"/{BUCKET}/forum/0123abcd/forum-presences.csv"

type Asking = Callable[[aiohttp.ClientSession, str], Awaitable[None]]


async def served(application: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(application)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listener).start()
    return runner, f"http://127.0.0.1:{listener.getsockname()[1]}"


def doorway(handler: front_door.Handler, *first: web.RouteDef) -> web.Application:
    return front_door.application(handler, callers.LOOPBACK, first=first)


def through_the_door(upstream: front_door.Handler | None, asking: Asking) -> None:
    """Ask through a front door, behind which an API answers; None: it does not listen."""

    async def run() -> None:
        behind, address = await served(doorway(upstream or unreachable))
        if upstream is None:
            await behind.cleanup()
        async with front_door.client() as session:
            door, url = await served(doorway(front_door.door(session, lambda: address)))
            await asking(session, url)
            await door.cleanup()
        await behind.cleanup()

    asyncio.run(run())


async def unreachable(_: web.Request) -> web.Response:
    return web.Response()


async def echo(request: web.Request) -> web.Response:
    """Answer with what arrived."""
    return web.json_response(
        {"path": request.raw_path, "headers": list(request.headers.items()), "body": (await request.read()).decode()}
    )


def test_a_path_and_a_query_arrive_as_they_were_written() -> None:
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(URL(f"{url}/a%2Fb?q=%C3%A9&q=a+b", encoded=True)) as answer:
            assert (await answer.json())["path"] == "/a%2Fb?q=%C3%A9&q=a+b"

    through_the_door(echo, asking)


def test_the_pass_arrives_and_nothing_is_added_to_what_the_browser_asked() -> None:
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.post(url, data=b"{}", headers={"Authorization": "Bearer secret"}) as answer:
            arrived = await answer.json()
        names = {name.lower() for name, _ in arrived["headers"]}
        assert ["Authorization", "Bearer secret"] in arrived["headers"]
        assert names == {"host", "authorization", "content-length"}
        assert arrived["body"] == "{}"

    through_the_door(echo, asking)


def test_two_cookies_stay_two_and_the_status_is_kept() -> None:
    async def upstream(_: web.Request) -> web.Response:
        answer = web.Response(status=303, headers={"Location": "/badge"})
        answer.set_cookie("a", "1")
        answer.set_cookie("b", "2")
        return answer

    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(url, allow_redirects=False) as answer:
            assert answer.status == 303
            assert answer.headers["Location"] == "/badge"
            assert len(answer.headers.getall("Set-Cookie")) == 2

    through_the_door(upstream, asking)


def test_a_packed_answer_stays_packed() -> None:
    packed = gzip.compress(b"wasm" * 1000)

    async def upstream(_: web.Request) -> web.Response:
        return web.Response(body=packed, headers={"Content-Encoding": "gzip"})

    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(url) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert await answer.read() == packed

    through_the_door(upstream, asking)


def test_a_batch_larger_than_a_function_takes_still_reaches_it() -> None:
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.post(url, data=io.BytesIO(b"x" * 7_000_000)) as answer:
            assert len((await answer.json())["body"]) == 7_000_000

    through_the_door(echo, asking)


def test_a_door_without_an_emulator_says_so_instead_of_hanging() -> None:
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(url) as answer:
            assert answer.status == 502

    through_the_door(None, asking)


def beside_the_door(asking: Asking) -> None:
    """Ask through a front door for files, behind which an emulator answers with what it was asked."""

    async def run() -> None:
        behind, address = await served(doorway(storing(lambda: address, f"{FILE}?{QUERY}")))
        async with front_door.client() as session:
            handler = front_door.door(session, lambda: f"{address}/gateway", address)
            files = front_door.files(session, address, lambda: BUCKET)
            door, url = await served(doorway(handler, files))
            await asking(session, url)
            await door.cleanup()
        await behind.cleanup()

    asyncio.run(run())


def test_a_link_to_a_file_leads_through_the_door_as_it_was_signed() -> None:
    """The emulator signs links for its own address, which no phone on the local network reaches."""

    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(f"{url}/api/exports/report.pdf") as answer:
            link = (await answer.json())["url"]
        assert link == f"{url}/_files{FILE}?{QUERY}"
        async with session.get(URL(link, encoded=True)) as answer:
            assert await answer.text() == f"{FILE}?{QUERY}"
        async with session.head(URL(link, encoded=True)) as answer:
            assert answer.status == 200

    beside_the_door(asking)


@pytest.mark.parametrize(
    "target",
    [
        "/_ministack/ses/messages?X-Amz-Signature=x",
        f"/_ministack/ses/messages?{QUERY}",
        f"/pointage-code/layer.zip?{QUERY}",
        f"/{BUCKET}?{QUERY}",
        f"/{BUCKET}/?{QUERY}",
        f"/{BUCKET}-other/forum/x.csv?{QUERY}",
        f"/{BUCKET}/../_ministack/ses/messages?{QUERY}",
        f"/{BUCKET}/%2e%2e/_ministack/ses/messages?{QUERY}",
        f"/{BUCKET}/..%2f_ministack?{QUERY}",
        f"/{BUCKET}//x?{QUERY}",
        f"//{BUCKET}/x?{QUERY}",
        f"/{BUCKET}/x%00?{QUERY}",
        FILE,
        f"{FILE}?{QUERY.replace('X-Amz-Date=1', 'X-Amz-Date=')}",
        f"{FILE}?{QUERY}&acl=",
        f"{FILE}?{QUERY}&X-Amz-Signature=2",
        f"{FILE}?{QUERY.partition('&')[2]}",
    ],
)
def test_no_other_address_below_the_files_leads_anywhere(target: str) -> None:
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        for place in ("_files", "%5ffiles", "%5Ffiles"):
            async with session.get(URL(f"{url}/{place}{target}", encoded=True)) as answer:
                assert (answer.status, await answer.text()) == (404, "")

    beside_the_door(asking)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH", "OPTIONS"])
def test_a_link_to_a_file_only_reads_it(method: str) -> None:
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.request(method, URL(f"{url}/_files{FILE}?{QUERY}", encoded=True), data=b"x") as answer:
            assert (answer.status, await answer.text()) == (404, "")

    beside_the_door(asking)


@pytest.mark.parametrize(
    "head",
    [
        "GET http://127.0.0.1:9/_ministack/ses/messages HTTP/1.1\r\nHost: localhost",
        "GET http://localhost@evil.example/ HTTP/1.1\r\nHost: localhost",
        "OPTIONS * HTTP/1.1\r\nHost: localhost",
        "CONNECT 127.0.0.1:9 HTTP/1.1\r\nHost: localhost",
        "GET @evil.example/ HTTP/1.1\r\nHost: localhost",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost",
        "GET / HTTP/1.0",
    ],
)
def test_a_request_that_a_proxy_would_take_reaches_nothing(head: str) -> None:
    async def asking(_: aiohttp.ClientSession, url: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", URL(url).port)
        writer.write(f"{head}\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        assert answer.split()[1] in (b"400", b"403")

    through_the_door(echo, asking)


def test_what_a_browser_says_of_the_page_ends_at_the_door_and_no_name_of_this_machine_is_held_to_https() -> None:
    async def upstream(request: web.Request) -> web.Response:
        answer = await echo(request)
        answer.headers["Strict-Transport-Security"] = "max-age=31536000"
        return answer

    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(url, headers={"Origin": url, "Sec-Fetch-Site": "same-origin"}) as answer:
            arrived = {name.lower() for name, _ in (await answer.json())["headers"]}
            assert arrived == {"host"}
            assert "Strict-Transport-Security" not in answer.headers

    through_the_door(upstream, asking)


def storing(address: Callable[[], str], signed: str) -> front_door.Handler:
    """Answer an export with a link to oneself, and whatever else is asked with what was asked."""

    async def handle(request: web.Request) -> web.Response:
        if request.path.endswith("/api/exports/report.pdf"):
            return web.json_response({"url": f"{address()}{signed}"})
        return web.Response(text=request.raw_path)

    return handle


def test_no_other_answer_is_changed() -> None:
    async def run() -> None:
        behind, address = await served(doorway(storing(lambda: address, "/x")))
        async with front_door.client() as session:
            door, url = await served(doorway(front_door.door(session, lambda: address)))
            async with session.get(f"{url}/api/exports/report.pdf") as answer:
                assert (await answer.json())["url"] == f"{address}/x"
            await door.cleanup()
        await behind.cleanup()

    asyncio.run(run())
