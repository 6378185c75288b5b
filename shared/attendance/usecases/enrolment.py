"""Registering somebody: what the form, the programs and the import have in common."""

import secrets
from dataclasses import replace
from typing import NamedTuple

from attendance.domain import badge, registration, repeat
from attendance.domain.attendee import Attendee
from attendance.domain.journal import IMPORTED, REGISTERED
from attendance.domain.passes import of_attendee
from attendance.domain.repeat import FirstSending
from attendance.services import signing_key
from attendance.store import email_claims, passes, people, programmes, tallies
from attendance.store.retry import Patience
from attendance.store.table import Write
from attendance.usecases.caller import Registrar


class Enrolled(NamedTuple):
    """A person registered, with a pass of theirs for who registered by themselves: the staff's hands are not theirs."""

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
    patience: Patience | None = None,
) -> Enrolled:
    """Return a person registered with a signed badge; sent again, the same person.

    The applicant is given an id here. `sent_as` names the sending, or the line of a list that
    brings them. Without `notify` they get no mail; `shares` lets them have an address that is
    somebody's already. Raises RegistrationRefused, or Later when the patience ends.
    """
    secret = None if registrar.is_staff else passes.new_secret()
    attendee = (patience or Patience.of()).settle(
        lambda: _enrol(registrar, applicant, sent_as, secret, notify=notify, is_brought=is_brought, shares=shares)
    )
    return Enrolled(attendee, secret)


def signed(attendee: Attendee, event_id: str, issue: int) -> bytes:
    """Return the signature of one issue of an attendee's badge."""
    return signing_key.sign(badge.claim(event_id, attendee.id, issue))


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
    """Gather who is registered and which seats are taken, decide, sign, store."""
    programme, event_id = registrar.programme, registrar.event_id
    purge_at = programmes.purge_at(programme)
    seats = tallies.board(event_id).seats
    address_taken = email_claims.is_taken(event_id, applicant.email)
    # Asked last: another sending of this registration takes all at once, so that a seat or an address
    # that it has just taken is not held against this one.
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
    guards = email_claims.registration_writes(event_id, sent_as, first, purge_at)
    if secret:
        guards.append(_pass_write(registrar, attendee, secret, purge_at))
    with_badge = replace(change, after=change.after.with_attendee(attendee))
    act = registrar.act(IMPORTED if is_brought else REGISTERED, attendee.id)
    people.commit(with_badge, programme, with_it=guards, act=act, notify=notify)
    return attendee


def _pass_write(registrar: Registrar, attendee: Attendee, secret: str, purge_at: int) -> Write:
    own_pass = of_attendee(attendee, passes.pass_id(secret), registrar.programme, registrar.now)
    return passes.write(own_pass, purge_at)
