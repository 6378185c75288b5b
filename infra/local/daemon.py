"""The one process of a running stack: the front door, the mailbox, and the emulator as its child."""

import argparse
import asyncio
import contextlib
import os
import secrets
import signal
import socket
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import aiohttp
from aiohttp import web

from infra.local import callers, certificates, emulator, front_door, home, mailbox, ports
from infra.local.home import READY_WITHIN_SECONDS, Home, StackError
from infra.local.stack import REGION, ROOT

# What was just written reaches the functions that wait for it, such as the one that sends mail.
DRAIN_SECONDS = 0.3
# HTTPS for phones: 8443 beside 8000.
LAN_OFFSET = 443


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process."""

    home: Home
    port: int
    save: bool
    parent: int | None
    lan: bool


def settings() -> Settings:
    """Read the command line."""
    options = argparse.ArgumentParser()
    options.add_argument("home", type=Path)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--no-save", dest="save", action="store_false")
    options.add_argument("--parent", type=int)
    options.add_argument("--lan", action="store_true")
    given = options.parse_args()
    return Settings(Home(given.home), given.port, given.save, given.parent, given.lan)


async def wait_for_leftover(folder: Home) -> None:
    """Wait for the emulator of a killed daemon: two would write the same state.

    It notices by itself within about a second, saves and ends.
    """
    for _ in range(READY_WITHIN_SECONDS * 10):
        if home.holder(folder.emulator_lock) is None:
            return
        await asyncio.sleep(0.1)
    pid = home.holder(folder.emulator_lock)
    raise StackError(f"The emulator of an earlier start does not end: stop process {pid}, then try again.")


async def is_ready(session: aiohttp.ClientSession, address: str) -> bool:
    """Ask the emulator once."""
    try:
        async with session.get(f"{address}/_ministack/ready") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def wait_until_ready(session: aiohttp.ClientSession, address: str, child: asyncio.subprocess.Process) -> None:
    """Return when the emulator answers."""
    for _ in range(READY_WITHIN_SECONDS * 50):
        if child.returncode is not None:
            raise StackError("The emulator ended while it started: the lines above say why.")
        if await is_ready(session, address):
            return
        await asyncio.sleep(0.02)
    raise StackError(f"The emulator was not ready after {READY_WITHIN_SECONDS} seconds: try again.")


async def open_site(
    application: web.Application, sockets: list[socket.socket], secured: ssl.SSLContext | None = None
) -> web.AppRunner:
    """Serve an application on listening sockets."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=2.0)
    await runner.setup()
    for listener in sockets:
        await web.SockSite(runner, listener, ssl_context=secured).start()
    return runner


def api_address(folder: Home, emulator_url: str) -> str | None:
    """Return where the emulator serves the API, once the launcher has recorded its id."""
    api_id = home.recalled(folder.memory).get("api_id")
    return f"{emulator_url}{emulator.API}{api_id}/$default" if api_id else None


def bucket(folder: Home) -> str | None:
    """Return the name of the bucket of the files' links, once the launcher has recorded it."""
    return home.recalled(folder.memory).get("files_bucket")


async def parent_gone(pid: int | None) -> None:
    """Return when a process has ended; never if there is none to watch."""
    while pid is None or is_alive(pid):
        await asyncio.sleep(1)


def is_alive(pid: int) -> bool:
    """Whether a process exists, even another user's."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


async def ended(child: asyncio.subprocess.Process) -> None:
    """End the emulator; it saves its state first."""
    if child.returncode is None:
        child.terminate()
        try:
            await asyncio.wait_for(child.wait(), READY_WITHIN_SECONDS)
        except TimeoutError:
            child.kill()
            await child.wait()


@dataclass(frozen=True, slots=True)
class Listening:
    """The sockets that were asked for; `lan` is None without one."""

    door: list[socket.socket]
    mailbox: list[socket.socket]
    lan: socket.socket | None

    @classmethod
    def begin(cls, chosen: Settings) -> Self:
        """Listen on each port; a port of 0 takes any."""
        mailbox_port, lan_port = (chosen.port and chosen.port + offset for offset in (1, LAN_OFFSET))
        lan = ports.listen_on(certificates.address(), lan_port) if chosen.lan else None
        return cls(ports.listen(chosen.port), ports.listen(mailbox_port), lan)

    def told(self, emulator_url: str, mailbox_url: str) -> dict[str, Any]:
        """Return where this process is, and all that it serves."""
        return {
            "pid": os.getpid(),
            "port": self.door[0].getsockname()[1],
            "aws_endpoint_url": emulator_url,
            "mailbox_url": mailbox_url.replace("127.0.0.1", "localhost"),
            "lan_url": "https://{}:{}".format(*self.lan.getsockname()) if self.lan else "",
        }


async def run(chosen: Settings) -> None:
    """Run the stack until asked to stop, or until a part of it has ended."""
    folder, stopping = chosen.home, asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    listening = Listening.begin(chosen)
    await wait_for_leftover(folder)
    # Every user of this machine, and every page in a browser on it, reaches its ports. Servers other than the front
    # door answer below a secret path that is only in `stack.json`, which only its owner may read.
    key = secrets.token_urlsafe(24)
    emulator_url = f"http://127.0.0.1:{emulator.free_port()}/{key}"
    mailbox_url = f"http://127.0.0.1:{listening.mailbox[0].getsockname()[1]}/{key}"
    folder.emulator.mkdir(parents=True, exist_ok=True)
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.local.emulator", str(folder.path)),
        cwd=ROOT,
        env=emulator.environment(folder.emulator, emulator_url, REGION, mailbox_url, save=chosen.save),
        # Ctrl-C must reach only the daemon, which then stops the emulator.
        start_new_session=True,
    )
    async with front_door.client() as session, contextlib.AsyncExitStack() as last:
        last.push_async_callback(ended, child)
        postal = mailbox.application(session, emulator_url, folder.mail, f"/{key}", callers.names(listening.mailbox))
        last.push_async_callback((await open_site(postal, listening.mailbox)).cleanup)
        last.push_async_callback(drained)
        for site in await open_doors(folder, listening, session, emulator_url):
            last.push_async_callback(site.cleanup)
        await wait_until_ready(session, emulator_url, child)
        home.write(folder.running, listening.told(emulator_url, mailbox_url))
        ends = [asyncio.ensure_future(end) for end in (stopping.wait(), child.wait(), parent_gone(chosen.parent))]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        if child.returncode is not None:
            raise StackError("The emulator ended by itself: `make up` resumes from what it saved last.")


async def open_doors(
    folder: Home, listening: Listening, session: aiohttp.ClientSession, emulator_url: str
) -> list[web.AppRunner]:
    """Serve the API and the pages on this machine, and to phones in its Wi-Fi if they were asked for."""
    handler = front_door.door(session, lambda: api_address(folder, emulator_url), emulator_url)
    files = front_door.files(session, emulator_url, lambda: bucket(folder))
    here = front_door.application(handler, callers.names(listening.door), first=[files])
    sites = [await open_site(here, listening.door)]
    if lan := listening.lan:
        first = [files, *certificates.pages(folder.certificates)]
        nearby = front_door.application(handler, callers.names([lan]), first=first)
        secured = certificates.context(folder.certificates, lan.getsockname()[0])
        sites.append(await open_site(nearby, [lan], secured))
    return sites


async def drained() -> None:
    """Give the last writes a moment to reach the stream's functions."""
    await asyncio.sleep(DRAIN_SECONDS)


def main() -> None:
    """Run the stack, or print in a last line why not."""
    chosen = settings()
    try:
        with home.held(chosen.home.lock):
            chosen.home.running.unlink(missing_ok=True)
            asyncio.run(run(chosen))
            chosen.home.running.unlink(missing_ok=True)
            chosen.home.stack.unlink(missing_ok=True)
    except BlockingIOError:
        sys.exit("Another daemon has this folder.")
    except StackError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
