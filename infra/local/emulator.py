"""The emulator as a child process: saves its state while running, and stops when its parent is gone.

By itself it saves only when it is stopped cleanly, so a `kill -9` or a flat battery would cost a
whole day of scans.
"""

import asyncio
import gc
import hmac
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
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from multidict import CIMultiDict

from infra.local import callers, home
from infra.local.home import Home
from infra.local.unpacking import unpack_once
from infra.local.workers import fork_workers

WATCH_SECONDS = 1.0
# A save blocks the emulator: saving may take this share of the time.
SAVING_SHARE = 0.05
# The emulator's name for the tables' state, and ours for the state of all services.
TABLES, EVERYTHING = "dynamodb", "everything"
API = "/_aws/execute-api/"

type Message = MutableMapping[str, Any]


def environment(state: Path, url: str, region: str, mailbox_url: str, *, save: bool) -> dict[str, str]:
    """Return the environment of the emulator and, by inheritance, of every function's worker.

    Nothing of the user's own AWS settings may reach the workers: they would use real credentials on a
    real account.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return inherited | {
        "GATEWAY_PORT": str(urlsplit(url).port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ENDPOINT_URL": url,
        "AWS_ENDPOINT_URL_SESV2": mailbox_url,
        "AUTH": "true",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state),
        "S3_DATA_DIR": str(state / "objects"),
        "TMPDIR": str(state / "unpacked"),
        "SAVE_WHILE_RUNNING": "1" if save else "0",
        # The layer's folder comes first in a worker; the project's own folder must not replace it.
        "PYTHONPATH": "",
    }


def free_port() -> int:
    """Return a port of the loopback interface on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def prepare(state: Path) -> None:
    """Remove what an earlier run unpacked, and forget its position in the stream.

    The stream's records are lost at a stop. With the old position, as many new records as there were
    old ones would be skipped silently, and their mails never sent.
    """
    unpacked = state / "unpacked"
    if unpacked.exists():
        unpacked.rename(state / f"left-behind-{os.getpid()}")
    unpacked.mkdir(parents=True)
    # Thousands of files: starting the stack should not wait for their removal.
    threading.Thread(target=remove, args=(list(state.glob("left-behind-*")),), daemon=True).start()
    saved = state / "lambda.json"
    if saved.exists():
        content = json.loads(saved.read_text())
        content["payload"].pop("dynamodb_stream_positions", None)
        saved.write_text(json.dumps(content))


def remove(folders: list[Path]) -> None:
    """Remove some folders; what is not finished in time is left to the next start."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


class Saver:
    """Saves what changed, soon afterwards and at a bounded cost."""

    def __init__(self) -> None:
        self.changed: set[str] = set()
        self.due = 0.0

    def note(self, scope: Mapping[str, Any]) -> None:
        """Note what a request may have changed.

        The API's requests change nothing by themselves: the functions' own calls come here as well.
        Everything but the table changes rarely, and is saved together, as the parts refer to each other.
        """
        if scope["type"] != "http" or scope["method"] == "GET" or scope["path"].startswith(API):
            return
        target = dict(scope["headers"]).get(b"x-amz-target", b"")
        self.changed.add(TABLES if target.startswith(b"DynamoDB_") else EVERYTHING)

    def save_if_due(self) -> None:
        """Save what changed, between two requests, so that no transaction is cut in half."""
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
    """Save regularly; once the parent is gone, stop as if asked to."""
    while os.getppid() == parent:
        await asyncio.sleep(WATCH_SECONDS)
        if saver:
            saver.save_if_due()
    os.kill(os.getpid(), signal.SIGTERM)


def watched(app: Any, saver: Saver | None, parent: int) -> Any:
    """Wrap the emulator's application so that it notes changes, and starts the watch with the server."""
    kept = []

    async def application(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            kept.append(asyncio.create_task(watch(saver, parent)))
        await app(scope, receive, send)
        if saver:
            saver.note(scope)

    return application


def locked(app: Any, door: str) -> Any:
    """Wrap an application so that it answers only below a secret path, and no page of a browser.

    The emulator itself treats an unsigned request as one of the account's owner.
    """

    async def application(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        inner = scope if scope["type"] == "lifespan" else let_in(scope, door)
        if inner:
            await app(inner, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            await send({"type": "http.response.start", "status": 403, "headers": []})
            await send({"type": "http.response.body", "body": b"The emulator answers its own stack alone.\n"})

    return application


def verify_behind(door: str, storage: Any) -> None:
    """Make the emulator's storage verify a link by the whole signed path, of which it sees only the rest.

    And find a template by the address that SAM gives it: there, the door stands where the emulator looks for a bucket.
    """
    verify, found = storage._verify_presigned_sigv4, storage._get_object_data
    storage._verify_presigned_sigv4 = lambda method, path, *more: verify(method, door + path, *more)
    storage._get_object_data = lambda bucket, key, **version: (
        found(*key.split("/", 1), **version) if f"/{bucket}" == door else found(bucket, key, **version)
    )


def parse_once(tables: Any, gateway: Any) -> None:
    """Make the emulator's tables parse an expression once, not for each item: a query of 30,000 people took 0.6 s.

    And make its gateway compare a path once with each of its routes, not at each request.
    """
    for module, name in ((tables, "_tokenize"), (tables, "_condition_syntax_error"), (gateway, "_path_matches")):
        setattr(module, name, lru_cache(maxsize=4096)(getattr(module, name)))


def hash_once(functions: Any) -> None:
    """Make the emulator hash a function's code once, not at each time that it saves: forty times some megabytes."""
    digest = lru_cache(maxsize=256)(lambda code: sha256(code).hexdigest())
    write = functions._write_code_blob

    def written(code: bytes) -> Any:
        file = Path(functions.CODE_BLOB_DIR, f"{digest(code)}.zip")
        return file.stem if file.exists() else write(code)

    functions._write_code_blob = written


def note_permissions(evaluator: Any, file: Path) -> None:
    """Write down, once each, what a policy had to allow to which role: `make soak` reads it."""
    evaluate, noted = evaluator.evaluate, set()

    def noting(asked: Any, *policies: Any) -> Any:
        result = evaluate(asked, *policies)
        line = f"{asked.principal_arn.split('/')[1]} {asked.action}"
        if result.decision == "Allow" and line not in noted:
            noted.add(line)
            with file.open("a") as lines:
                lines.write(f"{line}\n")
        return result

    evaluator.evaluate = noting


def let_in(scope: Mapping[str, Any], door: str) -> Mapping[str, Any] | None:
    """Return a request without the secret path; None if it is refused."""
    raw_path = scope["raw_path"].decode("latin-1")
    given, rest = raw_path[: len(door)], raw_path[len(door) :] or "/"
    headers = CIMultiDict((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    is_known = hmac.compare_digest(given.encode(), door.encode()) and rest.startswith("/")
    if not is_known or callers.refusal(scope.get("method", "GET"), raw_path, headers, "http", callers.LOOPBACK):
        return None
    inner = {**scope, "path": scope["path"][len(door) :] or "/"}
    # A signature covers the whole path; requests from the front door have none.
    return inner | {"raw_path": rest.encode("latin-1")} if rest.startswith(API) else inner


def main() -> None:
    """Serve the state of a home until stopped."""
    from ministack import app as ministack
    from ministack.core import iam_evaluator, lambda_runtime, persistence
    from ministack.services import apigateway, dynamodb, lambda_svc, s3  # type: ignore[import-not-found]

    # A log line for each of sixty services at each save would hide all others.
    persistence.logger.setLevel(logging.WARNING)
    folder = Home(Path(sys.argv[1]))
    with home.held(folder.emulator_lock):
        prepare(folder.emulator)
        unpack_once(lambda_runtime, folder.emulator / "unpacked")
        fork_workers(lambda_runtime)
        saver = Saver() if os.environ["SAVE_WHILE_RUNNING"] == "1" else None
        door = urlsplit(os.environ["AWS_ENDPOINT_URL"]).path
        verify_behind(door, s3)
        parse_once(dynamodb, apigateway)
        hash_once(lambda_svc)
        # Its tables are millions of objects that live on: it looked through them for garbage at every other request.
        gc.set_threshold(100_000, 50, 100)
        if used := os.environ.get("PERMISSIONS_USED"):
            note_permissions(iam_evaluator, Path(used))
        ministack.app = locked(watched(ministack.app, saver, os.getppid()), door)
        sys.argv = sys.argv[:1]
        ministack.main()


if __name__ == "__main__":
    main()
