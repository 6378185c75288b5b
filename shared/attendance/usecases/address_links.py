"""A mailed link that confirms or restores an address: a button does it, as programs open links too."""

from typing import NamedTuple

from attendance.domain.addresses import LINK_KEPT, AddressLink, AddressState, address_state, taken
from attendance.domain.attendee import Attendee
from attendance.domain.person import Change, Person
from attendance.domain.problem import Problem
from attendance.domain.programme import Programme
from attendance.domain.refusals import AlreadyRegistered
from attendance.store import address_links, mailboxes, passes, people, programmes
from attendance.store.retry import Deadline


class OpenLink(NamedTuple):
    """A link that was opened, and the present state of its address."""

    link: AddressLink
    programme: Programme
    person: Person
    attendee: Attendee
    state: AddressState
    email: str


def find_open(secret: str) -> OpenLink:
    """Return what a link is about; nothing changes. Raises Problem if it is no longer valid."""
    link = address_links.find(passes.pass_id(secret)) if secret.isascii() else None
    if link:
        programme, person = programmes.get(link.event_id), people.known(link.event_id, link.attendee_id)
        found, email = address_state(person, link.number)
        if person.attendee and found is not AddressState.OVER:
            return OpenLink(link, programme, person, person.attendee, found, email)
    raise Problem("link_over", "This link does nothing any more.")


def take(secret: str) -> OpenLink:
    """Make the link's address the current one; repeatable. Raises Problem, AlreadyRegistered or Later."""
    return Deadline.from_now().retry(lambda: _take(find_open(secret)))


def _take(found: OpenLink) -> OpenLink:
    if found.state is AddressState.HOLDS:
        return found
    link, programme, person, attendee, _, email = found
    # Somebody who shares an address has shown that its mailbox is theirs too.
    if not attendee.shares_email and mailboxes.is_taken(link.event_id, email, besides=attendee.id):
        raise AlreadyRegistered
    until = programmes.real_now() + LINK_KEPT
    after = taken(person, attendee, link.number, programmes.now(programme), until)
    people.commit(Change(before=person, after=after), programme)
    return found._replace(person=after, attendee=after.attendee or attendee, state=AddressState.HOLDS)
