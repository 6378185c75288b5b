"""Compares the stack's answers with the independent count, number by number."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from attendance.domain.programme import Programme
from infra.day.actions import Phone
from infra.day.connection import Connection
from infra.day.differences import Difference, compare, compare_lists, flat
from infra.day.tally import ENTRANCE, VILLAGE, Answered, Ledger, is_booked, numbers, presence


class Audit:
    """Asks the organiser's routes, and records every difference and how much was compared."""

    def __init__(self, connection: Connection, organiser: str, ledger: Ledger, programme: Programme) -> None:
        self.connection = connection
        self.organiser = organiser
        self.ledger = ledger
        self.programme = programme
        self.compared = 0
        self.differences: list[Difference] = []

    async def totals(self, when: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Compare all headcounts and catering numbers, and return both answers."""
        headcounts = await self._get("headcounts")
        catering = await self._get("catering")
        found = flat(headcounts, "headcounts") | flat(catering, "catering")
        expected = numbers(self.ledger, self.programme)
        self.compared += len(expected.keys() | found.keys())
        self.differences += compare(when, expected, found)
        return headcounts, catering

    async def conflicts(self) -> list[dict[str, Any]]:
        """Compare the lists of conflicts, and return the open ones."""
        waiting = (await self._get("conflicts?settled=false"))["conflicts"]
        settled = (await self._get("conflicts?settled=true"))["conflicts"]
        for what, listed, is_settled in (("open", waiting, False), ("settled", settled, True)):
            mine = [a for a in self.ledger.scans.values() if a.conflicts and not a.undone and a.settled == is_settled]
            expected = [f"{self._label(a)}: {sorted(a.conflicts)}" for a in mine]
            found = [f"{c['scan_id']} {c['attendee_id']} {c['checkpoint']}: {sorted(c['conflicts'])}" for c in listed]
            self._lists(f"conflicts, {what}", expected, found)
        return list(waiting)

    async def days(self, people: Iterable[int]) -> None:
        """Compare some people's days: where they are, since when, and all of their scans."""
        for who in people:
            person = self.ledger.people[who]
            day = await self._get(f"attendees/{person.attendee_id}")
            now = presence(self.ledger.facts(who))
            expected = [f"inside {now.inside}", f"place {now.atelier}"]
            expected += [f"first at {checkpoint} {_text(at)}" for checkpoint, at in now.first.items()]
            unbooked = (c for c in now.first if c not in (ENTRANCE, VILLAGE) and not is_booked(person, c))
            expected += [f"walk-in {checkpoint}" for checkpoint in unbooked]
            scans = [self.ledger.scans[scan_id] for scan_id in self.ledger.of[who]]
            expected += [f"{a.scan.scan_id} {a.verdict} {_text(a.scan.at)} undone {a.undone}" for a in scans]
            there = day["attendance"]
            found = [f"inside {there['inside']}", f"place {there['place']}"]
            found += [f"first at {checkpoint} {at}" for checkpoint, at in there["first_at"].items()]
            found += [f"walk-in {checkpoint}" for checkpoint in there["walk_in"]]
            found += [
                f"{s['scan_id']} {s['verdict']} {s['at']} undone {s['undone_at'] is not None}" for s in day["scans"]
            ]
            self._lists(f"the day of {person.label}", expected, found)

    async def passes(self, phones: Sequence[Phone], outboxes: dict[str, int]) -> None:
        """Compare the phones: under which link each was seen, and its reported outbox."""
        listed = (await self._get("passes"))["passes"]
        expected = [f"{phone.label}: day-{phone.id}, outbox {outboxes[phone.id]}" for phone in phones]
        found = [
            f"{shown['label']}: {device['device']}, outbox {device['outbox']}"
            for shown in listed
            for device in shown["devices"]
        ]
        self._lists("phones by pass", expected, found)

    def recounted(self, differences: Sequence[object]) -> None:
        """Take over the differences that the operator's recount found."""
        self.compared += 1
        if differences:
            found = tuple(str(difference) for difference in differences)
            self.differences.append(Difference("the recount of `make verify`", 0, len(found), found))

    def _lists(self, what: str, expected: Sequence[str], found: Sequence[str]) -> None:
        self.compared += len(expected)
        self.differences += compare_lists(what, expected, found)

    def _label(self, answered: Answered) -> str:
        who = answered.scan.who
        attendee_id = self.ledger.people[who].attendee_id if who is not None else "stranger"
        return f"{answered.scan.scan_id} {attendee_id} {answered.scan.checkpoint}"

    async def _get(self, path: str) -> Any:
        return await self.connection.get("GET", f"/api/{path}", 200, self.organiser)


def _text(at: datetime) -> str:
    """Return a moment as the API writes it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
