"""Which people a list shows: those whom an organiser filters and searches for."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from attendance.domain.attendance import NOWHERE, AttendanceSummary
from attendance.domain.attendee import TICKS, Attendee
from attendance.domain.badge import typed_code
from attendance.domain.folding import are_meant, folded, words
from attendance.domain.frozen import frozen
from attendance.domain.problem import invalid
from attendance.domain.programme import ENTRANCE, Atelier, Programme
from attendance.domain.questions import COUNTABLE, Question, missing
from attendance.vocabulary.codes import PARKED, Kind
from attendance.vocabulary.limits import FILTER_CHARACTERS, FILTERS_AT_ONCE, SEARCH_CHARACTERS

SEEN, MAILS = "seen", "mails"
"""What is read besides the attendee: where they were seen, and their mails that are not known to be sent."""
YES, NO = "yes", "no"
UNOPENED, UNDELIVERED = "unopened", "undelivered"
MISSING, OFFERED = "missing", "offered"
ID, CANCELLED = "id", "cancelled"
CAME, INSIDE = "came", "inside"
COLUMNS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("lunch", "diet", "stand", "language", "waiting", "answers", "missing", "memo"), frozenset()),
    **dict.fromkeys(("came_at", "inside", "place"), frozenset({SEEN})),
    "mail": frozenset({MAILS}),
}
"""What a list shows of people besides who they are, if it is asked for, and what is read for it."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONG_WORD = 4
_OF_AN_ATELIER = {"atelier", "workshop", "n", "no", "nr"}


@frozen
class Known:
    """What a filter knows of somebody; `mail` is the state of one that did not arrive."""

    attendee: Attendee
    seen: AttendanceSummary = NOWHERE
    mail: str | None = None


type _Rule = Callable[[Known, str], bool]


@frozen
class _Filter:
    """A filter: the values that it may have, or None for any text, and whom it is about.

    `may` tells the same of somebody of whom it is not known where they were seen: false only if it cannot hold.
    """

    values: Collection[str] | None
    holds: _Rule
    reads: frozenset[str] = frozenset()
    may: _Rule | None = None


@frozen
class Wanted:
    """Some people: of values for one name, any holds; of names, all do. `columns` say why they are among them."""

    conditions: Sequence[tuple[_Filter, tuple[str, ...]]] = ()
    columns: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    typed: str = ""
    ateliers: Sequence[Atelier] = field(default=())
    with_cancelled: bool = True

    @property
    def reads(self) -> frozenset[str]:
        return frozenset().union(*(condition.reads for condition, _ in self.conditions))

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is left out who is registered."""
        return not (self.conditions or self.ids or self.typed)

    def may_include(self, known: Known) -> bool:
        """Whether somebody may be wanted, of whom it is not known yet where they were seen."""
        return self._is_listed(known.attendee) and all(
            any((each.may or each.holds)(known, value) for value in values) for each, values in self.conditions
        )

    def includes(self, known: Known) -> bool:
        """Whether somebody is wanted."""
        return self._is_listed(known.attendee) and all(
            any(each.holds(known, value) for value in values) for each, values in self.conditions
        )

    def _is_listed(self, attendee: Attendee) -> bool:
        return (self.with_cancelled or not attendee.is_cancelled) and (
            not self.typed or is_meant(self.typed, attendee, self.ateliers)
        )


def wanted(given: Iterable[str], text: str, programme: Programme, now: datetime) -> Wanted:
    """Return whom filters such as `kind:speaker`, and a text that is searched for, are about. Raises Problem."""
    known, asked = _filters(programme, now), dict[str, list[str]]()
    for each in given:
        name, colon, value = each.partition(":")
        if name not in (*known, ID) or not colon:
            raise invalid("filter", f"is one of {', '.join(f'{name}:…' for name in (*known, ID))}, not {each!r}")
        asked.setdefault(name, []).append(value)
    if sum(map(len, asked.values())) > FILTERS_AT_ONCE:
        raise invalid("filter", f"are {FILTERS_AT_ONCE} at most")
    ids = tuple(asked.pop(ID, ()))
    if unlike := [one for one in ids if not _ID.fullmatch(one)]:
        raise invalid("filter", f"no id looks like {unlike[0]!r}")
    for name, values in asked.items():
        _check(name, values, known[name].values)
    if text:
        check_text(text)
    return Wanted(
        [(known[name], tuple(values)) for name, values in asked.items()],
        frozenset({"missing"} if "answers" in asked else ()),
        ids,
        text,
        programme.ateliers,
        # Who is searched for or named by an id is meant, cancelled or not; and who came has come.
        with_cancelled=CANCELLED in asked or (bool(ids or text) and not asked) or _is_of_the_doors(asked),
    )


def _is_of_the_doors(asked: Mapping[str, Collection[str]]) -> bool:
    """Whether people are asked for by nothing but where they were seen."""
    return bool(asked) and asked.keys() <= {CAME, INSIDE} and all(NO not in values for values in asked.values())


def check_text(text: str) -> None:
    """Raise Problem for a text that nobody can be found by."""
    if not folded(text) or len(text) > SEARCH_CHARACTERS:
        raise invalid("q", f"is the beginning of words of a name, of at most {SEARCH_CHARACTERS} characters")


def columns(given: str) -> frozenset[str]:
    """Return what a list shows of each person, by names that commas part. Raises Problem."""
    asked = frozenset(filter(None, given.split(",")))
    if unknown := sorted(asked - COLUMNS.keys()):
        raise invalid("columns", f"are among {', '.join(COLUMNS)}, not {unknown[0]!r}")
    return asked


def is_meant(typed: str, attendee: Attendee, ateliers: Sequence[Atelier]) -> bool:
    """Whether somebody is found by a text: words of their name and organisation, and of an atelier; address or code."""
    parts, email = folded(typed).split(), (attendee.email or "").casefold()
    text = typed.strip().casefold()
    named = (attendee.family_name or "", attendee.given_name or "", attendee.organisation)
    known = " ".join(word for name in named for word in words(name))
    booked = [atelier for atelier in ateliers if atelier.id in attendee.bookings]
    return (
        are_meant(parts, known)
        or typed_code(typed) == attendee.code
        or (bool(email) and (email.startswith(text) or ("@" in text and text in email)))
        or any(are_meant(_besides(parts, atelier), known) for atelier in booked)
    )


def _besides(parts: list[str], atelier: Atelier) -> list[str]:
    """Return words without those that name an atelier: its number, or whole words of its title.

    Beginnings of these would find half of the names, and so would short words beside a name.
    """
    number, title = str(atelier.number), {*folded(atelier.title).split()}
    if number in parts:
        return [part for part in parts if part != number and part not in _OF_AN_ATELIER]
    if {*parts} <= title:
        return []
    return [part for part in parts if part not in title or len(part) < _LONG_WORD]


def _check(name: str, values: Iterable[str], possible: Collection[str] | None) -> None:
    for value in values:
        if possible is None and (not folded(value) or len(value) > FILTER_CHARACTERS):
            raise invalid("filter", f"{name} is a text of at most {FILTER_CHARACTERS} characters")
        if possible is not None and value not in possible:
            raise invalid("filter", f"{name} is one of {', '.join(possible)}, not {value!r}")


def _filters(programme: Programme, now: datetime) -> Mapping[str, _Filter]:
    """Return every filter that there is at an event."""
    asked = programme.asked_at(now)
    ateliers = [atelier.id for atelier in programme.ateliers]
    doors = [checkpoint.id for checkpoint in programme.checkpoints if checkpoint.id != ENTRANCE]
    seen = frozenset({SEEN})
    return {
        "kind": _Filter(tuple(Kind), lambda known, kind: known.attendee.kind == kind),
        "atelier": _Filter([*ateliers, "none"], _has_booked),
        "organisation": _Filter(None, lambda known, text: _names(text, known.attendee.organisation)),
        **{tick: _ticked(tick) for tick in TICKS},
        # One that the programme has dropped is still somebody's.
        "diet": _Filter(None, lambda known, diet: known.attendee.lunch and known.attendee.diet == diet),
        **{f"answer.{q.id}": _answered(q) for q in programme.questions if q.type in COUNTABLE},
        CAME: _Filter((YES, NO, *doors), _has_come, seen, _perhaps),
        INSIDE: _Filter((YES, NO, *ateliers), _is_inside, seen, _perhaps),
        "waiting": _Filter((YES, OFFERED, *ateliers), _waits),
        "memo": _Filter((YES,), lambda known, _: bool(known.attendee.memo)),
        CANCELLED: _Filter((YES, NO), lambda known, value: known.attendee.is_cancelled == (value == YES)),
        "answers": _Filter(
            (MISSING,), lambda known, _: bool(missing(asked, known.attendee.answers, known.attendee.kind))
        ),
        "mail": _Filter((UNOPENED, UNDELIVERED), _was_not_reached, frozenset({SEEN, MAILS}), _was_not_reached),
    }


def _answered(question: Question) -> _Filter:
    def holds(known: Known, value: str) -> bool:
        return any(a.question == question.id and value in a.values for a in known.attendee.answers)

    return _Filter(question.codes, holds)


def _ticked(tick: str) -> _Filter:
    return _Filter((YES, NO), lambda known, value: getattr(known.attendee, tick) == (value == YES))


def _perhaps(_known: Known, _value: str) -> bool:
    return True


def _names(text: str, organisation: str) -> bool:
    return are_meant(folded(text).split(), " ".join(words(organisation)))


def _has_booked(known: Known, atelier: str) -> bool:
    booked = known.attendee.bookings
    return atelier in booked if atelier != "none" else not booked


def _has_come(known: Known, value: str) -> bool:
    return bool(known.seen.came_at) == (value == YES) if value in (YES, NO) else value in known.seen.been


def _is_inside(known: Known, value: str) -> bool:
    return known.seen.inside == (value == YES) if value in (YES, NO) else known.seen.place == value


def _waits(known: Known, value: str) -> bool:
    """Whether somebody waits: as the numbers count them, whom a seat is offered waits no more."""
    if value == OFFERED:
        return bool(known.attendee.offers)
    return bool(known.attendee.queues) if value == YES else value in known.attendee.queues


def _was_not_reached(known: Known, value: str) -> bool:
    if value == UNDELIVERED:
        return known.mail in PARKED
    # People seen at the entrance are real, and must not be cancelled with invented ones.
    return known.attendee.is_unconfirmed and known.seen.came_at is None
