"""The emulator as a child process: saves its state while it runs, and stops when its parent is gone.

By itself it saves only when it is stopped cleanly, so a `kill -9` or a flat battery would cost a whole day of scans.
"""

import asyncio
import json
import logging
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from infra.local import home
from infra.local.home import Home
from infra.local.unpacking import unpack_once

WATCH_SECONDS = 1.0
# A save stops the emulator for its length: it may take this share of the time.
SAVING_SHARE = 0.05
# The emulator's name for the tables' state, and ours for that of all services.
TABLES, EVERYTHING = "dynamodb", "everything"

type Message = MutableMapping[str, Any]


def environment(state: Path, port: int, region: str, mailbox_url: str, *, save: bool) -> dict[str, str]:
    """Return the environment of the emulator and, by inheritance, of every function's worker.

    Nothing of the user's own AWS set-up may reach the workers: it would
    point them, with real credentials, at a real account.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return inherited | {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ENDPOINT_URL_SESV2": mailbox_url,
        "AUTH": "true",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state),
        "S3_DATA_DIR": str(state / "objects"),
        "TMPDIR": str(state / "unpacked"),
        "SAVE_WHILE_RUNNING": "1" if save else "0",
        # The layer's folder comes first in a worker; the project's own must not stand in for it.
        "PYTHONPATH": "",
    }


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def prepare(state: Path) -> None:
    """Remove what an earlier run unpacked, and forget how far it had read the stream.

    The stream's records are not kept over a stop. With the old position, as
    many new ones as there were old ones would be skipped without a word, and
    their mails never sent.
    """
    unpacked = state / "unpacked"
    if unpacked.exists():
        unpacked.rename(state / f"left-behind-{os.getpid()}")
    unpacked.mkdir(parents=True)
    # Thousands of files: whoever starts the stack should not wait for their end.
    threading.Thread(target=remove, args=(list(state.glob("left-behind-*")),), daemon=True).start()
    saved = state / "lambda.json"
    if saved.exists():
        content = json.loads(saved.read_text())
        content["payload"].pop("dynamodb_stream_positions", None)
        saved.write_text(json.dumps(content))


def remove(folders: list[Path]) -> None:
    """Remove some folders; what is not reached before the end is left to the next start."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


class Saver:
    """Writes down what changed, soon after it did and at a bounded cost."""

    def __init__(self) -> None:
        self.changed: set[str] = set()
        self.due = 0.0

    def note(self, scope: Mapping[str, Any]) -> None:
        """Note what a request may have changed.

        The API's requests change nothing by themselves: the functions' own
        calls come here as well. All but the table's change rarely, and are
        saved together, since they refer to each other.
        """
        if scope["type"] != "http" or scope["method"] == "GET" or scope["path"].startswith("/_aws/execute-api/"):
            return
        target = dict(scope["headers"]).get(b"x-amz-target", b"")
        self.changed.add(TABLES if target.startswith(b"DynamoDB_") else EVERYTHING)

    def save_if_due(self) -> None:
        """Save what changed. It runs between two requests, so that no transaction is caught half-way."""
        from ministack import app as ministack  # type: ignore[import-not-found]
        from ministack.core import persistence  # type: ignore[import-not-found]

        if not self.changed or time.monotonic() < self.due:
            return
        began = time.monotonic()
        parts = ministack._build_persistence_save_dict()
        persistence.save_all(parts if EVERYTHING in self.changed else {TABLES: parts[TABLES]})
        self.changed.clear()
        self.due = time.monotonic() + (time.monotonic() - began) / SAVING_SHARE


async def watch(saver: Saver | None, parent: int) -> None:
    """Save now and then; once the parent is gone, stop as if it had asked to."""
    while os.getppid() == parent:
        await asyncio.sleep(WATCH_SECONDS)
        if saver:
            saver.save_if_due()
    os.kill(os.getpid(), signal.SIGTERM)


def watched(app: Any, saver: Saver | None, parent: int) -> Any:
    """Wrap the emulator's application: it notes changes, and starts the watch with the server."""
    kept = []

    async def application(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            kept.append(asyncio.create_task(watch(saver, parent)))
        await app(scope, receive, send)
        if saver:
            saver.note(scope)

    return application


def main() -> None:
    """Serve the state of a home until told to stop."""
    from ministack import app as ministack
    from ministack.core import lambda_runtime, persistence

    # A line for each of sixty services at each save would bury all others.
    persistence.logger.setLevel(logging.WARNING)
    place = Home(Path(sys.argv[1]))
    with home.held(place.emulator_lock):
        prepare(place.emulator)
        unpack_once(lambda_runtime, place.emulator / "unpacked")
        saver = Saver() if os.environ["SAVE_WHILE_RUNNING"] == "1" else None
        ministack.app = watched(ministack.app, saver, os.getppid())
        sys.argv = sys.argv[:1]
        ministack.main()


if __name__ == "__main__":
    main()
