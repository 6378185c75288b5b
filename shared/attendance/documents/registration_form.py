"""What the public form asks, in a language: the fields of every registration and the event's own questions, alike.

The pages ask the same: `tests/cases/fields.json` and `tests/cases/questions.json` hold both to it.
"""

from collections.abc import Iterable

from attendance.documents import localised
from attendance.domain.frozen import frozen
from attendance.domain.programme import Programme
from attendance.domain.questions import LONGEST, NO, YES, YES_NO, Question
from attendance.domain.texts import Text, in_language
from attendance.vocabulary import words
from attendance.vocabulary.codes import CLOSING, PUBLIC_KINDS
from attendance.vocabulary.fields import ADDRESS, ATELIERS, CHOICE, FIELDS, TEXT, Field

QUESTIONS = "questions"
"""The part of the form where the event's own questions stand."""


@frozen
class Said:
    """A text of the form, and what the event writes in its own language if it is the event's; empty, it is ours."""

    text: str
    by_event: Text


@frozen
class Offered:
    """One of several things to choose from."""

    id: str
    label: Said
    hint: str = ""
    lang: str = ""


@frozen
class Asked:
    """A field of the form. What is optional may stay empty, and is told so."""

    name: str
    type: str
    part: str
    label: Said
    hint: Said
    purpose: Said | None = None
    longest: int | None = None
    is_needed: bool = False
    is_optional: bool = False
    depends_on: str = ""
    choices: tuple[Offered, ...] = ()
    autocomplete: str = ""


def asked(programme: Programme, questions: Iterable[Question], language: str) -> list[Asked]:
    """Return what the form of an event asks, but for its ateliers; what the day lacks is not asked about."""
    own = (f for f in FIELDS if f.type != ATELIERS and (f.offered_with is None or programme.has(f.offered_with)))
    fields = [_of_registration(field, programme, language) for field in own]
    # Where there is nothing to choose, nothing is asked.
    chosen = (field for field in fields if field.type != CHOICE or len(field.choices) > 1)
    return [*chosen, *(_of_event(question, language) for question in questions)]


def _of_registration(field: Field, programme: Programme, language: str) -> Asked:
    said, own = words.of(language), words.spoken("attendee.asked", language)
    closes_at = next((session.starts_at for session in programme.sessions if session.kind == CLOSING), None)
    hint = said["welcome"].get(f"{field.name}_hint", "")
    # Only the hint beside what closes the day says when.
    facts = {"hour": localised.hour(closes_at, programme.event, language)} if field.offered_with == CLOSING else {}
    return Asked(
        field.name,
        field.type,
        field.part,
        label=_ours(own.get(field.name) or said["common"]["fields"][field.name]),
        hint=_ours(words.filled(hint, language, **facts)),
        longest=field.longest,
        is_needed=field.needed,
        is_optional=field.type in (TEXT, ADDRESS) and not field.needed,
        depends_on=field.depends_on or "",
        choices=tuple(_choices(field, programme, language)) if field.type == CHOICE else (),
        autocomplete=field.autocomplete,
    )


def _choices(field: Field, programme: Programme, language: str) -> Iterable[Offered]:
    match field.name:
        case "kind":
            hints, own = words.spoken("welcome.kinds", language), {kind.id: kind.label for kind in programme.kinds}
            for kind in PUBLIC_KINDS:
                label = Said(localised.kind(kind, programme, language), own.get(kind, {}))
                yield Offered(kind, label, hint=hints[kind])
        case "diet":
            for diet in programme.diets:
                yield Offered(diet.id, Said(localised.diet(diet.id, programme, language), diet.label))
        case "language":
            names = words.names()
            for code in programme.languages:
                yield Offered(code, _ours(names[code]), lang=code)
        case name:
            for code in field.choices:
                yield Offered(code, _ours(localised.choice(name, code, language)))


def _of_event(question: Question, language: str) -> Asked:
    return Asked(
        question.field,
        question.type,
        QUESTIONS,
        label=_theirs(question.label, language),
        hint=_theirs(question.help, language),
        purpose=_theirs(question.purpose, language),
        longest=LONGEST.get(question.type),
        is_needed=question.required,
        is_optional=not question.required,
        depends_on=f"kind={'|'.join(question.asked_of)}" if question.asked_of else "",
        choices=tuple(_answers(question, language)),
    )


def _answers(question: Question, language: str) -> Iterable[Offered]:
    said = words.spoken("common", language)
    if question.type == YES_NO:
        yield Offered(YES, _ours(said["answerYes"]))
        yield Offered(NO, _ours(said["answerNo"]))
    for choice in question.choices:
        yield Offered(choice.id, _theirs(choice.label, language))


def _ours(text: str) -> Said:
    return Said(text, {})


def _theirs(text: Text, language: str) -> Said:
    return Said(in_language(text, language), text)
