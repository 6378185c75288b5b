"""An ordinary day: people arrive, go to ateliers, eat, visit the village and leave."""

from collections.abc import Mapping
from datetime import datetime

from attendance.domain.programme import Atelier, Slot
from infra.day.actions import OUT
from infra.day.eve import booked
from infra.day.people import SPEAKER, Person
from infra.day.script_writer import ScriptWriter, minutes
from infra.day.tally import ENTRANCE, LUNCH, VILLAGE

ARRIVALS = "08:45", "10:00"
NO_SHOWS = 0.05


class Visits:
    """Writes people's ordinary day.

    `left` are the seats that may still be given by override. The last ones are kept, so that no verdict
    depends on which of two phones was a moment faster.
    """

    def __init__(self, writer: ScriptWriter, people: Mapping[int, Person]) -> None:
        self.writer = writer
        self.left = {a.id: a.capacity - booked(people.values(), a.id) - 1 for a in writer.programme.ateliers}

    def visit(self, person: Person) -> None:
        """Write one person's day."""
        writer = self.writer
        if writer.chance(NO_SHOWS):
            return
        arrived = self.arrive(person)
        leaves_early = writer.chance(0.06)
        for slot in writer.programme.slots[: 1 if leaves_early else None]:
            self.attend(person, slot, arrived)
        self.eat(person)
        self.look_round(person)
        last = writer.programme.slots[-1]
        if leaves_early:
            self.leave(person, writer.between(last.starts_at - minutes(35), last.starts_at - minutes(5)))
        elif writer.chance(0.7):
            self.leave(person, writer.between(last.ends_at - minutes(5), last.ends_at + minutes(70)))

    def arrive(self, person: Person) -> datetime:
        """Write an arrival. A few pass the entrance unseen, a few are scanned twice."""
        writer = self.writer
        earliest, latest = (writer.hour(hour) for hour in ARRIVALS)
        busiest = 0.35
        at = earliest + (latest - earliest) * writer.rng.triangular(0, 1, busiest)
        at = writer.between(at, at + minutes(1))
        if writer.chance(0.04):
            return at
        writer.scan(person, ENTRANCE, at)
        if writer.chance(0.06):
            writer.scan(person, ENTRANCE, writer.between(at + minutes(1), at + minutes(9)))
        return at

    def attend(self, person: Person, slot: Slot, arrived: datetime) -> None:
        """Write somebody's way to one atelier of a slot."""
        writer, doors = self.writer, [a for a in self.writer.programme.ateliers if a.slot == slot.id]
        at = max(arrived + minutes(2), writer.between(slot.starts_at - minutes(14), slot.starts_at + minutes(6)))
        if writer.chance(0.07):
            at = writer.between(slot.starts_at + minutes(8), slot.starts_at + minutes(35))
        mine = next((door for door in doors if door.id in person.ateliers), None)
        if mine is None and person.kind == SPEAKER:
            self.look_in(person, doors, at)
        elif mine is None:
            self.try_door(person, doors, at)
        elif writer.chance(0.94):
            self.go_in(person, mine, doors, at)

    def go_in(self, person: Person, mine: Atelier, doors: list[Atelier], at: datetime) -> None:
        """Write that somebody comes in as booked: at a wrong door first, leaving early, or moving elsewhere."""
        writer = self.writer
        if writer.chance(0.08):
            wrong = writer.rng.choice([door for door in doors if door != mine])
            writer.scan(person, wrong.id, at)
            at += minutes(2)
        writer.scan(person, mine.id, at)
        if writer.chance(0.05):
            writer.scan(person, mine.id, at + minutes(3))
        if writer.chance(0.08):
            writer.scan(person, mine.id, at + minutes(15), direction=OUT)
        elif writer.chance(0.06) and (other := self.seat(doors, besides=mine)):
            writer.scan(person, other, at + minutes(18), override=True)

    def look_in(self, person: Person, doors: list[Atelier], at: datetime) -> None:
        """Write a speaker's visits to one or two ateliers; speakers need no booking."""
        writer = self.writer
        first, second = writer.rng.sample(doors, 2)
        writer.scan(person, first.id, at)
        if writer.chance(0.5):
            writer.scan(person, second.id, at + minutes(20))

    def try_door(self, person: Person, doors: list[Atelier], at: datetime) -> None:
        """Write the attempt of somebody without a booking to be let in."""
        writer = self.writer
        if writer.chance(0.6):
            return
        door = self.seat(doors)
        if door is None:
            return
        phone = writer.phone_at(door)
        writer.scan(person, door, at, phone=phone)
        if writer.chance(0.75):
            writer.scan(person, door, at + minutes(0.5), phone=phone, override=True)

    def seat(self, doors: list[Atelier], besides: Atelier | None = None) -> str | None:
        """Return an atelier with a seat left, and take the seat."""
        possible = [door.id for door in doors if door != besides and self.left[door.id] > 0]
        if not possible:
            return None
        chosen = self.writer.rng.choice(possible)
        self.left[chosen] -= 1
        return chosen

    def eat(self, person: Person) -> None:
        """Write lunch: most who booked it, a few who did not, some twice."""
        writer, lunch = self.writer, self.writer.programme.checkpoint(LUNCH)
        morning = writer.programme.slots[0]
        if lunch is None:
            return
        at = writer.between(max(lunch.opens_at, morning.ends_at - minutes(5)), lunch.closes_at - minutes(20))
        if person.lunch and writer.chance(0.93):
            writer.scan(person, LUNCH, at)
            if writer.chance(0.03):
                writer.scan(person, LUNCH, at + minutes(14))
        elif not person.lunch and writer.chance(0.2):
            phone = writer.phone_at(LUNCH)
            writer.scan(person, LUNCH, at, phone=phone)
            if writer.chance(0.5):
                writer.scan(person, LUNCH, at + minutes(0.5), phone=phone, override=True)
        elif writer.chance(0.3):
            self.stroll(person, lunch.opens_at + minutes(20))

    def stroll(self, person: Person, earliest: datetime) -> None:
        """Write that somebody eats elsewhere and comes back."""
        at = self.writer.between(earliest, earliest + minutes(25))
        self.leave(person, at)
        self.writer.scan(person, ENTRANCE, self.writer.between(at + minutes(30), at + minutes(60)))

    def look_round(self, person: Person) -> None:
        """Write visits to the village: exhibitors first, many come back."""
        writer, village = self.writer, self.writer.programme.checkpoint(VILLAGE)
        likely = 0.8 if person.village else 0.2
        if village is None or not writer.chance(0.95 if person.kind == "exhibitor" else likely):
            return
        opens, closes = village.opens_at + minutes(15), village.closes_at - minutes(1)
        for _ in range(writer.rng.choice((1, 1, 1, 2, 2, 3))):
            writer.scan(person, VILLAGE, writer.between(opens, closes))

    def leave(self, person: Person, at: datetime) -> None:
        self.writer.scan(person, ENTRANCE, at, direction=OUT)
