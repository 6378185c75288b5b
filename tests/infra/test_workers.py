import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from textwrap import dedent
from types import SimpleNamespace

import pytest

from infra.local.workers import Forerunner, Worker, logged

REPORT = """
    import json, os, sys
    has_client = "botocore.client" in sys.modules
    print(json.dumps([__name__, sys.argv, sys.path[0], os.getcwd(), dict(os.environ), has_client]))
"""
ECHO = """
    import sys
    for line in sys.stdin:
        print(line.upper(), end="", flush=True)
        print("logged", file=sys.stderr)
"""
ANSWER = """
    import sys
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        print(line, end="")
        answers.write('{"status": "ok", "result": null}\\n')
        answers.flush()
"""


@pytest.fixture(scope="module")
def forerunner() -> Iterator[Forerunner]:
    forerunner = Forerunner()
    yield forerunner
    forerunner.close()


def started(forerunner: Forerunner, folder: Path, program: str, **env: str) -> Worker:
    path = folder / "worker.py"
    path.write_text(dedent(program))
    return forerunner.start([sys.executable, str(path)], cwd=str(folder), env=env)


def ended(worker: Worker) -> Worker:
    worker.stdin.close()
    worker.wait()
    for pipe in (worker.stdout, worker.stderr):
        pipe.close()
    return worker


def test_a_worker_is_what_python_would_have_made_of_its_program(forerunner: Forerunner, tmp_path: Path) -> None:
    worker = started(forerunner, tmp_path, REPORT, TABLE_NAME="attendance")

    name, argv, path, cwd, environment, has_client = json.loads(worker.stdout.readline())

    assert (name, argv) == ("__main__", [str(tmp_path / "worker.py")])
    assert (path, cwd) == (str(tmp_path), str(tmp_path))
    assert environment == {"TABLE_NAME": "attendance"}
    assert has_client
    ended(worker)


def test_one_worker_knows_nothing_of_another_and_ends_without_it(forerunner: Forerunner, tmp_path: Path) -> None:
    first, second = (started(forerunner, tmp_path, ECHO) for _ in range(2))
    first.stdin.write("one\n")
    second.stdin.write("two\n")

    assert [worker.stdout.readline() for worker in (second, first)] == ["TWO\n", "ONE\n"]
    assert first.stderr.readline() == "logged\n"
    assert (first.poll(), second.poll()) == (None, None)
    ended(first)
    assert (first.poll(), second.poll()) == (0, None)
    second.stdin.write("still\n")
    assert second.stdout.readline() == "STILL\n"
    ended(second)


def test_a_worker_that_does_not_end_is_ended(forerunner: Forerunner, tmp_path: Path) -> None:
    program = "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here', flush=True)"
    worker = started(forerunner, tmp_path, f"{program}; sys.stdin.read()")
    worker.stdout.readline()

    worker.terminate()
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(0.01)
    worker.kill()

    assert ended(worker).poll() == 0


def test_why_a_worker_cannot_begin_is_in_its_log(forerunner: Forerunner, tmp_path: Path) -> None:
    worker = started(forerunner, tmp_path, "import missing_library")

    assert worker.stdout.read() == ""
    assert "No module named 'missing_library'" in worker.stderr.read()
    ended(worker)


def test_a_worker_outlives_no_emulator(tmp_path: Path) -> None:
    forerunner = Forerunner()
    worker = started(forerunner, tmp_path, ECHO)
    ours = os.dup(worker.stdin.fileno())
    forerunner.close()

    worker.stdin.close()
    os.close(ours)

    assert ended(worker).poll() == 0


def test_the_log_of_a_call_is_what_the_worker_wrote_before_its_answer(forerunner: Forerunner, tmp_path: Path) -> None:
    worker = started(forerunner, tmp_path, ANSWER)
    queue: Queue[str] = Queue()
    for line in ("one", "two"):
        worker.stdin.write(f"{line}\n")
        worker.stdout.readline()
    worker.stdin.close()
    for line in worker.stderr:
        queue.put(line.rstrip("\n"))

    assert [logged(SimpleNamespace(_stderr_queue=queue)) for _ in range(2)] == ["one", "two"]
    ended(worker)
