"""The list of people: those whom filters are about, some at a time, read no further than the filters need."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import batched
from typing import NamedTuple

from attendance.domain import people_filter
from attendance.domain.attendance import NOWHERE
from attendance.domain.attendee import Attendee
from attendance.domain.exports import Export
from attendance.domain.people_filter import MAILS, SEEN, Known, Wanted
from attendance.domain.person import Person
from attendance.domain.programme import Programme
from attendance.store import attendances, everyone, mails, names, people
from attendance.vocabulary.codes import PARKED

# As many as one call to the table reads.
_AT_ONCE = 100


class Page(NamedTuple):
    """Some people, after how many were looked through, and whom the next page comes after; None on the last page."""

    found: list[Known]
    looked_through: int
    last: Attendee | None


def page(
    event_id: str,
    wanted: Wanted,
    after: Attendee | None,
    *,
    at_most: int,
    looked_through: int | None = None,
    reads: frozenset[str] = frozenset(),
) -> Page:
    """Return at most so many of the people wanted, looking through no more people than that; `reads` of each."""
    few = min(at_most + 1, _AT_ONCE) if wanted.is_everybody else _AT_ONCE
    listed = _listed(event_id, wanted, after, few if wanted.is_everybody else None)
    found: list[Known] = []
    count, last = 0, None
    for attendee, known in _looked_through(event_id, wanted, listed, reads, few):
        if len(found) == at_most or count == looked_through:
            return Page(found, count, last)
        count, last = count + 1, attendee
        if known:
            found.append(known)
    return Page(found, count, None)


def everybody(event_id: str, wanted: Wanted) -> Iterator[Attendee]:
    """Go through all people wanted."""
    looked_through = _looked_through(event_id, wanted, _listed(event_id, wanted), frozenset())
    return (attendee for attendee, known in looked_through if known)


def with_scans(export: Export, programme: Programme, now: datetime) -> Iterator[Person]:
    """Go through the people of an export, each with every scan of theirs. Raises Problem for an unknown filter."""
    event_id = programme.event.id
    if not export.is_of_some:
        return everyone.with_scans(event_id)
    who = people_filter.wanted(export.filters, export.typed, programme, now)
    return everyone.with_scans(event_id, everybody(event_id, who))


def _listed(
    event_id: str, wanted: Wanted, after: Attendee | None = None, at_once: int | None = None
) -> Iterator[Attendee]:
    """Go through those among whom the people wanted are, by name."""
    if not wanted.ids:
        return people.by_name(event_id, after, at_once)
    named = sorted(people.attendees(event_id, wanted.ids).values(), key=names.sort_key)
    return (who for who in named if after is None or names.sort_key(who) > names.sort_key(after))


def _looked_through(
    event_id: str, wanted: Wanted, listed: Iterable[Attendee], reads: frozenset[str], at_once: int = _AT_ONCE
) -> Iterator[tuple[Attendee, Known | None]]:
    """Go through people, each with what is known of them if they are wanted."""
    reads |= wanted.reads
    parked = {m.attendee_id: m.state for m in mails.listed(event_id) if m.state in PARKED} if MAILS in reads else {}
    for some in batched(listed, at_once, strict=False):
        known = [Known(attendee, mail=parked.get(attendee.id)) for attendee in some]
        candidates = [each for each in known if wanted.may_include(each)]
        seen = attendances.seen(event_id, (each.attendee.id for each in candidates)) if SEEN in reads else {}
        told = {e.attendee.id: replace(e, seen=seen.get(e.attendee.id, NOWHERE)) for e in candidates}
        for attendee in some:
            each = told.get(attendee.id)
            yield attendee, each if each and wanted.includes(each) else None
