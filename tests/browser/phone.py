"""A volunteer's phone: a browser of its own, or a corner of one that forgets everything at the end."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import which
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, WebError, expect
from playwright.sync_api import Error as BrowserError

from infra.local.stack import ROOT
from tests.browser import opinions
from tests.browser.camera import STUB, picture

AXE = ROOT / "node_modules/axe-core/axe.min.js"
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # As on a phone: no sound before somebody has touched the page.
    "--autoplay-policy=user-gesture-required",
]
FAKE_DEVICE = "--use-fake-device-for-media-stream"
# Whoever is asked for the camera: they agree, unless they are told to deny it.
FAKE_PERSON = "--use-fake-ui-for-media-stream"
# A page learns of a policy's refusal by an event; the console tells it in words that change with the browser.
POLICY = """
addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`));
"""

# Longer than a page waits by itself, on however busy a machine: only a test that fails waits for so long.
MOST_MS = 120_000
expect.set_options(timeout=MOST_MS)
# A page gives a server up after seconds, and decides alone. That a machine is busy is no reason.
PATIENT = """
(() => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  // Not for ever: the page asks again for what was lost on its way.
  AbortSignal.timeout = (milliseconds) => timeout(Math.max(60_000, milliseconds * 3));
})();
"""

type Camera = Path | Literal["stub", "denied", "missing"]


def program(*switches: str) -> dict[str, Any]:
    """Return what starts Debian's Chromium without windows, which takes a quarter less for a page."""
    executable = which(os.environ.get("CHROMIUM", "chromium-headless-shell"))
    assert executable, "The pages' tests need Chromium: install it or name it with CHROMIUM=."
    # Chromium refuses to sandbox what root starts; the pages under test are our own.
    sandbox = os.geteuid() != 0
    return {"executable_path": executable, "chromium_sandbox": sandbox, "args": [*QUIET, *switches]}


class Phone:
    """A browser with a screen, a camera, a storage of its own and a network that can fail.

    The camera is `stub` (it sees what `show` is given), a film for the
    browser's own fake camera, `denied` or `missing`. What must not happen
    anywhere is collected in `faults`. A phone keeps its storage in `folder` and can
    be started again; in a corner of a `shared` browser, which costs a quarter of the
    time, it cannot. One that is `patient` gives no server up for a minute at least. One that
    `keeps` the page can open it without a network, for half as much work again.
    """

    def __init__(
        self,
        playwright: Playwright,
        folder: Path,
        origin: str,
        *,
        camera: Camera = "stub",
        shared: Callable[[], Browser] | None = None,
        patient: bool = False,
        keeps: bool = True,
        **more: Any,
    ) -> None:
        self.folder = folder
        self.origin = origin
        self.camera = camera
        self.keeps = keeps
        self.origins: set[str] = set()
        self.faults: list[str] = []
        self._playwright = playwright
        self._shared = None if self._camera_switches() else shared
        self._patient = patient
        self._more = more
        self._is_offline = False
        self._context: BrowserContext | None = None
        self._page: Page | None = None
        self.start()

    def start(self) -> None:
        """Start the browser with what it kept; no page is open."""
        settings: dict[str, Any] = {
            "viewport": {"width": 390, "height": 844},
            "device_scale_factor": 2,
            "is_mobile": True,
            "has_touch": True,
            "locale": "fr-FR",
            "timezone_id": "Europe/Paris",
            "accept_downloads": True,
            "service_workers": "allow" if self.keeps else "block",
        } | self._more
        if self._shared:
            self._context = self._shared().new_context(**settings)
        else:
            self._context = self._playwright.chromium.launch_persistent_context(
                self.folder, **program(*self._camera_switches()), **settings
            )
        self._context.set_default_timeout(MOST_MS)
        self._context.add_init_script(POLICY)
        if self._patient:
            self._context.add_init_script(PATIENT)
        if self.camera == "stub":
            self._context.add_init_script(STUB)
        self._context.on("request", self._saw_request)
        self._context.on("console", self._saw_console)
        self._context.on("weberror", self._saw_error)
        self._context.set_offline(self._is_offline)
        self._page = self._context.pages[0] if self._context.pages else None

    @property
    def context(self) -> BrowserContext:
        assert self._context, "The phone is off."
        return self._context

    @property
    def page(self) -> Page:
        """The page that is looked at; opened empty where none was."""
        self._page = self._page or self.context.new_page()
        return self._page

    @page.setter
    def page(self, page: Page) -> None:
        self._page = page

    @property
    def strangers(self) -> set[str]:
        """The origins that were asked for anything and are not the pages' own."""
        return self.origins - {self.origin}

    def open(self, link: str) -> Page:
        """Open a link as a tap in a mail does: in a page of its own, so that a new fragment is a new visit."""
        left, self.page = self._page, self.context.new_page()
        if left:
            left.close()
        self.page.goto(link)
        return self.page

    def show(self, text: str | None) -> None:
        """Hold a badge before the stub camera, or take it away. A page that is loaded anew sees nothing at first."""
        self.page.evaluate("(png) => __show(png)", picture(text))

    def until(self, is_so: Callable[[], object]) -> None:
        """Let the page go on until something is so that no locator can tell."""
        end_at = time.monotonic() + MOST_MS / 1000
        while not is_so():
            assert time.monotonic() < end_at, "It never came to be so."
            self.page.wait_for_timeout(20)

    def offline(self) -> None:
        self._is_offline = True
        self.context.set_offline(True)

    def online(self) -> None:
        self._is_offline = False
        self.context.set_offline(False)

    def close(self) -> None:
        """End the browser as somebody does who swipes it away."""
        if self._context:
            self._context.close()
        self._context = None

    def kill(self) -> None:
        """End the browser as an empty battery does: nothing is written any more."""
        self._must_last()
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with suppress(BrowserError):
            self.close()
        self._context = None

    def restart(self) -> None:
        """End the browser and start it again; the network is as it was."""
        self._must_last()
        self.close()
        self.start()

    def screenshot(self, name: str) -> None:
        """Keep a picture of the screen, if POINTAGE_SHOTS names a folder for them."""
        if folder := os.environ.get("POINTAGE_SHOTS"):
            self.page.screenshot(path=Path(folder) / f"{name}.png")

    def axe(self) -> list[str]:
        """Return what axe holds against the page as it is, one line a rule and place."""
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(AXE.read_text())
        opinions.keep(self.page)
        # Of what holds nothing is made: to name every place that is as it should be takes twice as long as to look.
        found = self.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        return [
            f"{rule['id']}: {' '.join(map(str, node['target']))}: {rule['help']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def _must_last(self) -> None:
        assert not self._shared, "Only a lasting phone is started again."

    def _camera_switches(self) -> list[str]:
        match self.camera:
            case "stub" | "missing":
                return []
            case "denied":
                return [FAKE_DEVICE, f"{FAKE_PERSON}=deny"]
            case film:
                film_switch = f"--use-file-for-fake-video-capture={film.resolve()}"
                return [FAKE_DEVICE, FAKE_PERSON, film_switch]

    def processes(self) -> list[int]:
        """Return this browser and what it started, and nobody else's: it is known by the folder it keeps things in."""
        parents, ours = {}, set()
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    # The name before the last bracket may hold anything, brackets included.
                    parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                    if f"--user-data-dir={self.folder}" in (entry / "cmdline").read_text().split("\0"):
                        ours.add(int(entry.name))
        while more := {child for child, parent in parents.items() if parent in ours} - ours:
            ours |= more
        return sorted(ours)

    def _saw_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob"):
            self.origins.add(f"{url.scheme}://{url.netloc}")

    def _saw_console(self, message: ConsoleMessage) -> None:
        # The browser's own line about a request that failed or was refused: tests of both want it.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(message.text)

    def _saw_error(self, error: WebError) -> None:
        self.faults.append(f"uncaught: {error.error}")
