"""What a volunteer waits for: the page, a verdict, and the outbox that empties when the network is back."""

import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

from attendance.domain.programme import ENTRANCE
from tests.bench.door import Door
from tests.bench.report import Figures, milliseconds, p50, p95, thousands
from tests.bench.stage import SCAN, Stage
from tests.browser import volunteer
from tests.browser.camera import picture
from tests.browser.phone import Phone
from tests.doors import CLIENTS

BADGES = 60
FEW = 25
SLOWER = 4
OPENINGS = 6
OUTBOX = 500
BATCH = 50
AIM_MS = 250
AIM_BYTES = 550_000
AIM_OPENING_SECONDS = 1.0

# From the moment the badge is before the camera to the picture that shows the verdict, by the page's own clock.
TIMED = """
async (png) => {
  const verdict = document.getElementById('verdict');
  if (!verdict.hidden) document.getElementById('next').click();
  const shown = new Promise((done) => {
    const watching = new MutationObserver(() => {
      if (verdict.hidden) return;
      watching.disconnect();
      requestAnimationFrame(() => done(performance.now()));
    });
    watching.observe(verdict, { attributes: true });
  });
  await __show(png);
  const seen = performance.now();
  const waited = await shown - seen;
  await __show(null);
  return waited / 1000;
}
"""
# The page's own module: its address has the pages' version in it.
SCAN_DB = "(await import(new URL('../lib/scan_db.js', document.querySelector('script[type=module]').src)))"
# As scanning leaves them: decided by the phone alone, each on disk.
FILL = f"""
async ([event, scans]) => {{
  const {{ openScanDb }} = {SCAN_DB};
  const scanDb = await openScanDb(indexedDB);
  const rest = {{ event, name: null, group: 'entrance', result: null, own: null, waiting: 1 }};
  for (const scan of scans) {{
    await scanDb.add({{ scan, attendee_id: scan.attendee_id, verdict: scan.offline, ...rest }});
  }}
}}
"""
EMPTIED = f"""
async () => {{
  const {{ openScanDb }} = {SCAN_DB};
  const scanDb = await openScanDb(indexedDB);
  if (navigator.onLine === false) await new Promise((back) => addEventListener('online', back, {{ once: true }}));
  const begun = performance.now();
  while ((await scanDb.counts()).unsent) await new Promise((later) => setTimeout(later, 20));
  return (performance.now() - begun) / 1000;
}}
"""


def figures(stage: Stage) -> list[Figures]:
    """Return what a phone takes for scans, for opening, and for an outbox."""
    doors = stage.doors
    with ThreadPoolExecutor(CLIENTS) as pool:
        people = list(pool.map(lambda _: doors.register(), range(BADGES)))
    secret = doors.invite(ENTRANCE)["pass"]
    with _phone(stage.stack.base_url) as phone:
        begun = time.perf_counter()
        volunteer.open_link(phone, f"{phone.origin}/scan#{secret}")
        first = time.perf_counter() - begun
        volunteer.begin(phone)
        volunteer.is_online(phone)
        return [
            _verdicts(stage, phone, people),
            _page(phone, first),
            _outbox(stage, phone, people),
        ]


def _verdicts(stage: Stage, phone: Phone, people: Sequence[dict[str, Any]]) -> Figures:
    table = Figures(
        "Badge in view to verdict shown (headless Chromium on this machine, a camera of 15 pictures a second)",
        ("phone", "badges", "p50 ms", "aim", "p95 ms", "of online"),
        "A picture lasts 67 ms, of which a badge waits for half on average before anything can see it. "
        "The server alone: the same scans asked through the front door.",
    )
    badges = [picture(person["badge"]) for person in people]
    online = _scanned(phone, badges)
    phone.offline()
    # One scan finds out that nobody answers; from then on the phone decides at once.
    volunteer.turn(phone, "out")
    alone = _scanned(phone, badges)
    volunteer.turn(phone, "in")
    throttle = phone.context.new_cdp_session(phone.page)
    throttle.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    slow = _scanned(phone, badges[:FEW])
    throttle.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    phone.online()
    door = Door(stage.stack.base_url, stage.secret)
    door.warm_up(SCAN, 1, stage.batch(device="bench"))
    asked = [
        door.ask(SCAN, stage.batch(stage.sent(person["badge"], ENTRANCE), device="bench")).seconds for person in people
    ]
    lines = (("online", online), ("alone", alone), (f"alone, a processor {SLOWER} times slower", slow))
    for name, waits in lines:
        aim = Figures.aim(p50(waits) * 1000, AIM_MS)
        table.add(name, str(len(waits)), milliseconds(p50(waits)), aim, milliseconds(p95(waits)), _ratio(waits, online))
    table.add("the server alone", str(len(asked)), milliseconds(p50(asked)), "", milliseconds(p95(asked)), "")
    table.head(
        "badge in view to verdict, p50 ms",
        milliseconds(p50(online)),
        floor=f"{milliseconds(p50(asked))}, the server alone",
        aim=table.aim(p50(online) * 1000, AIM_MS),
    )
    return table


def _scanned(phone: Phone, badges: Sequence[str | None]) -> list[float]:
    return [phone.page.evaluate(TIMED, badge) for badge in badges]


def _page(phone: Phone, first: float) -> Figures:
    table = Figures("The page", ("what", "measured", "aim"))
    worker = httpx.get(f"{phone.origin}/sw.js").text
    listed = re.search(r'"/scan": (\[.*?\])', worker, re.DOTALL)
    files = [*re.findall(r"""["'](/[^"']+)["']""", listed.group(1) if listed else ""), "/sw.js"]
    sizes = {file: _bytes(f"{phone.origin}{file}") for file in files}
    total = sum(sizes.values())
    decoder = sum(size for file, size in sizes.items() if "/zxing/" in file)
    table.add("all its files, compressed, bytes", thousands(total), Figures.aim(total, AIM_BYTES))
    table.head("the scan page, bytes", thousands(total), aim=table.aim(total, AIM_BYTES))
    table.add("of these the decoder", thousands(decoder), "")
    table.add("files", str(len(files)), "")
    table.add("first opening, nothing cached, functions cold, seconds", f"{first:.1f}", "")
    phone.offline()
    waits = []
    for _ in range(OPENINGS):
        begun = time.perf_counter()
        volunteer.reload(phone)
        waits.append(time.perf_counter() - begun)
    phone.online()
    table.add(
        "a later opening, without network, p50 seconds",
        f"{p50(waits):.2f}",
        Figures.aim(p50(waits), AIM_OPENING_SECONDS),
    )
    table.add("the slowest of them", f"{max(waits):.2f}", Figures.aim(max(waits), AIM_OPENING_SECONDS))
    return table


def _bytes(url: str) -> int:
    with httpx.stream("GET", url, headers={"accept-encoding": "gzip"}) as answer:
        for _ in answer.iter_raw():
            pass
        return answer.num_bytes_downloaded


def _outbox(stage: Stage, phone: Phone, people: Sequence[dict[str, Any]]) -> Figures:
    table = Figures("An outbox that empties when the network is back", ("what", "scans", "seconds", "scans a second"))
    volunteer.holds(phone, 0)
    phone.offline()
    phone.page.evaluate(FILL, [stage.event_id, _made_alone(stage, people)])
    # The page waits for the network by itself: this process is busy bringing it back.
    phone.page.evaluate(f"globalThis.__emptied = ({EMPTIED})(); null")
    phone.online()
    seconds = phone.page.evaluate("globalThis.__emptied")
    table.add("a phone", str(OUTBOX), f"{seconds:.1f}", f"{OUTBOX / seconds:.0f}")
    door = Door(stage.stack.base_url, stage.secret)
    begun = time.perf_counter()
    for batch in batched(_made_alone(stage, people), BATCH, strict=False):
        door.ask(SCAN, stage.batch(*batch, device="bench"))
    floor = time.perf_counter() - begun
    table.add("the server alone, the same batches", str(OUTBOX), f"{floor:.1f}", f"{OUTBOX / floor:.0f}")
    return table


def _made_alone(stage: Stage, people: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return scans that a phone decided: everybody in and out in turn."""
    made = []
    for number in range(OUTBOX):
        turn, person = divmod(number, len(people))
        direction, verdict = (("in", "admitted"), ("out", "left"))[turn % 2]
        sent = stage.sent("", ENTRANCE, direction=direction, offline=verdict, override=False)
        del sent["badge"]
        made.append({**sent, "attendee_id": people[person]["attendee_id"]})
    return made


def _ratio(waits: Sequence[float], floor: Sequence[float]) -> str:
    return f"{p50(waits) / p50(floor):.2f}"


@contextmanager
def _phone(origin: str) -> Iterator[Phone]:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        phone = Phone(playwright, Path(folder), origin)
        try:
            yield phone
        finally:
            phone.close()
