"""The lines of a place's signature sheet."""

from collections.abc import Iterable, Sequence

from attendance.domain import stays
from attendance.domain.attendee import Attendee
from attendance.domain.folding import folded
from attendance.domain.frozen import frozen
from attendance.domain.person import Person
from attendance.domain.programme import ENTRANCE, Event
from attendance.domain.stays import Stay


@frozen
class Line:
    """One person's line; without a person, one to be filled in by hand."""

    who: Attendee | None = None
    stays: Sequence[Stay] = ()
    is_walk_in: bool = False
    is_released: bool = False


def by_name(people: Iterable[Person]) -> list[tuple[Attendee, Person]]:
    """Return people in the order of the sheets."""
    known = ((person.attendee, person) for person in people if person.attendee is not None)
    return sorted(known, key=lambda known_person: _order(known_person[0]))


def lines_at(place: str, known: Iterable[tuple[Attendee, Person]], event: Event) -> list[Line]:
    """Return the lines of people who booked a place or were there."""
    return [line for who, person in known if (line := _line(who, person, place, event))]


def _line(who: Attendee, person: Person, place: str, event: Event) -> Line | None:
    theirs = stays.building(person, event) if place == ENTRANCE else stays.ateliers(person, event)
    here = [stay for stay in theirs if stay.checkpoint == place]
    is_expected = not who.is_cancelled if place == ENTRANCE else who.had_booked(place)
    if not here and not is_expected:
        return None
    is_released = is_expected and place in who.released
    return Line(who, here, is_walk_in=who.would_walk_in(place) and not is_released, is_released=is_released)


def _order(who: Attendee) -> tuple[str, str, str]:
    """Return the sort key of people. Those without a name come first, by the badge's code."""
    return folded(who.family_name or ""), folded(who.given_name or ""), who.id
