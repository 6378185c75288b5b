"""What a phone fetches of the people: everybody once, then who has changed. By the function itself, as it is packed."""

import base64
import gzip
import json
from typing import Any

from attendance.store import people, programmes, table, told
from tests.bench.door import UnexpectedAnswer
from tests.bench.meter import Meter, kinds
from tests.bench.report import Figures, milliseconds, p50, seconds, thousands
from tests.bench.stage import Stage
from tests.gateway import Context, handler_module, routes

ROSTER = "GET /api/roster"
TIMES = 20
# On a busy machine, the emulator's query of 30 000 people may take longer than a function waits. A phone asks again.
ATTEMPTS = 5
AIM_BYTES, AIM_CALLS = 1024, 1


def figures(stage: Stage, *_: object) -> list[Figures]:
    """Return a line for the first load, for a poll while nobody changes, and for one after a change."""
    everybody = _fetched(stage, {})
    after, number = everybody[-1]["cursor"], thousands(sum(len(page["attendees"]) for page in everybody))
    shown = Figures(
        f"What a phone fetches of {number} people",
        ("what", "requests", "bytes, packed", "aim", "bytes", "calls", "aim", "of these kinds", "read units", "p50 ms"),
        "In this process, in the state of the pass and the programme that a function remembers for half a minute."
        " One who changed is also read as they are now.",
    )
    _add(shown, stage, "everybody", {}, times=1)
    _add(shown, stage, "who changed: nobody", {"after": after})
    purge = {"purge_at": programmes.purge_at(stage.programme)}
    someone = next(people.by_name(stage.event_id, at_once=1))
    table.transact(told.writes(stage.event_id, None, someone, programmes.real_now(), purge))
    weight = _add(shown, stage, "who changed: one", {"after": after})
    shown.head(
        f"bytes that one change costs a phone, of {number} people", str(weight), aim=shown.aim(weight, AIM_BYTES)
    )
    return [shown]


def _add(shown: Figures, stage: Stage, what: str, query: dict[str, str], times: int = TIMES) -> int:
    """Add a line, and return how many bytes are sent."""
    with Meter(stage.event_id) as meter:
        pages = _fetched(stage, query)
    packed, calls = sum(int(page["packed"]) for page in pages), len(meter.calls)
    shown.add(
        what,
        str(len(pages)),
        thousands(packed),
        shown.aim(packed, AIM_BYTES) if query else "-",
        thousands(sum(page["bytes"] for page in pages)),
        str(calls),
        shown.aim(calls, AIM_CALLS) if query else "-",
        kinds(meter.calls),
        f"{sum(call.read_units for call in meter.calls):g}",
        milliseconds(p50(seconds(lambda: _fetched(stage, query)) for _ in range(times))),
    )
    return packed


def _fetched(stage: Stage, query: dict[str, str]) -> list[dict[str, Any]]:
    """Return the answers to a phone, page by page, with what each weighs."""
    pages: list[dict[str, Any]] = []
    while not pages or pages[-1]["next"]:
        packed = _answered(stage, {"page": pages[-1]["next"]} if pages else query)
        text = gzip.decompress(packed)
        pages.append({**json.loads(text), "packed": len(packed), "bytes": len(text)})
    return pages


def _answered(stage: Stage, query: dict[str, str]) -> bytes:
    """Return the packed answer to a request, sent again after a fault as a phone would. Raises UnexpectedAnswer."""
    event = stage.event(ROSTER) | {"queryStringParameters": query}
    event["headers"]["accept-encoding"] = "gzip"
    for _ in range(ATTEMPTS):
        answer = handler_module(routes()[ROSTER]).handler(event, Context())
        if answer["statusCode"] == 200:
            return base64.b64decode(answer["body"])
    raise UnexpectedAnswer(f"{ROSTER} was answered {answer['statusCode']}: {answer['body']}")
