"""Fills a fresh stack: the programme, the hour at the event, and the first links."""

import os
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from attendance.domain.programme import ENTRANCE
from attendance.store import left_mails, programmes
from attendance.vocabulary.codes import Role
from infra import load_programme
from infra.invite import invite
from infra.local.home import StackError
from infra.programme.file import ProgrammeFileError, read

# A quarter of an hour after the doors of most events open, so that badges are admitted at once.
FIRST_HOUR = "08:45"


@dataclass(frozen=True, slots=True)
class Event:
    """What the launcher needs to know about a programme."""

    id: str
    date: date
    timezone: str
    digest: str

    def at(self, hour: str) -> datetime:
        """Return an hour of the event's day, such as 14:00."""
        try:
            return datetime.combine(self.date, time.fromisoformat(hour), ZoneInfo(self.timezone))
        except ValueError as error:
            raise StackError(f"CLOCK={hour} is not an hour: write it as CLOCK=14:00.") from error


def event(programme: Path) -> Event:
    """Read the event from a programme file."""
    try:
        content = programme.read_bytes()
    except FileNotFoundError as error:
        raise StackError(f"There is no programme {programme}: name one with PROGRAMME=.") from error
    try:
        described = read(programme).event
    except ProgrammeFileError as error:
        raise StackError(str(error)) from error
    return Event(described.id, described.date, described.timezone, sha256(content).hexdigest())


def is_empty(event: Event, environment: dict[str, str]) -> bool:
    """Whether nothing is stored of an event."""
    os.environ.update(environment)
    return programmes.find(event.id) is None


def load(programme: Path, clock: datetime | None, environment: dict[str, str]) -> None:
    """Store the programme; without a clock the stored one stays."""
    os.environ.update(environment)
    try:
        loaded = load_programme.load(programme, clock=clock)
    except load_programme.OrphanError as error:
        raise StackError(str(error)) from error
    for line in load_programme.kept(loaded):
        print(line, file=sys.stderr)


def see_to_mails(event: Event, environment: dict[str, str]) -> None:
    """Have the stream report again the mails that were due at the last stop: no attempt is running."""
    os.environ.update(environment)
    left_mails.see_to(event.id, programmes.real_now(), after=timedelta())


def passes(environment: dict[str, str]) -> dict[str, str]:
    """Make the passes of the first organiser and of a volunteer at the entrance."""
    os.environ.update(environment)
    return {
        Role.ORGANISER: invite(role=Role.ORGANISER, label="Organisation"),
        Role.VOLUNTEER: invite(role=Role.VOLUNTEER, label="Accueil", checkpoints=(ENTRANCE,), walk_ins=True),
    }
