"""Thousands of people, written to the table as registering and scanning them one by one would have left it.

All but their mailboxes, their passes and what phones are told of them: no scan and no headcount looks at those, and
they would take half as long again.
"""

import random
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import batched
from typing import Any

import boto3
from botocore.config import Config

from attendance.domain import admission, badge
from attendance.domain.admission import Basis
from attendance.domain.attendee import Attendee
from attendance.domain.headcount import ARRIVAL_STEP, Totals, totals
from attendance.domain.person import Person
from attendance.domain.programme import DIETS, ENTRANCE, Programme
from attendance.domain.scan import PhoneStatus, Reader, Scan
from attendance.store import attendances, names, passes, people, programmes, scans, table, tallies
from attendance.store.table import Write
from infra.day import people as example
from infra.local.stack import ROOT
from tests.bench.stage import LABEL, Stage, full

NAMED = example.read(ROOT / "infra/local/people.csv")
PHONES_A_DOOR = 2
ARRIVAL_STEPS = 20
BATCH_WRITE_LIMIT = 25
CONCURRENT = 2


@dataclass
class Crowd:
    """Who is registered. Most came in by the entrance; the `fresh` ones were never scanned."""

    stage: Stage
    size: int = 0
    fresh: deque[Attendee] = field(default_factory=deque)
    _random: random.Random = field(default_factory=lambda: random.Random(2022))

    def grow(self, size: int, fresh: int) -> None:
        """Register people until there are `size`, and have all but `fresh` of them scanned.

        Only the counters are written by the store: one write for each that moved.
        """
        moves: Totals = Counter()
        by_phone: dict[Reader, Totals] = defaultdict(Counter)
        # Checking so many parameters would take as long as sending them.
        client = boto3.client("dynamodb", config=Config(parameter_validation=False))
        with ThreadPoolExecutor(CONCURRENT) as pool:
            groups = batched(self._writes(size, fresh, moves, by_phone), BATCH_WRITE_LIMIT, strict=False)
            list(pool.map(partial(_put, client), groups))
        programme = self.stage.programme
        table.write(tallies.moved_by_registration(programme.event.id, "", moves, programmes.real_now()))
        for reader, moved in by_phone.items():
            status = PhoneStatus(reader.pass_id, reader.device, programmes.now(programme), 0, 0.1, 80)
            table.write(tallies.moved_by_scan(programme.event.id, ENTRANCE, reader, moved, status))
        for atelier in programme.ateliers:
            tallies.repair_seats(programme.event.id, atelier.id, moves[atelier.id, "booked"])
        self.size = size

    def _writes(self, size: int, fresh: int, moves: Totals, by_phone: dict[Reader, Totals]) -> Iterator[Write]:
        """Go through what is stored of the new people, and add up what they count."""
        programme, secret = self.stage.programme, self.stage.secret
        event = programme.event
        phones = [Reader(passes.pass_id(secret), phone(ENTRANCE, n), LABEL) for n in range(PHONES_A_DOOR)]
        opens_at = next(c.opens_at for c in programme.checkpoints if c.id == ENTRANCE)
        purge = {"purge_at": programmes.purge_at(programme)}
        for number in range(self.size, size):
            attendee = self._attendee(number, is_fresh=size - number <= fresh)
            person = Person(attendee)
            moves.update(totals(person, programme))
            if size - number <= fresh:
                self.fresh.append(attendee)
            else:
                person = Person(attendee, (), 1)
                came_at = opens_at + number % ARRIVAL_STEPS * ARRIVAL_STEP
                here = programme.checkpoint(ENTRANCE)
                assert here
                scan = Scan(f"scan-{number:08}", here, "in", came_at, badge=self.stage.badge(attendee))
                reader = phones[number % PHONES_A_DOOR]
                change = admission.decide(person, scan, Basis(programme, reader, came_at))
                by_phone[reader].update(totals(change.after, programme))
                by_phone[reader].subtract(totals(person, programme))
                person = change.after
                yield scans.write(event.id, change.scan, person, purge)
            yield attendances.write(event.id, attendee.id, person, purge)
            yield table.put(people.profile_item(event.id, attendee, purge))
            yield from names.writes(event.id, None, attendee, purge)

    def _attendee(self, number: int, *, is_fresh: bool) -> Attendee:
        """Return somebody invented. The fresh ones differ in their names only, so that their scans cost the same.

        The others are called as people are: in a list by name, some letters have many and others few.
        """
        programme, chance = self.stage.programme, self._random
        bookable = _bookable(programme)
        chosen = [slot[0] if is_fresh else chance.choice(slot) for slot in bookable]
        return Attendee(
            id=badge.attendee_id(chance.randbytes(badge.ID_BYTES)),
            registered_at=programmes.now(programme),
            given_name=f"Prénom-{number:05}" if is_fresh else NAMED[number % len(NAMED)].given_name,
            family_name=f"{'Nom' if is_fresh else chance.choice(NAMED).family_name}-{number * 7919 % 100_000:05}",
            email=f"personne-{number:05}@example.org",
            organisation="Association Exemple",
            ateliers=tuple(chosen),
            lunch=True,
            diet=DIETS[0 if is_fresh else number % len(DIETS)],
            signatures=(chance.randbytes(badge.SIGNATURE_BYTES),),
        )


def phone(checkpoint_id: str, number: int) -> str:
    """Return the id of a phone at a door, as long as a browser's."""
    return f"{checkpoint_id}-{number}-".ljust(36, "0")


def _bookable(programme: Programme) -> list[list[str]]:
    ateliers = [a for a in programme.ateliers if a.id not in full(programme)]
    return [[a.id for a in ateliers if a.slot == slot.id] for slot in programme.slots]


def _put(client: Any, group: tuple[Write, ...]) -> None:
    wanted: list[Any] = [{"PutRequest": {"Item": write.parameters["Item"]}} for write in group]
    while wanted:
        answer = client.batch_write_item(RequestItems={table.name(): wanted})
        wanted = answer.get("UnprocessedItems", {}).get(table.name(), [])
