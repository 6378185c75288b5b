"""A seat that comes free is held for who has waited longest, and for nobody else."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.domain import admission, registration, waiting
from attendance.domain.admission import Basis
from attendance.domain.attendee import Attendee, Waiting
from attendance.domain.headcount import differences
from attendance.domain.person import Availability, Change, Person, Seats, queues, seats
from attendance.domain.programme import Programme
from attendance.domain.refusals import AtelierFull, RegistrationRefused, RegistrationsClosed
from attendance.domain.waiting import NobodyWaits, NoSeat, OffersEnded, Waiter
from tests import builders
from tests.builders import READER, at, attendee, programme, scan

FULL = {"atelier-1": Seats(3, 3, 1)}
ONE_LEFT = {"atelier-1": Seats(3, 2, 1)}
UNTIL = at("8:30")
EVE = at("0:00") - timedelta(hours=24)


def waits(atelier: str = "atelier-1", hour: str = "7:00", until: datetime | None = None) -> Waiting:
    return Waiting(atelier, at(hour), until)


def somebody(*places: Waiting, name: str = "Ada", **facts: object) -> Person:
    return Person(attendee(name, waiting=places, **facts), version=1)


def test_an_offer_holds_a_seat_until_an_hour() -> None:
    change = waiting.offer(somebody(waits()), "atelier-1", UNTIL, ONE_LEFT)

    assert change.after.attendee
    assert change.after.attendee.waiting == (waits(until=UNTIL),)
    assert seats(change.after) == {"atelier-1": 1}
    assert queues(change.after) == {}
    assert change.availability == {"atelier-1": Availability.LEFT}


def test_who_is_offered_a_seat_keeps_what_they_booked_in_the_series() -> None:
    change = waiting.offer(somebody(waits(), ateliers=("atelier-2",)), "atelier-1", UNTIL, ONE_LEFT)

    assert seats(change.after) == {"atelier-1": 1, "atelier-2": 1}


def test_a_full_atelier_has_nothing_to_offer() -> None:
    with pytest.raises(NoSeat, match="atelier-1"):
        waiting.offer(somebody(waits()), "atelier-1", UNTIL, FULL)


def test_an_atelier_that_left_the_programme_has_nothing_to_offer() -> None:
    with pytest.raises(NoSeat, match="atelier-1"):
        waiting.offer(somebody(waits()), "atelier-1", UNTIL, {})


@pytest.mark.parametrize("person", [Person(None), somebody(), somebody(waits("atelier-2"))])
def test_nobody_is_offered_what_they_do_not_wait_for(person: Person) -> None:
    with pytest.raises(NobodyWaits, match="atelier-1"):
        waiting.offer(person, "atelier-1", UNTIL, ONE_LEFT)


def test_a_second_offer_changes_nothing_and_prolongs_nothing() -> None:
    person = somebody(waits(until=UNTIL))

    assert waiting.offer(person, "atelier-1", UNTIL + timedelta(hours=1), FULL).is_none


def test_an_offer_leaves_the_other_series_as_it_was() -> None:
    afternoon = waits("atelier-3")

    change = waiting.offer(somebody(waits(), afternoon), "atelier-1", UNTIL, ONE_LEFT)

    assert change.after.attendee
    assert afternoon in change.after.attendee.waiting


def test_who_is_inside_without_a_booking_is_offered_the_seat_they_sit_on() -> None:
    inside = builders.person(builders.stored("atelier-1", "9:01"), waiting=(waits(),))

    change = waiting.offer(inside, "atelier-1", UNTIL, FULL)

    assert change.availability == {}
    assert seats(change.before) == seats(change.after) == {"atelier-1": 1}


def test_an_offer_stands_for_the_hours_that_the_programme_says() -> None:
    days_before = programme(offer_hours=6)

    assert waiting.offered_until(days_before, "atelier-3", at("1:00")) == at("7:00")


def test_an_offer_ends_when_registrations_close() -> None:
    closing_soon = programme(offer_hours=6, registrations_close_at=at("8:00"))

    assert waiting.offered_until(closing_soon, "atelier-1", at("7:00")) == at("8:00")


def test_an_offer_ends_when_the_atelier_begins() -> None:
    assert waiting.offered_until(programme(offer_hours=6), "atelier-1", at("8:00")) == at("9:00")


@pytest.mark.parametrize(("atelier", "hour"), [("atelier-1", "9:00"), ("atelier-1", "9:30"), ("atelier-3", "10:00")])
def test_nothing_is_offered_once_the_atelier_has_begun_or_registrations_have_closed(atelier: str, hour: str) -> None:
    with pytest.raises(OffersEnded, match=atelier) as refused:
        waiting.offered_until(programme(), atelier, at(hour))

    assert refused.value.code == RegistrationsClosed.code


def test_an_offer_lapses_at_its_hour_and_not_before() -> None:
    person = somebody(waits(until=UNTIL), waits("atelier-3"))

    assert waiting.lapse(person, UNTIL - timedelta(milliseconds=1)).is_none
    after = waiting.lapse(person, UNTIL).after
    assert after.attendee
    assert after.attendee.waiting == (waits("atelier-3"),)
    assert seats(after) == {}


def test_who_waits_without_an_offer_never_lapses() -> None:
    assert waiting.lapse(somebody(waits()), at("23:00")).is_none
    assert waiting.lapse(Person(None), at("23:00")).is_none


def test_an_offer_may_be_taken_late_while_the_seat_is_still_held() -> None:
    person = somebody(waits(until=UNTIL))
    was = person.attendee
    assert was

    change = registration.amend(person, was, replace(was, ateliers=("atelier-1",)), programme(), FULL, now=at("8:00"))

    assert change.after.attendee
    assert change.after.attendee.waiting == ()
    assert seats(change.after) == {"atelier-1": 1}
    assert change.availability == {}


def test_who_cancels_gives_the_held_seat_back_and_leaves_every_list() -> None:
    person = somebody(waits(until=UNTIL), waits("atelier-3"))
    assert person.attendee

    after = registration.cancel(person, person.attendee, at("8:00")).after

    assert seats(after) == queues(after) == {}


def test_a_list_is_served_in_the_order_of_joining_whatever_order_it_is_read_in() -> None:
    listed = [Waiter("c", waits(hour="7:02")), Waiter("b", waits(hour="7:01")), Waiter("a", waits(hour="7:02"))]

    assert [place.attendee_id for place in waiting.queue(listed, "atelier-1")] == ["b", "a", "c"]


def test_an_ateliers_list_has_all_who_wait_and_who_has_an_offer_the_longest_waiting_first() -> None:
    people = [
        attendee("Ada", waiting=(waits(hour="7:02"), waits("atelier-3"))),
        attendee("Bea", waiting=(waits(hour="7:01", until=UNTIL),)),
        attendee("Cid", waiting=(waits("atelier-2"),)),
    ]

    assert waiting.waiters(people, "atelier-1") == (
        Waiter(people[1].id, waits(hour="7:01", until=UNTIL)),
        Waiter(people[0].id, waits(hour="7:02")),
    )


def test_who_has_an_offer_is_not_in_the_queue_any_more() -> None:
    listed = [Waiter("a", waits(until=UNTIL)), Waiter("b", waits(hour="7:01")), Waiter("c", waits("atelier-2"))]

    assert [place.attendee_id for place in waiting.queue(listed, "atelier-1")] == ["b"]
    assert waiting.position(listed, "atelier-1", "b") == 1
    assert waiting.position(listed, "atelier-1", "a") is None
    assert waiting.position(listed, "atelier-2", "b") is None


@dataclass
class House:
    """Three ateliers of one seat each, kept as the table keeps them: people, and counters that changes move."""

    people: dict[str, Person] = field(default_factory=dict)
    seats: dict[str, Seats] = field(
        default_factory=lambda: {name: Seats(1, 0) for name in ("atelier-1", "atelier-2", "atelier-3")}
    )
    now: datetime = EVE
    programme: Programme = field(default_factory=lambda: programme(offer_hours=1))

    def store(self, change: Change) -> None:
        """Store a change as a transaction would, which fails where its conditions do not hold."""
        for atelier, found in change.availability.items():
            seats_now = self.seats[atelier]
            assert {
                Availability.FREE: seats_now.are_free,
                Availability.LEFT: seats_now.are_left,
                Availability.NONE: not seats_now.are_left,
            }[found]
        taken = differences(seats(change.before), seats(change.after))
        waited = differences(queues(change.before), queues(change.after))
        for atelier in taken.keys() | waited.keys():
            seats_now = self.seats[atelier]
            self.seats[atelier] = Seats(
                seats_now.capacity, seats_now.taken + taken[atelier], seats_now.waiting + waited[atelier]
            )
        assert change.after.attendee
        self.people[change.after.attendee.id] = change.after

    def listed(self) -> list[Waiter]:
        return [Waiter(a.id, w) for p in self.people.values() if (a := p.attendee) for w in a.waiting]

    def register(self, name: str, **chosen: object) -> None:
        made = attendee(name, **chosen)
        if made.id not in self.people:
            self.store(registration.register(made, self.programme, self.seats))

    def amend(self, name: str, **chosen: object) -> None:
        person = self.people[attendee(name).id]
        was = person.attendee
        assert was
        if not was.is_cancelled:
            amended = replace(was, **chosen)  # type: ignore[arg-type]
            self.store(registration.amend(person, was, amended, self.programme, self.seats, now=self.now))

    def act(self, what: str, name: str, atelier: str) -> None:
        """Let somebody do something; what the rules refuse changes nothing."""
        person = self.people.get(attendee(name).id)
        was = person.attendee if person else None
        other = tuple(a for a in (was.ateliers if was else ()) if a == "atelier-3")
        morning = atelier if atelier != "atelier-3" else ""
        match what:
            case "book" if person:
                self.amend(name, ateliers=(*other, morning) if morning else ("atelier-3",))
            case "book":
                self.register(name, ateliers=(atelier,))
            case "wait" if was:
                self.amend(name, waiting=registration.queued(was.waiting, (atelier,), self.now))
            case "wait":
                self.register(name, waiting=(Waiting(atelier, self.now),))
            case "take" if was:
                self.amend(name, ateliers=(*other, *was.offers))
            case "leave" if person:
                self.amend(name, waiting=())
            case "cancel" if person and was:
                self.store(registration.cancel(person, was, self.now))
            case "walk in" if person and was:
                self._walk_in(person, was, atelier)
            case "offer":
                self.offer_next(atelier)
            case "choose" if person:
                until = waiting.offered_until(self.programme, atelier, self.now)
                self.store(waiting.offer(person, atelier, until, self.seats))
            case "lapse":
                self.now += timedelta(minutes=30)
                for late in list(self.people.values()):
                    self.store(waiting.lapse(late, self.now))

    def offer_next(self, atelier: str) -> None:
        """Offer a seat as the function does, and see that it is the turn of whom it is offered to."""
        until = waiting.offered_until(self.programme, atelier, self.now)
        for place in waiting.queue(self.listed(), atelier)[:1]:
            self.store(waiting.offer(self.people[place.attendee_id], atelier, until, self.seats))
            behind = [p for p in self.listed() if p.waiting.atelier == atelier and not p.waiting.is_offered]
            assert all(p.order > place.order for p in behind)

    def _walk_in(self, person: Person, was: Attendee, atelier: str) -> None:
        asked = scan(was, atelier, "9:05", scan_id=f"scan-{len(person.scans)}", override=True)
        basis = Basis(self.programme, READER, at("9:05"), self.seats)
        self.store(admission.decide(person, asked, basis))

    def check(self) -> None:
        people = self.people.values()
        taken = sum((seats(p) for p in people), Counter[str]())
        waited = sum((queues(p) for p in people), Counter[str]())
        for atelier, seats_now in self.seats.items():
            assert (seats_now.taken, seats_now.waiting) == (taken[atelier], waited[atelier])
            assert seats_now.taken <= seats_now.capacity
        for person in people:
            assert person.attendee
            held = [*person.attendee.queues, *person.attendee.offers]
            assert len({self.programme.group(atelier) for atelier in held}) == len(held)
            assert not set(held) & set(person.attendee.bookings)


ACTS = (
    *("book", "wait", "wait", "wait", "leave", "cancel", "walk in"),
    *("offer", "offer", "offer", "choose", "take", "take", "lapse"),
)
NAMES = ("Ada", "Bea", "Cid", "Dora", "Eve", "Fil", "Gus", "Hal")
histories = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(NAMES), st.sampled_from(("atelier-1", "atelier-1", "atelier-3"))),
    min_size=30,
    max_size=90,
)


def played(history: list[tuple[str, str, str]], house: House, after_each: Callable[[str], None]) -> None:
    for what, name, atelier in history:
        house.now += timedelta(minutes=2)
        with suppress(RegistrationRefused):
            house.act(what, name, atelier)
        after_each(what)


@given(histories)
def test_whatever_happens_no_seat_is_given_twice_and_the_counters_equal_the_recount(
    history: list[tuple[str, str, str]],
) -> None:
    house = House()

    played(history, house, lambda _: house.check())


@given(histories)
def test_a_newcomer_never_books_where_somebody_waits(history: list[tuple[str, str, str]]) -> None:
    house = House()

    def newcomer(_: str) -> None:
        for atelier, seats_now in house.seats.items():
            if seats_now.waiting:
                with pytest.raises(AtelierFull):
                    house.register("Zoe", ateliers=(atelier,))

    played(history, house, newcomer)
