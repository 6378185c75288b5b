"""Forgetting the answers, and the diets, whose time is over."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from attendance.domain.attendee import Attendee
from attendance.domain.programme import DIET, Programme
from attendance.store import people, programmes
from attendance.store.retry import Deadline
from attendance.vocabulary.codes import NO_DIET


def forget_answers(programme: Programme, now: datetime, deadline: Deadline) -> int:
    """Erase everybody's answers and diets whose time is over, and return of how many people. Raises Later.

    The index lags behind the people: only a round that finds nobody is noted as the last.
    """
    over = programme.over_at(now)
    if over <= set(programme.forgotten):
        return 0
    people_concerned = 0
    for who in people.by_name(programme.event.id):
        if _without(over, who) != who:
            deadline.retry(partial(_forget, programme, who.id, over))
            people_concerned += 1
    if not people_concerned:
        programmes.put(replace(programme, forgotten=tuple(sorted(over))))
    return people_concerned


def _forget(programme: Programme, attendee_id: str, over: set[str]) -> None:
    person = people.known(programme.event.id, attendee_id)
    if person.attendee and (forgetful := _without(over, person.attendee)) != person.attendee:
        people.forget_answers(programme.event.id, person, forgetful, programme)


def _without(over: set[str], attendee: Attendee) -> Attendee:
    answers = tuple(answer for answer in attendee.answers if answer.question not in over)
    return replace(attendee, answers=answers, diet=NO_DIET if DIET in over else attendee.diet)
