"""What an organiser waits for: the dashboard where nothing happens, the caterer's numbers, people found and listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from time import perf_counter
from urllib.parse import quote

from attendance.store import keys, table
from attendance.vocabulary.codes import Role
from infra.invite import invite
from tests.bench.door import Answered, Door
from tests.bench.report import Figures, milliseconds, p50, p95
from tests.bench.stage import HEADCOUNTS, Stage

REQUESTS = 60
CATERING, SEARCH, LIST = "GET /api/catering", "GET /api/attendees?q=", "GET /api/attendees?at_most=50"
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


def measured(stage: Stage, attendees: str) -> list[Look]:
    """Return what an organiser waits for as things are."""
    door = Door(stage.stack.base_url, invite(role=Role.ORGANISER, label="Organisation"))
    held = door.ask(HEADCOUNTS).tag
    looks = {
        "headcounts that are known": [(HEADCOUNTS, held)],
        "catering": [(CATERING, "")],
        "first page of the list": [(LIST, "")],
        "the same with all columns": [(f"{LIST}&columns=lunch,diet,came_at,inside,place,mail,answers", "")],
        "first page of a filter": [(f"{LIST}&filter=atelier:{stage.programme.ateliers[0].id}", "")],
        "find by name": [(SEARCH + typed, "") for typed in TYPED],
    }
    found = []
    for what, asked in looks.items():
        door.warm_up(asked[0][0], 1)
        answers = [door.ask(route, held=tag) for route, tag in islice(cycle(asked), REQUESTS)]
        found.append(Look(attendees, what, answers))
    looked = (Look(attendees, f"all that {each} finds", [_gathered(door, each) for _ in range(3)]) for each in FILTERS)
    return [*found, *looked, Look(attendees, "one query of names alone", [_queried(stage) for _ in range(REQUESTS)])]


def _gathered(door: Door, filtered: str) -> Answered:
    """Ask for one page after the other, as the list does behind its progress bar."""
    begun, after = perf_counter(), ""
    while True:
        answered = door.ask(f"GET /api/attendees?filter={filtered}{after and f'&after={quote(after)}'}")
        after = answered.body["next"]
        if after is None:
            return Answered("-", perf_counter() - begun)


def _queried(stage: Stage) -> Answered:
    """Ask the table for one name: what no search can be faster than, and no table but the emulator's is slow at."""
    begun = perf_counter()
    next(table.indexed(keys.names(stage.event_id, FAMILY), prefix=FAMILY, at_once=1))
    return Answered("-", perf_counter() - begun)


def figures(looks: Sequence[Look]) -> Figures:
    """Return a line for each kind of request and number of people."""
    table = Figures(
        "What an organiser waits for (latency through the front door)",
        ("attendees", "what", "answered 304", "answer's bytes", "p50 ms", "p95 ms", "slowest ms"),
        "Nobody is scanned meanwhile: to a dashboard that knows the headcounts nothing is sent again.",
    )
    for look in looks:
        waits = [answer.seconds for answer in look.answers]
        known = sum(not answer.text for answer in look.answers)
        table.add(
            look.attendees,
            look.what,
            f"{known / len(look.answers):.0%}",
            str(max(len(answer.text.encode()) for answer in look.answers)),
            milliseconds(p50(waits)),
            milliseconds(p95(waits)),
            milliseconds(max(waits)),
        )
    return table
