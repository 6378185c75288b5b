"""Forgetting the answers whose time is over."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme
from attendance.domain.questions import Answer
from attendance.store import people, programmes
from attendance.store.retry import Deadline


def forget_answers(programme: Programme, now: datetime, deadline: Deadline) -> int:
    """Erase everybody's answers whose time is over, and return of how many people. Raises Later.

    The index lags behind the people: only a round that finds nobody is noted as the last.
    """
    over = {question.id for question in programme.questions if programme.is_over(question, now)}
    if over <= set(programme.forgotten):
        return 0
    people_concerned = 0
    for who in people.by_name(programme.event.id):
        if len(_remaining(who, over)) < len(who.answers):
            deadline.retry(partial(_forget, programme, who.id, over))
            people_concerned += 1
    if not people_concerned:
        programmes.put(replace(programme, forgotten=tuple(sorted(over))))
    return people_concerned


def _forget(programme: Programme, attendee_id: str, over: set[str]) -> None:
    person = people.known(programme.event.id, attendee_id)
    if person.attendee and len(remaining := _remaining(person.attendee, over)) < len(person.attendee.answers):
        people.forget_answers(programme.event.id, person, replace(person.attendee, answers=remaining), programme)


def _remaining(attendee: Attendee, over: set[str]) -> tuple[Answer, ...]:
    return tuple(answer for answer in attendee.answers if answer.question not in over)
