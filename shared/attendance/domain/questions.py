"""The questions that an event asks of its own, and the answers that people give to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal

from attendance.domain import typed_text
from attendance.domain.folding import is_blank
from attendance.domain.frozen import frozen
from attendance.domain.refusals import ImpossibleChoice, Rule
from attendance.domain.texts import Choice, Text
from attendance.vocabulary.limits import ANSWER_CHARACTERS, GREATEST_NUMBER, LONG_ANSWER_CHARACTERS

TEXT, LONG_TEXT, NUMBER, DATE = "text", "long_text", "number", "date"
YES_NO, CHOICE, CHOICES = "yes_no", "choice", "choices"
TYPES = (TEXT, LONG_TEXT, NUMBER, DATE, YES_NO, CHOICE, CHOICES)
OF_CHOICES = (CHOICE, CHOICES)
COUNTABLE = (YES_NO, CHOICE, CHOICES)
"""The types whose possible answers are known in advance, so that each can have a counter."""

YES, NO = "yes", "no"
ORGANISERS, CATERER = "organisers", "caterer"
LUNCH_END, EVENT_END, RETENTION = "lunch_end", "event_end", "retention"

LONGEST = {TEXT: ANSWER_CHARACTERS, LONG_TEXT: LONG_ANSWER_CHARACTERS}


@frozen
class Question:
    """What an event wants to know of people.

    `asked_of` are kinds, none of them everybody. Only the public form insists on a `required` answer. The phones at
    `doors` show the answer with the verdict. A `counted` answer is counted live. `told_to` the caterer, an answer
    has no name beside it. Answers are `erased` when lunch or the event ends, or with the person.
    """

    id: str
    type: str
    label: Text
    purpose: Text
    help: Text = field(default_factory=dict)
    required: bool = False
    asked_of: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    doors: tuple[str, ...] = ()
    counted: bool = False
    told_to: str = ORGANISERS
    erased: str = RETENTION

    def is_asked_of(self, kind: str) -> bool:
        return not self.asked_of or kind in self.asked_of

    @property
    def is_counted(self) -> bool:
        """Whether its answers are totals: an organiser follows them, or the caterer prepares for them."""
        return self.counted or (self.told_to == CATERER and self.type in COUNTABLE)

    @property
    def field(self) -> str:
        """The name under which a fault in an answer is reported."""
        return f"answers.{self.id}"

    @property
    def codes(self) -> tuple[str, ...]:
        """The values that an answer may have, of a question that can be counted; none of another."""
        return (YES, NO) if self.type == YES_NO else tuple(choice.id for choice in self.choices)


@frozen
class Answer:
    """The answer to a question, as texts.

    A text, a number or a date (`2022-08-29`) is one value, so is `yes` or `no`; of choices, the ids in the
    question's order.
    """

    question: str
    values: tuple[str, ...]


type Given = str | bool | float | list[str]
"""An answer as JSON: a number, true or false, an id or a list of ids where a question's type says so, else a text."""


def wrong_answers(
    questions: Iterable[Question], answers: Mapping[str, object], kind: str
) -> Iterator[ImpossibleChoice]:
    """Yield all that is wrong with the answers that somebody of a kind gives. None takes an answer back."""
    asked = {question.id: question for question in questions}
    for name, given in answers.items():
        try:
            _read(asked, name, given, kind)
        except ImpossibleChoice as wrong:
            yield wrong


def missing_answers(questions: Iterable[Question], had: Iterable[Answer], kind: str) -> Iterator[ImpossibleChoice]:
    """Yield each required answer that somebody of a kind has not given."""
    for question in missing(questions, had, kind):
        yield ImpossibleChoice(Rule.ANSWER_NEEDED, question.field, "An answer is needed.")


def missing(questions: Iterable[Question], had: Iterable[Answer], kind: str) -> list[Question]:
    """Return the questions to which somebody of a kind has not given a required answer."""
    given = {answer.question for answer in had}
    return [q for q in questions if q.required and q.is_asked_of(kind) and q.id not in given]


def answered(
    questions: Iterable[Question], had: Sequence[Answer], answers: Mapping[str, object], kind: str
) -> tuple[Answer, ...]:
    """Return what somebody of a kind has answered, once they give some more answers; None takes one back.

    Answers to what is not asked of their kind are dropped; those to other questions than these stay until they
    are forgotten. Raises ImpossibleChoice.
    """
    asked = {question.id: question for question in questions}
    before = {answer.question: answer.values for answer in had}
    now = before | {name: _read(asked, name, given, kind) for name, given in answers.items()}
    found = (Answer(name, now.get(name, ())) for name, question in asked.items() if question.is_asked_of(kind))
    others = (answer for answer in had if answer.question not in asked)
    return (*(answer for answer in found if answer.values), *others)


def to_the_caterer(questions: Iterable[Question], kind: str | None = None) -> Question | None:
    """Return the question at which somebody may tell the caterer something in their own words; of any kind if None."""
    told = (question for question in questions if question.told_to == CATERER and question.type in LONGEST)
    return next((question for question in told if kind is None or question.is_asked_of(kind)), None)


def for_the_caterer(questions: Iterable[Question], answers: Iterable[Answer]) -> dict[str, str]:
    """Return what somebody wrote in their own words for the caterer, by question; what is counted is not among it."""
    written = {question.id for question in questions if question.told_to == CATERER and not question.is_counted}
    return {answer.question: answer.values[0] for answer in answers if answer.question in written}


def fitting(questions: Iterable[Question], answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return what still answers the questions: of answers that were given when other questions were asked."""
    asked = {question.id: question for question in questions}
    found = (replace(a, values=_fitting(asked[a.question], a.values)) for a in answers if a.question in asked)
    return tuple(answer for answer in found if answer.values)


def _fitting(question: Question, values: tuple[str, ...]) -> tuple[str, ...]:
    if question.codes:
        chosen = tuple(value for value in values if value in question.codes)
        return chosen if question.type == CHOICES else chosen[:1]
    try:
        return _values(question, given(question, Answer(question.id, values)))
    except (ValueError, ImpossibleChoice):
        return ()


def given(question: Question, answer: Answer) -> Given:
    """Return an answer as JSON has it."""
    match question.type:
        case "number":
            return float(answer.values[0]) if "." in answer.values[0] else int(answer.values[0])
        case "yes_no":
            return answer.values[0] == YES
        case "choices":
            return list(answer.values)
    return answer.values[0]


def _read(asked: Mapping[str, Question], name: str, given: object, kind: str) -> tuple[str, ...]:
    """Return the values of an answer that somebody of a kind gives. Raises ImpossibleChoice."""
    question = asked.get(name)
    if question is None:
        raise ImpossibleChoice(Rule.UNKNOWN_QUESTION, f"answers.{name}", "This event asks no such question.")
    if given is not None and not question.is_asked_of(kind):
        raise ImpossibleChoice(Rule.NOT_ASKED, question.field, f"This is not asked of a {kind}.")
    return _values(question, given)


def _values(question: Question, given: object) -> tuple[str, ...]:
    """Return an answer's values; none, of one that is empty or None. Raises ImpossibleChoice."""
    if given is None:
        return ()
    match question.type:
        case "number":
            return (_number(question, given),)
        case "yes_no":
            return (_yes_or_no(question, given),)
        case "choices":
            return _chosen(question, given)
    if not isinstance(given, str):
        raise _of_another_type(question, "a text")
    if question.type == CHOICE:
        return _chosen(question, [given]) if given else ()
    if is_blank(given):
        return ()
    return (_day(question, given),) if question.type == DATE else _text(question, given)


def _text(question: Question, given: str) -> tuple[str, ...]:
    longest = LONGEST[question.type]
    try:
        text = (typed_text.cleaned_lines if question.type == LONG_TEXT else typed_text.cleaned)(given)
    except ValueError as error:
        raise ImpossibleChoice(Rule.ANSWER_UNPRINTABLE, question.field, str(error)) from None
    if len(text) > longest:
        message = f"An answer has at most {longest} characters, this one has {len(text)}."
        raise ImpossibleChoice(Rule.ANSWER_TOO_LONG, question.field, message)
    return (text,) if text else ()


def _number(question: Question, given: object) -> str:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _of_another_type(question, "a number")
    if not abs(given) <= GREATEST_NUMBER:  # nor what is no number
        raise _of_another_type(question, f"a number between -{GREATEST_NUMBER} and {GREATEST_NUMBER}")
    return str(int(given)) if given == int(given) else format(Decimal(str(given)), "f")


def _yes_or_no(question: Question, given: object) -> str:
    if not isinstance(given, bool):
        raise _of_another_type(question, "true or false")
    return YES if given else NO


def _day(question: Question, given: str) -> str:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or day.isoformat() != given:
        raise _of_another_type(question, "a date such as 2022-08-29")
    return given


def _chosen(question: Question, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise _of_another_type(question, "a list of ids")
    if unknown := [name for name in given if name not in question.codes]:
        message = f"is one of {', '.join(question.codes)}, not {unknown[0]!r}"
        raise ImpossibleChoice(Rule.NOT_AMONG_CHOICES, question.field, message)
    return tuple(name for name in question.codes if name in given)


def _of_another_type(question: Question, wanted: str) -> ImpossibleChoice:
    return ImpossibleChoice(Rule.ANSWER_OF_ANOTHER_TYPE, question.field, f"An answer is {wanted}.")
