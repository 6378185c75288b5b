"""The folder in which a local stack keeps its files."""

import contextlib
import fcntl
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

# However busy a machine is: only what hangs is waited for so long.
READY_WITHIN_SECONDS = 240
# All that another user of this machine may do with a file.
OTHERS = 0o077


class StackError(Exception):
    """The stack cannot do what was asked; the text says in one sentence what to do."""


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of one stack. `state` outlives a stop; everything else describes the running stack."""

    path: Path

    @property
    def stack(self) -> Path:
        """The file by which programs find the running stack; it holds a pass."""
        return self.path / "stack.json"

    @property
    def running(self) -> Path:
        """The daemon's own file: pids and addresses."""
        return self.path / "running.json"

    @property
    def lock(self) -> Path:
        """Held by the daemon as long as it lives."""
        return self.path / "running.lock"

    @property
    def launching(self) -> Path:
        """Held by a command that starts or stops the stack, so that two do not run at once."""
        return self.path / "launching.lock"

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def state(self) -> Path:
        return self.path / "state"

    @property
    def memory(self) -> Path:
        """What the launcher remembers from one start to the next: what is deployed, the first passes."""
        return self.state / "launcher.json"

    @property
    def emulator(self) -> Path:
        return self.state / "emulator"

    @property
    def emulator_lock(self) -> Path:
        return self.state / "emulator.lock"

    @property
    def mail(self) -> Path:
        return self.state / "mail"

    @property
    def archive(self) -> Path:
        """Where the closing command leaves the event's archive."""
        return self.path / "archive"

    @property
    def certificates(self) -> Path:
        return self.state / "certificates"

    def close_to_others(self) -> None:
        """Close to other users every file of ours that an earlier start left open to them."""
        ours = (self.state, self.archive, self.stack, self.running, self.log, self.lock, self.launching)
        for path in (found for own in ours if own.exists() for found in (own, *own.rglob("*"))):
            # An emulator that has not ended yet may still remove its files.
            with contextlib.suppress(FileNotFoundError):
                mode = path.lstat().st_mode
                if mode & OTHERS and not stat.S_ISLNK(mode):
                    path.chmod(stat.S_IMODE(mode) & ~OTHERS)

    def forget(self) -> None:
        """Remove only what a stack made here: the folder may be any folder of the user's."""
        shutil.rmtree(self.state, ignore_errors=True)
        for path in (self.stack, self.running, self.log):
            path.unlink(missing_ok=True)


def read(path: Path) -> dict[str, Any]:
    """Return the content of a JSON file; empty if there is none."""
    try:
        return dict(json.loads(path.read_text()))
    except FileNotFoundError:
        return {}


def recalled(path: Path) -> Mapping[str, Any]:
    """Return the same, reading a file again only once it was written anew: for what is asked at each request."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return {}
    return _as_written(path, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=4)
def _as_written(path: Path, _number: int, _changed_at: int) -> Mapping[str, Any]:
    return read(path)


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file that only its owner may read, atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file, indent=2)
    draft.replace(path)


@contextlib.contextmanager
def held(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold a lock file for the length of a block, with our pid in it.

    Without `wait`, raise BlockingIOError if another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(path: Path) -> int | None:
    """Return the pid of the living process that holds a lock file.

    A lock ends with its process, however that ended; a pid in a file alone may be another process's by
    now.
    """
    if not path.exists():
        return None
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(file.read() or 0)
    return None
