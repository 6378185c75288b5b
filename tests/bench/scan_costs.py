"""What each kind of scan costs: calls, write units and read units, and the room left to the next write unit."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.domain.headcount import (
    ARRIVAL_STEP,
    MEALS_CAME,
    MEALS_INSIDE,
    MEALS_INSIDE_OF,
    SERVED,
    SERVED_OF,
    VISIT_STEP,
    step,
)
from attendance.domain.programme import DIETS, ENTRANCE, LUNCH, VILLAGE, Checkpoint, Programme
from attendance.domain.scan import PhoneStatus, Reader
from attendance.edge import authority
from attendance.store import keys, programmes, table, tallies
from attendance.store.items import attributes
from attendance.store.table import Item
from attendance.vocabulary import codes
from tests.bench.crowd import Crowd, phone
from tests.bench.meter import WRITE_UNIT_BYTES, Call, Meter, kinds, size
from tests.bench.report import Figures, thousands
from tests.bench.stage import LABEL, SCAN, Stage, ateliers

FIRST, REPEATED, ANY, NONE = 8, 6, 12, 0
# What the fullest tallies cost more: see CONTRIBUTING.
FULLEST = 2
# As long as the id that a browser makes.
WORN = "worn".ljust(36, "0")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of scan: what is known of the person before, what is sent, and what it should cost at most."""

    name: str
    sent: dict[str, Any]
    before: tuple[dict[str, Any], ...] = ()
    calls: int = 2
    write_units: int = ANY
    is_replay: bool = False
    worn: bool = False
    is_cold: bool = False
    is_new: bool = False
    badge: str | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a scan of a kind was answered, and what it cost."""

    verdict: str
    calls: list[Call] = field(repr=False)

    @property
    def write_units(self) -> float:
        return sum(call.write_units for call in self.calls)

    @property
    def read_units(self) -> float:
        return sum(call.read_units for call in self.calls)

    @property
    def largest_put(self) -> int:
        return max((call.largest_put for call in self.calls), default=0)


def all_kinds(programme: Programme) -> list[Kind]:
    """Return the kinds of scan. People booked the first atelier that is open; the last one is full."""
    booked, other, third, *_, full = ateliers(programme)
    override, entered = {"override": True}, {"checkpoint": ENTRANCE}
    walked_in = {"checkpoint": other, **override}
    nobody = badge.text(programme.event.id, "0" * 18, 1, bytes(badge.SIGNATURE_BYTES))
    into_full = {"checkpoint": full, **override, "offline": "moved"}
    return [
        Kind("booked, first, at the entrance", entered, write_units=FIRST),
        Kind("booked, first, at an atelier", {"checkpoint": booked}, write_units=FIRST),
        Kind("the same, on a phone that read all day", {"checkpoint": booked}, write_units=FIRST, worn=True),
        Kind("first at the entrance, on such a phone", entered, write_units=FIRST, worn=True),
        Kind("repeated, at the entrance", entered, (entered,), write_units=REPEATED),
        Kind("repeated, at an atelier", {"checkpoint": booked}, ({"checkpoint": booked},), write_units=REPEATED),
        Kind("repeated, on a phone that read all day", entered, (entered,), write_units=REPEATED + FULLEST, worn=True),
        Kind("replay", entered, write_units=NONE, calls=1, is_replay=True),
        Kind("out, at the entrance", {**entered, "direction": "out"}, (entered,)),
        Kind("refused: not booked", {"checkpoint": other}, calls=3),
        Kind("walk-in by override", walked_in, calls=3),
        Kind("moved by override from a walk-in seat", {"checkpoint": third, **override}, (walked_in,), calls=3),
        Kind("offline, over capacity", {**into_full, "offline": "admitted"}, calls=3),
        Kind("offline, over capacity, from a walk-in seat", into_full, (walked_in,), calls=3),
        Kind("the same, on a phone that read all day", into_full, (walked_in,), 3, ANY + FULLEST, worn=True),
        Kind("stranger: unreadable", entered, badge="https://example.org/a-poster"),
        Kind("stranger: unknown badge", entered, badge=nobody),
        Kind("first of a phone that the pass has not met", entered, calls=4, is_new=True),
        Kind("first of a fresh worker (pass, programme)", entered, write_units=FIRST, calls=4, is_cold=True),
    ]


@dataclass(frozen=True, slots=True)
class Costs:
    """What each kind of scan costs with so many people registered."""

    people: int
    by_kind: list[Cost]


def measured(stage: Stage, crowd: Crowd) -> Costs:
    with worn_phones(stage):
        costs = [_cost(stage, crowd.fresh.popleft(), kind) for kind in all_kinds(stage.programme)]
    return Costs(crowd.size, costs)


def _cost(stage: Stage, who: Attendee, kind: Kind) -> Cost:
    text = kind.badge or stage.badge(who)
    for earlier in kind.before:
        stage.call(SCAN, stage.batch(stage.sent(text, **earlier), device=phone(earlier["checkpoint"], 0)))
    device = phone(kind.sent["checkpoint"], 0) if not kind.worn else WORN
    # A phone says that it is there as soon as its link is opened.
    stage.call(SCAN, stage.batch(device=device))
    if kind.is_new:
        device = phone(ENTRANCE, len(text))
    batch = stage.batch(stage.sent(text, **kind.sent), device=device)
    if kind.is_replay:
        stage.call(SCAN, batch)
    if kind.is_cold:
        authority._cached.clear()
        programmes._cached.clear()
    with Meter(stage.event_id) as meter:
        (result,) = stage.call(SCAN, batch)["results"]
    return Cost(result.get("verdict") or result["problem"]["code"], meter.of_scans)


def figures(stage: Stage, few: Costs, many: Costs) -> list[Figures]:
    """Return what scans cost, and the largest items that they write."""
    return [_by_kind(stage.programme, few, many), _fullest_tallies(stage)]


def _by_kind(programme: Programme, few: Costs, many: Costs) -> Figures:
    """Return a line for each kind of scan, measured with few people in the table and with many."""
    costs = Figures(
        f"A scan, with {thousands(few.people)} and with {thousands(many.people)} attendees in the table"
        " (left and right of the bar where two are given)",
        ("scan", "verdict", "calls", "aim", "of these kinds", "write units", "aim", "read units", "largest put"),
        "The Query for the headcounts in answers, at most every two seconds, is not in these lines: see Headcounts.",
    )
    for kind, one, other in zip(all_kinds(programme), few.by_kind, many.by_kind, strict=True):
        calls, units = (max(len(c.calls) for c in (one, other)), max(c.write_units for c in (one, other)))
        if not costs.rows:
            costs.head("calls of a first scan", str(calls), floor="2", aim=costs.aim(calls, kind.calls))
            costs.head("write units of a first scan", f"{units:g}", aim=costs.aim(units, kind.write_units))
        costs.add(
            kind.name,
            one.verdict,
            _pair(len(one.calls), len(other.calls)),
            costs.aim(calls, kind.calls),
            kinds(other.calls),
            _pair(one.write_units, other.write_units),
            costs.aim(units, kind.write_units),
            _pair(one.read_units, other.read_units),
            f"{max(one.largest_put, other.largest_put)} B",
        )
    return costs


def _pair(one: float, other: float) -> str:
    return f"{one:g}" if one == other else f"{one:g} | {other:g}"


@contextmanager
def worn_phones(stage: Stage) -> Iterator[None]:
    """Give every checkpoint a phone that has counted every number that a whole day can give it, for a while."""
    reader = Reader(stage.pass_id, WORN, LABEL)
    for checkpoint in stage.programme.checkpoints:
        status = PhoneStatus(reader.pass_id, reader.device, programmes.now(stage.programme), 12, -0.7, 80)
        moves = Counter(dict.fromkeys(_of_a_whole_day(checkpoint, stage.programme), 12))
        table.write(tallies.moved_by_scan(stage.event_id, checkpoint.id, reader, moves, status))
    yield
    for item in _worn(stage):
        table.write(table.delete({name: item[name] for name in ("PK", "SK")}))


def _fullest_tallies(stage: Stage) -> Figures:
    """Return a line for each checkpoint: the tally of a phone that read there all day."""
    sizes = Figures(
        "The fullest tally that a phone can make of a checkpoint (beyond 1 024 bytes a scan costs two units more)",
        ("checkpoint", "bytes", "aim"),
        "An arrival in every step, every diet and kind among them, and every kind of refusal; at all but the entrance,"
        " somebody in every step who had missed it.",
    )
    with worn_phones(stage):
        for item in _worn(stage):
            stored = size(attributes(item))
            sizes.add(item["checkpoint"], str(stored), sizes.aim(stored, 2 * WRITE_UNIT_BYTES))
    return sizes


def _worn(stage: Stage) -> list[Item]:
    return [item for item in table.partition(keys.tallies(stage.event_id)) if item.get("device") == WORN]


def _of_a_whole_day(checkpoint: Checkpoint, programme: Programme) -> Iterator[tuple[str, str]]:
    """Go through what one phone counts that reads at a checkpoint for as long as it is open.

    Somebody arrives in every step, with every diet, and for some it is the first checkpoint.
    """
    own, event = checkpoint.id, programme.event
    first, last = (step(at, ARRIVAL_STEP, event) for at in (checkpoint.opens_at, checkpoint.closes_at))
    for measure in ("ever", "present", "already", "conflicts", "refused_cancelled", "refused_unreadable"):
        yield own, measure
    yield from ((own, f"a{number}") for number in range(first, last + 1))
    of_diets = (f"{measure}{diet}" for measure in (MEALS_INSIDE, MEALS_CAME) for diet in DIETS)
    meals = [*of_diets, *(f"{MEALS_INSIDE_OF}{kind}" for kind in codes.Kind)]
    inside = ["drinks_inside", "exhibitors_inside", *meals]
    yield from ((ENTRANCE, measure) for measure in inside)
    if own != ENTRANCE:
        yield from ((ENTRANCE, measure) for measure in ("ever", "present"))
        yield from ((ENTRANCE, f"a{number}") for number in range(first, last + 1))
    if checkpoint.is_atelier:
        yield from ((own, measure) for measure in ("walk_ins", "refused_not_booked", "refused_full"))
        yield from ((a.id, "present") for a in programme.ateliers if a.slot == checkpoint.group and a.id != own)
    if own == LUNCH:
        yield own, "walk_ins"
        served = [*(f"{SERVED}{diet}" for diet in DIETS), *(f"{SERVED_OF}{kind}" for kind in codes.Kind)]
        yield from ((own, measure) for measure in served)
    if own == VILLAGE:
        first, last = (step(at, VISIT_STEP, event) for at in (checkpoint.opens_at, checkpoint.closes_at))
        yield from ((own, f"v{number}") for number in range(first, last + 1))
