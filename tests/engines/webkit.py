"""WebKit, of which every browser of an iPhone is made, as WebKitGTK has it: asked by its own WebDriver."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from socket import create_server
from typing import Any

import httpx

from tests.engines.window import MOST_SECONDS, Refused, wait

PROGRAM = "WebKitWebDriver"
# By WebDriver's names of its commands, where each is asked for; `{id}` is the element's.
COMMANDS = {
    "Navigate": "url",
    "ExecuteScript": "execute/sync",
    "ElementClick": "element/{id}/click",
    "ElementClear": "element/{id}/clear",
    "ElementSendKeys": "element/{id}/value",
    "PerformActions": "actions",
    "SetWindowRect": "window/rect",
    "TakeScreenshot": "screenshot",
}
# A request that failed or was cut off, which tests want; and what of the pages' policy is unknown to WebKit.
ORDINARY = r"CONSOLE NETWORK|Fetch API cannot load|Unrecognized Content-Security-Policy directive 'manifest-src'"
# The browser that it starts is a script of ours, for the Python that Debian's bindings are made for.
PYTHON, BROWSER = "/usr/bin/python3", Path(__file__).with_name("webkit_browser.py")


class WebKit:
    def __init__(self, folder: Path, traits: Sequence[str], display: str) -> None:
        self.folder = folder
        self.downloads = folder / "downloads"
        self.downloads.mkdir(parents=True)
        self._traits = traits
        self._display = display

    def start(self) -> None:
        with create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self._log = (self.folder / "log.txt").open("ab")
        self._driver = subprocess.Popen(
            [PROGRAM, f"--port={port}"],
            stdout=self._log,
            stderr=self._log,
            env=os.environ
            | {
                "TZ": "Europe/Paris",
                "DISPLAY": self._display,
                "LIBGL_ALWAYS_SOFTWARE": "1",
                "GDK_BACKEND": "x11",
                "NO_AT_BRIDGE": "1",
            },
        )
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=MOST_SECONDS)
        wait(self._listens, "WebKit's driver")
        browser = {"binary": PYTHON, "args": [str(BROWSER), str(self.folder), *self._traits]}
        wishes = {"webkitgtk:browserOptions": browser, "unhandledPromptBehavior": "ignore"}
        self._session = self._answer("POST", "/session", {"capabilities": {"alwaysMatch": wishes}})["sessionId"]

    def ask(self, command: str, **values: Any) -> Any:
        where = COMMANDS[command].format(id=values.pop("id", ""))
        method = "GET" if command == "TakeScreenshot" else "POST"
        return self._answer(method, f"/session/{self._session}/{where}", values)

    def complaints(self) -> list[str]:
        lines = (self.folder / "console.txt").read_text().splitlines()
        return [line for line in lines if " ERROR " in line and not re.search(ORDINARY, line)]

    def resize(self, width: int, height: int) -> None:
        self.ask("SetWindowRect", width=width, height=height)

    def stop(self) -> None:
        self._answer("DELETE", f"/session/{self._session}")
        self._client.close()
        self._driver.terminate()
        self._driver.wait()
        self._log.close()

    def _listens(self) -> bool:
        try:
            return bool(self._answer("GET", "/status")["ready"])
        except httpx.TransportError:
            return False

    def _answer(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._client.request(method, path, json=body if method == "POST" else None)
        value = answer.json()["value"]
        if answer.is_error:
            raise Refused(f"{value['error']}: {value['message']}")
        return value
