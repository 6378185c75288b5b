"""Starts and stops a stack: the steps between a command and its links."""

import contextlib
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from infra.local import home, rehearsal
from infra.local.deploy import Build, Deployment, build
from infra.local.home import READY_WITHIN_SECONDS, Home, StackError
from infra.local.rehearsal import Event
from infra.local.stack import REGION, ROOT, STOP_SECONDS, Stack, end

MAIL_FROM = "forum@example.org"
# The emulator takes them as they come.
MAILS_A_SECOND = "1000"

OK = 200
REFUSED = (401, 403)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a start."""

    port: int
    clock: str | None
    programme: Path
    root: Path
    parent: int | None = None
    save: bool = True
    lan: bool = False


def up(folder: Home, options: Options) -> Stack:
    """Start a stack, resume it, or update the running one."""
    event = rehearsal.event(options.programme)
    clock = event.at(options.clock) if options.clock else None
    with home.held(folder.launching, wait=True):
        process = None if home.holder(folder.lock) else daemon(folder, options)
        with contextlib.ExitStack() as on_error:
            if process:
                # A half-started stack would confuse the next start.
                on_error.callback(process.wait, STOP_SECONDS)
                on_error.callback(process.terminate)
            # Packaged while the emulator starts.
            code = build(options.root)
            running = seen(folder, process, options)
            stack = deploy(folder, addresses(running, event), code)
            stack = fill(folder, stack, options, event, clock)
            if process:
                rehearsal.see_to_mails(event, stack.environment)
            wait_until_answered(stack)
            home.write(folder.stack, asdict(stack))
            on_error.pop_all()
    return stack


def daemon(folder: Home, options: Options) -> subprocess.Popen[bytes]:
    """Start the daemon in the background."""
    folder.path.mkdir(parents=True, exist_ok=True)
    folder.close_to_others()
    for left_behind in (folder.stack, folder.running):
        left_behind.unlink(missing_ok=True)
    arguments = ["--port", str(options.port)]
    arguments += [] if options.save else ["--no-save"]
    arguments += ["--parent", str(options.parent)] if options.parent else []
    arguments += ["--lan"] if options.lan else []
    with folder.log.open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "infra.local.daemon", str(folder.path), *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def seen(folder: Home, process: subprocess.Popen[bytes] | None, options: Options) -> dict[str, Any]:
    """Wait until the daemon says where it is; if it ends instead, its last line says why."""
    for _ in range(READY_WITHIN_SECONDS * 50):
        running = home.read(folder.running)
        if running and options.port not in (0, running["port"]):
            raise StackError(f"It runs on port {running['port']} already: `make down` first, then start it anew.")
        if running and options.lan and not running["lan_url"]:
            raise StackError("It runs without LAN=1 already: `make down` first, then start it anew.")
        if running:
            return running
        if process and process.poll() is not None:
            lines = [line for line in folder.log.read_text(errors="replace").splitlines() if line.strip()]
            raise StackError(lines[-1] if lines else "The daemon ended without a word: try again.")
        time.sleep(0.02)
    raise StackError(
        f"The stack was not ready after {READY_WITHIN_SECONDS} seconds: {folder.log} says how far it came."
    )


def addresses(running: Mapping[str, Any], event: Event) -> Stack:
    """Return the addresses of the stack, known before anything is deployed."""
    base_url = f"http://localhost:{running['port']}"
    return Stack(
        base_url=base_url,
        api_url=f"{base_url}/api",
        pid=running["pid"],
        aws_endpoint_url=running["aws_endpoint_url"],
        mailbox_url=running["mailbox_url"],
        lan_url=running["lan_url"],
        event_id=event.id,
        region=REGION,
    )


def deploy(folder: Home, stack: Stack, code: Build) -> Stack:
    """Deploy a build unless it is deployed already, and return the stack with its outputs."""
    memory, deployment = home.read(folder.memory), Deployment(stack.environment)
    parameters = {
        "EventId": stack.event_id,
        "PublicUrl": stack.public_url,
        "MailFrom": MAIL_FROM,
        "MailsASecond": MAILS_A_SECOND,
    }
    wanted, outputs = [code.digest, parameters], deployment.outputs()
    if not outputs or memory.get("deployed") != wanted:
        deployment.deploy(code, parameters)
        outputs = deployment.outputs()
        made = {"deployed": wanted, "api_id": outputs["ApiId"], "files_bucket": outputs["FilesBucket"]}
        home.write(folder.memory, memory | made)
    return replace(stack, table_name=outputs["TableName"], signing_key_id=outputs["SigningKeyId"])


def fill(folder: Home, stack: Stack, options: Options, event: Event, clock: datetime | None) -> Stack:
    """Load the programme if it is new, make the passes if there are no valid ones, and return the stack with them."""
    memory, environment = home.read(folder.memory), stack.environment
    is_empty = rehearsal.is_empty(event, environment)
    if is_empty:
        clock = clock or event.at(rehearsal.FIRST_HOUR)
    if is_empty or clock or memory.get("programme") != event.digest:
        rehearsal.load(options.programme, clock, environment)
    passes = memory.get("passes", {}).get(event.id)
    if is_empty or not passes or any(empty_scan(stack, secret)[0] in REFUSED for secret in passes.values()):
        passes = rehearsal.passes(environment)
    known = {"programme": event.digest, "passes": memory.get("passes", {}) | {event.id: passes}}
    home.write(folder.memory, memory | known)
    return replace(stack, organiser_pass=passes["organiser"], volunteer_pass=passes["volunteer"])


def empty_scan(stack: Stack, secret: str) -> tuple[int, str]:
    """Send a scan without content with a pass.

    Its answer is a problem of its own: a real one would be counted.
    """
    body = json.dumps({"sent_at": datetime.now(UTC).isoformat(), "scans": [{}]})
    return ask(stack, "POST", "/api/scans", secret, body)


def wait_until_answered(stack: Stack) -> None:
    """Wait until the contract is served, and a scan with the organiser's pass answered."""
    end_at = time.monotonic() + READY_WITHIN_SECONDS
    with ThreadPoolExecutor() as both:
        while True:
            contract = both.submit(ask, stack, "GET", "/api/openapi.json")
            scan = both.submit(empty_scan, stack, stack.organiser_pass)
            wrong = [answer for answer in (contract.result(), scan.result()) if answer[0] != OK]
            if not wrong:
                return
            if time.monotonic() > end_at:
                raise StackError(f"The API does not answer as it should: {wrong[0][0]} {wrong[0][1][:500]}")
            time.sleep(0.2)


def ask(stack: Stack, method: str, path: str, secret: str = "", body: str = "") -> tuple[int, str]:
    """Return the status and the body of the front door's answer."""
    headers = {"Content-Type": "application/json"} if body else {}
    headers |= {"Authorization": f"Bearer {secret}"} if secret else {}
    connection = http.client.HTTPConnection(
        "127.0.0.1", urlsplit(stack.base_url).port or 80, timeout=READY_WITHIN_SECONDS
    )
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        connection.close()


def reset(folder: Home) -> None:
    """Stop a stack and delete its state."""
    with home.held(folder.launching, wait=True):
        end(folder)
        folder.forget()
