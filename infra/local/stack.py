"""A whole stack on this machine, for the commands, the simulated day and the end-to-end tests.

Only the standard library is used here, so any environment may import it; the work is done in the
emulator's own.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.local import home
from infra.local.home import READY_WITHIN_SECONDS, Home, StackError

__all__ = ["PROGRAMME", "REGION", "ROOT", "Stack", "StackError", "find", "running", "start", "stop"]

ROOT = Path(__file__).resolve().parent.parent.parent
EMULATOR = ROOT / ".venv" / "emulator" / "bin" / "python"
PROGRAMME = ROOT / "infra" / "programme" / "destins-2022.toml"
REGION = "eu-west-3"
# The daemon waits for the emulator before it ends itself.
STOP_SECONDS = READY_WITHIN_SECONDS + 60


@dataclass(frozen=True, slots=True)
class Stack:
    """The addresses and passes of a running stack: the content of `stack.json`."""

    base_url: str
    api_url: str
    pid: int
    aws_endpoint_url: str
    mailbox_url: str
    event_id: str
    region: str
    table_name: str = ""
    signing_key_id: str = ""
    organiser_pass: str = ""
    volunteer_pass: str = ""
    lan_url: str = ""

    @property
    def public_url(self) -> str:
        """The origin of links: the one that phones reach, if they can."""
        return self.lan_url or self.base_url

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which the operator's commands reach this stack's table."""
        return {
            "AWS_ENDPOINT_URL": self.aws_endpoint_url,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "TABLE_NAME": self.table_name,
            "SIGNING_KEY_ID": self.signing_key_id,
            "EVENT_ID": self.event_id,
            "PUBLIC_URL": self.public_url,
        }


def find(path: Path) -> Stack | None:
    """Return the running stack of this home, if any."""
    folder = Home(path.resolve())
    content = home.read(folder.stack) if home.holder(folder.lock) else {}
    return (
        Stack(**{field.name: content[field.name] for field in fields(Stack) if field.name in content})
        if content
        else None
    )


def start(
    path: Path,
    *,
    port: int = 0,
    clock: str | None = None,
    programme: Path = PROGRAMME,
    root: Path = ROOT,
    parent: int | None = None,
    save: bool = True,
) -> Stack:
    """Start a stack, or resume the one of this home, and return when it answers.

    Port 0 takes any free ports. With `parent` it stops by itself when that process has ended. Without
    `save` it writes its state only when it is stopped: right for measuring, and for a state that nobody
    will resume.
    """
    options = ["--home", str(path), "--port", str(port), "--programme", str(programme), "--root", str(root)]
    options += ["--clock", clock] if clock else []
    options += ["--parent", str(parent)] if parent else []
    options += [] if save else ["--no-save"]
    command("up", "--quiet", *options)
    stack = find(path)
    if stack is None:
        raise StackError(f"The stack stopped as soon as it was ready: {Home(path).log} says why.")
    return stack


def stop(path: Path) -> bool:
    """Stop a stack cleanly, and return whether one was running; its state stays, and `start` resumes it."""
    folder = Home(path.resolve())
    with home.held(folder.launching, wait=True):
        return end(folder)


def end(folder: Home) -> bool:
    """Ask the daemon to stop and wait for its end; it saves first."""
    pid = home.holder(folder.lock)
    if pid is None:
        return False
    # The daemon may end by itself meanwhile, which is fine.
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    for _ in range(STOP_SECONDS * 20):
        if home.holder(folder.lock) is None:
            return True
        time.sleep(0.05)
    raise StackError(f"The stack does not stop: end process {pid}, then try again.")


@contextlib.contextmanager
def running(
    path: Path | None = None,
    *,
    port: int = 0,
    clock: str | None = None,
    programme: Path = PROGRAMME,
    save: bool = False,
) -> Iterator[Stack]:
    """Run a stack for the length of a block; without a home of its own it leaves nothing behind."""
    # Beside the state of `make up`, not in the system's temporary folder: unpacking a layer there
    # was seen to take eight times as long.
    (ROOT / ".local").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="stack-", dir=ROOT / ".local") as temporary:
        folder = path or Path(temporary)
        try:
            yield start(folder, port=port, clock=clock, programme=programme, parent=os.getpid(), save=save)
        finally:
            stop(folder)


def command(*arguments: str) -> None:
    """Run a launcher command in the emulator's environment; its complaint becomes the error."""
    if not EMULATOR.exists():
        raise StackError("The emulator's environment is missing: run `make up` or `make test` once.")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'shared'}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        [str(EMULATOR), "-m", "infra.local", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=sys.stderr,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StackError(done.stderr.strip() or f"infra.local {arguments[0]} ended with {done.returncode}")
