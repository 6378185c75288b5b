"""The caller, and their event: somebody who holds a pass, registers somebody, or is asked about."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from attendance.domain.admission import Basis
from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.journal import Act
from attendance.domain.passes import Pass
from attendance.domain.person import Person, Seats
from attendance.domain.problem import Problem
from attendance.domain.programme import Programme
from attendance.domain.scan import Reader, Scan
from attendance.vocabulary.codes import PUBLIC_KINDS


@frozen
class Caller:
    """The holder of a pass, with the programme of its event and the event's clock."""

    holder: Pass
    programme: Programme
    now: datetime

    @property
    def event_id(self) -> str:
        return self.programme.event.id

    @property
    def is_late(self) -> bool:
        """Whether the pass has expired, and may only upload earlier scans."""
        return self.holder.is_expired(self.now)

    def check_scope(self, scan: Scan) -> None:
        """Raise Problem for a scan at a checkpoint, or of a time, that the pass does not cover."""
        if not self.holder.may_scan(scan):
            raise Problem("forbidden", f"This pass does not cover {scan.checkpoint.id}.")
        if self.is_late and self.holder.is_expired(scan.at):
            raise Problem("pass_expired", "This scan was made after the link had expired.")

    def check_open(self) -> None:
        """Raise Problem for a new scan of a closed event, which may be opened again: phones keep their scans."""
        if self.programme.closed_at is not None:
            raise Problem("event_closed", "The event is closed: nothing is recorded any more.")

    def act(self, what: str, attendee_id: str | None = None, /, **details: Any) -> Act:
        """Return an act of the holder now, with a new id each time: store it once."""
        return _act(self.now, self.holder, what, attendee_id, details)

    def basis(self, reader: Reader, seats: Mapping[str, Seats]) -> Basis:
        return Basis(self.programme, reader, self.now, seats)


@frozen
class Registrar:
    """Somebody who registers a person, and for which event."""

    programme: Programme
    now: datetime
    holder: Pass | None = None

    @property
    def event_id(self) -> str:
        return self.programme.event.id

    @property
    def is_staff(self) -> bool:
        return self.holder is not None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of people that they may register."""
        return self.holder.kinds if self.holder else PUBLIC_KINDS

    def act(self, what: str, attendee_id: str) -> Act | None:
        """Return the act of registering somebody; none if people register themselves."""
        return _act(self.now, self.holder, what, attendee_id, {}) if self.holder else None


class CallAboutPerson(NamedTuple):
    """A registered person, and the caller: themselves or an organiser."""

    caller: Caller
    attendee: Attendee
    person: Person

    @property
    def event_id(self) -> str:
        return self.caller.event_id


def _act(now: datetime, holder: Pass, what: str, attendee_id: str | None, details: dict[str, Any]) -> Act:
    return Act(secrets.token_hex(8), now, holder.label, what, attendee_id, details)
