"""The caller, and whether they may: 401 and 403 come before anything else."""

import os
import time
from contextlib import suppress

from attendance.domain.passes import Pass
from attendance.domain.problem import Problem
from attendance.domain.programme import DEFAULT_LANGUAGES, Programme
from attendance.domain.scan import Reader
from attendance.edge.http import Request
from attendance.edge.routes import ROUTES
from attendance.store import passes, people, programmes
from attendance.usecases.caller import CallAboutPerson, Caller, Registrar
from attendance.vocabulary.limits import CACHE_SECONDS

AT_DOORS = frozenset({"POST /api/scans", "GET /api/roster", "GET /api/headcounts"})
"""The routes that may accept a pass as it was `CACHE_SECONDS` ago. On any other, revoking works at once."""
_cached: dict[str, tuple[float, Pass]] = {}


def public_programme() -> Programme:
    """Return the programme of the event that the public routes serve."""
    return programmes.get(os.environ["EVENT_ID"])


def find_programme() -> Programme | None:
    """Return that programme, or None as long as none is loaded."""
    with suppress(programmes.UnknownEvent):
        return public_programme()
    return None


def languages() -> tuple[str, ...]:
    """Return the languages of the event that the public routes serve; the usual ones where none is to be had now."""
    with suppress(Problem):
        return public_programme().languages
    return DEFAULT_LANGUAGES


def caller(request: Request, *, late_uploads: bool = False) -> Caller:
    """Return the caller. Raises Problem for an invalid pass, or for a role that the route does not allow.

    With `late_uploads`, a volunteer's expired pass is accepted for `UPLOAD_GRACE`.
    """
    holder = _holder(request)
    programme = programmes.get(holder.event_id)
    now = programmes.now(programme)
    if holder.is_expired(now) and not (late_uploads and holder.may_upload_late(now)):
        raise Problem("pass_expired", "This link has expired. Ask an organiser for a new one.")
    if holder.role not in ROUTES[request.route].who:
        raise Problem("forbidden", f"This is not for the pass of a {holder.role}.")
    return Caller(holder, programme, now)


def anybody() -> Registrar:
    """Return somebody who registers by themselves, as anybody may."""
    programme = public_programme()
    return Registrar(programme, programmes.now(programme))


def reader(caller: Caller, device: str | None, name: str | None) -> Reader:
    """Return the reader of badges, adding a new device to those of the pass. Raises Problem.

    Adding costs two calls, and none once the pass is full: its list of devices only grows.
    """
    holder = caller.holder
    if device and holder.has_place_for(device):
        passes.meet(holder.id, device)
        holder = _read(holder.id)
    return holder.reader(device, name)


def registrar(request: Request) -> Registrar:
    """Return the member of the staff who registers somebody. Raises Problem."""
    asking = caller(request)
    if not asking.holder.may_register_others:
        raise Problem("forbidden", "This pass does not register people on the spot.")
    return Registrar(asking.programme, asking.now, asking.holder)


def registered(request: Request) -> CallAboutPerson:
    """Return an attendee asking about their own registration. Raises Problem."""
    found = leaving(request)
    if found.attendee.is_cancelled:
        raise Problem("pass_revoked", "This registration was cancelled, and its links ended with it.")
    return found


def leaving(request: Request) -> CallAboutPerson:
    """Return an attendee who cancels or erases, even by a link that cancelling itself has ended. Raises Problem.

    They may have lost the answer, and a cancelled person may still want to be erased.
    """
    asking = caller(request)
    person = people.known(asking.event_id, asking.holder.attendee_id)
    attendee = person.attendee
    if attendee is None or asking.holder.generation != attendee.pass_generation - attendee.is_cancelled:
        raise Problem("pass_revoked", "This link has ended: the registration was cancelled, or has another address.")
    return CallAboutPerson(asking, attendee, person)


def attendee(request: Request) -> CallAboutPerson:
    """Return the attendee whom an organiser asks about. Raises Problem."""
    asking = caller(request)
    person = people.known(asking.event_id, request.id("attendee_id"))
    if person.attendee is None:
        raise Problem("not_found", "Nobody has this id.")
    return CallAboutPerson(asking, person.attendee, person)


def _holder(request: Request) -> Pass:
    if not request.secret:
        raise Problem("unauthorised", "This needs a pass: Authorization: Bearer <pass>.")
    pass_id = passes.pass_id(request.secret)
    read_at, holder = _cached.get(pass_id, (0.0, None))
    if holder is None or request.route not in AT_DOORS or time.monotonic() > read_at + CACHE_SECONDS:
        return _read(pass_id)
    return holder


def _read(pass_id: str) -> Pass:
    """Return a pass as it is now, and cache it. Raises Problem."""
    _cached.pop(pass_id, None)
    holder = passes.find(pass_id)
    if holder is None:
        raise Problem("unauthorised", "Nobody has this pass. Was the link copied whole?")
    if holder.revoked_at:
        raise Problem("pass_revoked", "This link was revoked. Ask an organiser for a new one.")
    _cached[pass_id] = time.monotonic(), holder
    return holder
