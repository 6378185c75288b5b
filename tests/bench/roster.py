"""What a phone fetches of the people: everybody once, then who has changed. By the function itself, as it is packed."""

import base64
import gzip
import json
from typing import Any, NamedTuple

from attendance.store import people, programmes, table, told
from tests.bench.door import UnexpectedAnswer
from tests.bench.meter import Call, Meter, kinds
from tests.bench.report import Figures, milliseconds, p50, seconds, thousands
from tests.bench.stage import Stage
from tests.gateway import Context, handler_module, routes

ROSTER = "GET /api/roster"
TIMES = 20
# On a busy machine, the emulator's query of 30 000 people may take longer than a function waits. A phone asks again.
ATTEMPTS = 5
AIM_BYTES, AIM_CALLS = 1024, 1


class Poll(NamedTuple):
    """What a phone was answered, page by page, what calls that cost, and how long it waited each time."""

    pages: list[dict[str, Any]]
    calls: list[Call]
    waits: list[float]

    @property
    def packed(self) -> int:
        return sum(int(page["packed"]) for page in self.pages)


def figures(stage: Stage, *_: object) -> list[Figures]:
    """Return a line for the first load, for a poll while nobody changes, and for one after a change."""
    # So that no line waits for the function to start.
    _answered(stage, {})
    everybody = _polled(stage, {}, times=1)
    after = everybody.pages[-1]["cursor"]
    number = thousands(sum(len(page["attendees"]) for page in everybody.pages))
    shown = Figures(
        f"What a phone fetches of {number} people",
        ("what", "requests", "bytes, packed", "aim", "bytes", "calls", "aim", "of these kinds", "read units", "p50 ms"),
        "In this process, in the state of the pass and the programme that a function remembers for half a minute."
        " One who changed is also read as they are now.",
    )
    _add(shown, "everybody", everybody)
    _add(shown, "who changed: nobody", _polled(stage, {"after": after}), has_aims=True)
    purge = {"purge_at": programmes.purge_at(stage.programme)}
    someone = next(people.by_name(stage.event_id, at_once=1))
    table.transact(told.writes(stage.event_id, None, someone, programmes.real_now(), purge))
    one = _polled(stage, {"after": after})
    _add(shown, "who changed: one", one, has_aims=True)
    what = f"bytes that one change costs a phone, of {number} people"
    shown.head(what, str(one.packed), aim=shown.aim(one.packed, AIM_BYTES))
    return [shown]


def _polled(stage: Stage, query: dict[str, str], times: int = TIMES) -> Poll:
    """Let a phone poll so often; the first time counts the calls, for a load of many people takes half a minute."""
    pages: list[dict[str, Any]] = []
    with Meter(stage.event_id) as meter:
        waits = [seconds(lambda: pages.extend(_fetched(stage, query)))]
    waits += [seconds(lambda: _fetched(stage, query)) for _ in range(times - 1)]
    return Poll(pages, meter.calls, waits)


def _add(shown: Figures, what: str, polled: Poll, *, has_aims: bool = False) -> None:
    calls = len(polled.calls)
    shown.add(
        what,
        str(len(polled.pages)),
        thousands(polled.packed),
        shown.aim(polled.packed, AIM_BYTES) if has_aims else "-",
        thousands(sum(page["bytes"] for page in polled.pages)),
        str(calls),
        shown.aim(calls, AIM_CALLS) if has_aims else "-",
        kinds(polled.calls),
        f"{sum(call.read_units for call in polled.calls):g}",
        milliseconds(p50(polled.waits)),
    )


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
