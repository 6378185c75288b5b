"""What changes about somebody registered, whether they ask for it themselves or an organiser does."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

from attendance.domain import journal, registration
from attendance.domain.attendee import Attendee
from attendance.domain.mails import new_address
from attendance.domain.passes import ORGANISER
from attendance.domain.person import Change
from attendance.store import email_claims, mails, people, programmes, tallies
from attendance.store.table import Contended
from attendance.usecases import enrolment
from attendance.usecases.caller import Registered


class Choices(Protocol):
    """What somebody would have otherwise."""

    @property
    def email(self) -> str | None: ...

    def amended(self, attendee: Attendee, now: datetime) -> Attendee:
        """Return an attendee with these choices."""


def arrived(found: Registered) -> Registered:
    """Return a registered person, of whom it is noted that they came in by a link that was mailed to them, once.

    Where somebody else was faster, the next time will tell.
    """
    caller, attendee, person = found
    if attendee.opened_at or not caller.holder.mailed:
        return found
    with suppress(Contended):
        person = people.opened(found.event_id, person, attendee, caller.now)
    return found._replace(person=person, attendee=person.attendee or attendee)


def amend(found: Registered, wanted: Choices) -> Registered:
    """Store other choices: the seats move in one transaction, or nothing changes. Organisers may after closing too.

    Who names their pending address again is sent its mail again.
    """
    caller, attendee, person = found
    by_staff = caller.holder.role == ORGANISER
    if not by_staff:
        registration.check_open(caller.programme, caller.now)
    amended = wanted.amended(attendee, caller.now)
    # Their own is theirs, whoever shares it.
    is_named = amended.email != attendee.email
    address_taken = is_named and email_claims.is_taken(found.event_id, amended.email, besides=attendee.id)
    seats = tallies.board(found.event_id).seats
    change = registration.amend(
        person,
        attendee,
        amended,
        caller.programme,
        seats,
        now=caller.now,
        address_taken=address_taken,
        by_staff=by_staff,
    )
    after = change.after.attendee or attendee
    amended_to = _stored(found, change, journal.CORRECTED, journal.correction(attendee, after))
    if wanted.email and after.pending and after.pending == attendee.pending:
        asked = new_address(after, after.pending, programmes.real_now())
        mails.ask(found.event_id, asked, programmes.purge_at(caller.programme))
    return amended_to


def cancel(found: Registered) -> Registered:
    """Store that a registration is cancelled: seats and address are free again, and the links end."""
    return _stored(found, registration.cancel(found.person, found.attendee, found.caller.now), journal.CANCELLED)


def reissue(found: Registered, lost: int | None) -> Registered:
    """Store a new badge in the place of a lost one. Who names the lost issue may ask again."""
    if lost is not None and lost < found.attendee.issue:
        return found
    registration.check_reissuable(found.attendee)
    signature = enrolment.signed(found.attendee, found.event_id, found.attendee.issue + 1)
    change = registration.reissue(found.person, found.attendee, signature)
    return _stored(found, change, journal.REISSUED, {"issue": found.attendee.issue + 1})


def erase(found: Registered) -> Registered:
    """Store that nothing is left that tells who somebody was."""
    people.forget_notes(found.event_id, found.person)
    erased = _stored(found, registration.erase(found.person, found.attendee, found.caller.now), journal.ERASED)
    mails.forget_addresses(found.event_id, found.attendee.id)
    return erased


def _stored(
    found: Registered,
    change: Change,
    what: str,
    details: Mapping[str, Any] | None = None,
) -> Registered:
    """Store a change, and whose act it is unless it is the person's own."""
    caller, is_own = found.caller, found.caller.holder.role != ORGANISER
    told = None if is_own else caller.act(what, found.attendee.id, **(details or {}))
    people.commit(change, caller.programme, act=told)
    return found._replace(person=change.after, attendee=change.after.attendee or found.attendee)
