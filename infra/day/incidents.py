"""Incidents: each is one of the cases that a promise decides."""

from collections.abc import Callable, Sequence
from datetime import datetime

from infra.day.actions import BY_HAND, FORGED, ORGANISER, OTHER_EVENT, OUT, UNKNOWN, UNREADABLE
from infra.day.eve import Eve
from infra.day.people import PUBLIC, Person
from infra.day.script_writer import ScriptWriter, minutes
from infra.day.tally import ENTRANCE, LUNCH, VILLAGE
from infra.day.visits import Visits


class Incidents:
    """Writes incidents, with people taken out of the ordinary day."""

    def __init__(self, writer: ScriptWriter, visits: Visits, eve: Eve, strollers: Sequence[Person]) -> None:
        self.writer = writer
        self.visits = visits
        self.full = eve.full
        self.free = [p for p in strollers if p.kind in PUBLIC]
        self.morning, self.afternoon = writer.programme.slots[0], writer.programme.slots[-1]
        self.live, self.desk = "entrance-1", "entrance-2"

    def pick(self, suits: Callable[[Person], bool] = lambda _: True) -> Person:
        """Take a suitable person out of the ordinary day."""
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
        """Return the atelier that somebody booked in the first slot."""
        doors = {a.id for a in self.writer.programme.ateliers if a.slot == self.morning.id}
        return next((a for a in person.ateliers if a in doors), None)

    def arrived(self, person: Person, hour: str = "08:50") -> datetime:
        """Write an arrival at a phone that has a network."""
        at = self.writer.between(self.writer.hour(hour), self.writer.hour(hour) + minutes(5))
        self.writer.scan(person, ENTRANCE, at, phone=self.live)
        return at

    def strange_badges(self) -> None:
        writer, hour = self.writer, self.writer.hour
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
            writer.scan(None, place, hour(when), carries=strange, phone=self.live if place == ENTRANCE else "")
        writer.scan(None, ENTRANCE, hour("09:31"), carries=FORGED, imitates=victim.number, phone=self.live)
        writer.scan(None, ENTRANCE, hour("09:32"), carries=FORGED, imitates=victim.number, phone="entrance-3")
        # The signature is right, so the phone lets the person in; but this badge was replaced.
        writer.scan(None, ENTRANCE, hour("09:40"), carries=UNKNOWN, phone="entrance-3", offline="admitted")

    def mistakes_taken_back(self) -> None:
        writer = self.writer
        namesake = self.pick()
        wrong = writer.scan(namesake, ENTRANCE, writer.hour("09:12"), phone=self.live, carries=BY_HAND)
        writer.undo(wrong, wrong.at + minutes(1))

        unbooked = self.pick(lambda p: not self.in_morning(p))
        self.arrived(unbooked)
        doors = [a for a in writer.programme.ateliers if a.slot == self.morning.id]
        if door := self.visits.seat(doors):
            at = writer.between(self.morning.starts_at, self.morning.starts_at + minutes(5))
            refused = writer.scan(unbooked, door, at)
            let_in = writer.scan(unbooked, door, at + minutes(1), override=True)
            writer.undo(let_in, at + minutes(2))
            writer.undo(refused, at + minutes(3))
            writer.undo(let_in, at + minutes(4))

        eater = self.pick(lambda p: p.lunch)
        self.arrived(eater)
        meal = writer.scan(eater, LUNCH, writer.hour("12:30"))
        writer.undo(meal, writer.hour("13:40"), by=ORGANISER)

    def the_full_atelier(self) -> None:
        writer, door = self.writer, self.full
        at = self.morning.starts_at
        for n in range(3):
            person = self.pick(lambda p: not self.in_morning(p))
            self.arrived(person)
            writer.scan(person, door, at + minutes(2 * n), phone=door)
            writer.scan(person, door, at + minutes(2 * n + 1), phone=door, override=True)
            if n == 0:
                writer.scan(person, door, at + minutes(2 * n + 1.5), phone="supervisor", override=True)
        alone = self.pick(lambda p: not self.in_morning(p))
        self.arrived(alone)
        writer.scan(alone, door, at + minutes(12), phone=door, override=True, offline="admitted", sent=at + minutes(16))

    def too_early_and_too_late(self) -> None:
        writer = self.writer
        for late in (False, True):
            person = self.pick(lambda p: (self.in_morning(p) or self.full) != self.full)
            self.arrived(person)
            door = self.in_morning(person) or ""
            at = self.morning.ends_at + minutes(4) if late else self.morning.starts_at - minutes(28)
            writer.scan(person, door, at)
            if not late:
                writer.scan(person, door, self.morning.starts_at - minutes(8))

    def cancelled_that_day(self) -> None:
        writer = self.writer
        at_home, offline, tired = (
            self.pick(lambda p: p.lunch and (self.in_morning(p) or self.full) != self.full) for _ in range(3)
        )
        writer.cancel(at_home, writer.hour("08:55"))
        writer.scan(at_home, ENTRANCE, writer.hour("09:25"), phone=self.live)
        writer.cancel(offline, writer.hour("09:15"))
        writer.scan(offline, ENTRANCE, writer.hour("09:38"), phone="entrance-3")
        self.arrived(tired)
        writer.scan(tired, self.in_morning(tired) or "", self.morning.starts_at + minutes(3))
        writer.cancel(tired, writer.hour("12:08"))
        writer.scan(tired, LUNCH, writer.hour("12:25"))
        writer.scan(tired, ENTRANCE, writer.hour("12:45"), direction=OUT, phone=self.live)

    def two_phones_alone(self) -> None:
        """Two phones that are offline at once let the same people in."""
        writer = self.writer
        for n in range(2):
            person = self.pick(lambda p: p.lunch)
            self.arrived(person)
            at = writer.hour("12:50") + minutes(n)
            writer.scan(person, LUNCH, at, phone="lunch-1", offline="admitted", sent=writer.hour("13:02"))
            second = writer.scan(
                person, LUNCH, at + minutes(3), phone="lunch-2", offline="admitted", sent=writer.hour("13:04")
            )
            if n == 0:
                writer.settle(second, writer.hour("17:15"), by=ORGANISER)

    def answers_never_seen(self) -> None:
        """A phone asks, waits in vain and decides by itself; its decision replaces the answer."""
        writer = self.writer
        agreed, unbooked, turned_away = self.pick(), self.pick(lambda p: not p.lunch), self.pick(lambda p: p.lunch)
        writer.scan(agreed, ENTRANCE, writer.hour("08:59"), phone=self.live, offline="admitted", unseen=True)
        for person in (unbooked, turned_away):
            self.arrived(person)
        writer.scan(unbooked, LUNCH, writer.hour("12:33"), phone="lunch-1", offline="admitted", unseen=True)
        writer.scan(turned_away, LUNCH, writer.hour("12:34"), phone="lunch-1", offline="not_booked", unseen=True)
        twice = self.pick()
        self.arrived(twice)
        writer.scan(twice, ENTRANCE, writer.hour("09:02"), phone=self.desk, offline="admitted", unseen=True)

    def after_closing(self) -> None:
        writer, village = self.writer, self.writer.programme.checkpoint(VILLAGE)
        visitor = self.pick()
        self.arrived(visitor)
        if village:
            at = village.closes_at + minutes(6)
            writer.scan(visitor, VILLAGE, at, phone="village-1", offline="admitted", sent=at + minutes(3))

    def a_wrong_clock(self) -> None:
        """A phone with a wrong clock stamps an exit an hour ahead; a person leaves who never came."""
        writer = self.writer
        person, unseen = self.pick(), self.pick()
        self.arrived(person)
        writer.scan(person, ENTRANCE, writer.hour("19:00"), sent=writer.hour("17:40"), phone=self.live, direction=OUT)
        writer.scan(unseen, ENTRANCE, writer.hour("16:50"), phone=self.live, direction=OUT)
