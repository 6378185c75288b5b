"""The content of the forum's front page: the day, the seats left, the form as it was filled in."""

from typing import Any
from zoneinfo import ZoneInfo

from attendance.domain.frozen import frozen
from attendance.domain.person import NO_SEATS
from attendance.domain.programme import Programme, Session, Slot
from attendance.domain.registration import BookableSeats
from attendance.domain.translation import in_language
from attendance.edge.form import fields
from attendance.edge.form.faults import Fault
from attendance.edge.form.posted import Form
from attendance.edge.form.registering import Returned
from attendance.vocabulary.codes import PUBLIC_KINDS
from attendance.vocabulary.fields import FIELDS


def day(programme: Programme, language: str) -> dict[str, Any]:
    """Return the day for both pages: in the order of its hours, with what is offered beside the ateliers."""
    programme = in_language(programme, language)
    parts: list[Session | Slot] = [*programme.sessions, *programme.slots]
    parts.sort(key=lambda part: part.starts_at)
    return {
        "programme": programme,
        "agenda": parts,
        "starts_at": min((part.starts_at for part in parts), default=None),
        "ends_at": max((part.ends_at for part in parts), default=None),
        "fields": [f for f in FIELDS if f.offered_with is None or programme.has(f.offered_with)],
    }


@frozen
class AtelierSeats:
    """The seats of an atelier: how many can be booked, how many people wait, and whether one may join them."""

    free: int
    waiting: int
    may_wait: bool


def front(bookable: BookableSeats, language: str, form: Form, returned: Returned | None) -> dict[str, Any]:
    """Return the content of the front page, with a new form, or one returned with its faults."""
    programme = bookable.programme
    closes_at = programme.registrations_close_at
    faults = {fault.field: fault for fault in returned.faults} if returned else {}
    is_taken = "email" in faults and faults["email"].code == "taken"
    return day(programme, language) | {
        "is_open": bookable.now < closes_at,
        "closes_on": closes_at.astimezone(ZoneInfo(programme.event.timezone)).date(),
        "form": form,
        "faults": faults,
        "suggested": fields.suggested(form, programme) if returned else "",
        "seats": {atelier.id: _seats(atelier.id, bookable) for atelier in programme.ateliers},
        "questions": [q for q in programme.asked_at(bookable.now) if any(q.is_asked_of(kind) for kind in PUBLIC_KINDS)],
        **lost_link(form.text("email") if is_taken else ""),
    }


def link(programme: Programme, language: str, email: str, fault: Fault) -> dict[str, Any]:
    """Return the content of a page with the lost-link form alone."""
    return {"programme": in_language(programme, language), **lost_link(email, fault)}


def lost_link(email: str = "", fault: Fault | None = None) -> dict[str, Any]:
    """Return the content of the lost-link form, with the fault in the address."""
    return {"link_email": email, "link_fault": fault}


def _seats(atelier: str, bookable: BookableSeats) -> AtelierSeats:
    waiting = bookable.seats.get(atelier, NO_SEATS).waiting
    return AtelierSeats(bookable.free(atelier), max(0, waiting), not bookable.has_ended(atelier))
