"""What one person adds to the totals, and how a change of a person moves them.

Every total is a sum over people. A change of a person therefore moves the totals by the difference
of two contributions, and a recount is the same sum from the start.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attendance.domain import seat_release
from attendance.domain.attendance import Attendance
from attendance.domain.attendee import TICKS, Attendee
from attendance.domain.frozen import frozen
from attendance.domain.person import Person, Seats
from attendance.domain.programme import ENTRANCE, LUNCH, VILLAGE, Event, Programme
from attendance.domain.scan import StoredScan
from attendance.vocabulary.codes import ACCEPTING, ENTRIES, Kind, Verdict
from attendance.vocabulary.limits import ARRIVAL_STEP_SECONDS, VISIT_STEP_SECONDS

ARRIVAL_STEP = timedelta(seconds=ARRIVAL_STEP_SECONDS)
VISIT_STEP = timedelta(seconds=VISIT_STEP_SECONDS)

# A measure is the name of one number at a checkpoint; stepped and split ones carry
# their step or part behind the name. They are attribute names of a small item: short.
BOOKED, CANCELLED, RELEASED, ABSENT = "booked", "cancelled", "released", "absent"
PRESENT, EVER, WALK_INS, ALREADY, CONFLICTS = "present", "ever", "walk_ins", "already", "conflicts"
REFUSED, SERVED, MEALS, MEALS_INSIDE = "refused_", "served_", "meals_", "meals_inside_"
MEALS_CAME = "mc_"
BY_DIET = (MEALS, MEALS_INSIDE, MEALS_CAME, SERVED)
ARRIVALS, VISITS = "a", "v"
EXHIBITORS, EXHIBITORS_INSIDE = "exhibitors", "exhibitors_inside"
DRINKS, DRINKS_INSIDE = "drinks", "drinks_inside"
TICKED, TICKED_INSIDE = "t_", "ti_"
# Of ticks that were stored before each was counted under its name.
_OF_TICKS, _OF_TICKS_INSIDE = {"drink": DRINKS}, {"drink": DRINKS_INSIDE}
MEALS_OF, MEALS_INSIDE_OF, SERVED_OF = "k_", "ki_", "ks_"
ANSWERS, ANSWERS_INSIDE = "q_", "qi_"

Totals = Counter[tuple[str, str]]
"""Numbers by (checkpoint id, measure). A missing one is zero."""


def totals(person: Person | None, programme: Programme) -> Totals:
    """Return what one person adds to the totals of an event. Nobody adds nothing."""
    counted: Totals = Counter()
    if person is None:
        return counted
    for scan in person.scans:
        counted.update(_of_scan(scan, programme.event))
    if person.attendee is not None:
        attendance = person.attendance
        counted.update(_of_booking(person.attendee, attendance))
        counted.update(_of_answers(person.attendee, attendance, programme))
        counted.update(_of_attendance(person, person.attendee, attendance, programme.event))
    return counted


def differences[K](before: Counter[K], after: Counter[K]) -> Counter[K]:
    """Return the numbers that a change moves, and by how much; none of them is zero."""
    keys = before.keys() | after.keys()
    return Counter({key: after[key] - before[key] for key in keys if after[key] != before[key]})


def _of_booking(attendee: Attendee, attendance: Attendance) -> Iterable[tuple[str, str]]:
    if attendee.is_cancelled:
        yield ENTRANCE, CANCELLED
        return
    yield ENTRANCE, BOOKED
    for atelier in attendee.ateliers:
        yield atelier, BOOKED
        if atelier not in attendance.first and seat_release.holds_releasable(attendee, atelier):
            yield atelier, ABSENT
    for atelier in attendee.released:
        if atelier not in attendance.first:
            yield atelier, RELEASED
    if attendee.lunch:
        yield LUNCH, BOOKED
        yield LUNCH, MEALS + attendee.diet
        yield LUNCH, MEALS_OF + attendee.kind
    ticked = [name for name in TICKS if name != LUNCH and getattr(attendee, name)]
    for name in ticked:
        yield announced(name)
    if attendee.kind == Kind.EXHIBITOR:
        yield VILLAGE, EXHIBITORS
    if attendee.lunch and ENTRANCE in attendance.first:
        yield ENTRANCE, MEALS_CAME + attendee.diet
    if attendance.inside:
        if attendee.lunch:
            yield ENTRANCE, MEALS_INSIDE + attendee.diet
            yield ENTRANCE, MEALS_INSIDE_OF + attendee.kind
        if attendee.kind == Kind.EXHIBITOR:
            yield ENTRANCE, EXHIBITORS_INSIDE
        for name in ticked:
            if name != VILLAGE:
                yield announced_inside(name)


def announced(tick: str) -> tuple[str, str]:
    """Return the checkpoint and the measure of those who announce themselves with a tick."""
    return (VILLAGE, BOOKED) if tick == VILLAGE else (ENTRANCE, _OF_TICKS.get(tick, TICKED + tick))


def announced_inside(tick: str) -> tuple[str, str]:
    """Return the checkpoint and the measure of those among them who are inside; the village counts its own visitors."""
    return ENTRANCE, _OF_TICKS_INSIDE.get(tick, TICKED_INSIDE + tick)


def _of_answers(attendee: Attendee, attendance: Attendance, programme: Programme) -> Iterable[tuple[str, str]]:
    """Yield the answers that are counted. What people write freely never names a number."""
    if attendee.is_cancelled or not attendee.answers:
        return
    counted = {question.id for question in programme.questions if question.is_counted}
    for answer in attendee.answers:
        for value in answer.values if answer.question in counted else ():
            yield ENTRANCE, answered(ANSWERS, answer.question, value)
            if attendance.inside:
                yield ENTRANCE, answered(ANSWERS_INSIDE, answer.question, value)


def answered(measure: str, question: str, value: str) -> str:
    """Return the measure of an answer. Neither a question's id nor a value that is counted holds a full stop."""
    return f"{measure}{question}.{value}"


def _of_attendance(
    person: Person, attendee: Attendee, attendance: Attendance, event: Event
) -> Iterable[tuple[str, str]]:
    if attendance.inside:
        yield ENTRANCE, PRESENT
    if attendance.place:
        yield attendance.place, PRESENT
    for checkpoint, fact in attendance.first.items():
        yield checkpoint, EVER
        yield checkpoint, f"{ARRIVALS}{step(fact.at, ARRIVAL_STEP, event)}"
    for checkpoint in person.walk_ins:
        yield checkpoint, WALK_INS
    if LUNCH in attendance.first:
        yield LUNCH, SERVED + attendee.diet
        yield LUNCH, SERVED_OF + attendee.kind


def _of_scan(scan: StoredScan, event: Event) -> Iterable[tuple[str, str]]:
    if scan.is_open:
        yield scan.checkpoint, CONFLICTS
    if scan.undone_at is not None:
        return
    if scan.verdict not in ACCEPTING:
        yield scan.checkpoint, REFUSED + scan.verdict
    if scan.verdict == Verdict.ALREADY_ADMITTED and scan.attendee_id is not None:
        yield scan.checkpoint, ALREADY
    if scan.fact and scan.group == VILLAGE and scan.verdict in ENTRIES:
        yield scan.checkpoint, f"{VISITS}{step(scan.at, VISIT_STEP, event)}"


def step(at: datetime, length: timedelta, event: Event) -> int:
    """Return the number of a step of the event's day. Times outside the day fall in its first or last one."""
    last = (event.ends_at - event.starts_at) // length - 1
    return min(max((at - event.starts_at) // length, 0), last)


def step_start(number: int, length: timedelta, event: Event) -> datetime:
    return event.starts_at + number * length


@frozen
class Headcount:
    """The numbers of one checkpoint.

    `absent` people hold a seat that may be given back, and were never there. `released` people had
    booked and never came: their seats were given back.
    """

    booked: int
    absent: int
    released: int
    present: int
    ever: int
    walk_ins: int
    refused: Mapping[str, int]
    already: int
    seats: Seats | None
    arrivals: Mapping[datetime, int]


def present(checkpoint_id: str, group: str, summed: Totals) -> int:
    """Return how many are at a checkpoint. At lunch and in the village, everybody who ever came counts as present."""
    return summed[checkpoint_id, EVER if group in (LUNCH, VILLAGE) else PRESENT]


def headcount(checkpoint_id: str, group: str, summed: Totals, seats: Seats | None, event: Event) -> Headcount:
    """Return the numbers of one checkpoint from the totals of all."""
    return Headcount(
        booked=summed[checkpoint_id, BOOKED],
        # Until a recount repairs them, the counters may count people who came since, and not those who booked.
        absent=max(0, summed[checkpoint_id, ABSENT]),
        released=summed[checkpoint_id, RELEASED],
        present=present(checkpoint_id, group, summed),
        ever=summed[checkpoint_id, EVER],
        walk_ins=summed[checkpoint_id, WALK_INS],
        refused=parts(summed, checkpoint_id, REFUSED),
        already=summed[checkpoint_id, ALREADY],
        seats=seats,
        arrivals=steps(summed, checkpoint_id, ARRIVALS, ARRIVAL_STEP, event),
    )


def parts(summed: Totals, checkpoint_id: str, measure: str) -> dict[str, int]:
    """Return the parts of a split measure, without zeros."""
    return {
        name.removeprefix(measure): count
        for (checkpoint, name), count in sorted(summed.items())
        if checkpoint == checkpoint_id and name.startswith(measure) and count
    }


def steps(summed: Totals, checkpoint_id: str, measure: str, length: timedelta, event: Event) -> dict[datetime, int]:
    """Return a stepped measure by the start of its steps, in order, without zeros."""
    numbered = {
        int(name.removeprefix(measure)): count
        for (checkpoint, name), count in summed.items()
        if checkpoint == checkpoint_id and name.startswith(measure) and name.removeprefix(measure).isdigit()
    }
    return {step_start(n, length, event): numbered[n] for n in sorted(numbered) if numbered[n]}


def conflicts(summed: Totals, programme: Programme) -> int:
    return sum(summed[checkpoint.id, CONFLICTS] for checkpoint in programme.checkpoints)
