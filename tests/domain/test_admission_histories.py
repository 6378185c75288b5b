"""Whatever happens, in any order and any number of times, ends as a clerk with a pencil has it (`make histories`)."""

import os
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import given, settings

from attendance.domain import admission, effects, registration, scan_review
from attendance.domain.admission import Basis
from attendance.domain.headcount import EVER, PRESENT, WALK_INS, Totals, totals
from attendance.domain.person import Change, Person, Seats
from attendance.domain.person import seats as seats_of
from attendance.domain.refusals import AtelierFull
from attendance.domain.scan import Scan
from tests import histories
from tests.builders import DAY, ORGANISER, READER, at, attendee, badge_of, programme
from tests.histories import PEOPLE, Clerk, Door, Reading, Step

# Two seats, and three people.
FORUM = programme(ateliers=tuple(replace(each, capacity=2) for each in programme().ateliers))
BEGINS = at("5:30")


def minute(hour: str) -> int:
    return (at(hour) - BEGINS) // timedelta(minutes=1)


DOORS = {
    "entrance": Door(minute("6:00"), minute("17:00")),
    "atelier-1": Door(minute("8:40"), minute("10:00"), "strategic", 2),
    "atelier-2": Door(minute("8:40"), minute("10:00"), "strategic", 2),
    "atelier-3": Door(minute("12:40"), minute("14:00"), "prospective", 2),
    "lunch": Door(minute("10:00"), minute("12:00")),
    "village": Door(minute("10:00"), minute("12:00")),
}


@dataclass
class Rules:
    """The rules with nothing around them, and the numbers as they move with each change."""

    people: dict[str, Person] = field(default_factory=lambda: {who: Person(attendee(who), (), 1) for who in PEOPLE})
    moved: Totals = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for person in self.people.values():
            self.moved.update(totals(person, FORUM))

    @property
    def seats(self) -> dict[str, Seats]:
        return {each.id: Seats(each.capacity, self.taken[each.id]) for each in FORUM.ateliers}

    def read(self, step: Step, name: str, alone: str | None) -> str:
        person, here = self.people[step.who], FORUM.checkpoint(step.door)
        assert here
        assert person.attendee
        when = BEGINS + timedelta(minutes=step.minute)
        sent = Scan(name, here, step.direction, when, badge_of(person.attendee), override=step.override, offline=alone)
        stored = person.scan(name)
        if not stored or not stored.answers(sent):
            change = admission.decide(person, sent, Basis(FORUM, READER, DAY + timedelta(hours=17), self.seats))
            self._store(step.who, change)
            stored = change.scan
        return stored.verdict

    def undo(self, reading: Reading) -> None:
        person = self.people[reading.sent.who]
        scan = person.scan(reading.name)
        assert scan
        self._store(reading.sent.who, scan_review.undo(person, scan, ORGANISER, at("17:00"), self.seats))

    def book(self, who: str, ateliers: frozenset[str], lunch: bool) -> bool:
        person = self.people[who]
        was = person.attendee
        assert was
        wanted = replace(was, ateliers=tuple(sorted(ateliers)), lunch=lunch)
        try:
            change = registration.amend(person, was, wanted, FORUM, self.seats, now=at("8:00"), by_staff=True)
        except AtelierFull:
            return False
        self._store(who, change)
        return True

    def cancel(self, who: str) -> None:
        person = self.people[who]
        assert person.attendee
        self._store(who, registration.cancel(person, person.attendee, at("8:00")))

    def _store(self, who: str, change: Change) -> None:
        moves = effects.of(change, FORUM, at("17:00"))
        self.moved.update(moves.moves)
        self.taken.update({move.atelier: move.taken for move in moves.seats})
        self.people[who] = change.after

    def numbers(self) -> Counter[str]:
        said = {PRESENT: "present", EVER: "ever", WALK_INS: "walk-in"}
        found = Counter({f"{door} {said[what]}": n for (door, what), n in self.moved.items() if what in said and n})
        return found + Counter({f"{atelier} taken": n for atelier, n in self.taken.items() if n})


@settings(max_examples=int(os.environ.get("HISTORIES", "200")))
@given(history=histories.histories())
def test_every_answer_and_every_number_is_the_clerks(history: list[Step]) -> None:
    rules, clerk = Rules(), Clerk(DOORS)

    histories.follow(history, rules, clerk)

    assert rules.numbers() == clerk.numbers()
    counted: Totals = Counter()
    for person in rules.people.values():
        counted.update(totals(person, FORUM))
    assert {key: n for key, n in rules.moved.items() if n} == counted
    assert {a: n for a, n in rules.taken.items() if n} == sum(map(seats_of, rules.people.values()), Counter())
