"""Starts the functions' workers: forks of one process that has imported what Lambda's own image brings.

A worker spends half of its start on that, and a stack starts dozens. What a function brings, its layer
included, each worker imports for itself.
"""

import contextlib
import gc
import json
import os
import queue
import runpy
import select
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any, TextIO

PIPES = 4
MOST_BYTES = 65_536
END_OF_LOG = "--- end of the log of one call"
ANSWERED = ('{"status": "ok"', '{"status": "error"')
# A worker that has been killed has not said that its log has ended.
LOG_SECONDS = 2.0


class Worker:
    """A forked worker, as far as the emulator looks at it: what `subprocess.Popen` is for a program."""

    def __init__(self, pid: int, stdin: int, stdout: int, stderr: int, alive: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdin = os.fdopen(stdin, "w", buffering=1)
        self.stdout, self.stderr = os.fdopen(stdout), os.fdopen(stderr)
        # It is no child of ours to wait for, but the other end of this pipe closes when it has ended.
        self._alive = os.fdopen(alive, "rb")
        self._end = select.poll()
        self._end.register(self._alive, select.POLLIN)

    def poll(self) -> int | None:
        """Return None as long as it lives."""
        return self._seen(0)

    def wait(self, timeout: float | None = None) -> int:
        code = self._seen(None if timeout is None else timeout * 1000)
        if code is None:
            raise subprocess.TimeoutExpired("worker", timeout or 0)
        return code

    def _seen(self, milliseconds: float | None) -> int | None:
        if self.returncode is None and self._end.poll(milliseconds):
            self._alive.close()
            self.returncode = 0
        return self.returncode

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


class Forerunner:
    """The process that workers are forked from, and how it is asked."""

    def __init__(self) -> None:
        self._asking = Lock()
        self._socket, theirs = socket.socketpair()
        with theirs:
            # Without the folder of this file on its path: to a function it is none of its business.
            command = [sys.executable, "-P", __file__, str(theirs.fileno())]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])

    def start(self, command: Sequence[str], *, cwd: str, env: Mapping[str, str], **_: Any) -> Worker:
        """Run a Python program as `subprocess.Popen` would."""
        pipes = [os.pipe() for _ in range(PIPES)]
        ours = [pipes[0][1], *(reading for reading, _ in pipes[1:])]
        theirs = [pipes[0][0], *(writing for _, writing in pipes[1:])]
        # A number in the template is text on AWS, and a number here.
        settings = {name: str(value) for name, value in env.items()}
        asked = json.dumps({"program": command[1], "cwd": cwd, "env": settings}).encode() + b"\n"
        with self._asking:
            socket.send_fds(self._socket, [asked], theirs)
            answered = self._socket.recv(MOST_BYTES)
        for end in theirs:
            os.close(end)
        if not answered:
            raise RuntimeError("The process that workers are forked from has ended.")
        return Worker(int(answered), *ours)

    def close(self) -> None:
        self._socket.close()
        self._process.wait()


def fork_workers(emulator_module: Any) -> Forerunner:
    """Make an emulator module start its workers, which are all Python's, as forks."""
    forerunner = Forerunner()
    emulator_module.Worker._drain_stderr_bounded = logged
    emulator_module.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": forerunner.start})
    return forerunner


def logged(worker: Any) -> str:
    """Return what a worker wrote to its log before its answer. The emulator itself waits until no more comes."""
    lines: list[str] = []
    with contextlib.suppress(queue.Empty):
        while (line := worker._stderr_queue.get(timeout=LOG_SECONDS)) != END_OF_LOG:
            lines.append(line)
    return "\n".join(lines)


class Answers:
    """Where a worker's answers are written: each says first that its log has ended."""

    def __init__(self, stream: TextIO, log: TextIO) -> None:
        self._stream, self._log = stream, log

    def write(self, text: str) -> None:
        if text.startswith(ANSWERED):
            self._log.write(f"{END_OF_LOG}\n")
            self._log.flush()
        self._stream.write(text)

    def flush(self) -> None:
        self._stream.flush()


def serve(asking: socket.socket) -> None:
    """Fork a worker whenever asked, until the emulator is gone."""
    import botocore.session

    # Making one imports what only a client needs. It is never used, and with keys it looks for none.
    botocore.session.get_session().create_client(
        "dynamodb",
        region_name="eu-west-3",
        aws_access_key_id="-",
        aws_secret_access_key="-",  # noqa: S106
    )
    gc.freeze()
    while asked := asking_next(asking):
        content, pipes = asked
        pid = os.fork()
        if pid == 0:
            asking.close()
            become(content, pipes)
        for end in pipes:
            os.close(end)
        asking.sendall(b"%d" % pid)
        bury()


def asking_next(asking: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """Return what is asked and the ends of its pipes; None if nobody asks any more."""
    text, pipes, *_ = socket.recv_fds(asking, MOST_BYTES, PIPES)
    while text and not text.endswith(b"\n"):
        text += asking.recv(MOST_BYTES)
    return (json.loads(text), list(pipes)) if text else None


def bury() -> None:
    """Take note of the workers that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def become(asked: Mapping[str, Any], pipes: Sequence[int]) -> None:
    """Run a program as if Python had been started with it, and end."""
    # The last stays open for as long as this process lives.
    for number, end in enumerate(pipes[:-1]):
        os.dup2(end, number)
        os.close(end)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = [asked["program"]]
    sys.path.insert(0, str(Path(asked["program"]).parent))
    sys.stdout = Answers(sys.stdout, sys.stderr)
    code = 0
    try:
        runpy.run_path(asked["program"], run_name="__main__")
    except BaseException:  # noqa: BLE001 - the last of this process: it goes to its log
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
