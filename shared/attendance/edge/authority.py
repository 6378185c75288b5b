"""Who is asking, and whether they may: 401 and 403 come before anything else."""

import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from attendance.domain.admission import Door
from attendance.domain.attendee import PUBLIC_KINDS, Attendee
from attendance.domain.journal import Act
from attendance.domain.passes import ATTENDEE, ORGANISER, VOLUNTEER, Pass
from attendance.domain.person import Person, Seats
from attendance.domain.problem import Problem
from attendance.domain.programme import Programme
from attendance.domain.scan import Reader, Scan
from attendance.edge.http import Request
from attendance.store import passes, people, programmes

CACHE_SECONDS = 30
AT_DOORS = frozenset({"POST /api/scans", "GET /api/roster", "GET /api/headcounts"})
"""The routes that may take a pass as it was 30 seconds ago. On any other, revoked is revoked at once."""
_cached: dict[str, tuple[float, Pass]] = {}


@dataclass(frozen=True, slots=True)
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
        """Whether the pass has expired, and only brings what was scanned before."""
        return self.holder.is_expired(self.now)

    def check_scope(self, scan: Scan) -> None:
        """Raise Problem for a scan at a checkpoint, or of a time, that the pass does not cover."""
        if not self.holder.covers(scan.checkpoint.id):
            raise Problem("forbidden", f"This pass does not cover {scan.checkpoint.id}.")
        if self.is_late and self.holder.is_expired(scan.at):
            raise Problem("pass_expired", "This scan was made after the link had expired.")

    def check_open(self) -> None:
        """Raise Problem for a new scan of an event that is closed. It may be opened again: phones keep theirs."""
        if self.programme.closed_at is not None:
            raise Problem("event_closed", "The event is closed: nothing is recorded any more.")

    def act(self, what: str, attendee_id: str | None = None, /, **details: Any) -> Act:
        """Return something that the holder does now. It has an id of its own each time: store it once."""
        return _act(self.now, self.holder, what, attendee_id, details)

    def door(self, reader: Reader, seats: Mapping[str, Seats]) -> Door:
        return Door(self.programme, reader, self.now, seats)


@dataclass(frozen=True, slots=True)
class Registrar:
    """Who registers somebody, and for which event."""

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
        """The kinds of people whom they may register."""
        return self.holder.kinds if self.holder else PUBLIC_KINDS

    def act(self, what: str, attendee_id: str) -> Act | None:
        """Return the act that registering somebody is; none, where they do so themselves."""
        return _act(self.now, self.holder, what, attendee_id, {}) if self.holder else None


class Registered(NamedTuple):
    """A registered person, and who asks about them: themselves or an organiser."""

    caller: Caller
    attendee: Attendee
    person: Person

    @property
    def event_id(self) -> str:
        return self.caller.event_id


def public_programme() -> Programme:
    """Return the programme of the event that the public routes are about."""
    return programmes.get(os.environ["EVENT_ID"])


def caller(request: Request, *roles: str, late_uploads: bool = False) -> Caller:
    """Return who is asking. Raises Problem: no valid pass, or a role that may not.

    With `late_uploads`, a volunteer's pass that expired in the last 48 hours will do.
    """
    holder = _holder(request)
    programme = programmes.get(holder.event_id)
    now = programmes.now(programme)
    if holder.is_expired(now) and not (late_uploads and holder.may_upload_late(now)):
        raise Problem("pass_expired", "This link has expired. Ask an organiser for a new one.")
    if holder.role not in roles:
        raise Problem("forbidden", f"This is not for the pass of a {holder.role}.")
    return Caller(holder, programme, now)


def anybody() -> Registrar:
    """Return who registers by themselves, as anybody may."""
    programme = public_programme()
    return Registrar(programme, programmes.now(programme))


def reader(caller: Caller, device: str | None, name: str | None) -> Reader:
    """Return who reads badges. A device that is seen for the first time becomes one of the pass's. Raises Problem.

    This costs two calls then, and none once the pass is full: what it remembers of its devices only grows.
    """
    holder = caller.holder
    if device and holder.has_place_for(device):
        passes.meet(holder.id, device)
        holder = _read(holder.id)
    return holder.reader(device, name)


def registrar(request: Request) -> Registrar:
    """Return who of the staff registers somebody. Raises Problem."""
    asking = caller(request, ORGANISER, VOLUNTEER)
    if not asking.holder.may_register_others:
        raise Problem("forbidden", "This pass does not register people on the spot.")
    return Registrar(asking.programme, asking.now, asking.holder)


def registered(request: Request) -> Registered:
    """Return an attendee who asks about their own registration. Raises Problem."""
    found = leaving(request)
    if found.attendee.is_cancelled:
        raise Problem("pass_revoked", "This registration was cancelled, and its links ended with it.")
    return found


def leaving(request: Request) -> Registered:
    """Return an attendee who cancels or is erased, with a link that cancelling itself has ended too. Raises Problem.

    Whoever lost the answer asks again, and who has cancelled may still want to be forgotten.
    """
    asking = caller(request, ATTENDEE)
    person = people.known(asking.event_id, asking.holder.attendee_id)
    attendee = person.attendee
    if attendee is None or asking.holder.generation != attendee.pass_generation - attendee.is_cancelled:
        raise Problem("pass_revoked", "This link has ended: the registration was cancelled, or has another address.")
    return Registered(asking, attendee, person)


def pass_of(caller: Caller, pass_id: str) -> Pass:
    """Return a pass of an organiser's event, as it is now. Raises Problem."""
    found = passes.find(pass_id)
    if found is None or found.event_id != caller.event_id:
        raise Problem("not_found", "There is no such pass.")
    return found


def attendee(request: Request) -> Registered:
    """Return the attendee that an organiser asks about. Raises Problem."""
    asking = caller(request, ORGANISER)
    person = people.known(asking.event_id, request.id("attendee_id"))
    if person.attendee is None:
        raise Problem("not_found", "Nobody has this id.")
    return Registered(asking, person.attendee, person)


def _act(now: datetime, holder: Pass, what: str, attendee_id: str | None, details: dict[str, Any]) -> Act:
    return Act(secrets.token_hex(8), now, holder.label, what, attendee_id, details)


def _holder(request: Request) -> Pass:
    if not request.secret:
        raise Problem("unauthorised", "This needs a pass: Authorization: Bearer <pass>.")
    pass_id = passes.pass_id(request.secret)
    read_at, holder = _cached.get(pass_id, (0.0, None))
    if holder is None or request.route not in AT_DOORS or time.monotonic() > read_at + CACHE_SECONDS:
        return _read(pass_id)
    return holder


def _read(pass_id: str) -> Pass:
    """Return a pass as it is now, and remember it. Raises Problem."""
    _cached.pop(pass_id, None)
    holder = passes.find(pass_id)
    if holder is None:
        raise Problem("unauthorised", "Nobody has this pass. Was the link copied whole?")
    if holder.revoked_at:
        raise Problem("pass_revoked", "This link was revoked. Ask an organiser for a new one.")
    _cached[pass_id] = time.monotonic(), holder
    return holder
