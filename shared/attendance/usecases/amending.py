"""Changes of a registration, by the person or by an organiser."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

from attendance.domain import journal, registration
from attendance.domain.attendee import Attendee
from attendance.domain.mails import Mail, again, new_address
from attendance.domain.person import Change
from attendance.domain.problem import invalid
from attendance.domain.programme import Programme
from attendance.store import mailboxes, mails, messages, people, programmes, tallies
from attendance.store.table import Contended
from attendance.usecases import enrolment
from attendance.usecases.caller import CallAboutPerson
from attendance.vocabulary.codes import ActKind, Role


class Choices(Protocol):
    """The new choices of a registered person."""

    @property
    def email(self) -> str | None: ...

    def amended(self, attendee: Attendee, programme: Programme, now: datetime) -> Attendee:
        """Return an attendee with these choices. Raises ImpossibleChoice."""


def record_opening(found: CallAboutPerson) -> CallAboutPerson:
    """Return a registered person, after recording once that they followed a mailed link.

    If somebody else was faster, the next visit records it.
    """
    caller, attendee, person = found
    if attendee.opened_at or not caller.holder.mailed:
        return found
    with suppress(Contended):
        person = people.record_opened(found.event_id, person, attendee, caller.now)
    return found._replace(person=person, attendee=person.attendee or attendee)


def amend(found: CallAboutPerson, wanted: Choices, *, notify: bool = True) -> CallAboutPerson:
    """Store new choices: the seats move in one transaction, or nothing changes. Organisers may do so after closing too.

    Giving the pending address again sends its mail again. Without `notify`, an organiser's change is not mailed.
    """
    caller, attendee = found.caller, found.attendee
    change = _change(found, wanted)
    after = change.after.attendee or attendee
    amended_to = _stored(found, change, ActKind.CORRECTED, journal.correction(attendee, after), notify=notify)
    if wanted.email and after.pending and after.pending == attendee.pending:
        asked = new_address(after, after.pending, programmes.real_now())
        mails.make_due(found.event_id, asked, programmes.purge_at(caller.programme))
    return amended_to


def mail_again(found: CallAboutPerson, wanted: Choices, mail_id: str) -> tuple[Mail, Attendee]:
    """Make the mail due that brings somebody their badge and link once more, to another address if one is wanted.

    The same id again is the same mail. Raises RegistrationRefused, and Problem for the same id with another address.
    """
    event_id, caller, attendee = found.event_id, found.caller, found.attendee
    change = _change(found, wanted) if wanted.email else Change(before=found.person, after=found.person)
    after = change.after.attendee or attendee
    asked, purge_at = again(after, mail_id, programmes.real_now()), programmes.purge_at(caller.programme)
    if before := mails.find(event_id, asked.attendee_id, asked.reason):
        if not change.is_none:
            raise invalid("mail_id", "names a mail to another address: give this one its own")
        return before, after
    act = caller.act(
        ActKind.MAILED_AGAIN, attendee.id, **({} if change.is_none else journal.correction(attendee, after))
    )
    if change.is_none:
        mails.ask(event_id, asked, act, purge_at)
    else:
        also = mails.writes(event_id, [asked], {"purge_at": purge_at})
        people.commit(change, caller.programme, also=also, act=act, notify=False)
    return asked, after


def _change(found: CallAboutPerson, wanted: Choices) -> Change:
    """Return the change that new choices make. Raises RegistrationRefused."""
    caller, attendee, person = found
    by_staff = caller.holder.role == Role.ORGANISER
    if not by_staff:
        registration.check_open(caller.programme, caller.now)
    amended = wanted.amended(attendee, caller.programme, caller.now)
    # Their own address is theirs, whoever shares it.
    is_named = amended.email != attendee.email
    address_taken = is_named and mailboxes.is_taken(found.event_id, amended.email, besides=attendee.id)
    seats = tallies.board(found.event_id).seats
    return registration.amend(
        person,
        attendee,
        amended,
        caller.programme,
        seats,
        now=caller.now,
        address_taken=address_taken,
        by_staff=by_staff,
    )


def cancel(found: CallAboutPerson) -> CallAboutPerson:
    """Store that a registration is cancelled: seats and address become free, and the links end."""
    return _stored(found, registration.cancel(found.person, found.attendee, found.caller.now), ActKind.CANCELLED)


def reissue(found: CallAboutPerson, lost: int | None) -> CallAboutPerson:
    """Store a new badge replacing a lost one. Naming the lost issue makes repeating harmless."""
    if lost is not None and lost < found.attendee.issue:
        return found
    registration.check_reissuable(found.attendee)
    signature = enrolment.signed(found.attendee, found.event_id, found.attendee.issue + 1)
    change = registration.reissue(found.person, found.attendee, signature)
    return _stored(found, change, ActKind.REISSUED, {"issue": found.attendee.issue + 1})


def erase(found: CallAboutPerson) -> CallAboutPerson:
    """Store that nothing identifies the person any more."""
    people.forget_settlement_notes(found.event_id, found.person)
    erased = _stored(found, registration.erase(found.person, found.attendee, found.caller.now), ActKind.ERASED)
    mails.forget_addresses(found.event_id, found.attendee.id)
    messages.forget_of_one(found.event_id, found.attendee.id, programmes.purge_at(found.caller.programme))
    return erased


def _stored(
    found: CallAboutPerson,
    change: Change,
    what: str,
    details: Mapping[str, Any] | None = None,
    *,
    notify: bool = True,
) -> CallAboutPerson:
    """Store a change, and the caller's act unless it is the person's own change."""
    caller, is_own = found.caller, found.caller.holder.role != Role.ORGANISER
    act = None if is_own else caller.act(what, found.attendee.id, **(details or {}))
    people.commit(change, caller.programme, act=act, notify=notify)
    return found._replace(person=change.after, attendee=change.after.attendee or found.attendee)
