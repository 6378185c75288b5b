"""A window of each engine that is asked for, and a street of its own to the stack."""

import os
import subprocess
from collections.abc import Callable, Generator, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.browser.street import Street
from tests.doors import Doors
from tests.engines.firefox import Firefox
from tests.engines.webkit import WebKit
from tests.engines.window import Window

# `make test ENGINES=chromium` leaves the others out, and says so.
WANTED = os.environ.get("ENGINES", "firefox webkit").split()


windows: list[Window] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell of a failed test what its windows show: it may fail once in a thousand runs, on a machine out of reach."""
    report = yield
    if report.when == "call" and report.failed:
        report.sections += [(f"what {each.name} shows", each.shows()) for each in windows]
    return report


@pytest.fixture(scope="package")
def display() -> Iterator[str]:
    """A screen that nobody sees, for an engine that draws nowhere else."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with open(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    screen.terminate()
    screen.wait()


@pytest.fixture
def street(doors: Doors) -> Iterator[Street]:
    street = Street(doors.stack.base_url)
    yield street
    street.leave()


@pytest.fixture(params=[name for name in ("firefox", "webkit") if name in WANTED])
def window(request: pytest.FixtureRequest, street: Street, tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Open windows, each with nothing kept; at the end no page may have thrown anything or broken its policy.

    One may be `plain`, without script, and `private`, which keeps nothing.
    """
    numbers = count()

    def open_one(*traits: str) -> Window:
        folder = tmp_path / f"{request.param}-{next(numbers)}"
        engine: Firefox | WebKit
        if request.param == "firefox":
            engine = Firefox(folder, traits)
        else:
            engine = WebKit(folder, traits, request.getfixturevalue("display"))
        windows.append(Window(engine, request.param, street.origin))
        return windows[-1]

    yield open_one
    complaints = [each.engine.complaints() for each in windows]
    while windows:
        windows.pop().close()
    assert not any(complaints), complaints
