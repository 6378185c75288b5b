"""Readings of the roster: of everybody, or of those who changed since an earlier reading, a page at a time.

Answers overlap: each reading begins a little before the last one did, as the index lags. Whoever is told twice is
told the same.
"""

from contextlib import suppress
from datetime import timedelta
from hashlib import sha256

from attendance.domain import instant
from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.problem import Problem
from attendance.store import people, programmes, tallies, told
from attendance.usecases import cursor
from attendance.usecases.caller import Caller
from attendance.vocabulary.limits import INDEX_LAG_SECONDS

LIFE = timedelta(days=1)
"""How old a reading may be to ask only for who changed since; after that everybody is read again."""
PAGE_SIZE = 2_000
# Names what phones are told of a person. Change it when that changes, and every phone reads everybody anew.
TOLD = "family_hint, cursor"
_EVERYBODY, _CHANGED = "everybody", "changed"
_LONGEST = 200


def scope(caller: Caller) -> str:
    """Return a digest of all that decides what is told of people.

    A pass's id and revision stand for its event, its checkpoints, its schedule and its permissions.
    """
    parts = (TOLD, caller.holder.id, str(caller.holder.revision), str(caller.programme.revision))
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


@frozen
class Reading:
    """A page of a reading. `began` is when its first page was read, less the index's lag.

    `position` is where the page begins: of everybody, after a person; of who changed, after a time or a position.
    """

    event_id: str
    scope: str
    began: str
    is_whole: bool
    position: str | None

    @property
    def cursor(self) -> str:
        """What asks for those who change from this reading on; the same on each of its pages."""
        return cursor.after(f"{self.began} {self.scope}")

    def read(self) -> tuple[list[Attendee], str | None]:
        """Return the people of the page, and what asks for the next one. Raises Problem."""
        if self.is_whole:
            before = cursor.person(self.event_id, self.position)
            # Without their former position, who stands between there and the new one would be missing.
            if self.position and before is None:
                raise _no_page()
            listed, last = cursor.page(people.by_name(self.event_id, after=before), PAGE_SIZE)
            return listed, self._page(_EVERYBODY, cursor.after_person(last))
        changed, end = cursor.page(told.since(self.event_id, self.position or ""), PAGE_SIZE)
        # As they are now, which may be later than what listed them.
        found = people.attendees(self.event_id, [one.attendee_id for one in changed])
        return list(found.values()), self._page(_CHANGED, end and end.position)

    def _page(self, what: str, position: str | None) -> str | None:
        return position and cursor.after(f"{self.began} {self.scope} {what} {position}")


def reading(caller: Caller, *, after: str | None, page: str | None) -> Reading:
    """Return a page of a reading, or the first one after a cursor: of everybody if the cursor is not ours any more.

    Raises Problem for a page that is not there, or of another scope than today's.
    """
    event_id, ours = caller.event_id, scope(caller)
    if page is not None:
        match _words(page):
            case [began, of, what, position] if of == ours and what in (_EVERYBODY, _CHANGED):
                return Reading(event_id, ours, began, what == _EVERYBODY, position)
        raise _no_page()
    now = programmes.real_now()
    began, since = instant.text(now - timedelta(seconds=INDEX_LAG_SECONDS)), None
    with suppress(Problem):
        match _words(after or ""):
            case [time, of] if of == ours and _is_recent(time):
                since = time
    return Reading(event_id, ours, began, since is None, since)


def tag(caller: Caller, page: str) -> str:
    """Return a tag for a page's content, computed before the content is read: for phones that ask without a cursor.

    The list comes from an index that lags: while the last change is fresh, the tag holds the time too, so that
    the next poll reads again.
    """
    registrations, now = tallies.registrations(caller.event_id), programmes.real_now()
    parts = [scope(caller), page, str(registrations.revision)]
    if registrations.changed_at and (now - registrations.changed_at).total_seconds() < INDEX_LAG_SECONDS:
        parts.append(instant.text(now))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _words(given: str) -> list[str]:
    """Return what a cursor or a page says. Raises Problem for a text that cannot be one."""
    return (cursor.decoded(given) or "").split(" ") if len(given) <= _LONGEST else []


def _is_recent(time: str) -> bool:
    """Whether a text is a time since when a reading may be continued; such texts sort."""
    now = programmes.real_now()
    return len(time) == len(instant.text(now)) and instant.text(now - LIFE) < time <= instant.text(now)


def _no_page() -> Problem:
    return Problem("not_found", "There is no such page.")
