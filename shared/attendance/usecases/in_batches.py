"""Going through everybody, some at a time, to change those whom something concerns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from attendance.domain.attendee import Attendee
from attendance.store import people
from attendance.store.retry import Later, Patience
from attendance.usecases import cursor

READ_AT_ONCE = 5_000
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Swept:
    """How many people one call changed, and the cursor of the call that goes on; None after the last."""

    changed: int
    next: str | None


def swept(
    event_id: str,
    page: str | None,
    concerned: Callable[[Sequence[Attendee]], Iterable[Attendee]],
    change: Callable[[str], bool],
) -> Swept:
    """Change at most a hundred of those who are concerned, or as many as there is time for; return how many changed.

    `concerned` picks them by what may lag behind; `change` reads the person again and says
    whether there was anything to change. Where a page begins is not known once the name has
    changed that it comes after: it begins anew, and who was seen to is not concerned again.
    Raises Problem, and Later where nothing at all was done.
    """
    before = cursor.person(event_id, page) if page is not None else None
    listed = list(islice(people.everybody(event_id, after=before), READ_AT_ONCE + 1))
    wanted = list(concerned(listed[:READ_AT_ONCE]))
    patience, changed, seen_to = Patience.of(), 0, 0
    for who in wanted[:MOST_AT_ONCE]:
        try:
            changed += patience.settle(partial(change, who.id))
        except Later:
            # What was done is done, and to be told: the next call begins with who was contended.
            if not seen_to:
                raise
            break
        seen_to += 1
        if patience.is_over:
            break
    if seen_to < len(wanted):
        return Swept(changed, cursor.after_person(wanted[seen_to - 1]))
    return Swept(changed, cursor.after_person(listed[READ_AT_ONCE - 1]) if len(listed) > READ_AT_ONCE else None)
