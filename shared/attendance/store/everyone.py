"""Everybody of an event with all their scans, for exports.

One Query a person, several at a time. A Scan of the table would need a tenth of the calls, but also
read the mails, the passes and the other events between the people.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import batched

from attendance.domain.attendee import Attendee
from attendance.domain.person import Person
from attendance.store import people

# As many as the client keeps connections; fewer already keep a processor busy.
SIDE_BY_SIDE = 8
_AT_ONCE = 128


def with_scans(event_id: str, some: Iterable[Attendee] | None = None) -> Iterator[Person]:
    """Go through all attendees by family name, or through some, each with every scan of theirs."""
    listed = (attendee.id for attendee in (people.by_name(event_id) if some is None else some))
    return (person for person in side_by_side(partial(people.known, event_id), listed) if person.attendee)


def side_by_side[Thing, Made](make: Callable[[Thing], Made], things: Iterable[Thing]) -> Iterator[Made]:
    """Apply a function to things, several at once; yield the results in order."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for some in batched(things, _AT_ONCE, strict=False):
            yield from pool.map(make, some)
