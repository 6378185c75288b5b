"""Firefox, by its own Marionette: the WebDriver commands that geckodriver, of which Debian has none, would pass on."""

import json
import os
import socket
import subprocess
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from tests.engines.window import Refused, wait

PROGRAM = "firefox-esr"
# What a phone of somebody who has agreed to the camera does; nothing is asked of Mozilla, and nothing is offered.
PREFERENCES: dict[str, Any] = {
    "marionette.port": 0,
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "intl.accept_languages": "fr-FR, fr",
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.download.always_ask_before_handling_new_types": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.server": "",
    "app.update.disabledForTesting": True,
    "services.settings.server": "",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "dom.disable_beforeunload": True,
    # A paper is saved as on a phone, not shown in a tab of its own.
    "pdfjs.disabled": True,
}
# Of the console's messages those of pages: errors of the browser's own code are none of ours.
COMPLAINTS = """
return Services.console.getMessageArray()
  .filter((each) => each instanceof Ci.nsIScriptError && !(each.flags & Ci.nsIScriptError.warningFlag))
  .filter((each) => each.sourceName.startsWith('http'))
  .map((each) => `${each.category}: ${each.errorMessage} (${each.sourceName}:${each.lineNumber})`);
"""
VIEWPORT = """
const { style } = gBrowser.selectedBrowser;
for (const bound of ['min', 'max']) {
  style.setProperty(`${bound}-width`, `${arguments[0]}px`);
  style.setProperty(`${bound}-height`, `${arguments[1]}px`);
}
"""


class Firefox:
    def __init__(self, folder: Path, traits: Sequence[str]) -> None:
        self.folder = folder
        self.downloads = folder / "downloads"
        self.downloads.mkdir(parents=True)
        chosen = PREFERENCES | {
            "browser.download.dir": str(self.downloads),
            "javascript.enabled": "plain" not in traits,
            "browser.privatebrowsing.autostart": "private" in traits,
        }
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in chosen.items()]
        (folder / "user.js").write_text("\n".join(lines))

    def start(self) -> None:
        port = self.folder / "MarionetteActivePort"
        port.unlink(missing_ok=True)
        self._log = (self.folder / "log.txt").open("ab")
        self._browser = subprocess.Popen(
            [
                PROGRAM,
                "--marionette",
                "--remote-allow-system-access",
                "--headless",
                "--no-remote",
                "--profile",
                self.folder,
            ],
            stdout=self._log,
            stderr=self._log,
            env=os.environ | {"TZ": "Europe/Paris", "MOZ_CRASHREPORTER_DISABLE": "1"},
        )
        self._ids = count(1)
        listens_on = wait(lambda: port.exists() and port.read_text(), "Firefox")
        self._line = socket.create_connection(("127.0.0.1", int(listens_on)))
        self._answers = self._line.makefile("rb")
        self._message()
        self.ask("NewSession", capabilities={"alwaysMatch": {"unhandledPromptBehavior": "ignore"}})

    def ask(self, command: str, **values: Any) -> Any:
        return self._send(f"WebDriver:{command}", values)

    def resize(self, width: int, height: int) -> None:
        # Its windows are no narrower than 500 pixels.
        self._within(VIEWPORT, width, height)

    def complaints(self) -> list[str]:
        found: list[str] = self._within(COMPLAINTS)
        return found

    def stop(self) -> None:
        self._send("Marionette:Quit", {"flags": ["eAttemptQuit"]})
        self._answers.close()
        self._line.close()
        self._browser.wait()
        self._log.close()

    def _within(self, script: str, *values: Any) -> Any:
        """Run a function's body in the browser itself, not in its page."""
        self._send("Marionette:SetContext", {"value": "chrome"})
        found = self.ask("ExecuteScript", script=script, args=list(values))
        self._send("Marionette:SetContext", {"value": "content"})
        return found

    def _send(self, name: str, values: dict[str, Any]) -> Any:
        text = json.dumps([0, next(self._ids), name, values]).encode()
        self._line.sendall(b"%d:%s" % (len(text), text))
        _, _, error, result = self._message()
        if error:
            raise Refused(f"{error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _message(self) -> Any:
        length = b""
        while (digit := self._answers.read(1)) != b":":
            assert digit, "Firefox has gone."
            length += digit
        return json.loads(self._answers.read(int(length)))
