"""The day from the first registration to the last comparison, on a running stack."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from attendance.domain.forecast_replay import ForecastReplay, LunchForecast
from attendance.domain.programme import Programme
from attendance.vocabulary import limits
from attendance.vocabulary.limits import SCANS_AT_ONCE
from infra.day.actions import ORGANISER, Scan
from infra.day.audit import Audit
from infra.day.connection import Connection
from infra.day.differences import Difference
from infra.day.expected_verdicts import expected_verdicts
from infra.day.pace import Pace
from infra.day.phones import Phones
from infra.day.progress import Progress
from infra.day.registrations import Registrations
from infra.day.script import Script
from infra.day.tally import Ledger
from infra.load_programme import load
from infra.local.stack import PROGRAMME, Stack
from infra.stored_people import stored_people
from infra.verify import recount

DAYS_COMPARED = 16
EVENING = timedelta(minutes=30)
EVE = timedelta(hours=18)
# A function caches the programme, and the clock with it, for a while.
KNOWN_BY_ALL = timedelta(seconds=limits.CACHE_SECONDS + 5)


@dataclass(slots=True)
class DayResult:
    """The results of the day, for the tables."""

    registered: int = 0
    scans: int = 0
    scan_seconds: float = 0
    compared: int = 0
    uploaded: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    conflicts: Counter[str] = field(default_factory=Counter)
    at_end_of: dict[str, dict[str, Any]] = field(default_factory=dict)
    headcounts: dict[str, Any] = field(default_factory=dict)
    catering: dict[str, Any] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    foreseen: list[LunchForecast] = field(default_factory=list)


class Day:
    """Plays a script on a stack."""

    def __init__(self, stack: Stack, script: Script, programme: Programme, progress: Progress, pace: Pace) -> None:
        self.stack = stack
        self.script = script
        self.programme = programme
        self.progress = progress
        self.pace = pace
        self.result = DayResult()

    async def play(self, connection: Connection) -> DayResult:
        """Play the eve and the day, and compare after each part."""
        ledger, organiser = Ledger(), self.stack.organiser_pass
        registrations = Registrations(connection, organiser, ledger)
        audit = Audit(connection, organiser, ledger, self.programme)

        self.set_clock(self.programme.event.starts_at - timedelta(days=1) + EVE)
        secrets = await registrations.invite(self.script.phones)
        await self.prepare(registrations)
        await audit.totals("The eve")

        self.set_clock(self.beginning(), self.pace.seconds_a_second or 1)
        expected = expected_verdicts(
            self.script.actions,
            self.script.eve.people.values(),
            self.script.phones,
            self.programme,
            evening(self.programme),
        )
        holders = secrets | {ORGANISER: organiser}
        phones = Phones(connection, registrations, expected, self.pace, self.stack.event_id, holders)
        await self.perform(phones, audit)
        if self.pace.seconds_a_second:
            self.set_clock(evening(self.programme))
        await self.send_all_again(phones)
        await self.close(phones, audit)

        result = self.result
        result.registered = len(ledger.people)
        result.scans = len(ledger.scans)
        result.verdicts = Counter(a.verdict for a in ledger.scans.values())
        result.conflicts = Counter(code for a in ledger.scans.values() for code in a.conflicts)
        result.compared = audit.compared + len(expected)
        result.differences = registrations.differences + phones.differences + audit.differences
        result.repeated = connection.repeated
        return result

    def set_clock(self, hour: datetime, seconds_a_second: float = 1) -> None:
        """Set the event's clock.

        A function caches the programme for a while. So the stack is started in the evening: the scan
        function, which the launcher called by then, keeps the evening's clock through the eve; those that
        register have not run yet and read the eve's.
        """
        os.environ.update(self.stack.environment)
        self.pace.clock = load(PROGRAMME, clock=hour, pace=seconds_a_second).clock

    def beginning(self) -> datetime:
        """Return the hour at which the played day begins.

        At a pace it is so early that every function knows the clock by the first scan. Without one it is
        the evening: a scan of the day is never ahead of the server's clock.
        """
        if not self.pace.seconds_a_second:
            return evening(self.programme)
        first = min(action.sent for action in self.script.actions)
        return first - KNOWN_BY_ALL * self.pace.seconds_a_second

    async def prepare(self, registrations: Registrations) -> None:
        eve = self.script.eve
        part = self.progress.part("Registrations", len(eve.registering) + len(eve.steps))
        await registrations.register_all(eve, part.step)
        for step in eve.steps:
            await registrations.take(step)
            part.step()

    async def perform(self, phones: Phones, audit: Audit) -> None:
        """Play each part of the day and compare after each, as the totals are exact at once."""
        for act in self.script.acts:
            part = self.progress.part(act.title, len(act.actions))
            begun = time.monotonic()
            await phones.play(act.actions, part.step)
            self.result.scan_seconds += time.monotonic() - begun
            self.result.at_end_of[act.title], _ = await audit.totals(f"After {act.title.lower()}")
        self.result.uploaded = phones.scans

    async def send_all_again(self, phones: Phones) -> None:
        """Let every phone upload its first scans once more: hours later, the answers are the same."""
        part = self.progress.part("Uploads repeated", len(phones.brought))

        async def one(phone: str, scans: Sequence[Scan]) -> None:
            await phones.repeat(phone, list(scans)[:SCANS_AT_ONCE])
            part.step()

        async with asyncio.TaskGroup() as everybody:
            for phone, scans in phones.brought.items():
                everybody.create_task(one(phone, scans))

    async def close(self, phones: Phones, audit: Audit) -> None:
        part = self.progress.part("Comparing", 5)
        self.result.headcounts, self.result.catering = await audit.totals("At the end")
        part.step()
        await audit.conflicts()
        part.step()
        await audit.passes(self.script.phones, phones.outboxes)
        part.step()
        await audit.days(sample(phones.ledger))
        part.step()
        audit.recounted(recount(self.stack.event_id).differences)
        self.result.foreseen = foreseen(self.stack.event_id, self.programme)
        part.step()


def evening(programme: Programme) -> datetime:
    """Return an hour after the last event."""
    return max(checkpoint.closes_at for checkpoint in programme.checkpoints) + EVENING


def foreseen(event_id: str, programme: Programme) -> list[LunchForecast]:
    """Return what was foreseen of lunch at each hour of the morning, as the report of the day tells it."""
    replay = ForecastReplay(programme, evening(programme))
    for _ in replay.watched(person for person, _ in stored_people(event_id)):
        pass
    return replay.foreseen(limits.SERVICE_LEVEL)


def sample(ledger: Ledger) -> list[int]:
    """Return some people: those with a conflict, then those with the fullest days."""
    in_conflict = {a.scan.who for a in ledger.scans.values() if a.conflicts and a.scan.who is not None}
    fullest = sorted(ledger.people, key=lambda who: -len(ledger.of[who]))
    return sorted(in_conflict | set(fullest[:DAYS_COMPARED]))
