"""Recount every scan and compare with the counters: python -m infra.verify [--repair].

Everybody's scans are folded again. Differences to the stored attendances, waiting lists, words for the
caterer, counters and seats are listed, and can be repaired.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from attendance.domain.headcount import (
    ANSWERS,
    ANSWERS_INSIDE,
    BOOKED,
    BY_DIET,
    CANCELLED,
    Totals,
    answered,
    differences,
    totals,
)
from attendance.domain.person import Person, queues, seats
from attendance.domain.programme import DIET, ENTRANCE, Programme
from attendance.store import attendances, mending, people, programmes, tallies
from attendance.store.retry import Deadline
from attendance.store.table import Item
from infra import target
from infra.stored_people import stored_people


@dataclass(frozen=True, slots=True)
class Difference:
    """A number or an attendance that differs from the recount."""

    where: str
    what: str
    counted: Any
    stored: Any

    def __str__(self) -> str:
        return f"{self.where} {self.what}: the scans amount to {self.counted}, stored is {self.stored}"


class PurgedError(Exception):
    """There is nothing left to recount."""


@dataclass(frozen=True, slots=True)
class Recount:
    """The recount of an event's people, beside the stored numbers."""

    programme: Programme
    totals: Totals
    seats: Counter[str]
    waiting: Counter[str]
    people: int
    scans: int
    attendances: tuple[Difference, ...]
    board: tallies.Board

    @property
    def total_differences(self) -> Totals:
        """What is missing in the counters; negative if they count too much. Those of what is forgotten stay."""
        over = self.programme.over_at(programmes.now(self.programme))
        forgotten = tuple(answered(measure, question, "") for measure in (ANSWERS, ANSWERS_INSIDE) for question in over)
        forgotten += BY_DIET if DIET in over else ()
        missing = differences(self.board.totals, self.totals).items()
        return Counter({(place, what): by for (place, what), by in missing if not what.startswith(forgotten)})

    @property
    def seat_differences(self) -> Counter[str]:
        stored = Counter({atelier: seats.taken for atelier, seats in self.board.seats.items()})
        return differences(stored, self.seats)

    @property
    def waiting_differences(self) -> Counter[str]:
        stored = Counter({atelier: seats.waiting for atelier, seats in self.board.seats.items()})
        return differences(stored, self.waiting)

    @property
    def is_after_purge(self) -> bool:
        """Whether people who were counted have been purged since."""
        programme, counted = self.programme, self.board.totals
        retention = timedelta(days=programme.retention_days)
        registered = counted[ENTRANCE, BOOKED] + counted[ENTRANCE, CANCELLED]
        return programmes.real_now() > programme.event.ends_at + retention and self.people < registered

    @property
    def differences(self) -> list[Difference]:
        counters = [
            Difference(checkpoint, measure, self.totals[checkpoint, measure], self.board.totals[checkpoint, measure])
            for checkpoint, measure in sorted(self.total_differences)
        ]
        taken = [
            Difference(atelier, "seats taken", self.seats[atelier], self.seats[atelier] - by)
            for atelier, by in sorted(self.seat_differences.items())
        ]
        waiting = [
            Difference(atelier, "people waiting", self.waiting[atelier], self.waiting[atelier] - by)
            for atelier, by in sorted(self.waiting_differences.items())
        ]
        return [*self.attendances, *counters, *taken, *waiting]


def recount(event_id: str) -> Recount:
    """Fold everybody's scans again. Only right while nobody scans: a scan in between shows as a difference."""
    programme = programmes.get(event_id)
    counted: Totals = Counter()
    taken: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    folded, scans = 0, 0
    attendances: list[Difference] = []
    for person, found in stored_people(event_id):
        counted.update(totals(person, programme))
        taken.update(seats(person))
        waiting.update(queues(person))
        folded += person.attendee is not None
        scans += len(person.scans)
        attendances += _compared(programme, person, found)
    return Recount(programme, counted, taken, waiting, folded, scans, tuple(attendances), tallies.board(event_id))


def _compared(programme: Programme, person: Person, found: list[Item]) -> Iterator[Difference]:
    if person.attendee is None:
        return
    counted = attendances.item(person)
    attendance = next((item for item in found if item["type"] == "attendance"), {})
    stored = {name: attendance[name] for name in people.ATTENDANCE if name in attendance}
    due, listed = (
        mending.listed_by(some, *mending.LISTS) for some in (mending.listing(programme, person.attendee), found)
    )
    for place in sorted(due.keys() | listed.keys()):
        # What they say is nobody's but theirs and the caterer's.
        if due.get(place) != listed.get(place):
            yield Difference(person.attendee.id, f"listed in {place}", place in due, place in listed)
    for name in sorted(counted.keys() | stored.keys()):
        if stored.get(name) != counted.get(name):
            yield Difference(person.attendee.id, name, counted.get(name), stored.get(name))


def repair(found: Recount) -> None:
    """Mend attendances, lists, counters and seats as the recount has them. Raises PurgedError once scans are purged."""
    if found.is_after_purge:
        raise PurgedError("People of this event were purged: its counters are all that is kept, and stay as they are.")
    event_id = found.programme.event.id
    for attendee_id in dict.fromkeys(difference.where for difference in found.attendances):
        for mend in (mending.refold, mending.relist):
            Deadline.from_now().retry(partial(mend, found.programme, attendee_id))
    tallies.repair(event_id, found.total_differences)
    taken, waiting = found.seat_differences, found.waiting_differences
    for atelier in {**taken, **waiting}:
        tallies.repair_seats(event_id, atelier, taken[atelier], waiting[atelier])


def show(found: Recount) -> None:
    """Print every difference, and how many there are."""
    for difference in found.differences:
        print(difference)
    print(f"{found.people} people, {found.scans} scans, {len(found.totals)} numbers: ", end="")
    print(f"{len(found.differences)} differ." if found.differences else "all agree.")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="verify", description=__doc__.splitlines()[0])
    parser.add_argument("--repair", action="store_true", help="mend attendances, lists, counters and seats")
    wanted = parser.parse_args(arguments)
    target.choose()
    found = recount(os.environ["EVENT_ID"])
    show(found)
    if wanted.repair and found.differences:
        try:
            repair(found)
        except PurgedError as purged:
            print(purged, file=sys.stderr)
            return 1
        left = recount(found.programme.event.id).differences
        print(f"Mended; {len(left)} differ now." if left else "Mended; all agree now.")
        return 1 if left else 0
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
