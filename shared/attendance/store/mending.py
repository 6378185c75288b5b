"""Storing anew what follows from people, as their registrations and scans say today: for an operator."""

from collections.abc import Iterable

from attendance.domain import effects
from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme
from attendance.store import attendances, keys, names, people, programmes, table, told, waiting, wishes
from attendance.store.table import Item

LISTS = ("waiting", "wish")
_LISTED_BY = ("GSI1PK", "GSI1SK", "offered_until", "text")


def relist(programme: Programme, attendee_id: str) -> bool:
    """List an attendee as they are, their names by today's rules; False if they are so already. Raises Contended."""
    event_id, purge = programme.event.id, {"purge_at": programmes.purge_at(programme)}
    found = table.partition(keys.attendee(event_id, attendee_id))
    person = people.made_of(found)
    if person.attendee is None:
        return False
    wanted = [*listing(programme, person.attendee), people.profile_item(event_id, person.attendee, purge)]
    wanted += names.listed(event_id, person.attendee, purge)
    stored, placed = (listed_by(some, "profile", "name", *LISTS) for some in (found, wanted))
    if stored == placed:
        return False
    gone = [table.delete(keys.of(item)) for item in found if item["SK"] in stored.keys() - placed.keys()]
    table.transact([attendances.write(event_id, person.attendee.id, person, purge), *map(table.put, wanted), *gone])
    return True


def listing(programme: Programme, attendee: Attendee) -> list[Item]:
    """Return the items that put somebody into waiting lists, and their words among the caterer's."""
    event_id, purge = programme.event.id, {"purge_at": programmes.purge_at(programme)}
    waits = [waiting.item(event_id, attendee.id, wait, purge) for wait in attendee.waiting]
    said = effects.wishes(attendee, programme).items()
    return [*waits, *(wishes.item(event_id, attendee.id, *wish, purge) for wish in said)]


def listed_by(some: Iterable[Item], *kinds: str) -> dict[str, tuple[str | None, ...]]:
    """Return by their sort keys what items of some kinds put into lists, and where."""
    return {item["SK"]: tuple(item.get(name) for name in _LISTED_BY) for item in some if item["type"] in kinds}


def retell(programme: Programme, attendee_id: str) -> bool:
    """Store what doors are told of an attendee; False if it is stored so already. Raises Contended."""
    event_id, purge = programme.event.id, {"purge_at": programmes.purge_at(programme)}
    person = people.known(event_id, attendee_id)
    if person.attendee is None:
        return False
    writes = told.corrections(event_id, person.attendee, programmes.real_now(), purge)
    if writes:
        table.transact([attendances.write(event_id, person.attendee.id, person, purge), *writes])
    return bool(writes)


def refold(programme: Programme, attendee_id: str) -> None:
    """Store where somebody is and has been anew, as their scans say. Raises Contended."""
    event_id, purge = programme.event.id, {"purge_at": programmes.purge_at(programme)}
    table.transact([attendances.write(event_id, attendee_id, people.known(event_id, attendee_id), purge)])
