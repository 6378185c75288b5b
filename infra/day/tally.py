"""The independent count: every number of the day, from registrations, scans and verdicts alone.

It is written from the words of the promises and shares no rule with the functions, so that an error
there is not repeated here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from attendance.domain.programme import Programme
from attendance.vocabulary.codes import Kind
from infra.day.actions import OUT, Scan
from infra.day.people import SPEAKER, Person

ENTRANCE, LUNCH, VILLAGE = "entrance", "lunch", "village"
INS = ("admitted", "moved", "already_admitted")
ARRIVALS = timedelta(minutes=5)
VISITS = timedelta(minutes=15)
WRITTEN_FREELY = ("text", "long_text", "number", "date")


@dataclass(frozen=True, slots=True)
class Answered:
    """A scan with its standing answer."""

    scan: Scan
    verdict: str
    conflicts: tuple[str, ...] = ()
    undone: bool = False
    settled: bool = False

    @property
    def is_fact(self) -> bool:
        return self.scan.who is not None and not self.undone and (self.verdict in INS or self.verdict == "left")


@dataclass(slots=True)
class Ledger:
    """Everything that is counted: the people as they are registered now, and their scans by id."""

    people: dict[int, Person] = field(default_factory=dict)
    scans: dict[str, Answered] = field(default_factory=dict)
    of: defaultdict[int | None, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, answered: Answered) -> None:
        """Record a scan; a recorded one gets its new answer."""
        scan_id = answered.scan.scan_id
        if scan_id not in self.scans:
            self.of[answered.scan.who].append(scan_id)
        self.scans[scan_id] = answered

    def facts(self, who: int | None, besides: str = "") -> list[Answered]:
        """Return the facts of a person in the order of time; `besides` names a scan to leave out."""
        found = [self.scans[scan_id] for scan_id in self.of[who] if scan_id != besides]
        return sorted((a for a in found if a.is_fact), key=lambda a: (a.scan.at, a.scan.scan_id))


@dataclass(slots=True)
class Presence:
    """Where somebody is, and when they were first seen at each checkpoint."""

    inside: bool = False
    atelier: str | None = None
    first: dict[str, datetime] = field(default_factory=dict)

    def is_at(self, checkpoint: str) -> bool:
        """Whether they are inside a checkpoint; nobody leaves lunch or the village again."""
        if checkpoint == ENTRANCE:
            return self.inside
        return checkpoint in self.first if checkpoint in (LUNCH, VILLAGE) else self.atelier == checkpoint


@dataclass(slots=True)
class Number:
    """A number, with the people or scans that make it up."""

    value: int = 0
    people: list[str] = field(default_factory=list)


def presence(facts: Iterable[Answered]) -> Presence:
    """Follow somebody through the building, by facts in the order of time."""
    now = Presence()
    for fact in facts:
        here = fact.scan.checkpoint
        if fact.scan.direction == OUT:
            if here == ENTRANCE:
                now.inside, now.atelier = False, None
            elif now.atelier == here:
                now.atelier = None
            continue
        now.inside = True
        now.first.setdefault(ENTRANCE, fact.scan.at)
        now.first.setdefault(here, fact.scan.at)
        if here not in (ENTRANCE, LUNCH, VILLAGE):
            now.atelier = here
    return now


def is_booked(person: Person, checkpoint: str) -> bool:
    """Whether somebody may enter without an override. Speakers may enter every atelier."""
    if person.is_cancelled:
        return False
    if checkpoint == LUNCH:
        return person.lunch
    return checkpoint in (ENTRANCE, VILLAGE) or person.kind == SPEAKER or checkpoint in person.ateliers


def seat_takers(ledger: Ledger, atelier: str) -> list[str]:
    """Return who takes a seat: everybody who booked it, and people inside without a booking."""
    takers = []
    for who, person in ledger.people.items():
        booked = atelier in person.ateliers and not person.is_cancelled
        if booked or (
            ledger.of[who] and not is_booked(person, atelier) and presence(ledger.facts(who)).atelier == atelier
        ):
            takers.append(person.label)
    return takers


def numbers(ledger: Ledger, programme: Programme) -> dict[str, Number]:
    """Return every number in the headcounts and catering answers, by its path there."""
    counted: defaultdict[str, Number] = defaultdict(Number)
    for name in _at_zero_too(programme):
        counted[name] = Number()

    def add(name: str, who: str) -> None:
        counted[name].value += 1
        counted[name].people.append(who)

    for who, person in ledger.people.items():
        now = presence(ledger.facts(who))
        for name in (*_of_person(person, now), *_of_answers(person, now, programme)):
            add(name, person.label)
    for answered in ledger.scans.values():
        for name in _of_scan(answered):
            add(name, _label(answered, ledger.people))
    for atelier in programme.ateliers:
        seats = f"headcounts.checkpoints.{atelier.id}.seats"
        counted[f"{seats}.capacity"] = Number(atelier.capacity)
        takers = seat_takers(ledger, atelier.id)
        counted[f"{seats}.taken"] = Number(len(takers), takers)
    return dict(counted)


def _at_zero_too(programme: Programme) -> Iterator[str]:
    for checkpoint in programme.checkpoints:
        for name in ("booked", "absent", "present", "ever", "walk_ins", "refused", "already"):
            yield f"headcounts.checkpoints.{checkpoint.id}.{name}"
    for name in ("inside", "registered", "cancelled", "conflicts"):
        yield f"headcounts.{name}"
    diets = [diet.id for diet in programme.diets]
    split = (*(f"lunch.diets.{diet}" for diet in diets), *(f"lunch.kinds.{kind}" for kind in Kind))
    for part in ("lunch", *split):
        for name in ("booked", "booked_inside", "served"):
            yield f"catering.{part}.{name}"
    for part in ("lunch", *(f"lunch.diets.{diet}" for diet in diets)):
        yield f"catering.{part}.booked_came"
    yield "catering.lunch.served_not_booked"
    for name in ("exhibitors_booked", "exhibitors_inside", "announced", "visitors"):
        yield f"catering.village.{name}"
    for name in ("announced", "announced_inside", "inside"):
        yield f"catering.drink.{name}"


def _of_person(person: Person, now: Presence) -> Iterator[str]:
    doors = "headcounts.checkpoints"
    yield from _of_booking(person, now)
    if now.inside:
        yield f"{doors}.{ENTRANCE}.present"
        yield "headcounts.inside"
        yield "catering.drink.inside"
    if now.atelier:
        yield f"{doors}.{now.atelier}.present"
    for checkpoint, at in now.first.items():
        yield f"{doors}.{checkpoint}.ever"
        yield f"{doors}.{checkpoint}.arrivals.{step(at, ARRIVALS)}"
        if checkpoint == LUNCH:
            yield f"catering.servings.{step(at, ARRIVALS)}"
        if checkpoint in (LUNCH, VILLAGE):
            yield f"{doors}.{checkpoint}.present"
        if not is_booked(person, checkpoint) and checkpoint not in (ENTRANCE, VILLAGE):
            yield f"{doors}.{checkpoint}.walk_ins"
    if LUNCH in now.first:
        yield "catering.lunch.served"
        yield f"catering.lunch.diets.{person.diet}.served"
        yield f"catering.lunch.kinds.{person.kind}.served"
        if not is_booked(person, LUNCH):
            yield "catering.lunch.served_not_booked"
    if VILLAGE in now.first:
        yield "catering.village.visitors"


def _of_booking(person: Person, now: Presence) -> Iterator[str]:
    if person.is_cancelled:
        yield "headcounts.cancelled"
        return
    yield "headcounts.registered"
    yield f"headcounts.checkpoints.{ENTRANCE}.booked"
    for atelier in person.ateliers:
        yield f"headcounts.checkpoints.{atelier}.booked"
        if atelier not in now.first and person.kind != "facilitator":
            yield f"headcounts.checkpoints.{atelier}.absent"
    if person.lunch:
        yield f"headcounts.checkpoints.{LUNCH}.booked"
        for name in ("booked", "booked_inside") if now.inside else ("booked",):
            yield f"catering.lunch.{name}"
            yield f"catering.lunch.diets.{person.diet}.{name}"
            yield f"catering.lunch.kinds.{person.kind}.{name}"
        if ENTRANCE in now.first:
            yield "catering.lunch.booked_came"
            yield f"catering.lunch.diets.{person.diet}.booked_came"
    if person.village:
        yield f"headcounts.checkpoints.{VILLAGE}.booked"
        yield "catering.village.announced"
    if person.kind == "exhibitor":
        yield "catering.village.exhibitors_booked"
        if now.inside:
            yield "catering.village.exhibitors_inside"
    if person.drink:
        for drink in ("catering.drink", "catering.ticks.drink"):
            yield f"{drink}.announced"
            if now.inside:
                yield f"{drink}.announced_inside"


def _of_answers(person: Person, now: Presence, programme: Programme) -> Iterator[str]:
    """Yield what is counted of somebody's answers, and what they tell the caterer."""
    asked = {question.id: question for question in programme.questions}
    for name, given in () if person.is_cancelled else person.answers.items():
        counted, for_caterer = f"headcounts.answers.{name}", asked[name].told_to == "caterer"
        if asked[name].type in WRITTEN_FREELY:
            yield from [f"catering.wishes.{name}"] if for_caterer else []
            continue
        for code in _codes(given):
            if asked[name].counted:
                yield f"{counted}.{code}.registered"
                yield from [f"{counted}.{code}.present"] if now.inside else []
            yield from [f"catering.wishes.{name}.{code}"] if for_caterer else []


def _codes(given: Any) -> list[str]:
    """Return what an answer counts as: whatever was chosen, or yes or no."""
    match given:
        case bool():
            return ["yes" if given else "no"]
        case list():
            return given
    return [given]


def _of_scan(answered: Answered) -> Iterator[str]:
    here = f"headcounts.checkpoints.{answered.scan.checkpoint}"
    if answered.undone:
        return
    if answered.conflicts and not answered.settled:
        yield "headcounts.conflicts"
    if answered.verdict not in INS and answered.verdict != "left":
        yield f"{here}.refused"
        yield f"{here}.refused_by_verdict.{answered.verdict}"
    if answered.scan.who is None:
        return
    if answered.verdict == "already_admitted":
        yield f"{here}.already"
    if answered.scan.checkpoint == VILLAGE and answered.verdict in INS:
        yield f"catering.village.visits.{step(answered.scan.at, VISITS)}"


def step(at: datetime, length: timedelta) -> str:
    """Return the beginning of the step that a moment falls in, as the API writes it."""
    minutes = length // timedelta(minutes=1)
    start = at.astimezone(UTC)
    return f"{start.replace(minute=start.minute // minutes * minutes):%Y-%m-%dT%H:%M}:00.000Z"


def _label(answered: Answered, people: Mapping[int, Person]) -> str:
    scan = answered.scan
    who = "a stranger" if scan.who is None else people[scan.who].label
    return f"{who}, scan {scan.scan_id}"
