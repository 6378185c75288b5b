"""The rules of registering: what a person may choose, change and cancel."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from attendance.domain.addresses import named
from attendance.domain.attendee import Attendee, Waiting
from attendance.domain.badge import LAST_ISSUE
from attendance.domain.frozen import frozen
from attendance.domain.person import NO_SEATS, Availability, Change, Person, Seats, seats_rising
from attendance.domain.programme import LUNCH, Programme
from attendance.domain.questions import missing_answers
from attendance.domain.refusals import (
    AlreadyRegistered,
    AtelierFull,
    ImpossibleChoice,
    RegistrationCancelled,
    RegistrationsClosed,
    Rule,
)
from attendance.vocabulary.codes import NO_DIET, PUBLIC_KINDS, Kind


@frozen
class BookableSeats:
    """The seats that can be booked at a time: seats that people wait for are theirs, until offering ends."""

    programme: Programme
    seats: Mapping[str, Seats]
    now: datetime

    def has_ended(self, atelier: str) -> bool:
        """Whether offering has ended, so that waiting people block nobody else."""
        return self.now >= self.programme.offers_end_at(atelier)

    def free(self, atelier: str) -> int:
        """Return how many seats of an atelier anybody may book."""
        seats = self.seats.get(atelier, NO_SEATS)
        return seats.left if self.has_ended(atelier) else seats.free

    def availability(self, before: Person | None, after: Person) -> dict[str, Availability]:
        """Return the condition that a booking rests on. Raises AtelierFull."""
        if after.attendee and after.attendee.kind == Kind.FACILITATOR:
            # A facilitator may hold their atelier, full or not.
            return {}
        rising = sorted(seats_rising(before, after))
        for atelier in rising:
            if not self.free(atelier):
                slot = self.programme.group(atelier)
                free = (a.id for a in self.programme.ateliers if a.slot == slot and self.free(a.id))
                raise AtelierFull(atelier, tuple(free))
        return {atelier: Availability.LEFT if self.has_ended(atelier) else Availability.FREE for atelier in rising}


def check_permitted(attendee: Attendee, programme: Programme, kinds: Collection[str], *, by_staff: bool) -> None:
    """Raise RegistrationRefused unless the caller, who may register these `kinds`, may register this person."""
    if not by_staff:
        check_open(programme, attendee.registered_at)
    if attendee.kind not in kinds:
        message = f"Not everybody may register a {attendee.kind}: ask an organiser."
        raise ImpossibleChoice(Rule.KIND_OF_OTHERS, "kind", message)
    if attendee.email is None and not by_staff:
        raise ImpossibleChoice(Rule.ADDRESS_NEEDED, "email", "An e-mail address is needed.")
    if not by_staff:
        for missing in missing_answers(programme.asked_at(attendee.registered_at), attendee.answers, attendee.kind):
            raise missing


def check_open(programme: Programme, now: datetime) -> None:
    """Raise RegistrationsClosed once registering and changing choices have ended."""
    if now >= programme.registrations_close_at:
        raise RegistrationsClosed


def register(
    attendee: Attendee, programme: Programme, seats: Mapping[str, Seats], *, address_taken: bool = False
) -> Change:
    """Return the change made by a registration.

    Raises ImpossibleChoice, AlreadyRegistered or AtelierFull.
    """
    _check_choices(None, attendee, programme)
    bookable = BookableSeats(programme, seats, attendee.registered_at)
    _check_waiting((), attendee, bookable)
    person = Person(attendee)
    availability = bookable.availability(None, person)
    # Last of all: trying an address to learn whether it is registered registers it, if it was not.
    if address_taken:
        raise AlreadyRegistered
    return Change(before=None, after=person, availability=availability)


def amend(
    person: Person,
    was: Attendee,
    attendee: Attendee,
    programme: Programme,
    seats: Mapping[str, Seats],
    *,
    now: datetime,
    address_taken: bool = False,
    by_staff: bool = False,
) -> Change:
    """Return the change made by new choices of a registered person.

    The new seat and the old one move together, and so do a held seat and its booking. The same choices
    again change nothing. Raises ImpossibleChoice, RegistrationCancelled, AlreadyRegistered or
    AtelierFull.
    """
    waiting = tuple(w for w in attendee.waiting if w not in was.waiting or w.atelier not in attendee.ateliers)
    released = tuple(atelier for atelier in attendee.released if atelier not in attendee.ateliers)
    after = named(person, was, replace(attendee, waiting=waiting, released=released), by_staff=by_staff)
    attendee = after.attendee or was
    if attendee == was:
        return Change(before=person, after=person)
    if was.is_cancelled:
        raise RegistrationCancelled
    _check_choices(was, attendee, programme)
    bookable = BookableSeats(programme, seats, now)
    _check_waiting(was.waiting, attendee, bookable)
    if not by_staff:
        _check_own_to_change(was, attendee, programme)
    availability = bookable.availability(person, after)
    if address_taken:
        raise AlreadyRegistered
    return Change(before=person, after=after, availability=availability)


def cancel(person: Person, attendee: Attendee, now: datetime) -> Change:
    """Return the change made by cancelling: seats and address become free, all scans stay.

    All passes of the attendee end. Cancelling twice changes nothing.
    """
    if attendee.is_cancelled:
        return Change(before=person, after=person)
    return Change(before=person, after=replace(person, attendee=_cancelled(attendee, now), former=()))


def erase(person: Person, attendee: Attendee, now: datetime) -> Change:
    """Return the change made by erasing somebody: cancelled, and nothing identifies them any more.

    Their scans stay, without notes about them, and so do the counts. Their kind stays for statistics,
    and the badge's signatures so that the badge is refused as cancelled. Erasing twice changes nothing.
    """
    if attendee.erased_at and not any(scan.is_noted for scan in person.scans):
        return Change(before=person, after=person)
    cancelled = attendee if attendee.is_cancelled else _cancelled(attendee, now)
    nobody = Attendee(
        id=attendee.id,
        registered_at=attendee.registered_at,
        kind=attendee.kind,
        language=attendee.language,
        signatures=attendee.signatures,
        pass_generation=cancelled.pass_generation,
        cancelled_at=cancelled.cancelled_at,
        erased_at=attendee.erased_at or now,
    )
    scans = tuple(scan.without_note() for scan in person.scans)
    return Change(before=person, after=replace(person, attendee=nobody, scans=scans, former=()))


def reissue(person: Person, attendee: Attendee, signature: bytes) -> Change:
    """Return the change made by replacing a lost badge. Raises RegistrationRefused."""
    check_reissuable(attendee)
    reissued = replace(attendee, signatures=(*attendee.signatures, signature))
    return Change(before=person, after=person.with_attendee(reissued))


def check_reissuable(attendee: Attendee) -> None:
    """Raise RegistrationRefused for a person who cannot get another badge."""
    if attendee.is_cancelled:
        raise RegistrationCancelled
    if attendee.issue >= LAST_ISSUE:
        message = f"A person has at most {LAST_ISSUE} badges, one after the other."
        raise ImpossibleChoice(Rule.LAST_BADGE, "badge", message)


def queued(waiting: Iterable[Waiting], ateliers: Iterable[str], now: datetime) -> tuple[Waiting, ...]:
    """Return the places of a person who wants to wait for some ateliers: the existing ones, and new ones last."""
    had = {place.atelier: place for place in waiting}
    return tuple(had.get(atelier) or Waiting(atelier, now) for atelier in ateliers)


def _cancelled(attendee: Attendee, now: datetime) -> Attendee:
    return replace(attendee, cancelled_at=now, pass_generation=attendee.pass_generation + 1, waiting=(), pending=None)


def wrong_waiting(waiting: Sequence[str], chosen: Iterable[str], programme: Programme) -> Iterator[ImpossibleChoice]:
    """Yield every error in waiting for some ateliers beside the chosen ones, whatever seats there are."""
    for atelier in waiting:
        if programme.atelier(atelier) is None:
            message = f"There is no atelier {atelier!r}."
            yield ImpossibleChoice(Rule.UNKNOWN_ATELIER, "waiting", message, atelier)
    known = [atelier for atelier in waiting if programme.atelier(atelier)]
    places = Counter(programme.group(atelier) for atelier in known)
    for atelier in known:
        if places[programme.group(atelier)] > 1:
            message = "One can wait for at most one atelier of a series."
            yield ImpossibleChoice(Rule.WAITS_TWICE, "waiting", message, atelier)
    for atelier in sorted(set(known) & set(chosen)):
        yield ImpossibleChoice(Rule.WAITS_FOR_CHOSEN, "waiting", f"{atelier} is chosen already.", atelier)


def _check_choices(was: Attendee | None, attendee: Attendee, programme: Programme) -> None:
    unknown = [atelier for atelier in attendee.ateliers if programme.atelier(atelier) is None]
    if unknown:
        message = f"There is no atelier {unknown[0]!r}."
        raise ImpossibleChoice(Rule.UNKNOWN_ATELIER, "ateliers", message, unknown[0])
    slots = [programme.group(atelier) for atelier in attendee.ateliers]
    if len(set(slots)) < len(slots):
        message = "At most one atelier of a series can be chosen."
        raise ImpossibleChoice(Rule.TWO_OF_A_SERIES, "ateliers", message)
    if attendee.lunch and programme.checkpoint(LUNCH) is None:
        raise ImpossibleChoice(Rule.NO_LUNCH_SERVED, "lunch", "No lunch is served at this event.")
    # What somebody chose before the event stopped offering it stands in the way of no other change.
    if not programme.offers_diet(attendee.diet) and (was is None or was.diet != attendee.diet):
        offered = ", ".join(diet.id for diet in programme.diets)
        raise ImpossibleChoice(Rule.UNKNOWN_DIET, "diet", f"is one of {offered}")
    if attendee.language not in programme.languages and (was is None or was.language != attendee.language):
        raise ImpossibleChoice(Rule.UNKNOWN_LANGUAGE, "language", f"is one of {', '.join(programme.languages)}")
    if attendee.diet != NO_DIET and not attendee.lunch:
        raise ImpossibleChoice(Rule.DIET_WITHOUT_LUNCH, "diet", "A diet needs lunch to be true.")
    if attendee.stand and attendee.kind != Kind.EXHIBITOR:
        raise ImpossibleChoice(Rule.STAND_WITHOUT_EXHIBITOR, "stand", "Only an exhibitor has a stand.")
    if attendee.kind == Kind.FACILITATOR and not attendee.ateliers:
        message = "A facilitator needs the atelier that they hold."
        raise ImpossibleChoice(Rule.FACILITATOR_WITHOUT_ATELIER, "ateliers", message)


def _check_waiting(had: Iterable[Waiting], attendee: Attendee, bookable: BookableSeats) -> None:
    wanted = [place.atelier for place in attendee.waiting]
    for wrong in wrong_waiting(wanted, attendee.ateliers, bookable.programme):
        raise wrong
    for atelier in (place.atelier for place in attendee.waiting if place not in had):
        if bookable.free(atelier):
            message = f"{atelier} has a free seat: choose it."
            raise ImpossibleChoice(Rule.SEAT_FREE, "waiting", message, atelier)
        if bookable.has_ended(atelier):
            message = f"No seat of {atelier} is offered any more."
            raise ImpossibleChoice(Rule.WAIT_ENDED, "waiting", message, atelier)


def _check_own_to_change(was: Attendee, attendee: Attendee, programme: Programme) -> None:
    if attendee.kind != was.kind and not {attendee.kind, was.kind} <= set(PUBLIC_KINDS):
        message = f"Only an organiser can make a {was.kind} a {attendee.kind}."
        raise ImpossibleChoice(Rule.KIND_OF_OTHERS, "kind", message)
    if was.kind == Kind.FACILITATOR and set(attendee.ateliers) != set(was.ateliers):
        message = "Only an organiser can give a facilitator another atelier."
        raise ImpossibleChoice(Rule.ATELIER_OF_A_FACILITATOR, "ateliers", message)
    # Who came by a list or a door may never have been asked.
    had = {answer.question for answer in was.answers}
    asked = (question for question in programme.questions if question.id in had)
    for missing in missing_answers(asked, attendee.answers, attendee.kind):
        raise missing
