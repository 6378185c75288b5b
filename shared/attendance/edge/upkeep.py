"""What changes about somebody registered, whether they ask for it themselves or an organiser does."""

from attendance.domain import registration
from attendance.domain.passes import ORGANISER
from attendance.domain.person import Change
from attendance.edge import enrolment
from attendance.edge.answers import people as answers
from attendance.edge.authority import Registered
from attendance.edge.http import Request
from attendance.edge.messages.base import read
from attendance.edge.messages.registrations import ChoicesMessage, ReissueMessage
from attendance.store import addresses, people, tallies, waiting


def shown(found: Registered) -> answers.Registration:
    """Return a registration as it is told."""
    return answers.registration(found.attendee, found.event_id, waiting.places(found.event_id, found.attendee))


def amend(found: Registered, request: Request) -> Registered:
    """Store other choices: the seats move in one transaction, or nothing changes. Organisers may after closing too."""
    caller, attendee, person = found
    wanted = read(ChoicesMessage, request)
    by_staff = caller.holder.role == ORGANISER
    if not by_staff:
        registration.check_open(caller.programme, caller.now)
    amended = wanted.amended(attendee, caller.now)
    address_taken = addresses.is_taken(found.event_id, amended.email, besides=attendee.id)
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
    return _stored(found, change)


def cancel(found: Registered) -> Registered:
    """Store that a registration is cancelled: seats and address are free again, and the links end."""
    return _stored(found, registration.cancel(found.person, found.attendee, found.caller.now))


def reissue(found: Registered, request: Request) -> Registered:
    """Store a new badge in the place of a lost one. A request that names the lost issue may be sent again."""
    lost = read(ReissueMessage, request).issue if request.raw_body else found.attendee.issue
    if lost < found.attendee.issue:
        return found
    registration.check_reissuable(found.attendee)
    signature = enrolment.signed(found.attendee, found.event_id, found.attendee.issue + 1)
    return _stored(found, registration.reissue(found.person, found.attendee, signature))


def erase(found: Registered) -> Registered:
    """Store that nothing is left that tells who somebody was."""
    return _stored(found, registration.erase(found.person, found.attendee, found.caller.now))


def _stored(found: Registered, change: Change) -> Registered:
    people.commit(change, found.caller.programme)
    return found._replace(person=change.after, attendee=change.after.attendee or found.attendee)
