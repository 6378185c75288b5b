import asyncio
import gzip
import io
import socket
from collections.abc import Awaitable, Callable

import aiohttp
from aiohttp import web
from yarl import URL

from infra.local import front_door

type Asking = Callable[[aiohttp.ClientSession, str], Awaitable[None]]


async def served(application: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(application)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listener).start()
    return runner, f"http://127.0.0.1:{listener.getsockname()[1]}"


def through_the_door(upstream: front_door.Handler | None, asking: Asking) -> None:
    """Ask through a front door, behind which an API answers; None: it does not listen."""

    async def run() -> None:
        behind, address = await served(front_door.application(upstream or unreachable))
        if upstream is None:
            await behind.cleanup()
        async with front_door.client() as session:
            door, url = await served(front_door.application(front_door.door(session, lambda: address)))
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


def test_a_path_and_a_query_arrive_as_they_were_written():
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(URL(f"{url}/a%2Fb?q=%C3%A9&q=a+b", encoded=True)) as answer:
            assert (await answer.json())["path"] == "/a%2Fb?q=%C3%A9&q=a+b"

    through_the_door(echo, asking)


def test_the_pass_arrives_and_nothing_is_added_to_what_the_browser_asked():
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.post(url, data=b"{}", headers={"Authorization": "Bearer secret"}) as answer:
            arrived = await answer.json()
        names = {name.lower() for name, _ in arrived["headers"]}
        assert ["Authorization", "Bearer secret"] in arrived["headers"]
        assert names == {"host", "authorization", "content-length"}
        assert arrived["body"] == "{}"

    through_the_door(echo, asking)


def test_two_cookies_stay_two_and_the_status_is_kept():
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


def test_a_packed_answer_stays_packed():
    packed = gzip.compress(b"wasm" * 1000)

    async def upstream(_: web.Request) -> web.Response:
        return web.Response(body=packed, headers={"Content-Encoding": "gzip"})

    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(url) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert await answer.read() == packed

    through_the_door(upstream, asking)


def test_a_batch_larger_than_a_function_takes_still_reaches_it():
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.post(url, data=io.BytesIO(b"x" * 7_000_000)) as answer:
            assert len((await answer.json())["body"]) == 7_000_000

    through_the_door(echo, asking)


def test_a_door_without_an_emulator_says_so_instead_of_hanging():
    async def asking(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(url) as answer:
            assert answer.status == 502

    through_the_door(None, asking)


def test_a_link_to_a_file_leads_through_the_door_as_it_was_signed():
    """The emulator signs links for its own address, which no phone on the local network reaches."""

    async def run() -> None:
        signed = "/bucket/a%20b?X-Amz-Signature=1&q=a+b"
        behind, address = await served(front_door.application(storing(lambda: address, signed)))
        async with front_door.client() as session:
            handler = front_door.door(session, lambda: address, address)
            door, url = await served(front_door.application(handler, first=[front_door.files(session, address)]))
            async with session.get(f"{url}/api/exports/report.pdf") as answer:
                link = (await answer.json())["url"]
            assert link == f"{url}/_files{signed}"
            async with session.get(URL(link, encoded=True)) as answer:
                assert await answer.text() == signed
            async with session.get(f"{url}/_files/bucket/a") as answer:
                assert answer.status == 404
            async with session.put(URL(link, encoded=True), data=b"x") as answer:
                assert answer.status == 404
            await door.cleanup()
        await behind.cleanup()

    asyncio.run(run())


def storing(address: Callable[[], str], signed: str) -> front_door.Handler:
    """Answer an export with a link to oneself, and whatever else is asked with what was asked."""

    async def handle(request: web.Request) -> web.Response:
        if request.path.startswith("/api/exports/"):
            return web.json_response({"url": f"{address()}{signed}"})
        return web.Response(text=request.raw_path)

    return handle


def test_no_other_answer_is_changed():
    async def run() -> None:
        behind, address = await served(front_door.application(storing(lambda: address, "/x")))
        async with front_door.client() as session:
            door, url = await served(front_door.application(front_door.door(session, lambda: address)))
            async with session.get(f"{url}/api/exports/report.pdf") as answer:
                assert (await answer.json())["url"] == f"{address}/x"
            await door.cleanup()
        await behind.cleanup()

    asyncio.run(run())
