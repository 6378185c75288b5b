"""The waiting lists of full ateliers: who is next, how long an offer lasts, and which offers lapse."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from attendance.domain.attendee import Attendee, Waiting
from attendance.domain.frozen import frozen
from attendance.domain.person import Availability, Change, Person, Seats, availability
from attendance.domain.programme import Programme
from attendance.domain.refusals import RegistrationRefused, RegistrationsClosed


class NoSeat(RegistrationRefused):
    """An atelier has no seat left to offer."""

    code = "no_seat"

    def __init__(self, atelier: str) -> None:
        super().__init__(self.code, f"{atelier} has no seat left to offer.", atelier=atelier)


class NobodyWaits(RegistrationRefused):
    """Nobody waits for an atelier, or the chosen person does not."""

    code = "nobody_waits"

    def __init__(self, atelier: str) -> None:
        detail = f"Nobody waits for a seat of {atelier}, or not this person any more."
        super().__init__(self.code, detail, atelier=atelier)


class OffersEnded(RegistrationsClosed):
    """Registrations have closed or the atelier has begun: nobody could accept an offer any more."""

    def __init__(self, atelier: str) -> None:
        super().__init__(f"No seat of {atelier} is offered any more.", atelier=atelier)


@frozen
class Waiter:
    """Somebody who waits for one atelier, whether or not a seat is offered to them."""

    attendee_id: str
    waiting: Waiting

    @property
    def order(self) -> tuple[datetime, str]:
        """The sort key of a list; the id decides between two of the same moment."""
        return self.waiting.since, self.attendee_id


def waiters(attendees: Iterable[Attendee], atelier: str) -> tuple[Waiter, ...]:
    """Return the people in an atelier's list, the longest-waiting first, offers included."""
    found = (Waiter(a.id, w) for a in attendees for w in a.waiting if w.atelier == atelier)
    return tuple(sorted(found, key=lambda waiter: waiter.order))


def queue(listed: Iterable[Waiter], atelier: str) -> tuple[Waiter, ...]:
    """Return the people in line for an atelier, without an offer so far, the longest-waiting first."""
    waits = (waiter for waiter in listed if waiter.waiting.atelier == atelier and not waiter.waiting.is_offered)
    return tuple(sorted(waits, key=lambda waiter: waiter.order))


def position(listed: Iterable[Waiter], atelier: str, attendee_id: str) -> int | None:
    """Return a person's position in line, from 1; None for a person who does not wait, or has an offer."""
    order = [waits.attendee_id for waits in queue(listed, atelier)]
    return order.index(attendee_id) + 1 if attendee_id in order else None


def offered_until(programme: Programme, atelier: str, now: datetime) -> datetime:
    """Return until when a seat offered now is held. Raises OffersEnded."""
    end = programme.offers_end_at(atelier)
    if now >= end:
        raise OffersEnded(atelier)
    return min(now + timedelta(hours=programme.offer_hours), end)


def offer(person: Person, atelier: str, until: datetime, seats: Mapping[str, Seats]) -> Change:
    """Return the change that holds a seat for a person who waits.

    Their booking in the slot stays until they answer; an existing offer stays as it is. Raises NoSeat,
    or NobodyWaits, also if the person has left the list meanwhile.
    """
    attendee = person.attendee
    if attendee is None or all(w.atelier != atelier for w in attendee.waiting):
        raise NobodyWaits(atelier)
    if atelier in attendee.offers:
        return Change(before=person, after=person)
    waiting = tuple(replace(w, offered_until=until) if w.atelier == atelier else w for w in attendee.waiting)
    after = person.with_attendee(replace(attendee, waiting=waiting))
    # A seat that is left is enough: only the waiting people keep it from being free to book.
    rests_on = availability(person, after, seats)
    if Availability.NONE in rests_on.values():
        raise NoSeat(atelier)
    return Change(before=person, after=after, availability=rests_on)


def has_lapsed(waiting: Waiting, now: datetime) -> bool:
    """Whether an offer has passed its hour. It stands until it is taken back, so it may still be accepted late."""
    return waiting.offered_until is not None and waiting.offered_until <= now


def lapse(person: Person, now: datetime) -> Change:
    """Return the change that takes back somebody's overdue offers: they leave those lists, the seats become free."""
    attendee = person.attendee
    kept = tuple(w for w in attendee.waiting if not has_lapsed(w, now)) if attendee else ()
    if attendee is None or kept == attendee.waiting:
        return Change(before=person, after=person)
    return Change(before=person, after=person.with_attendee(replace(attendee, waiting=kept)))
