"""What does not go as planned: each incident is one of the cases that the design decides."""

from collections.abc import Callable, Sequence
from datetime import datetime

from infra.day.actions import BY_HAND, FORGED, ORGANISER, OTHER_EVENT, OUT, UNKNOWN, UNREADABLE
from infra.day.eve import Eve
from infra.day.pen import Pen, minutes
from infra.day.people import PUBLIC, Person
from infra.day.tally import ENTRANCE, LUNCH, VILLAGE
from infra.day.visits import Visits


class Incidents:
    """Writes incidents with people who are taken out of the ordinary day for it."""

    def __init__(self, pen: Pen, visits: Visits, eve: Eve, strollers: Sequence[Person]) -> None:
        self.pen = pen
        self.visits = visits
        self.full = eve.full
        self.free = [p for p in strollers if p.kind in PUBLIC]
        self.morning, self.afternoon = pen.programme.slots[0], pen.programme.slots[-1]
        self.live, self.desk = "entrance-1", "entrance-2"

    def pick(self, suits: Callable[[Person], bool] = lambda _: True) -> Person:
        """Take somebody who suits out of the ordinary day."""
        chosen = next(person for person in self.free if suits(person))
        self.free.remove(chosen)
        return chosen

    def write(self) -> None:
        """Write every incident."""
        self.strange_badges()
        self.mistakes_taken_back()
        self.the_full_atelier()
        self.too_early_and_too_late()
        self.cancelled_that_day()
        self.two_phones_alone()
        self.answers_never_seen()
        self.after_closing()
        self.a_wrong_clock()

    def in_morning(self, person: Person) -> str | None:
        """Return the atelier that somebody booked in the first series."""
        doors = {a.id for a in self.pen.programme.ateliers if a.slot == self.morning.id}
        return next((a for a in person.ateliers if a in doors), None)

    def arrived(self, person: Person, hour: str = "08:50") -> datetime:
        """Write an arrival at a phone that has a network."""
        at = self.pen.between(self.pen.hour(hour), self.pen.hour(hour) + minutes(5))
        self.pen.scan(person, ENTRANCE, at, phone=self.live)
        return at

    def strange_badges(self) -> None:
        pen, hour = self.pen, self.pen.hour
        victim = self.pick()
        self.arrived(victim, "09:50")
        for when, place, strange in (
            ("09:05", ENTRANCE, UNREADABLE),
            ("09:06", ENTRANCE, UNREADABLE),
            ("09:20", ENTRANCE, OTHER_EVENT),
            ("12:40", LUNCH, UNREADABLE),
            ("12:41", LUNCH, UNKNOWN),
            ("13:05", VILLAGE, OTHER_EVENT),
        ):
            pen.scan(None, place, hour(when), carries=strange, phone=self.live if place == ENTRANCE else "")
        pen.scan(None, ENTRANCE, hour("09:31"), carries=FORGED, imitates=victim.number, phone=self.live)
        pen.scan(None, ENTRANCE, hour("09:32"), carries=FORGED, imitates=victim.number, phone="entrance-3")
        # The signature was right, so the phone let the person in; but nobody has this badge any more.
        pen.scan(None, ENTRANCE, hour("09:40"), carries=UNKNOWN, phone="entrance-3", offline="admitted")

    def mistakes_taken_back(self) -> None:
        pen = self.pen
        namesake = self.pick()
        wrong = pen.scan(namesake, ENTRANCE, pen.hour("09:12"), phone=self.live, carries=BY_HAND)
        pen.undo(wrong, wrong.at + minutes(1))

        unbooked = self.pick(lambda p: not self.in_morning(p))
        self.arrived(unbooked)
        doors = [a for a in pen.programme.ateliers if a.slot == self.morning.id]
        if door := self.visits.seat(doors):
            at = pen.between(self.morning.starts_at, self.morning.starts_at + minutes(5))
            refused = pen.scan(unbooked, door, at)
            let_in = pen.scan(unbooked, door, at + minutes(1), override=True)
            pen.undo(let_in, at + minutes(2))
            pen.undo(refused, at + minutes(3))
            pen.undo(let_in, at + minutes(4))

        eater = self.pick(lambda p: p.lunch)
        self.arrived(eater)
        meal = pen.scan(eater, LUNCH, pen.hour("12:30"))
        pen.undo(meal, pen.hour("13:40"), by=ORGANISER)

    def the_full_atelier(self) -> None:
        pen, door = self.pen, self.full
        at = self.morning.starts_at
        for n in range(3):
            person = self.pick(lambda p: not self.in_morning(p))
            self.arrived(person)
            pen.scan(person, door, at + minutes(2 * n), phone=door)
            pen.scan(person, door, at + minutes(2 * n + 1), phone=door, override=True)
            if n == 0:
                pen.scan(person, door, at + minutes(2 * n + 1.5), phone="supervisor", override=True)
        alone = self.pick(lambda p: not self.in_morning(p))
        self.arrived(alone)
        pen.scan(alone, door, at + minutes(12), phone=door, override=True, offline="admitted", sent=at + minutes(16))

    def too_early_and_too_late(self) -> None:
        pen = self.pen
        for late in (False, True):
            person = self.pick(lambda p: (self.in_morning(p) or self.full) != self.full)
            self.arrived(person)
            door = self.in_morning(person) or ""
            pen.scan(person, door, self.morning.ends_at + minutes(4) if late else self.morning.starts_at - minutes(28))
            if not late:
                pen.scan(person, door, self.morning.starts_at - minutes(8))

    def cancelled_that_day(self) -> None:
        pen = self.pen
        at_home, offline, tired = (
            self.pick(lambda p: p.lunch and (self.in_morning(p) or self.full) != self.full) for _ in range(3)
        )
        pen.cancel(at_home, pen.hour("08:55"))
        pen.scan(at_home, ENTRANCE, pen.hour("09:25"), phone=self.live)
        pen.cancel(offline, pen.hour("09:15"))
        pen.scan(offline, ENTRANCE, pen.hour("09:38"), phone="entrance-3")
        self.arrived(tired)
        pen.scan(tired, self.in_morning(tired) or "", self.morning.starts_at + minutes(3))
        pen.cancel(tired, pen.hour("12:08"))
        pen.scan(tired, LUNCH, pen.hour("12:25"))
        pen.scan(tired, ENTRANCE, pen.hour("12:45"), direction=OUT, phone=self.live)

    def two_phones_alone(self) -> None:
        """Two phones without a network at once let the same people in."""
        pen = self.pen
        for n in range(2):
            person = self.pick(lambda p: p.lunch)
            self.arrived(person)
            at = pen.hour("12:50") + minutes(n)
            pen.scan(person, LUNCH, at, phone="lunch-1", offline="admitted", sent=pen.hour("13:02"))
            second = pen.scan(
                person, LUNCH, at + minutes(3), phone="lunch-2", offline="admitted", sent=pen.hour("13:04")
            )
            if n == 0:
                pen.settle(second, pen.hour("17:15"), by=ORGANISER)

    def answers_never_seen(self) -> None:
        """A phone asks, waits in vain and decides by itself; its decision replaces the answer."""
        pen = self.pen
        agreed, unbooked, turned_away = self.pick(), self.pick(lambda p: not p.lunch), self.pick(lambda p: p.lunch)
        pen.scan(agreed, ENTRANCE, pen.hour("08:59"), phone=self.live, offline="admitted", unseen=True)
        for person in (unbooked, turned_away):
            self.arrived(person)
        pen.scan(unbooked, LUNCH, pen.hour("12:33"), phone="lunch-1", offline="admitted", unseen=True)
        pen.scan(turned_away, LUNCH, pen.hour("12:34"), phone="lunch-1", offline="not_booked", unseen=True)
        twice = self.pick()
        self.arrived(twice)
        pen.scan(twice, ENTRANCE, pen.hour("09:02"), phone=self.desk, offline="admitted", unseen=True)

    def after_closing(self) -> None:
        pen, village = self.pen, self.pen.programme.checkpoint(VILLAGE)
        visitor = self.pick()
        self.arrived(visitor)
        if village:
            at = village.closes_at + minutes(6)
            pen.scan(visitor, VILLAGE, at, phone="village-1", offline="admitted", sent=at + minutes(3))

    def a_wrong_clock(self) -> None:
        """A phone that never learnt the hour stamps a departure an hour ahead; one leaves who never came."""
        pen = self.pen
        person, unseen = self.pick(), self.pick()
        self.arrived(person)
        pen.scan(person, ENTRANCE, pen.hour("19:00"), sent=pen.hour("17:40"), phone=self.live, direction=OUT)
        pen.scan(unseen, ENTRANCE, pen.hour("16:50"), phone=self.live, direction=OUT)
