"""What a cell answers to one of the event's own questions, as an answer is given in JSON."""

import re
from collections.abc import Iterable
from datetime import date

from attendance.documents.lists.values import Unread, about, line, unknown, yes_or_no
from attendance.domain.questions import YES_NO, Given, Question
from attendance.domain.wording import comparable

_FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_BETWEEN_CHOICES = re.compile(r"[;\n|]")


def asked_by(header: str, questions: Iterable[Question]) -> str | None:
    """Return the field of the question that a column's name is: by its id, or its label in any language."""
    name = comparable(header)
    return next((q.field for q in questions if name in map(comparable, (q.id, *q.label.values()))), None)


def answer(text: str, question: Question) -> Given | None:
    """Return what a cell answers; None for a blank one. Raises Unread."""
    if not comparable(text) and question.type != YES_NO:
        return None
    match question.type:
        case "yes_no":
            return yes_or_no(text) if text.strip() else None
        case "number":
            return _number(text)
        case "date":
            return _day(text)
        case "choice":
            return _choice(text, question)
        case "choices":
            return _choices(text, question)
        case "long_text":
            line(text)  # a formula is none either
            return text.strip()
    return line(text)


def _number(text: str) -> float:
    told = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not _NUMBER.fullmatch(told):
        raise Unread("not_a_number", "is not a number", about(text))
    return float(told.replace(",", "."))


def _day(text: str) -> str:
    told = text.strip().removesuffix(" 00:00:00")
    if found := _FRENCH_DAY.fullmatch(told):
        told = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        raise Unread("not_a_date", "is not a day of the calendar", about(text)) from None


def _choice(text: str, question: Question) -> str:
    for choice in question.choices:
        if comparable(text) in map(comparable, (choice.id, *choice.label.values())):
            return choice.id
    raise unknown("unknown_answer", "is not among the answers", text)


def _choices(text: str, question: Question) -> list[str]:
    """Return the choices of a cell, parted as tools part them; by commas where no label has one."""
    found: list[str] = []
    for part in _BETWEEN_CHOICES.split(text):
        try:
            found += [_choice(part, question)] if comparable(part) else []
        except Unread:
            found += [_choice(piece, question) for piece in part.split(",") if comparable(piece)]
    return found
