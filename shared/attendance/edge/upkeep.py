"""What changes about somebody registered, whether they ask for it themselves or an organiser does."""

from attendance.domain import registration
from attendance.domain.attendee import Attendee
from attendance.domain.passes import ORGANISER
from attendance.edge import enrolment
from attendance.edge.answers import people as answers
from attendance.edge.authority import Registered
from attendance.edge.messages.registrations import ChoicesMessage
from attendance.store import addresses, people, tallies, waiting


def shown(found: Registered, attendee: Attendee) -> answers.Registration:
    """Return a registration as it is told."""
    return answers.registration(attendee, found.event_id, waiting.places(found.event_id, attendee))


def amend(found: Registered, wanted: ChoicesMessage) -> Attendee:
    """Store other choices: the seats move in one transaction, or nothing changes. Organisers may after closing too."""
    caller, attendee, person = found
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
    people.commit(change, caller.programme)
    return change.after.attendee or amended


def cancel(found: Registered) -> Attendee:
    """Store that a registration is cancelled: seats and address are free again, and the links end."""
    caller, attendee, person = found
    change = registration.cancel(person, attendee, caller.now)
    people.commit(change, caller.programme)
    return change.after.attendee or attendee


def reissue(found: Registered) -> Attendee:
    """Store a new badge in the place of a lost one."""
    caller, attendee, person = found
    registration.check_reissuable(attendee)
    signature = enrolment.signed(attendee, found.event_id, attendee.issue + 1)
    change = registration.reissue(person, attendee, signature)
    people.commit(change, caller.programme)
    return change.after.attendee or attendee


def erase(found: Registered) -> Attendee:
    """Store that nothing is left that tells who somebody was."""
    caller, attendee, person = found
    change = registration.erase(person, attendee, caller.now)
    people.commit(change, caller.programme)
    return change.after.attendee or attendee
