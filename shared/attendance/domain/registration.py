"""The rules of registering: what one may choose, change and cancel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from attendance.domain.attendee import FACILITATOR, PUBLIC_KINDS, Attendee
from attendance.domain.person import NO_SEATS, Change, Person, Seats, seats_rising
from attendance.domain.programme import LUNCH, Programme


class RegistrationRefused(Exception):
    """A registration that the rules do not allow. `code` says which rule, the rest what to do about it."""

    code: str


class RegistrationsClosed(RegistrationRefused):
    """Registrations have closed."""

    code = "registrations_closed"


class AlreadyRegistered(RegistrationRefused):
    """Somebody is registered with this e-mail address."""

    code = "already_registered"


@dataclass(eq=False)
class AtelierFull(RegistrationRefused):
    """An atelier has no seat left. `free` are those of the same slot that have."""

    atelier: str
    free: tuple[str, ...]
    code = "atelier_full"

    def __str__(self) -> str:
        return f"{self.atelier} has no seat left."


@dataclass(eq=False)
class ImpossibleChoice(RegistrationRefused):
    """A choice that the programme does not offer. `field` is the one to mend."""

    field: str
    message: str
    code = "invalid_request"

    def __str__(self) -> str:
        return self.message


def check_permitted(programme: Programme, now: datetime, kind: str, email: str | None, *, by_staff: bool) -> None:
    """Raise RegistrationRefused where only the staff may register someone like this."""
    if by_staff:
        return
    check_open(programme, now)
    if kind not in PUBLIC_KINDS:
        raise ImpossibleChoice("kind", f"Only an organiser can register a {kind}.")
    if email is None:
        raise ImpossibleChoice("email", "An e-mail address is needed.")


def check_open(programme: Programme, now: datetime) -> None:
    """Raise RegistrationsClosed once nobody may register or change their choices any more."""
    if now >= programme.registrations_close_at:
        raise RegistrationsClosed


def register(
    attendee: Attendee, programme: Programme, seats: Mapping[str, Seats], *, address_taken: bool = False
) -> Change:
    """Return the change that a registration is. A facilitator takes a seat in a full atelier too.

    Raises ImpossibleChoice, AlreadyRegistered or AtelierFull.
    """
    _check_choices(attendee, programme)
    if address_taken:
        raise AlreadyRegistered
    person = Person(attendee)
    if attendee.kind == FACILITATOR:
        return Change(before=None, after=person)
    return Change(before=None, after=person, room=_room(None, person, programme, seats))


def amend(
    person: Person, attendee: Attendee, programme: Programme, seats: Mapping[str, Seats], *, address_taken: bool = False
) -> Change:
    """Return the change that other choices of a registered person are.

    The new seat and the old one change hands together; the same choices again change
    nothing. Raises ImpossibleChoice, AlreadyRegistered or AtelierFull.
    """
    if attendee == person.attendee:
        return Change(before=person, after=person)
    _check_choices(attendee, programme)
    was = person.attendee
    if was and attendee.kind != was.kind and not {attendee.kind, was.kind} <= set(PUBLIC_KINDS):
        raise ImpossibleChoice("kind", f"Only an organiser can make a {was.kind} a {attendee.kind}.")
    if address_taken:
        raise AlreadyRegistered
    after = person.with_attendee(attendee)
    return Change(before=person, after=after, room=_room(person, after, programme, seats))


def cancel(person: Person, attendee: Attendee, now: datetime) -> Change:
    """Return the change that cancelling is: seats and address are free again, facts and every scan stay.

    All passes of the attendee end. A second cancelling changes nothing.
    """
    if attendee.is_cancelled:
        return Change(before=person, after=person)
    cancelled = replace(attendee, cancelled_at=now, pass_generation=attendee.pass_generation + 1)
    return Change(before=person, after=person.with_attendee(cancelled))


def _room(before: Person | None, after: Person, programme: Programme, seats: Mapping[str, Seats]) -> dict[str, bool]:
    rising = sorted(seats_rising(before, after))
    for atelier in rising:
        if not seats.get(atelier, NO_SEATS).are_left:
            raise AtelierFull(atelier, _free(atelier, programme, seats))
    return dict.fromkeys(rising, True)


def _check_choices(attendee: Attendee, programme: Programme) -> None:
    unknown = [atelier for atelier in attendee.ateliers if programme.atelier(atelier) is None]
    if unknown:
        raise ImpossibleChoice("ateliers", f"There is no atelier {unknown[0]!r}.")
    slots = [programme.group(atelier) for atelier in attendee.ateliers]
    if len(set(slots)) < len(slots):
        raise ImpossibleChoice("ateliers", "At most one atelier of a series can be chosen.")
    if attendee.lunch and programme.checkpoint(LUNCH) is None:
        raise ImpossibleChoice("lunch", "No lunch is served at this event.")
    if attendee.diet != "none" and not attendee.lunch:
        raise ImpossibleChoice("diet", "A diet needs lunch to be true.")


def _free(atelier: str, programme: Programme, seats: Mapping[str, Seats]) -> tuple[str, ...]:
    slot = programme.group(atelier)
    return tuple(a.id for a in programme.ateliers if a.slot == slot and seats.get(a.id, NO_SEATS).are_left)
