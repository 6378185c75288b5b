"""Registering somebody: the steps that the form, the API and the import share."""

import secrets
from dataclasses import replace
from typing import NamedTuple

from attendance.domain import badge, registration, repeat
from attendance.domain.attendee import Attendee
from attendance.domain.passes import of_attendee
from attendance.domain.repeat import FirstSending
from attendance.services import signing_key
from attendance.store import mailboxes, passes, people, programmes, tallies
from attendance.store.retry import Deadline
from attendance.store.table import Write
from attendance.usecases.caller import Registrar
from attendance.vocabulary.codes import ActKind


class Enrolled(NamedTuple):
    """A registered person, with a pass for them; no pass if the staff registered them."""

    attendee: Attendee
    secret: str | None


def enrol(
    registrar: Registrar,
    applicant: Attendee,
    sent_as: str | None,
    *,
    notify: bool = True,
    is_brought: bool = False,
    shares: bool = False,
    deadline: Deadline | None = None,
) -> Enrolled:
    """Return a registered person with a signed badge; sent again, the same person.

    The applicant gets an id here. `sent_as` names the sending, or the line of a list. Without `notify`
    no mail becomes due; `shares` permits an address that somebody has already. Raises
    RegistrationRefused, or Later at the deadline.
    """
    secret = None if registrar.is_staff else passes.new_secret()
    attendee = (deadline or Deadline.from_now()).retry(
        lambda: _enrol(registrar, applicant, sent_as, secret, notify=notify, is_brought=is_brought, shares=shares)
    )
    return Enrolled(attendee, secret)


def signed(attendee: Attendee, event_id: str, issue: int) -> bytes:
    """Return the signature of one issue of an attendee's badge."""
    return signing_key.sign(badge.statement(event_id, attendee.id, issue))


def _enrol(
    registrar: Registrar,
    applicant: Attendee,
    sent_as: str | None,
    secret: str | None,
    *,
    notify: bool,
    is_brought: bool,
    shares: bool,
) -> Attendee:
    """Gather existing registrations and seats, decide, sign, store."""
    programme, event_id = registrar.programme, registrar.event_id
    purge_at = programmes.purge_at(programme)
    seats = tallies.board(event_id).seats
    address_taken = mailboxes.is_taken(event_id, applicant.email)
    # Read last: another sending of this registration takes everything in one transaction, so a seat or an address
    # that it has just taken does not refuse this one.
    attendee_id = badge.attendee_id(secrets.token_bytes(badge.ID_BYTES))
    unsigned = replace(applicant, id=attendee_id, shares_email=shares and address_taken)
    now, by_staff = programmes.real_now(), registrar.is_staff
    if before := people.registered_before(event_id, sent_as):
        first, registered = before
        repeat.check(first, registered, unsigned, now, by_staff=by_staff)
        if secret:
            passes.issue(of_attendee(registered, passes.pass_id(secret), programme, registrar.now), purge_at)
        return registered

    registration.check_permitted(unsigned, programme, registrar.kinds, by_staff=by_staff)
    change = registration.register(unsigned, programme, seats, address_taken=address_taken and not shares)
    signature = signed(unsigned, event_id, badge.FIRST_ISSUE)
    attendee = replace(unsigned, signatures=(signature,), brought_as=sent_as if is_brought else None)
    first = FirstSending(attendee.id, by_staff, now)
    also = mailboxes.registration_writes(event_id, sent_as, first, purge_at)
    if secret:
        also.append(_pass_write(registrar, attendee, secret, purge_at))
    with_badge = replace(change, after=change.after.with_attendee(attendee))
    act = registrar.act(ActKind.IMPORTED if is_brought else ActKind.REGISTERED, attendee.id)
    people.commit(with_badge, programme, also=also, act=act, notify=notify)
    return attendee


def _pass_write(registrar: Registrar, attendee: Attendee, secret: str, purge_at: int) -> Write:
    own_pass = of_attendee(attendee, passes.pass_id(secret), registrar.programme, registrar.now)
    return passes.write(own_pass, purge_at)
