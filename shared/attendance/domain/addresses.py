"""A new e-mail address: it replaces the old one once its mailbox was opened; the old one may be restored.

Every address that a registration ever had, or waits for, has a number of its own: the version of
the change that named it. A link that was mailed to an address names it by that number, and can do
one thing: make that address the current one.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from attendance.domain.attendee import Address, Attendee, is_same_mailbox
from attendance.domain.frozen import frozen
from attendance.domain.person import Person

LINK_KEPT = timedelta(days=7)
"""How long a link to confirm or restore an address is valid."""

# The first ones are kept: somebody who goes through several mailboxes must not push out the person's own.
_MOST_LEFT = 5


@frozen
class AddressLink:
    """Makes one address of an attendee the current one, and does nothing else. `id` is the SHA-256 of its secret."""

    id: str
    event_id: str
    attendee_id: str
    number: int


class AddressState(Enum):
    """What an address is to a registration at present."""

    HOLDS = "holds"
    PENDING = "pending"
    LEFT = "left"
    OVER = "over"


def named(person: Person, was: Attendee, attendee: Attendee, *, by_staff: bool) -> Person:
    """Return a person for whom another address may have been given.

    An organiser's change holds at once, and ends every link that would make another address hold. The
    person's own is pending first; a pending one that is given again stays, with its number.
    """
    if attendee.email is None or is_same_mailbox(attendee.email, was.email):
        return person.with_attendee(attendee)
    new = Address(attendee.email, person.version + 1)
    if by_staff:
        return replace(person, attendee=_with_address(attendee, was, new), former=())
    if was.pending and is_same_mailbox(was.pending.email, new.email):
        new = was.pending
    return person.with_attendee(replace(attendee, email=was.email, pending=new))


def address_state(person: Person, number: int) -> tuple[AddressState, str]:
    """Return what the address with a number is to a person, and the address itself: empty, once it is over."""
    attendee = person.attendee
    if attendee is None or attendee.is_cancelled:
        return AddressState.OVER, ""
    if number == attendee.address_number:
        return AddressState.HOLDS, attendee.email or ""
    if attendee.pending and number == attendee.pending.number:
        return AddressState.PENDING, attendee.pending.email
    left = next((address.email for address in person.former if address.number == number), "")
    return (AddressState.LEFT if left else AddressState.OVER), left


def taken(person: Person, was: Attendee, number: int, now: datetime, until: datetime) -> Person:
    """Return a person whose pending or former address holds now, because its mailed link was opened.

    If the previous address had ever been opened, it may be restored until a time. A restored address
    also ends all that came after it, so those mailboxes cannot restore anything. This holds even where
    it was given again as a new address: the holder of the present one may have done that on purpose.
    """
    found, email = address_state(person, number)
    if found not in (AddressState.PENDING, AddressState.LEFT):
        return person
    after = _with_address(was, was, Address(email, number))
    since = min((left.number for left in person.former if is_same_mailbox(left.email, email)), default=number)
    former = tuple(address for address in person.former if address.number < since)
    is_new = found is AddressState.PENDING and since == number
    if is_new and was.email and was.opened_at and len(former) < _MOST_LEFT:
        former = (*former, Address(was.email, was.address_number, until))
    return replace(person, attendee=replace(after, opened_at=now), former=former)


def _with_address(attendee: Attendee, was: Attendee, to: Address) -> Attendee:
    """Return an attendee with another address. Links in the old mailbox end, as others may read it."""
    return replace(
        attendee,
        email=to.email,
        address_number=to.number,
        pending=None,
        opened_at=None,
        pass_generation=was.pass_generation + (was.email is not None),
    )
