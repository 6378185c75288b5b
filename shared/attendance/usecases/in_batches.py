"""Changing many people, a batch at a time."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.problem import Later
from attendance.store import people
from attendance.store.retry import Deadline
from attendance.usecases import cursor

PAGE_SIZE = 5_000
BATCH_SIZE = 100


@frozen
class Swept:
    """How many people one call changed, and the cursor for the next call; None at the end."""

    changed: int
    next: str | None


def sweep(
    event_id: str,
    page: str | None,
    *,
    concerned: Callable[[Sequence[Attendee]], Iterable[Attendee]],
    change: Callable[[str], bool],
) -> Swept:
    """Change at most a batch of the people concerned, or as many as time allows; return how many.

    `concerned` selects them from data that may lag; `change` reads the person again and returns whether
    there was anything to change. If the name at which a page begins has changed since, the sweep begins
    anew; people who were changed are not concerned again. Raises Problem, and Later if nothing at all
    was done.
    """
    listed, last = cursor.page(people.by_name(event_id, after=cursor.person(event_id, page)), PAGE_SIZE)
    wanted = list(concerned(listed))
    deadline, changed, seen_to = Deadline.from_now(), 0, 0
    for who in wanted[:BATCH_SIZE]:
        try:
            changed += deadline.retry(partial(change, who.id))
        except Later:
            # Report what was done: the next call begins with the contended person.
            if not seen_to:
                raise
            break
        seen_to += 1
        if deadline.is_over:
            break
    if seen_to < len(wanted):
        return Swept(changed, cursor.after_person(wanted[seen_to - 1]))
    return Swept(changed, cursor.after_person(last))
