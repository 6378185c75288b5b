"""Load a programme file into the table: python -m infra.load_programme FILE [--clock 14:00]."""

import argparse
import os
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from attendance.domain import programme_alteration
from attendance.domain.clock import Clock
from attendance.domain.headcount import (
    ALREADY,
    ANSWERS,
    ANSWERS_INSIDE,
    CONFLICTS,
    EVER,
    REFUSED,
    RELEASED,
    Totals,
    answered,
    differences,
    totals,
)
from attendance.domain.person import Change, Seats
from attendance.domain.problem import Later
from attendance.domain.programme import Programme
from attendance.store import people, programmes, tallies
from attendance.store.retry import Deadline
from infra import target
from infra.programme import parting
from infra.programme.file import ProgrammeFileError, read
from infra.programme.parting import Parting
from infra.stored_people import stored_people

NOW = "now"


class OrphanError(Exception):
    """A programme without a place that people have booked or been scanned at, or for what they chose."""


def load(
    path: Path,
    *,
    clock: datetime | None = None,
    pace: float = 1,
    forget_answers: bool = False,
    means_the_same: bool = False,
) -> Programme:
    """Store a file's programme, replacing the event's present one.

    Organisers' changes since the last loading stay, unless the file changed there too. `clock` sets the
    time at the event; without it, the clock stays. `pace` is how many seconds pass on a set clock in
    one of ours. A file without a place for what people chose is refused; with `forget_answers` they
    chose nothing there. So is one that calls it otherwise, unless it `means_the_same`. Raises
    ProgrammeFileError, OrphanError and Later.
    """
    wanted = read(path)
    shown = Clock.showing(clock, datetime.now(UTC), pace) if clock else None
    may = {"forget": forget_answers, "rename": means_the_same}
    return Deadline.from_now().retry(lambda: _replace(wanted, shown, **may))


def _replace(wanted: Programme, clock: Clock | None, *, forget: bool = False, rename: bool = False) -> Programme:
    event_id = wanted.event.id
    stored = programmes.find(event_id)
    if stored and parting.may_part(stored, wanted):
        _part(stored, wanted, forget=forget, rename=rename)
    programme = programme_alteration.reloaded(wanted, stored) if stored else wanted
    before = stored or wanted
    programme = replace(programme, clock=clock or before.clock, closed_at=before.closed_at, revision=before.revision)

    board = tallies.board(event_id)
    _check_orphans(programme, board)
    # Seats first: nobody may see, or book, an atelier that has none yet.
    for atelier in programme.ateliers:
        tallies.set_seats(event_id, atelier.id, atelier.capacity)
    # And none after the programme: if a seat is taken meanwhile, nothing changes.
    for left_out in board.seats.keys() - {atelier.id for atelier in programme.ateliers}:
        tallies.remove_seats(event_id, left_out)
    programmes.put(programme)
    if stored:
        _count_anew(stored, programme)
    return programme


def kept(programme: Programme) -> list[str]:
    """Return lines about organisers' changes that the file did not undo."""
    zone, now = ZoneInfo(programme.event.timezone), programme_alteration.values(programme)

    def shown(value: programme_alteration.Value) -> str:
        return repr(f"{value.astimezone(zone):%H:%M}" if isinstance(value, datetime) else value)

    return [
        f"{thing}: {what} stays {shown(now[_, thing, what])}, as an organiser changed it; the file says {shown(said)}"
        for (_, thing, what), said in programme_alteration.filed(programme).items()
    ]


def _check_orphans(programme: Programme, board: tallies.Board) -> None:
    ateliers = {atelier.id for atelier in programme.ateliers}
    checkpoints = {checkpoint.id for checkpoint in programme.checkpoints}
    taken = {
        atelier: f"{atelier} ({_use(seats)})"
        for atelier, seats in sorted(board.seats.items())
        if atelier not in ateliers and (seats.taken or seats.waiting)
    }
    traces: dict[str, set[str]] = {}
    for (place, measure), count in sorted(board.totals.items()):
        if count and place not in checkpoints | taken.keys():
            traces.setdefault(place, set()).add(measure)
    orphans = [*taken.values(), *(f"{place} ({_trace(measures)})" for place, measures in traces.items())]
    if orphans:
        raise OrphanError(f"The file leaves out {', '.join(orphans)}. Cancel or move these people first.")


def _part(stored: Programme, wanted: Programme, *, forget: bool, rename: bool) -> None:
    """Raise OrphanError where people chose what the wanted programme drops or calls otherwise, unless it may."""
    everyone = [(person, person.attendee) for person, _ in stored_people(stored.event.id) if person.attendee]
    found = Parting.of(stored, wanted, (attendee for _, attendee in everyone))
    if found.drops and not forget:
        raise OrphanError(f"The file drops {found.drops_in_words}. Keep these, or load it with --forget-answers.")
    if found.renames and not rename:
        ways = "If that means the same, load it with --means-the-same; else give what is new another id."
        raise OrphanError(f"The file calls otherwise {found.renames_in_words}. {ways}")
    for person, attendee in everyone:
        if (left := parting.left_of(attendee, wanted)) != attendee:
            # Under the programme that they were counted by.
            people.commit(Change(before=person, after=person.with_attendee(left)), stored, notify=False)


def _count_anew(stored: Programme, programme: Programme) -> None:
    """Count the answers to questions that were not counted before, and no more those that were."""
    counted, before = ({q.id for q in asked.questions if q.is_counted} for asked in (programme, stored))
    prefixes = tuple(answered(measure, name, "") for measure in (ANSWERS, ANSWERS_INSIDE) for name in counted ^ before)
    if not prefixes:
        return
    found: Totals = Counter()
    for person, _ in stored_people(programme.event.id):
        found.update(totals(person, programme))
    missing = differences(tallies.board(programme.event.id).totals, found)
    wanted = {(place, what): by for (place, what), by in missing.items() if what.startswith(prefixes)}
    tallies.repair(programme.event.id, Counter(wanted))


def _trace(measures: set[str]) -> str:
    """Return what people did at a place without taken seats, by the remaining numbers."""
    if measures & {EVER, ALREADY, CONFLICTS} or any(measure.startswith(REFUSED) for measure in measures):
        return "people were scanned there"
    return "people who had booked it did not come" if measures == {RELEASED} else "people booked it"


def _use(seats: Seats) -> str:
    taken = f"{seats.taken} seats taken"
    return f"{taken}, {seats.waiting} people waiting" if seats.waiting else taken


def _hour(text: str) -> time | str:
    return text if text == NOW else time.fromisoformat(text)


def _moment(programme: Programme, clock: time | str | None) -> datetime | None:
    """Return an hour of the event's day, or the real time."""
    if isinstance(clock, time):
        return datetime.combine(programme.event.date, clock, ZoneInfo(programme.event.timezone))
    return datetime.now(UTC) if clock == NOW else None


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="load_programme", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--clock", type=_hour, help="what time it shall be at the event, as 14:00; `now` ends a rehearsal"
    )
    parser.add_argument(
        "--forget-answers",
        action="store_true",
        help="forget what people chose and the file drops: answers to questions that it changes, and diets",
    )
    parser.add_argument(
        "--means-the-same",
        action="store_true",
        help="keep what people chose where the file only calls it otherwise: a question, a choice, a diet, a kind",
    )
    chosen = parser.parse_args(arguments)
    target.choose()
    try:
        may = {"forget_answers": chosen.forget_answers, "means_the_same": chosen.means_the_same}
        clock = _moment(read(chosen.file), chosen.clock)
        programme = load(chosen.file, clock=clock, **may)
    except (ProgrammeFileError, OrphanError, Later) as refused:
        print(refused, file=sys.stderr)
        return 1
    for line in kept(programme):
        print(line)
    print(
        f"{programme.event.name}: {len(programme.ateliers)} ateliers, {len(programme.checkpoints)} checkpoints"
        f" in {os.environ['TABLE_NAME']}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
