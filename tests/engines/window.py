"""A browser's window, as somebody uses it: whichever engine draws it, it is asked by WebDriver's commands."""

import os
import time
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Protocol

# Only a test that fails waits for so long.
MOST_SECONDS = 120
# What did not come in this time is tried again: a busy WebKit sometimes loses a page's module, or a press.
TRY_SECONDS = 20
# What WebDriver calls a reference to a part of a page.
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PHONE, DESK = (390, 844), (1280, 900)
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"

# The first element that is seen and says so. Of a form's fields those count too that stand, unseen, under their label.
SEEN = """
const [selector, text] = arguments;
const plain = (said) => said.replace(/\\s+/g, ' ').trim();
return [...document.querySelectorAll(selector)].find((part) =>
  part.checkVisibility({ visibilityProperty: true }) && plain(part.innerText ?? '').includes(text)) ?? null;
"""


class Engine(Protocol):
    """What starts a browser that keeps what it is given in a folder, and passes WebDriver's commands on to it."""

    downloads: Path

    def start(self) -> None: ...

    def ask(self, command: str, **values: Any) -> Any:
        """Have a command of WebDriver done, by its name there; raise Refused where the browser says why not."""

    def resize(self, width: int, height: int) -> None: ...

    def stop(self) -> None: ...

    def complaints(self) -> list[str]:
        """Return what the console holds against the pages: what they threw, and what their policy refused."""


class Refused(Exception):
    """A command that the browser did not do, by WebDriver's code."""


class Window:
    """One window of an engine."""

    def __init__(self, engine: Engine, name: str, origin: str) -> None:
        self.engine = engine
        self.name = name
        self.origin = origin
        self.engine.start()

    def open(self, link: str) -> None:
        """Open a link as a tap in a mail does: a new fragment is a new visit."""
        self.engine.ask("Navigate", url="about:blank")
        self.engine.ask("Navigate", url=link)

    def reload(self) -> None:
        # Not by WebDriver's command, with which Firefox passes the service worker by.
        self.run("window.__left = true; setTimeout(() => location.reload())")
        self.until("return window.__left === undefined && document.readyState === 'complete'")

    def restart(self) -> None:
        """End the browser and start it again with what it kept."""
        self.engine.stop()
        self.engine.start()

    def resize(self, size: tuple[int, int]) -> None:
        self.engine.resize(*size)
        self.until("return innerWidth === arguments[0]", size[0])

    def run(self, script: str, *values: Any) -> Any:
        """Run a function's body in the page, and return what it returns or promises."""
        return self.engine.ask("ExecuteScript", script=script, args=list(values))

    def until(self, script: str, *values: Any) -> Any:
        """Run a function's body until it returns something, and return that."""
        return wait(lambda: self.run(script, *values), script)

    def tried(self, act: Callable[[], object], script: str) -> Any:
        """Do something, and again as somebody would, until a function's body returns something; return that."""

        def brought() -> Any:
            act()
            end_at = time.monotonic() + TRY_SECONDS
            while not (found := self.run(script)) and time.monotonic() < end_at:
                time.sleep(0.05)
            return found

        return wait(brought, script)

    def sees(self, selector: str, text: str = "") -> str:
        """Wait until something is seen that says so; return all that it says, with plain spaces."""
        part = self._find(selector, text)
        said: str = self.run("return arguments[0].innerText", part)
        return " ".join(said.split())

    def sees_not(self, selector: str, text: str = "") -> None:
        self.until(f"return !(() => {{ {SEEN} }})()", selector, text)

    def press(self, selector: str, text: str = "") -> None:
        """Press what is seen, as a finger does: whatever lies over it gets the touch."""

        def pressed() -> bool:
            self.engine.ask("ElementClick", id=self._find(selector, text)[ELEMENT])
            return True

        wait(pressed, selector)

    def hold(self, selector: str, text: str, meanwhile: Callable[[], object]) -> None:
        """Press what is seen, do something else, and let go of it."""
        place = {"type": "pointerMove", "origin": self._find(selector, text), "x": 0, "y": 0}
        self._point(place, {"type": "pointerDown", "button": 0})
        meanwhile()
        self._point({"type": "pointerUp", "button": 0})

    def _point(self, *acts: dict[str, Any]) -> None:
        self.engine.ask("PerformActions", actions=[{"type": "pointer", "id": "finger", "actions": acts}])

    def tick(self, selector: str) -> None:
        """Press the label of what is to be chosen, and again as somebody would who pressed while the page moved."""
        label, script = f"label:has({selector})", f"return document.querySelector(`{selector}`).checked"
        self.tried(lambda: self.press(label), script)

    def fill(self, selector: str, text: str) -> None:
        """Write in a field, key by key."""

        def filled() -> bool:
            field = self._find(selector)[ELEMENT]
            self.engine.ask("ElementClear", id=field)
            self.engine.ask("ElementSendKeys", id=field, text=text)
            return True

        wait(filled, selector)

    def fits(self, state: str) -> None:
        """Assert that the page needs no wider a screen than a phone's, and than a desk's; keep a picture of each."""
        for size in (PHONE, DESK):
            self.resize(size)
            self.screenshot(f"{state}-{size[0]}")
            assert self.run(f"return {WIDER}") == 0, (state, size)
        self.resize(PHONE)

    def keeps_the_page(self) -> None:
        """Wait until the service worker keeps everything."""
        self.until("return navigator.serviceWorker.ready.then(() => true)")

    def picture(self) -> bytes:
        return b64decode(self.engine.ask("TakeScreenshot", full=False))

    def screenshot(self, name: str) -> None:
        """Keep a picture of the window, if POINTAGE_SHOTS names a folder for them."""
        if folder := os.environ.get("POINTAGE_SHOTS"):
            (Path(folder) / f"{name}-{self.name}.png").write_bytes(self.picture())

    def downloaded(self, name: str) -> bytes:
        """Wait until a file of that name was saved; return what is in it."""
        file = self.engine.downloads / name
        return wait(lambda: file.exists() and file.read_bytes(), name)

    def shows(self) -> str:
        """Return where it is and what it says, for who reads of a test that failed."""
        try:
            return str(self.run("return `${location.origin}${location.pathname}\\n${document.body.innerText}`"))
        except (Refused, OSError) as error:
            return str(error)

    def close(self) -> None:
        self.engine.stop()

    def _find(self, selector: str, text: str = "") -> dict[str, str]:
        found: dict[str, str] = wait(lambda: self.run(SEEN, selector, text), f"{selector} {text}")
        return found


def wait[T](act: Callable[[], T | Literal[False] | None], what: str) -> T:
    """Repeat something until it returns something; what a browser refuses meanwhile may be possible later."""
    end_at = time.monotonic() + MOST_SECONDS
    while True:
        refused: Refused | None = None
        try:
            if found := act():
                return found
        except Refused as error:
            refused = error
        assert time.monotonic() < end_at, f"It never came to be so: {what} ({refused})"
        time.sleep(0.05)
