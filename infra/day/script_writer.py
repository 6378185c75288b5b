"""Writes the script of the day, knowing the phones and what each decides offline."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from attendance.domain.programme import Programme
from infra.day.actions import BY_HAND, OUT, OWN, Action, Cancel, Phone, Scan, Settle, Undo, WalkIn
from infra.day.people import Person
from infra.day.tally import is_booked

BY_HAND_SHARE = 0.04
AGAIN_SHARE = 0.04


class ScriptWriter:
    """Writes actions, each with its number and its moment. The same seed writes the same day."""

    def __init__(self, programme: Programme, phones: Sequence[Phone], rng: Random) -> None:
        self.programme = programme
        self.phones = {phone.id: phone for phone in phones}
        self.rng = rng
        self.actions: list[Action] = []
        self._zone = ZoneInfo(programme.event.timezone)
        self._admitted: set[tuple[str, str, int]] = set()

    def hour(self, text: str) -> datetime:
        """Return an hour of the event's day."""
        return datetime.combine(self.programme.event.date, time.fromisoformat(text), self._zone)

    def between(self, earliest: datetime, latest: datetime) -> datetime:
        """Return a random moment of an interval, to the millisecond."""
        return earliest + timedelta(milliseconds=self.rng.randrange((latest - earliest) // timedelta(milliseconds=1)))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def phone_at(self, checkpoint: str) -> str:
        """Return a phone of a checkpoint; the supervisor's only if asked for."""
        return self.rng.choice([p.id for p in self.phones.values() if checkpoint in p.checkpoints and not p.supervisor])

    def scan(
        self,
        person: Person | None,
        checkpoint: str,
        at: datetime,
        *,
        phone: str = "",
        direction: str = "in",
        carries: str = "",
        imitates: int | None = None,
        override: bool = False,
        offline: str | None = None,
        sent: datetime | None = None,
        unseen: bool = False,
    ) -> Scan:
        """Write that a badge is read.

        A phone without a network decides by itself, and sends its verdict when it uploads; `offline` and
        `sent` do the same for a phone that was offline only for a moment.
        """
        reader = self.phones[phone or self.phone_at(checkpoint)]
        scan = Scan(
            number=len(self.actions),
            scan_id=f"day-{self.rng.getrandbits(64):016x}",
            phone=reader.id,
            checkpoint=checkpoint,
            at=at,
            sent=sent or at,
            who=person.number if person else None,
            direction=direction,
            carries=carries or (BY_HAND if self.chance(BY_HAND_SHARE) else OWN),
            imitates=imitates,
            override=override,
            offline=offline,
            unseen=unseen,
            again=self.chance(AGAIN_SHARE),
        )
        if reader.uploads_at and reader.is_offline(at):
            alone = offline or self._alone(scan, person)
            scan = replace(scan, offline=alone, sent=reader.uploads_at, again=reader.uploads_twice)
        self.actions.append(scan)
        return scan

    def undo(self, scan: Scan, at: datetime, by: str = "") -> None:
        self.actions.append(Undo(len(self.actions), by or scan.phone, at, scan.who, scan.scan_id))

    def settle(self, scan: Scan, at: datetime, by: str) -> None:
        self.actions.append(Settle(len(self.actions), by, at, scan.who, scan.scan_id))

    def cancel(self, person: Person, at: datetime) -> None:
        self.actions.append(Cancel(len(self.actions), f"attendee-{person.number}", at, person.number))

    def register(self, person: Person, at: datetime, phone: str) -> None:
        self.actions.append(WalkIn(len(self.actions), phone, at, person))

    def _alone(self, scan: Scan, person: Person | None) -> str:
        """Return what a phone decides from its roster and from the people it has let in itself."""
        if person is None:
            return "forged_badge"
        seen = (scan.phone, scan.checkpoint, person.number)
        if scan.direction == OUT:
            self._admitted.discard(seen)
            return "left"
        if seen in self._admitted:
            return "already_admitted"
        if not scan.override and not is_booked(person, scan.checkpoint):
            return "not_booked"
        self._admitted.add(seen)
        return "admitted"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
