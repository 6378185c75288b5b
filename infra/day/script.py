"""The script of the day: who does what, when, and with which phone. The same seed writes the same day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from attendance.domain.programme import Atelier, Programme
from infra.day import eve, people
from infra.day.actions import Action, Phone, in_order
from infra.day.eve import Eve
from infra.day.incidents import Incidents
from infra.day.people import Person
from infra.day.script_writer import ScriptWriter, minutes
from infra.day.tally import ENTRANCE, LUNCH, VILLAGE
from infra.day.visits import Visits

WALK_INS = 4


@dataclass(frozen=True, slots=True)
class Act:
    """A part of the day up to a moment: everything that has reached the server by then."""

    title: str
    until: datetime
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that happens, and the phones involved."""

    eve: Eve
    phones: tuple[Phone, ...]
    acts: tuple[Act, ...]

    @property
    def actions(self) -> list[Action]:
        return [action for act in self.acts for action in act.actions]


def write(attendees: Sequence[Person], programme: Programme, seed: int) -> Script:
    """Write the day of these people."""
    rng = Random(seed)  # noqa: S311 - a play that can be played again, not a secret
    before = eve.write([people.answering(person, programme.questions) for person in attendees], programme, rng)
    held = phones(programme)
    writer = ScriptWriter(programme, held, rng)
    visits = Visits(writer, before.people)
    coming = [person for person in before.people.values() if not person.is_cancelled]
    rng.shuffle(coming)

    incidents = Incidents(writer, visits, before, coming)
    incidents.write()
    # Before the ordinary day, which gives away the seats that are left.
    at_the_desk(writer, visits, attendees)
    ordinary = {person.number for person in incidents.free}
    for person in coming:
        if person.number in ordinary or person.kind not in people.PUBLIC:
            visits.visit(person)
    return Script(before, held, acts(writer))


def phones(programme: Programme) -> tuple[Phone, ...]:
    """Return the phones of the day: two of them lose the network for an hour."""
    zone, day = ZoneInfo(programme.event.timezone), programme.event.date

    def hour(hours: int, minute: int = 0) -> datetime:
        return datetime(day.year, day.month, day.day, hours, minute, tzinfo=zone)

    last = programme.slots[-1]
    cut_off = next(a for a in programme.ateliers if a.slot == last.id)

    def door(atelier: Atelier) -> Phone:
        title = f"Porte {atelier.number}"
        if atelier != cut_off:
            return Phone(atelier.id, title, (atelier.id,))
        alone = last.starts_at - minutes(20), last.starts_at + minutes(40)
        return Phone(atelier.id, title, (atelier.id,), offline=alone, uploads_at=last.ends_at - minutes(12))

    return (
        Phone("entrance-1", "Porte A1 - gauche", (ENTRANCE,)),
        Phone("entrance-2", "Porte A1 - droite", (ENTRANCE,), walk_ins=True),
        Phone(
            "entrance-3",
            "Porte A1 - parking",
            (ENTRANCE,),
            offline=(hour(9), hour(10)),
            uploads_at=hour(10, 12),
            uploads_twice=True,
        ),
        *(door(atelier) for atelier in programme.ateliers),
        Phone("lunch-1", "Déjeuner - file 1", (LUNCH,)),
        Phone("lunch-2", "Déjeuner - file 2", (LUNCH,)),
        Phone("village-1", "Village", (VILLAGE,), link="village"),
        Phone("village-2", "Village", (VILLAGE,), link="village"),
        Phone("supervisor", "Responsable ateliers", tuple(a.id for a in programme.ateliers), supervisor=True),
    )


def at_the_desk(writer: ScriptWriter, visits: Visits, attendees: Sequence[Person]) -> None:
    """Write people who come unregistered, and are registered at the entrance."""
    last = writer.programme.slots[-1]
    roomy = sorted((a for a in writer.programme.ateliers if a.slot == last.id), key=lambda a: -visits.left[a.id])
    chosen = [roomy[n % 2].id for n in range(WALK_INS)]
    for n, person in enumerate(people.walk_ins(attendees, chosen)):
        visits.left[chosen[n]] -= 1
        at = writer.hour("09:18") + minutes(11 * n)
        writer.register(person, at, "entrance-2")
        writer.scan(person, ENTRANCE, at + minutes(2), phone="entrance-2")
        for slot in writer.programme.slots:
            visits.attend(person, slot, at)
        visits.eat(person)
        visits.look_round(person)


def acts(writer: ScriptWriter) -> tuple[Act, ...]:
    """Cut the day at the beginnings and ends of the ateliers."""
    morning, afternoon = writer.programme.slots[0], writer.programme.slots[-1]
    cuts = (
        ("Arrivals", morning.starts_at - minutes(20)),
        (morning.title, morning.ends_at - minutes(5)),
        ("Lunch and village", afternoon.starts_at - minutes(20)),
        (afternoon.title, afternoon.ends_at - minutes(5)),
        ("Farewell", writer.programme.event.ends_at),
    )
    ordered, begun = in_order(writer.actions), writer.programme.event.starts_at
    made = []
    for title, until in cuts:
        made.append(Act(title, until, tuple(a for a in ordered if begun <= a.sent < until)))
        begun = until
    return tuple(made)
