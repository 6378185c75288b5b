"""The outcome of a posted form: a registered person, or the form again with its faults.

Who only reads the front page does not wait for what checks a form, so it is imported where one is checked.
"""

from typing import TYPE_CHECKING

from attendance.domain.folding import is_blank
from attendance.domain.frozen import frozen
from attendance.domain.problem import Later
from attendance.domain.refusals import AlreadyRegistered, AtelierFull, ImpossibleChoice
from attendance.domain.registration import BookableSeats
from attendance.domain.repeat import SentBefore
from attendance.edge.form import faults, fields, posted
from attendance.edge.form.faults import Fault
from attendance.edge.form.posted import Form
from attendance.edge.http import Request
from attendance.edge.problems import problem_body
from attendance.store import tallies
from attendance.usecases import enrolment
from attendance.usecases.caller import Registrar
from attendance.usecases.enrolment import Enrolled
from attendance.vocabulary.codes import PROBLEMS

if TYPE_CHECKING:
    from attendance.edge.bodies.registrations import RegistrationBody

ASKED = 200
UNFIT, CANCELLED = PROBLEMS["invalid_request"][0], PROBLEMS["registration_cancelled"][0]


@frozen
class Returned:
    """A form returned as it was filled in, with all its faults."""

    status: int
    faults: tuple[Fault, ...]
    form: Form


def registered(registrar: Registrar, form: Form) -> Enrolled | Returned:
    """Return the person registered by a form, or the returned form. Raises RegistrationsClosed, or SentBefore."""
    if form.text(fields.HONEYPOT):
        return Returned(UNFIT, (Fault(fields.HONEYPOT, "filled"),), form)
    wanted = _wanted(form, registrar)
    if isinstance(wanted, Returned):
        return wanted
    if fields.suggested(form, registrar.programme):
        return Returned(ASKED, (), form)
    try:
        return enrolment.enrol(registrar, wanted.applicant(registrar.programme, registrar.now), wanted.registration_id)
    except SentBefore as error:
        if not error.attendee.is_cancelled:
            raise
        # A new id makes it another registration.
        again = Form({**form.fields, fields.FORM_ID: (fields.new_form_id(),)})
        return Returned(CANCELLED, (Fault(fields.WHOLE, "cancelled"),), again)
    except (AtelierFull, AlreadyRegistered, ImpossibleChoice, Later) as error:
        fault = faults.of_refusal(error, bookable_seats(registrar))
        return Returned(problem_body(error)["status"], (fault,), form)


def bookable_seats(registrar: Registrar) -> BookableSeats:
    """Return the seats that can be booked now."""
    return BookableSeats(registrar.programme, tallies.board(registrar.event_id).seats, registrar.now)


def address(request: Request) -> tuple[str, Fault | None]:
    """Return the address of a lost link, and its fault. Raises Problem for any other form."""
    from pydantic import TypeAdapter, ValidationError

    from attendance.edge.bodies.addresses import Email

    given = posted.read(request, {"email"}).text("email")
    if is_blank(given):
        return given, Fault("email", "needed")
    try:
        return TypeAdapter(Email).validate_python(given), None
    except ValidationError as error:
        return given, faults.of_field("email", error.errors()[0], given)


def _wanted(form: Form, registrar: Registrar) -> "RegistrationBody | Returned":
    from pydantic import ValidationError

    from attendance.edge.bodies.registrations import RegistrationBody

    body = fields.body(form, registrar.programme)
    try:
        wanted, errors = RegistrationBody.model_validate(body), []
    except ValidationError as error:
        wanted, errors = None, error.errors(include_url=False)
    found = faults.unfit(form, registrar.programme, errors)
    return wanted if wanted and not found else Returned(UNFIT, found, form)
