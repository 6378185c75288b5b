"""Answers with some of the people, and as much of each as the columns of a list show."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NotRequired, TypedDict, cast

from attendance.domain.attendee import Attendee
from attendance.domain.headcount import BOOKED, CANCELLED, Totals
from attendance.domain.people_filter import Known, Wanted
from attendance.domain.programme import ENTRANCE
from attendance.domain.questions import Question, missing
from attendance.edge.answers import questions
from attendance.edge.answers.questions import Answers
from attendance.usecases import cursor
from attendance.usecases.caller import Caller
from attendance.usecases.listing import Page


class More(TypedDict, total=False):
    """What a column asks for besides.

    `missing` are the questions whose required answer somebody has not given; `mail` is the state of one that is not
    known to have arrived.
    """

    lunch: bool
    diet: str
    stand: str
    language: str
    waiting: list[str]
    answers: Answers
    came_at: datetime | None
    inside: bool
    place: str | None
    mail: str | None
    missing: list[str]
    memo: str


class Found(More):
    """Somebody among others."""

    id: str
    code: str
    name: str | None
    family_name: str | None
    given_name: str | None
    organisation: str
    kind: str
    ateliers: list[str]
    cancelled: bool
    email: str | None
    registered_at: datetime
    opened_at: datetime | None


class Search(TypedDict):
    """Some people. If more are to be looked through, `next` is the cursor.

    `count` is how many people there are in all; null where only looking through `everybody` tells.
    """

    attendees: list[Found]
    next: str | None
    count: NotRequired[int | None]
    everybody: NotRequired[int]
    looked_through: NotRequired[int]


def found(attendees: Iterable[Attendee]) -> Search:
    return {"attendees": [_found(attendee) for attendee in attendees], "next": None}


def listed(page: Page, columns: Collection[str], wanted: Wanted, counted: Totals, caller: Caller) -> Search:
    """Return a page of a list, of an event with these numbers."""
    registered, cancelled = counted[ENTRANCE, BOOKED], counted[ENTRANCE, CANCELLED]
    return {
        "attendees": [{**_found(each.attendee), **_more(each, columns, caller)} for each in page.found],
        "next": cursor.after_person(page.last),
        "count": registered if wanted.is_everybody else None,
        "everybody": registered + cancelled,
        "looked_through": page.looked_through,
    }


def _found(attendee: Attendee) -> Found:
    return {
        "id": attendee.id,
        "code": attendee.code,
        "name": attendee.name,
        "family_name": attendee.family_name,
        "given_name": attendee.given_name,
        "organisation": attendee.organisation,
        "kind": attendee.kind,
        "ateliers": list(attendee.ateliers),
        "cancelled": attendee.is_cancelled,
        "email": attendee.email,
        "registered_at": attendee.registered_at,
        "opened_at": attendee.opened_at,
    }


def _more(known: Known, columns: Collection[str], caller: Caller) -> More:
    return cast(More, {name: shown(known, caller) for name, shown in _SHOWN.items() if name in columns})


_SHOWN: Mapping[str, Callable[[Known, Caller], Any]] = {
    "lunch": lambda known, _: known.attendee.lunch,
    "diet": lambda known, _: known.attendee.diet,
    "stand": lambda known, _: known.attendee.stand,
    "language": lambda known, _: known.attendee.language,
    "waiting": lambda known, _: [place.atelier for place in known.attendee.waiting],
    "answers": lambda known, caller: questions.answers(known.attendee, caller.programme.questions),
    "came_at": lambda known, _: known.seen.came_at,
    "inside": lambda known, _: known.seen.inside,
    "place": lambda known, _: known.seen.place,
    "mail": lambda known, _: known.mail,
    "memo": lambda known, _: known.attendee.memo,
    "missing": lambda known, caller: [question.id for question in _missing(known.attendee, caller)],
}


def _missing(attendee: Attendee, caller: Caller) -> list[Question]:
    return missing(caller.programme.asked_at(caller.now), attendee.answers, attendee.kind)
