"""Register a person, and hand out a signed badge with the link to it."""

import secrets

from attendance.domain import badge, registration
from attendance.domain.attendee import Attendee
from attendance.domain.passes import of_attendee
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
    return Answer(answers.registered(attendee, registrar.event_id, secret, link(request, "badge", secret)), 201)


def _register(wanted: RegistrationMessage, registrar: Registrar, secret: str) -> Attendee:
    """Gather who is registered and which seats are taken, decide, sign, store."""
    programme, event_id = registrar.programme, registrar.event_id
    purge_at = programmes.purge_at(programme)
    registered = people.registered_before(event_id, wanted.registration_id)
    if registered:
        passes.issue(of_attendee(registered, passes.pass_id(secret), programme, registrar.now), purge_at)
        return registered

    registration.check_permitted(programme, registrar.now, wanted.kind, wanted.email, by_staff=registrar.is_staff)
    attendee_id = badge.attendee_id(secrets.token_bytes(badge.ID_BYTES))
    signature = signing_key.sign(badge.claim(event_id, attendee_id, badge.FIRST_ISSUE))
    attendee = wanted.attendee(attendee_id, signature, registrar.now)
    addresses.check_free(event_id, None, attendee)
    change = registration.register(attendee, programme, tallies.board(event_id).seats)
    own_pass = of_attendee(attendee, passes.pass_id(secret), programme, registrar.now)
    guard = addresses.registration_writes(event_id, wanted.registration_id, attendee_id, purge_at)
    people.commit(change, programme, with_it=[passes.write(own_pass, purge_at), *guard])
    return attendee


handler = function({"POST /api/registrations": register})
