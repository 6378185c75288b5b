"""What a stranger waits for who opens a page for the first time: with cold functions, and with warm ones."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bench.report import Figures, p50, thousands
from tests.bench.stage import Stage
from tests.browser.phone import program

WARM = 3
# As a phone's network is at best: half of this each way.
ROUND_TRIP_MS = 60
MEGABITS = 20


@dataclass
class Visit:
    """What one visit asked for until the page could be used, by address: in which round of requests, how many bytes."""

    seconds: float = 0.0
    rounds: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)


def figures(stage: Stage) -> list[Figures]:
    """Return a line for each page and state of the functions."""
    table = Figures(
        f"The first visit of a stranger who has nothing of it ({ROUND_TRIP_MS} ms there and back, {MEGABITS} Mbit/s)",
        ("page", "functions", "seconds", "requests", "rounds", "bytes"),
        "Until the form or the badge can be used, all scripts included. Rounds: of requests that an earlier answer asks"
        " for. Cold: the first visit to a new stack. Here a browser asks for six files at once, on AWS for all.",
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**program())
        try:
            for name, shown, address in (
                ("the form", "form", "/"),
                ("a badge", "qr", "/badge#" + stage.doors.register()["pass"]),
            ):
                cold, *warm = (_visited(browser, stage.stack.base_url + address, shown) for _ in range(1 + WARM))
                known = p50(visit.seconds for visit in warm)
                for state, seconds in (("cold", cold.seconds), ("warm", known)):
                    size, rounds = thousands(round(sum(cold.sizes.values()))), max(cold.rounds.values())
                    table.add(name, state, f"{seconds:.2f}", str(len(cold.rounds)), str(rounds), size)
                what = f"first visit of {name}, functions cold: seconds"
                table.head(what, f"{cold.seconds:.2f}", floor=f"{known:.2f}, functions warm")
        finally:
            browser.close()
    return [table]


def _visited(browser: Browser, url: str, shown: str) -> Visit:
    with _watched(browser) as (page, visit):
        begun = time.perf_counter()
        page.goto(url, wait_until="load")
        expect(page.locator(f"#{shown}")).to_be_visible()
        visit.seconds = time.perf_counter() - begun
        return visit


@contextmanager
def _watched(browser: Browser) -> Iterator[tuple[Page, Visit]]:
    """Open a page that nothing is cached for, and note what it asks for and who made it ask."""
    context, visit = browser.new_context(service_workers="block"), Visit()
    addresses: dict[str, str] = {}

    def sent(event: Any) -> None:
        url, initiator = event["request"]["url"], event["initiator"]
        asked_by = initiator.get("url", "")
        visit.rounds[url] = 1 + visit.rounds.get(asked_by, 0)
        addresses[event["requestId"]] = url

    def finished(event: Any) -> None:
        visit.sizes[addresses[event["requestId"]]] = event["encodedDataLength"]

    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", sent)
        session.on("Network.loadingFinished", finished)
        session.send("Network.enable")
        bytes_a_second = MEGABITS * 1_000_000 / 8
        conditions = {"downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
        session.send("Network.emulateNetworkConditions", {"offline": False, "latency": ROUND_TRIP_MS, **conditions})
        yield page, visit
    finally:
        context.close()
