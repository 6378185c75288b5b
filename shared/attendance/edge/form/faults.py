"""The faults of a form, field by field, as codes with words in the page."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attendance.domain.folding import is_blank
from attendance.domain.frozen import frozen
from attendance.domain.problem import Later
from attendance.domain.programme import Atelier, Programme
from attendance.domain.questions import LONGEST, Answer, missing_answers, wrong_answers
from attendance.domain.refusals import AlreadyRegistered, AtelierFull, ImpossibleChoice, RegistrationRefused, Rule
from attendance.domain.registration import BookableSeats, wrong_waiting
from attendance.domain.typed_text import LinkedError
from attendance.edge.form.fields import CONSENT, FORM_ID, TICKED, WAITING, WHOLE, answers, order, slot_field
from attendance.edge.form.posted import Form
from attendance.services import email_address
from attendance.vocabulary.codes import Kind
from attendance.vocabulary.fields import FIELDS, TEXT, names

_NEEDED = tuple(field.name for field in FIELDS if field.needed)
_OF_SLOTS = {
    Rule.WAITS_TWICE: "waits_twice",
    Rule.WAITS_FOR_CHOSEN: "waits_for_chosen",
    Rule.SEAT_FREE: "seat_free",
    Rule.WAIT_ENDED: "wait_ended",
}
_OF_ANSWERS = {
    Rule.NOT_ASKED: "impossible",
    Rule.ANSWER_NEEDED: "needed",
    Rule.ANSWER_OF_ANOTHER_TYPE: "another_type",
    Rule.ANSWER_TOO_LONG: "too_long",
    Rule.ANSWER_UNPRINTABLE: "unprintable",
    Rule.NOT_AMONG_CHOICES: "unknown",
}
_UNKNOWN = (Rule.UNKNOWN_ATELIER, Rule.UNKNOWN_DIET, Rule.UNKNOWN_LANGUAGE)


@frozen
class Fault:
    """A fault of one field, with the atelier or the limit that it concerns."""

    field: str
    code: str
    atelier: Atelier | None = None
    limit: int | None = None


def unfit(form: Form, programme: Programme, errors: Iterable[Mapping[str, Any]]) -> tuple[Fault, ...]:
    """Return all faults of a form in its order: by its own rules, and by pydantic's `errors`."""
    found: dict[str, Fault] = {}
    for fault in (*_missing(form), *_choices(form, programme), *_waiting(form, programme), *_answers(form, programme)):
        found.setdefault(fault.field, fault)
    for error in errors:
        field = str(error["loc"][0]) if error["loc"] else WHOLE
        found.setdefault(field, of_field(field, error, form.text(field)))
    places = order(programme)
    # A fault in the choice of ateliers is already listed at the slot.
    own = [fault for field, fault in found.items() if field in places]
    if found and not own:
        return (Fault(WHOLE, "unknown"),)
    return tuple(sorted(own, key=lambda fault: places.index(fault.field)))


def of_field(field: str, error: Mapping[str, Any], given: str) -> Fault:
    """Return the fault of a field by pydantic's error."""
    match error["type"]:
        case "string_too_long" | "too_long":
            return Fault(field, "too_long", limit=error["ctx"]["max_length"])
        case "value_error" if isinstance(error["ctx"]["error"], LinkedError):
            return Fault(field, "linked")
        case "value_error" if field in names(TEXT):
            return Fault(field, "unprintable")
        case email_address.NOT_AN_ADDRESS:
            return Fault(field, "several" if given.count("@") > 1 else "no_address")
        case _:
            return Fault(field, "unknown")


def of_refusal(error: RegistrationRefused | Later, bookable: BookableSeats) -> Fault:
    """Return the fault for which a well-formed registration was refused."""
    match error:
        case AtelierFull(atelier=atelier):
            return _of_atelier(atelier, "full_for_good" if bookable.has_ended(atelier) else "full", bookable.programme)
        case AlreadyRegistered():
            return Fault("email", "taken")
        case ImpossibleChoice():
            return _of_choice(error, bookable.programme)
        case _:
            return Fault(WHOLE, "later")


def _of_choice(wrong: ImpossibleChoice, programme: Programme) -> Fault:
    if wrong.atelier and (code := _OF_SLOTS.get(wrong.rule)):
        return _of_atelier(wrong.atelier, code, programme)
    # The form has a box for every existing atelier.
    field = WHOLE if wrong.rule is Rule.UNKNOWN_ATELIER else wrong.field
    return Fault(field, "unknown" if wrong.rule in _UNKNOWN else "impossible")


def _of_atelier(atelier: str, code: str, programme: Programme) -> Fault:
    return Fault(slot_field(programme.group(atelier)), code, programme.atelier(atelier))


def _missing(form: Form) -> Iterator[Fault]:
    yield from (Fault(name, "needed") for name in _NEEDED if is_blank(form.text(name)))
    if form.text(CONSENT) != TICKED:
        yield Fault(CONSENT, "needed")
    if not form.text(FORM_ID):
        # Without an id, a second sending could not be recognised.
        yield Fault(WHOLE, "incomplete")


def _choices(form: Form, programme: Programme) -> Iterator[Fault]:
    """Yield the faults in the choices of ateliers. Choosing none has to be explicit."""
    waits = {programme.group(atelier) for atelier in form.all(WAITING)}
    for slot in programme.slots:
        field = slot_field(slot.id)
        offered = {"", *(atelier.id for atelier in programme.ateliers if atelier.slot == slot.id)}
        if not form.has(field) and slot.id not in waits:
            yield Fault(field, "needed")
        elif form.text(field) not in offered:
            yield Fault(field, "unknown")


def _waiting(form: Form, programme: Programme) -> Iterator[Fault]:
    chosen = (form.text(slot_field(slot.id)) for slot in programme.slots)
    return (_of_choice(wrong, programme) for wrong in wrong_waiting(form.all(WAITING), chosen, programme))


def _answers(form: Form, programme: Programme) -> Iterator[Fault]:
    """Yield what is wrong with the answers to the event's own questions, and which are missing."""
    given, kind = answers(form, programme), form.text("kind") or Kind.PARTICIPANT
    answered = [Answer(name, ()) for name, value in given.items() if value not in (None, [])]
    limits = {question.field: LONGEST.get(question.type) for question in programme.questions}
    for wrong in (
        *wrong_answers(programme.questions, given, kind),
        *missing_answers(programme.questions, answered, kind),
    ):
        yield Fault(wrong.field, _OF_ANSWERS[wrong.rule], limit=limits[wrong.field])
