"""The fields of the registration form, and the registration that they make."""

import json
import secrets
from contextlib import suppress
from hashlib import sha256
from typing import Any

from attendance.domain import mistyped
from attendance.domain.folding import is_blank
from attendance.domain.programme import Programme
from attendance.domain.questions import CHOICES, NUMBER, YES, YES_NO, Question
from attendance.edge.form import posted
from attendance.edge.form.posted import Form
from attendance.edge.http import Request
from attendance.vocabulary.codes import Kind
from attendance.vocabulary.fields import ADDRESS, CHOICE, COMING_AS, LANGUAGE, ON_THE_DAY, TEXT, TICK, YOU, names

CONSENT = "consent"
# The value of a ticked box. No other text, such as "0", counts as consent.
TICKED = "1"
WAITING = "waiting"
FORM_ID = "sheet"
# People do not see this field; only a program fills it in.
HONEYPOT = "website"
# An address that looks mistyped, as somebody said that it is meant.
MEANT = "meant"
# The button that switches the form's language: nothing is checked or stored.
SHOW = "show"
WHOLE = ""
"""The name under which faults of the form as a whole are listed."""

_BEFORE_SLOTS = (WHOLE, *names(part=YOU), *names(part=COMING_AS))
_LAST = (*names(part=LANGUAGE), CONSENT, HONEYPOT)


def slot_field(slot_id: str | None) -> str:
    """Return the name of the field that chooses an atelier of a slot: empty for none."""
    return f"slot-{slot_id}"


def order(programme: Programme) -> tuple[str, ...]:
    """Return the fields in the order of the form."""
    slots = (slot_field(slot.id) for slot in programme.slots)
    questions = (question.field for question in programme.questions)
    return (*_BEFORE_SLOTS, *slots, *names(part=ON_THE_DAY), *questions, *_LAST)


def blank(language: str) -> Form:
    """Return an empty form."""
    return Form({FORM_ID: (new_form_id(),), "kind": (Kind.PARTICIPANT,), "language": (language,)})


def new_form_id() -> str:
    """Return an id for a new form: sent twice, it is one registration."""
    return secrets.token_urlsafe(18)


def read(request: Request, programme: Programme) -> Form:
    """Return the form that a browser posted. Raises Problem for an unknown field."""
    known = {*order(programme), WAITING, FORM_ID, SHOW, MEANT} - {WHOLE}
    lists = {question.field for question in programme.questions if question.type == CHOICES}
    form = posted.read(request, known, lists={WAITING, MEANT, *lists})
    email = _suggested(form, programme)
    return Form({**form.fields, "email": (email,)}) if email and email in form.all(MEANT) else form


def suggested(form: Form, programme: Programme) -> str:
    """Return the address that may be meant by another one that nobody has yet said is meant; empty if none."""
    return "" if form.text("email") in form.all(MEANT) else _suggested(form, programme)


def _suggested(form: Form, programme: Programme) -> str:
    return mistyped.meant(form.text("email"), programme.event.contact)


def body(form: Form, programme: Programme) -> dict[str, Any]:
    """Return the fields of a registration's body from a form; empty ones are left out."""
    texts = {name: form.text(name) for name in names(TEXT, ADDRESS, CHOICE) if not is_blank(form.text(name))}
    chosen = [form.text(slot_field(slot.id)) for slot in programme.slots]
    content = {
        **texts,
        **{name: form.has(name) for name in names(TICK)},
        CONSENT: form.text(CONSENT) == TICKED,
        "ateliers": tuple(atelier for atelier in chosen if atelier),
        WAITING: form.all(WAITING),
        "answers": answers(form, programme),
    }
    return {**content, "registration_id": _registration_id(form.text(FORM_ID), content)}


def answers(form: Form, programme: Programme) -> dict[str, object]:
    """Return what a form answers, as JSON has it: a number may be written as the French do."""
    return {question.id: _answer(form, question) for question in programme.questions if form.has(question.field)}


def _answer(form: Form, question: Question) -> object:
    text = form.text(question.field)
    if question.type == CHOICES:
        return list(form.all(question.field))
    if is_blank(text):
        return None
    if question.type == YES_NO and text in question.codes:
        return text == YES
    if question.type == NUMBER:
        with suppress(ValueError):
            return float(text.strip().replace(",", "."))
    return text


def _registration_id(form_id: str, content: dict[str, Any]) -> str:
    """Return the same id for the same content sent again.

    Not by the id alone: somebody who goes back in the browser to register a colleague sends the one
    that registered them.
    """
    return sha256(json.dumps([form_id, sorted(content.items())]).encode()).hexdigest()
