"""The day in numbers: who came, how each atelier was filled, who moved, and when it was fullest.

Everything is counted in one pass over people and their scans, so it works for any number of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from attendance.domain import catering, stays
from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.headcount import ARRIVAL_STEP
from attendance.domain.person import Person
from attendance.domain.programme import ENTRANCE, LUNCH, VILLAGE, Atelier, Programme
from attendance.domain.stays import Stay
from attendance.domain.wording import comparable
from attendance.vocabulary.codes import ACCEPTING, Kind, Verdict

type Peak = tuple[datetime, int] | None


@frozen
class Turnout:
    """For a group of people: how many were registered, how many of these came, and how many came without booking."""

    name: str
    registered: int
    came: int
    unbooked: int = 0


@frozen
class AtelierDay:
    """An atelier's day. The peak is the largest number of people in it at once, and when that was first reached."""

    atelier: Atelier
    turnout: Turnout
    peak: Peak


@frozen
class DaySummary:
    """The day in numbers. `inside` is how many were in the building, every `ARRIVAL_STEP`.

    `withdrawn` counts people who came and whose registration was cancelled or erased afterwards. `lunch_guests` booked
    a meal and came, whether they ate it or not.
    """

    everybody: Turnout
    cancelled: int
    withdrawn: int
    kinds: Sequence[Turnout]
    organisations: Sequence[Turnout]
    ateliers: Sequence[AtelierDay]
    moves: Sequence[tuple[str, str, int]]
    inside: Sequence[tuple[datetime, int]]
    peak: Peak
    lunch: Turnout
    lunch_guests: int
    is_lunch_over: bool
    village: Turnout
    scans: int
    refusals: Sequence[tuple[str, int]]
    offline: int
    undone: int
    by_hand: int
    with_conflict: int
    to_settle: int

    @property
    def served(self) -> int:
        return self.lunch.came + self.lunch.unbooked


class _Counted:
    """Numbers that grow person by person."""

    def __init__(self) -> None:
        self.registered: Counter[str] = Counter()
        self.came: Counter[str] = Counter()
        self.unbooked: Counter[str] = Counter()

    def add(self, name: str, *, is_registered: bool, has_come: bool) -> None:
        self.registered[name] += is_registered
        self.came[name] += is_registered and has_come
        self.unbooked[name] += has_come and not is_registered

    def turnout(self, key: str, name: str = "") -> Turnout:
        return Turnout(name or key, self.registered[key], self.came[key], self.unbooked[key])


def summary(people: Iterable[Person], programme: Programme, now: datetime) -> DaySummary:
    """Return the day as known at a time. A person who was not seen to leave was there until it ended."""
    kinds, organisations, places = _Counted(), _Counted(), _Counted()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    scans: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    moves: Counter[tuple[str, str]] = Counter()
    by_place: defaultdict[str, list[Stay]] = defaultdict(list)
    event, cancelled, withdrawn, lunch_guests = programme.event, 0, 0, 0
    for person in people:
        _count_scans(person, scans, refusals, moves)
        who = person.attendee
        if who is None:
            continue
        cancelled += who.is_cancelled
        been = person.attendance.first
        is_registered, has_come = not who.is_cancelled, ENTRANCE in been
        withdrawn += has_come and who.cancelled_at is not None and been[ENTRANCE].at < who.cancelled_at
        kinds.add(who.kind, is_registered=is_registered, has_come=has_come)
        kinds.add("", is_registered=is_registered, has_come=has_come)
        if who.erased_at is None:
            key = comparable(who.organisation)
            spellings[key][who.organisation.strip()] += 1
            organisations.add(key, is_registered=is_registered, has_come=has_come)
        lunch_guests += who.is_booked(LUNCH) and has_come
        for checkpoint in (LUNCH, VILLAGE, *(a.id for a in programme.ateliers)):
            places.add(checkpoint, is_registered=_announced(who, checkpoint), has_come=checkpoint in been)
        for stay in (*stays.building(person, event), *stays.ateliers(person, event)):
            by_place[stay.checkpoint].append(stay)
    inside = _levels(by_place[ENTRANCE], programme.ends_at, now)
    return DaySummary(
        everybody=kinds.turnout(""),
        cancelled=cancelled,
        withdrawn=withdrawn,
        kinds=[kinds.turnout(kind) for kind in Kind if kinds.registered[kind] or kinds.unbooked[kind]],
        organisations=_ordered(organisations.turnout(key, _usual(spelled)) for key, spelled in spellings.items()),
        ateliers=[
            AtelierDay(a, places.turnout(a.id), _peak(_levels(by_place[a.id], programme.hours(a).ends_at, now)))
            for a in programme.ateliers
        ],
        moves=[(*between, count) for between, count in sorted(moves.items(), key=lambda move: (-move[1], move[0]))],
        inside=_stepped(_until(now, inside) if now < programme.ends_at else inside),
        peak=_peak(inside),
        lunch=places.turnout(LUNCH),
        lunch_guests=lunch_guests,
        is_lunch_over=catering.lunch_is_over(programme, now),
        village=places.turnout(VILLAGE),
        scans=scans["all"],
        refusals=sorted(refusals.items(), key=lambda refusal: (-refusal[1], refusal[0])),
        offline=scans["offline"],
        undone=scans["undone"],
        by_hand=scans["by_hand"],
        with_conflict=scans["with_conflict"],
        to_settle=scans["to_settle"],
    )


def _count_scans(person: Person, scans: Counter[str], refusals: Counter[str], moves: Counter[tuple[str, str]]) -> None:
    for scan in person.scans:
        scans["all"] += 1
        scans["offline"] += scan.offline is not None
        scans["undone"] += scan.undone_at is not None
        scans["by_hand"] += scan.by_hand
        scans["with_conflict"] += bool(scan.conflicts)
        scans["to_settle"] += scan.is_open
        if scan.undone_at is not None:
            continue
        if scan.verdict not in ACCEPTING:
            refusals[scan.verdict] += 1
        if scan.verdict == Verdict.MOVED and scan.moved_from:
            moves[scan.moved_from, scan.checkpoint] += 1


def _announced(who: Attendee, place: str) -> bool:
    if place == VILLAGE:
        return who.village and not who.is_cancelled
    if place == LUNCH:
        return who.is_booked(LUNCH)
    return who.had_booked(place)


def _usual(spellings: Counter[str]) -> str:
    """Return the most frequent spelling."""
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _ordered(turnouts: Iterable[Turnout]) -> list[Turnout]:
    """Return the turnouts, largest first, without those that nobody registered for or came to."""
    known = (turnout for turnout in turnouts if turnout.registered or turnout.unbooked)
    return sorted(known, key=lambda turnout: (-turnout.came, -turnout.registered, turnout.name))


def _levels(stays: Iterable[Stay], ends_at: datetime, now: datetime) -> list[tuple[datetime, int]]:
    """Return the number of people present after each moment at which it changed. Stays without an end by `now` go on.

    Stays whose hours are unknown are left out.
    """
    steps: Counter[datetime] = Counter()
    for stay in stays:
        if stay.begins_at is None or stay.has_unknown_end:
            continue
        until = min(stay.ends_at or ends_at, ends_at)
        if stay.begins_at < until and stay.begins_at <= now:
            steps[stay.begins_at] += 1
            if until <= now:
                steps[until] -= 1
    count = 0
    levels = []
    for at in sorted(steps):
        count += steps[at]
        levels.append((at, count))
    return levels


def _peak(levels: Sequence[tuple[datetime, int]]) -> Peak:
    return max(levels, key=lambda level: level[1], default=None)


def _until(now: datetime, levels: Sequence[tuple[datetime, int]]) -> list[tuple[datetime, int]]:
    """Return the levels up to now, where the last one still holds."""
    return [*levels, *((now, count) for _, count in levels[-1:])]


def _stepped(levels: Sequence[tuple[datetime, int]]) -> list[tuple[datetime, int]]:
    """Return the level at the end of each step in which it changed."""
    last: dict[int, tuple[datetime, int]] = {}
    for at, count in levels:
        last[int(at.timestamp() // ARRIVAL_STEP.total_seconds())] = (at, count)
    return list(last.values())
