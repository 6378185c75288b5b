"""What an organiser waits for: the dashboard where nothing happens, the caterer's numbers, people found and listed."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice
from urllib.parse import quote

from attendance.store import keys, table
from attendance.vocabulary.codes import Role
from infra.invite import invite
from tests.bench.crowd import Crowd
from tests.bench.door import Answered, Door, UnexpectedAnswer
from tests.bench.report import Figures, milliseconds, p50, p95, seconds, thousands
from tests.bench.stage import HEADCOUNTS, Stage

REQUESTS, STRETCHES = 20, 4
FOUND_MS, HEADCOUNTS_MS = 100, 20
CATERING, SEARCH, LIST = "GET /api/catering", "GET /api/attendees?q=", "GET /api/attendees?at_most=50"
ALONE = "one query of names alone"
KNOWN, FIND = "headcounts that are known", "find by name"
# Whom everybody has to be looked through for, and whom also where each was seen.
FILTERS = ("organisation:nobody", "came:no")
# Two letters that very many names begin with, a family name, a given name.
FAMILY = "echantillon"
TYPED = ("ex", FAMILY, "A%C3%AFcha")


@dataclass(frozen=True, slots=True)
class Look:
    """Many requests of one kind, with so many people registered."""

    attendees: str
    what: str
    answers: list[Answered]


def measured(stage: Stage, crowd: Crowd) -> list[Look]:
    """Return what an organiser waits for as things are."""
    attendees = thousands(crowd.size)
    door = Door(stage.stack.base_url, invite(role=Role.ORGANISER, label="Organisation"))
    held = door.ask(HEADCOUNTS).tag
    looks = {
        KNOWN: [(HEADCOUNTS, held)],
        "catering": [(CATERING, "")],
        "first page of the list": [(LIST, "")],
        "the same with all columns": [(f"{LIST}&columns=lunch,diet,came_at,inside,place,mail,answers", "")],
        "first page of a filter": [(f"{LIST}&filter=atelier:{stage.programme.ateliers[0].id}", "")],
        FIND: [(SEARCH + typed, "") for typed in TYPED],
    }
    found = []
    for what, asked in looks.items():
        door.warm_up(asked[0][0], 1)
        answers = [door.ask(route, held=tag) for route, tag in islice(cycle(asked), REQUESTS)]
        found.append(Look(attendees, what, answers))
    looked = (Look(attendees, f"a stretch looked through for {each}", list(_gathered(door, each))) for each in FILTERS)
    return [*found, *looked, Look(attendees, ALONE, [_queried(stage) for _ in range(REQUESTS)])]


def _gathered(door: Door, filtered: str) -> Iterator[Answered]:
    """Ask for some stretches, one after the other, as the list does for all of them behind its progress bar."""
    after: str | None = ""
    # On a busy machine the emulator takes longer to sort so many people than a function waits for it.
    with suppress(UnexpectedAnswer):
        for _ in range(STRETCHES):
            if after is not None:
                answered = door.ask(f"GET /api/attendees?filter={filtered}{after and f'&after={quote(after)}'}")
                after = answered.body["next"]
                yield answered


def _queried(stage: Stage) -> Answered:
    """Ask the table for one name: what no search can be faster than, and no table but the emulator's is slow at."""
    query = table.indexed(keys.names(stage.event_id, FAMILY), prefix=FAMILY, at_once=1)
    return Answered("-", seconds(lambda: next(query)))


def figures(_: Stage, few: Sequence[Look], many: Sequence[Look]) -> list[Figures]:
    """Return a line for each kind of request and number of people."""
    shown = Figures(
        "What an organiser waits for (latency through the front door)",
        ("what", "attendees", "answered 304", "answer's bytes", "p50 ms", "aim", "p95 ms", "slowest ms"),
        "Nobody is scanned meanwhile: to a dashboard that knows the headcounts nothing is sent again."
        " A stretch is as many people as one request looks through.",
    )
    aims = {KNOWN: HEADCOUNTS_MS, FIND: FOUND_MS}
    for look in (*few, *many):
        if not look.answers:
            shown.add(look.what, look.attendees, *["none in time", *[""] * 5])
            continue
        waits = [answer.seconds for answer in look.answers]
        known = sum(not answer.text for answer in look.answers)
        ms = p50(waits) * 1000
        shown.add(
            look.what,
            look.attendees,
            f"{known / len(look.answers):.0%}",
            str(max(len(answer.text.encode()) for answer in look.answers)),
            milliseconds(p50(waits)),
            shown.aim(ms, aims[look.what]) if look.what in aims else "",
            milliseconds(p95(waits)),
            milliseconds(max(waits)),
        )
    found, floor = (
        p50(answer.seconds for look in many if look.what == what for answer in look.answers) for what in (FIND, ALONE)
    )
    shown.head(
        f"find by name among {many[0].attendees}, p50 ms",
        milliseconds(found),
        floor=f"{milliseconds(floor)}, one query alone",
        aim=shown.aim(found * 1000, FOUND_MS),
    )
    return [shown]
