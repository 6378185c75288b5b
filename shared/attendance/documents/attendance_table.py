"""Everybody in one table, one row a person: who they are, what they chose, when they were seen where."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import cast
from zoneinfo import ZoneInfo

from attendance.documents import localised, places
from attendance.documents.tables import DAY, MOMENT, NUMBER, TEXT, YES_NO, Cell, Column, Table
from attendance.domain import questions, stays
from attendance.domain.attendance import Attendance
from attendance.domain.attendee import TICKS, Attendee
from attendance.domain.person import Person
from attendance.domain.programme import DIET, LUNCH, Programme
from attendance.domain.questions import DATE, given
from attendance.domain.stays import Seen
from attendance.domain.texts import in_language
from attendance.vocabulary import fields
from attendance.vocabulary.words import filled, labelled, spoken

# How the answers of a type stand in their column, and how wide; all others are texts.
_OF_TYPES = {questions.YES_NO: (YES_NO, 10), questions.NUMBER: (NUMBER, 10), questions.DATE: (DAY, 12)}

# Who somebody is, and what they chose besides the ateliers: in an order of its own, and what is not in it at the end.
_WHO = ("family_name", "given_name", "organisation", "email", "kind")
_NO_COLUMNS = {"ateliers", "waiting", "language"}
_CHOICES = frozenset(field.name for field in fields.FIELDS if field.choices)
_CHOSEN = tuple(dict.fromkeys(("lunch", "diet", "village", "stand", *fields.names())))
_CHOICES = frozenset(field.name for field in fields.FIELDS if field.choices)
_CHOSEN = tuple(name for name in _CHOSEN if name not in {*_WHO, *_NO_COLUMNS})
_WIDTHS = {"family_name": 22, "organisation": 28, "email": 30, "kind": 16}


def table(people: Iterable[Person], programme: Programme, language: str) -> Table:
    """Return the table of people, in their order; strangers have no row.

    The choices of cancelled people no longer count and are left empty.
    """
    groups = places.groups(programme)
    rows = (
        _row(person, person.attendee, groups, programme, language) for person in people if person.attendee is not None
    )
    return Table(
        labelled("papers.attendance", language)["name"], _columns(programme, language), rows, programme.event, language
    )


def _columns(programme: Programme, language: str) -> list[Column]:
    words = labelled("papers.attendance", language)
    slots = [slot.title for slot in programme.slots]
    own = [(in_language(q.label, language), _OF_TYPES.get(q.type, (TEXT, 24))) for q in programme.questions]
    groups = [places.group_title(group, programme) for group in places.groups(programme)]
    return [
        Column(words["id"], width=20),
        *(_column(words[name], name) for name in _WHO),
        *(Column(filled(words["chosen"], language, group=slot), width=28) for slot in slots),
        *(_column(words[name], name) for name in _CHOSEN),
        *(Column(label, *form) for label, form in own),
        Column(words["registered_at"], MOMENT, 20),
        Column(words["state"], width=11),
        *(Column(filled(words["attended"], language, group=slot), width=18) for slot in slots),
        *(
            Column(filled(words[when], language, group=group), MOMENT, 20)
            for group in groups
            for when in ("first", "last")
        ),
        # Programs may read the earlier columns by their place.
        Column(words["memo"], width=28),
    ]


def _row(person: Person, who: Attendee, groups: Sequence[str], programme: Programme, language: str) -> Sequence[Cell]:
    seen = stays.seen(person, programme.event)
    attendance = person.attendance
    been = attendance.first
    eats = who.is_booked(LUNCH) or LUNCH in been
    return [
        who.id,
        *(_cell(who, name, programme, language) for name in _WHO),
        *(_chosen(who, slot.id, programme, language) for slot in programme.slots),
        *(_cell(who, name, programme, language) if name != "diet" or eats else None for name in _CHOSEN),
        *_answers(who, programme, language),
        who.registered_at,
        _state(who, attendance, language, was_seen=bool(seen)),
        *(_ateliers(been, slot.id, programme) for slot in programme.slots),
        *(cell for group in groups for cell in _times(seen.get(group), language)),
        who.memo,
    ]


def _state(attendee: Attendee, attendance: Attendance, language: str, *, was_seen: bool) -> str:
    """Return a person's state in a word that is true before, during and after the day.

    `was_seen` means anywhere, even only on the way out: a person whose coming in was not read has left all
    the same.
    """
    if attendee.erased_at is not None:
        key = "erased"
    elif attendee.is_cancelled:
        key = "cancelled"
    elif attendance.inside:
        key = "inside"
    else:
        key = "gone" if was_seen else "unseen"
    return str(spoken("papers.states", language)[key])


def _column(label: str, name: str) -> Column:
    return Column(label, YES_NO, 10) if name in TICKS else Column(label, width=_WIDTHS.get(name, 18))


def _cell(who: Attendee, name: str, programme: Programme, language: str) -> Cell:
    match name:
        case "kind":
            return localised.kind(who.kind, programme, language)
        case "diet":
            return None if DIET in programme.forgotten else localised.diet(who.diet, programme, language)
    value: Cell = getattr(who, name)
    if name in _CHOICES:
        return localised.choice(name, str(value), language)
    return value and not who.is_cancelled if name in TICKS else value


def _answers(who: Attendee, programme: Programme, language: str) -> Iterator[Cell]:
    """Yield what somebody answered to each question, choices by their labels; nothing where they did not."""
    answers = {answer.question: answer for answer in who.answers}
    for question in programme.questions:
        answer = answers.get(question.id)
        if answer is None:
            yield None
        elif question.choices:
            chosen = (choice.label for choice in question.choices if choice.id in answer.values)
            yield "; ".join(in_language(label, language) for label in chosen)
        elif question.type == DATE:
            # Noon is of the same day in whichever zone the table shows.
            yield datetime.combine(date.fromisoformat(answer.values[0]), time(12), ZoneInfo(programme.event.timezone))
        else:
            yield cast(Cell, given(question, answer))


def _times(seen: Seen | None, language: str) -> Sequence[Cell]:
    """Return the first and the last time; words, if that door's phones did not know the time."""
    unknown = spoken("papers.table", language)["unknown_hour"]
    return (seen.first_at or unknown, seen.last_at or unknown) if seen else (None, None)


def _chosen(who: Attendee, slot: str, programme: Programme, language: str) -> str:
    """Return the ateliers of a slot that somebody booked, marking those whose seat was given back."""
    given_back = _ateliers(
        filter(who.had_booked, who.released), slot, programme, labelled("papers.attendance", language)["released"]
    )
    return ", ".join(text for text in (_ateliers(who.bookings, slot, programme), given_back) if text)


def _ateliers(ids: Iterable[str], slot: str, programme: Programme, form: str = "{atelier}") -> str:
    """Return the names of those ateliers that are in one slot."""
    return ", ".join(form.format(atelier=places.title(a, programme)) for a in ids if programme.group(a) == slot)
