"""The event's own questions as answers show them, and what people answered to them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NotRequired, TypedDict

from attendance.domain.attendee import Attendee
from attendance.domain.headcount import ANSWERS, ANSWERS_INSIDE, Totals, answered
from attendance.domain.programme import ENTRANCE, Checkpoint, Programme
from attendance.domain.questions import Given, Question, given
from attendance.domain.texts import Choice, in_language, is_foreign


class ChoiceShown(TypedDict):
    id: str
    label: str


class Translated(TypedDict):
    """The names of those texts that stand in the event's own language, as they are not given in the one asked for."""

    untranslated: list[str]


class ChoiceOffered(ChoiceShown, Translated):
    """A choice for who chooses."""


class QuestionShown(Translated):
    """A question for who answers it; `asked_of` are kinds, none of them everybody."""

    id: str
    type: str
    label: str
    help: str
    required: bool
    asked_of: list[str]
    choices: list[ChoiceOffered]
    purpose: str


class QuestionNamed(TypedDict):
    """A question for who reads the answers to it."""

    id: str
    label: str
    choices: list[ChoiceShown]


class DoorQuestion(QuestionNamed):
    """A question for a phone that shows the answers to it, and forgets them then."""

    until: datetime


class AnswerCount(TypedDict):
    """How many people registered with an answer, and how many of them are inside."""

    registered: int
    present: int


MEMO = ".memo"
"""Under which doors read the staff's memo among the answers: no question of an event can have such a name."""

_ASKED = ("label", "help", "purpose")

type Answers = dict[str, Given]
type AnswerCounts = dict[str, dict[str, AnswerCount]]


class WithNotes(TypedDict):
    """What the doors of a pass need to know of a person, by question."""

    notes: NotRequired[Answers]


def asked(questions: Iterable[Question], language: str, own: str) -> list[QuestionShown]:
    """Return questions of an event as people are asked them in a language; the event's is its `own`."""
    return [
        {
            "id": question.id,
            "type": question.type,
            "label": in_language(question.label, language),
            "help": in_language(question.help, language),
            "required": question.required,
            "asked_of": list(question.asked_of),
            "choices": [
                offered(choice, in_language(choice.label, language), language, own) for choice in question.choices
            ],
            "purpose": in_language(question.purpose, language),
            "untranslated": [name for name in _ASKED if is_foreign(getattr(question, name), language, own)],
        }
        for question in questions
    ]


def offered(choice: Choice, label: str, language: str, own: str) -> ChoiceOffered:
    """Return a choice of an event with its label, for who speaks a language."""
    return {
        "id": choice.id,
        "label": label,
        "untranslated": ["label"] if is_foreign(choice.label, language, own) else [],
    }


def at_doors(questions: Iterable[Question], programme: Programme, language: str) -> list[DoorQuestion]:
    """Return the questions whose answers some phones show."""
    return [{**_named(question, language), "until": programme.noted_until(question)} for question in questions]


def counted(programme: Programme, language: str) -> list[QuestionNamed]:
    """Return the questions whose answers are counted live."""
    return [_named(question, language) for question in programme.questions if question.counted]


def of_doors(doors: Collection[Checkpoint], programme: Programme) -> list[Question]:
    """Return the questions whose answers the phones at some doors show."""
    here = {door.id for door in doors}
    return [question for question in programme.questions if not here.isdisjoint(question.doors)]


def notes(attendee: Attendee, noted: Iterable[Question]) -> Answers:
    """Return what doors are told of somebody; nobody waits for who has cancelled."""
    if attendee.is_cancelled:
        return {}
    memo: Answers = {MEMO: attendee.memo} if attendee.memo_at_doors else {}
    return {**answers(attendee, noted), **memo}


def counts(summed: Totals, programme: Programme) -> AnswerCounts:
    """Return how many people gave each answer that is counted, those that nobody gave too."""
    return {
        question.id: {
            code: {
                "registered": summed[ENTRANCE, answered(ANSWERS, question.id, code)],
                "present": summed[ENTRANCE, answered(ANSWERS_INSIDE, question.id, code)],
            }
            for code in question.codes
        }
        for question in programme.questions
        if question.counted
    }


def answers(attendee: Attendee, questions: Iterable[Question]) -> Answers:
    """Return what somebody answered to some questions, by question."""
    given_to = {answer.question: answer for answer in attendee.answers}
    return {q.id: given(q, given_to[q.id]) for q in questions if q.id in given_to}


def _named(question: Question, language: str) -> QuestionNamed:
    return {
        "id": question.id,
        "label": in_language(question.label, language),
        "choices": choices(question, language),
    }


def choices(question: Question, language: str) -> list[ChoiceShown]:
    return [{"id": choice.id, "label": in_language(choice.label, language)} for choice in question.choices]
