"""Draws the pictures of README.md: `make pictures` plays the example day up to its first ateliers, and looks."""

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Playwright, expect, sync_playwright
from rich.console import Console

from attendance.domain.programme import Programme
from infra.day import people, script
from infra.day.__main__ import PEOPLE, SEED
from infra.day.actions import OWN, Scan
from infra.day.connection import Connection
from infra.day.expected_verdicts import expected_verdicts
from infra.day.pace import Pace
from infra.day.phones import Phones
from infra.day.progress import Progress
from infra.day.registrations import Registrations
from infra.day.run import EVE, KNOWN_BY_ALL, Day
from infra.day.script import Script
from infra.day.tally import Ledger
from infra.local import stack
from infra.local.stack import PROGRAMME, ROOT, Stack
from infra.programme.file import read
from tests.browser import volunteer
from tests.browser.organiser import opened
from tests.browser.phone import Phone
from tests.doors import Doors

FOLDER = ROOT / ".github" / "pictures"
LARGEST_BYTES = 60_000
COLOURS = 64
HAND: dict[str, Any] = {"viewport": {"width": 390, "height": 700}, "locale": "en-GB"}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}
DESK |= {"device_scale_factor": 1, "is_mobile": False, "has_touch": False}
# The first ateliers have begun, and some people are still on their way.
INTO_THE_ATELIERS = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Latecomer:
    """Who is scanned next at an atelier that they booked, by the script: their badge and their link, and the door's."""

    badge: str
    own_pass: str
    door_pass: str
    atelier: str


def main() -> None:
    """Draw all pictures anew, and print how large each is."""
    programme, console = read(PROGRAMME), Console()
    hour = programme.slots[0].starts_at + INTO_THE_ATELIERS
    written = script.write(people.read(PEOPLE), programme, SEED)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with stack.running(clock=f"{hour:%H:%M}") as running, TemporaryDirectory() as folder:
        progress = Progress(console, programme.event.timezone)
        with progress.shown():
            late = asyncio.run(played(running, written, programme, progress, hour))
        # Until then some functions take it for the eve.
        time.sleep(KNOWN_BY_ALL.total_seconds())
        save("signature-sheet", signature_sheet(Doors(running), late.atelier))
        with sync_playwright() as playwright:
            for name, drawn in screens(playwright, Path(folder), running, late).items():
                save(name, Image.open(BytesIO(drawn)))
    for file in sorted(FOLDER.iterdir()):
        console.print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes", highlight=False)


async def played(
    running: Stack, written: Script, programme: Programme, progress: Progress, hour: datetime
) -> Latecomer:
    """Play the eve, and of the day what reaches the server before some hour; return who comes next."""
    before = [action for action in written.actions if action.sent < hour]
    morning = replace(written, acts=(script.Act("The morning", hour, tuple(before)),))
    day = Day(running, morning, programme, progress, Pace())
    async with Connection(running.base_url) as connection:
        desk = Registrations(connection, running.organiser_pass, Ledger())
        day.set_clock(programme.event.starts_at - timedelta(days=1) + EVE)
        secrets = await desk.invite(written.phones)
        await day.prepare(desk)
        day.set_clock(hour)
        expected = expected_verdicts(before, written.eve.people.values(), written.phones, programme, hour)
        phones = Phones(connection, desk, expected, day.pace, running.event_id, secrets)
        part = progress.part("The morning", len(before))
        await phones.play(before, part.step)
    for action in written.actions:
        if isinstance(action, Scan) and action.sent >= hour and action.carries == OWN and action.who is not None:
            who = desk.ledger.people[action.who]
            if action.checkpoint in who.ateliers[:-1] and who.number in desk.registered.passes:
                registered = desk.registered
                return Latecomer(
                    registered.badges[who.number],
                    registered.passes[who.number],
                    secrets[action.phone],
                    action.checkpoint,
                )
    raise AssertionError("the script has nobody who comes to an atelier after it began")


def screens(playwright: Playwright, folder: Path, running: Stack, late: Latecomer) -> dict[str, bytes]:
    """Return what the dashboard, the attendee's phone and the volunteer's show, one after the other."""
    shown = {}

    def held(name: str, **more: Any) -> Phone:
        return Phone(playwright, folder / name, running.base_url, **more)

    desk = held("desk", **DESK)
    page = opened(desk, f"{running.base_url}/tableau#{running.organiser_pass}")
    expect(page.locator("#bars .bar").first).to_be_visible()
    expect(page.locator("#figures .figure").first).to_be_visible()
    shown["dashboard"] = page.screenshot()
    desk.close()

    own = held("own", **HAND)
    page = opened(own, f"{running.base_url}/badge#{late.own_pass}")
    expect(page.locator("#qr")).not_to_have_js_property("naturalWidth", 0)
    page.locator(".languages").select_option("en")
    expect(page.locator("#kind")).to_have_text("Participant")
    shown["badge"] = page.screenshot()
    own.close()

    door = volunteer.at_the_door(held("door", **HAND), f"{running.base_url}/scan#{late.door_pass}")
    door.show(late.badge)
    volunteer.verdict(door)
    shown["verdict"] = door.page.screenshot()
    door.close()
    return shown


def signature_sheet(doors: Doors, atelier: str) -> Image.Image:
    """Return the first page of an atelier's signature sheet."""
    answer = doors.call("GET", f"/api/exports/signatures.pdf?place={atelier}&language=en", secret=doors.organiser)
    answer.raise_for_status()
    drawn: Image.Image = pypdfium2.PdfDocument(answer.content)[0].render(scale=1.2).to_pil()
    return drawn


def save(name: str, drawn: Image.Image) -> None:
    """Write a picture in few colours. Raises AssertionError for one that is too large to be kept in the repository."""
    file = FOLDER / f"{name}.png"
    drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    assert file.stat().st_size < LARGEST_BYTES, f"{file.name} has {file.stat().st_size} bytes"


if __name__ == "__main__":
    main()
