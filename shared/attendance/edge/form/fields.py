"""The fields of the form on which a person registers, and the registration that they tell."""

import json
import secrets
from hashlib import sha256
from typing import Any

from attendance.domain.attendee import PARTICIPANT
from attendance.domain.folding import is_blank
from attendance.domain.programme import Programme
from attendance.edge.form import posted
from attendance.edge.form.posted import Form
from attendance.edge.http import Request

NAMES = ("given_name", "family_name", "email", "organisation", "kind", "stand")
TICKS = ("lunch", "village", "drink")
CONSENT = "consent"
# What a box sends that is ticked. Nobody agrees by any other word, such as "0".
TICKED = "1"
WAITING = "waiting"
SHEET = "sheet"
# People do not see it; who fills in everything is a program.
HONEYPOT = "website"
# The button that shows the form in the other language: nothing is checked or stored.
SHOW = "show"
WHOLE = ""
"""The name under which what is wrong with the form as a whole is told."""

_BEFORE_SLOTS = (WHOLE, *NAMES)
_AFTER_SLOTS = ("lunch", "diet", "village", "drink", "language", CONSENT, HONEYPOT)
_TEXTS = (*NAMES, "diet", "language")


def slot_field(slot_id: str | None) -> str:
    """Return the name of the field in which an atelier of a slot is chosen: its value is empty for none."""
    return f"slot-{slot_id}"


def order(programme: Programme) -> tuple[str, ...]:
    """Return the fields as they stand in the form, from the top."""
    return (*_BEFORE_SLOTS, *(slot_field(slot.id) for slot in programme.slots), *_AFTER_SLOTS)


def blank(language: str) -> Form:
    """Return the form that nobody has filled in yet."""
    return Form({SHEET: (new_sheet(),), "kind": (PARTICIPANT,), "language": (language,)})


def new_sheet() -> str:
    """Return the name of a sheet that somebody fills in: sent twice, it is one registration."""
    return secrets.token_urlsafe(18)


def read(request: Request, programme: Programme) -> Form:
    """Return the form that a browser posted. Raises Problem for what the form has no field for."""
    known = {*order(programme), WAITING, SHEET, SHOW} - {WHOLE}
    return posted.read(request, known, lists={WAITING})


def told(form: Form, programme: Programme) -> dict[str, Any]:
    """Return what a form tells, as a registration tells it; what was left empty is left out."""
    texts = {name: form.text(name) for name in _TEXTS if not is_blank(form.text(name))}
    chosen = [form.text(slot_field(slot.id)) for slot in programme.slots]
    content = {
        **texts,
        **{name: form.has(name) for name in TICKS},
        CONSENT: form.text(CONSENT) == TICKED,
        "ateliers": tuple(atelier for atelier in chosen if atelier),
        WAITING: form.all(WAITING),
    }
    return {**content, "registration_id": _registration_id(form.text(SHEET), content)}


def _registration_id(sheet: str, content: dict[str, Any]) -> str:
    """Return the same id for the same content sent again.

    Not by the sheet alone: who goes back in the browser to register a colleague
    sends the sheet that registered them.
    """
    return sha256(json.dumps([sheet, sorted(content.items())]).encode()).hexdigest()
