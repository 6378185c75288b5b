"""Register a person, and hand out a signed badge with the link to it."""

import secrets
from dataclasses import replace

from attendance.domain import badge, registration
from attendance.domain.attendee import Attendee
from attendance.domain.passes import ATTENDEE, of_attendee
from attendance.edge import authority
from attendance.edge.answers import people as answers
from attendance.edge.authority import Registrar
from attendance.edge.http import Answer, Request, function, logger
from attendance.edge.links import link
from attendance.edge.messages.base import read
from attendance.edge.messages.registrations import RegistrationMessage
from attendance.store import addresses, passes, people, programmes, signing_key, tallies
from attendance.store.contention import Patience


def register(request: Request) -> Answer:
    """A person registered, with a badge and a pass; sent again, the same person with a new pass."""
    registrar = authority.registrar(request)
    wanted = read(RegistrationMessage, request)
    secret = passes.new_secret()
    attendee = Patience.of().settle(lambda: _register(wanted, registrar, secret))
    logger.info("registered", attendee_id=attendee.id, kind=attendee.kind)
    return Answer(answers.registered(attendee, registrar.event_id, secret, link(request, ATTENDEE, secret)), 201)


def _register(wanted: RegistrationMessage, registrar: Registrar, secret: str) -> Attendee:
    """Gather who is registered and which seats are taken, decide, sign, store."""
    programme, event_id = registrar.programme, registrar.event_id
    purge_at = programmes.purge_at(programme)
    seats = tallies.board(event_id).seats
    address_taken = addresses.is_taken(event_id, wanted.email)
    # Asked last: another sending of this registration takes all at once, so that a seat or an address
    # that it has just taken is not held against this one.
    registered = people.registered_before(event_id, wanted.registration_id)
    if registered:
        passes.issue(of_attendee(registered, passes.pass_id(secret), programme, registrar.now), purge_at)
        return registered

    registration.check_permitted(programme, registrar.now, wanted.kind, wanted.email, by_staff=registrar.is_staff)
    unsigned = wanted.attendee(badge.attendee_id(secrets.token_bytes(badge.ID_BYTES)), registrar.now)
    change = registration.register(unsigned, programme, seats, address_taken=address_taken)
    attendee = _signed(unsigned, event_id)
    own_pass = of_attendee(attendee, passes.pass_id(secret), programme, registrar.now)
    guard = addresses.registration_writes(event_id, wanted.registration_id, attendee.id, purge_at)
    with_badge = replace(change, after=change.after.with_attendee(attendee))
    people.commit(with_badge, programme, with_it=[passes.write(own_pass, purge_at), *guard])
    return attendee


def _signed(attendee: Attendee, event_id: str) -> Attendee:
    signature = signing_key.sign(badge.claim(event_id, attendee.id, badge.FIRST_ISSUE))
    return replace(attendee, signatures=(signature,))


handler = function({"POST /api/registrations": register})
