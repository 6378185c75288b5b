"""A seat that comes free is never given twice, whoever cancels, clicks, takes and registers at the same moment."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest

from attendance.domain.person import Change, Seats
from attendance.store import people, programmes, tallies
from infra import verify
from tests.doors import CLIENTS, Doors, until

ATELIER = "atelier-7"
# Each client of a function is a cold start of its own, on the same two cores.
FEW = 4

type Who = dict[str, Any]


@pytest.fixture
def small(at_hand: Doors) -> Iterator[Doors]:
    """The stack, with its table at hand. The next test finds the atelier with its seats and nobody waiting."""
    doors = at_hand
    before = seats(doors).capacity
    yield doors
    for place in waiting_list(doors)["waiting"]:
        doors.call("DELETE", f"/api/attendees/{place['attendee_id']}", secret=doors.organiser)
    tallies.set_seats(doors.stack.event_id, ATELIER, before)


def seats(doors: Doors) -> Seats:
    return tallies.seats(doors.stack.event_id, [ATELIER])[ATELIER]


def filled(doors: Doors, bookings: int) -> list[Who]:
    """Let some people book an atelier that has seats for no more."""
    tallies.set_seats(doors.stack.event_id, ATELIER, seats(doors).taken + bookings)
    return [doors.register(ateliers=[ATELIER]) for _ in range(bookings)]


def wait(doors: Doors, count: int) -> list[Who]:
    return [doors.register(waiting=[ATELIER]) for _ in range(count)]


def waiting_list(doors: Doors) -> Who:
    lists = doors.call("GET", "/api/waiting", secret=doors.organiser).json()["ateliers"]
    return next(shown for shown in lists if shown["atelier"] == ATELIER)


def offered(doors: Doors) -> list[str]:
    return [p["attendee_id"] for p in waiting_list(doors)["waiting"] if p["offered_until"]]


def ids(those: list[Who]) -> list[str]:
    return [who["attendee_id"] for who in those]


def cancel(doors: Doors, who: Who) -> int:
    return doors.call("DELETE", "/api/registration", secret=who["pass"]).status_code


def take(doors: Doors, who: Who) -> int:
    return doors.call("PATCH", "/api/registration", {"ateliers": [ATELIER]}, who["pass"]).status_code


def book(doors: Doors) -> int:
    return doors.call("POST", "/api/registrations", doors.registration(ateliers=[ATELIER])).status_code


def let_the_hours_pass(doors: Doors, who: Who) -> None:
    """Bring the end of somebody's offer forward to a moment ago. No seat moves, so nothing is woken by it."""
    programme = programmes.get(doors.stack.event_id)
    person = people.known(doors.stack.event_id, who["attendee_id"])
    assert person.attendee
    ended = programmes.now(programme) - timedelta(seconds=1)
    places = tuple(replace(place, offered_until=ended) for place in person.attendee.waiting)
    after = person.with_attendee(replace(person.attendee, waiting=places))
    people.commit(Change(before=person, after=after), programme, notify=False)


def the_schedule_comes() -> None:
    """Invoke the function as the schedule does every five minutes."""
    functions = boto3.client("lambda")
    listed = functions.get_paginator("list_functions").paginate()
    names = [
        f["FunctionName"] for page in listed for f in page["Functions"] if "OfferSeatsFunction" in f["FunctionName"]
    ]
    answer = functions.invoke(FunctionName=names[0])
    assert "FunctionError" not in answer, answer["Payload"].read()


def agrees(doors: Doors) -> bool:
    return verify.recount(doors.stack.event_id).differences == []


def test_two_who_cancel_at_once_make_seats_for_the_first_two_who_wait(small: Doors) -> None:
    leaving = filled(small, 2)
    people_waiting = wait(small, CLIENTS)
    capacity = seats(small).capacity

    small.at_once(lambda n: cancel(small, leaving[n]), 2)

    until(lambda: len(offered(small)) == 2)
    assert offered(small) == ids(people_waiting[:2])
    answers = small.at_once(lambda n: take(small, people_waiting[n]))
    assert answers == [200, 200] + [409] * (CLIENTS - 2)
    assert seats(small) == Seats(capacity, capacity, CLIENTS - 2)
    assert agrees(small)


def test_newcomers_cannot_snatch_a_seat_that_is_freed_while_somebody_waits(small: Doors) -> None:
    (leaving,) = filled(small, 1)
    (ada,) = wait(small, 1)

    answers = small.at_once(lambda n: cancel(small, leaving) if n == 0 else book(small), FEW)

    assert Counter(answers) == {200: 1, 409: FEW - 1}
    until(lambda: offered(small) == ids([ada]))
    assert book(small) == 409
    assert take(small, ada) == 200
    assert agrees(small)


def test_some_clicks_at_once_offer_one_seat_once(small: Doors) -> None:
    filled(small, 1)
    people_waiting = wait(small, 3)
    before = seats(small)

    def click(n: int) -> int:
        if n == 0:
            tallies.set_seats(small.stack.event_id, ATELIER, before.capacity + 1)
        return small.call("POST", f"/api/ateliers/{ATELIER}/offers", {}, small.organiser).status_code

    answers = small.at_once(click, FEW)

    assert Counter(answers).keys() <= {200, 409}
    until(lambda: offered(small) == ids(people_waiting[:1]))
    assert seats(small) == Seats(before.capacity + 1, before.capacity + 1, 2)
    assert agrees(small)


def test_an_offer_taken_eight_times_at_once_is_one_booking(small: Doors) -> None:
    (leaving,) = filled(small, 1)
    (ada,) = wait(small, 1)
    before = seats(small)
    cancel(small, leaving)
    until(lambda: offered(small) == ids([ada]))

    answers = small.at_once(lambda _: take(small, ada))

    assert set(answers) == {200}
    assert seats(small) == Seats(before.capacity, before.capacity, 0)
    assert agrees(small)


def offered_to_the_first(doors: Doors, count: int) -> list[Who]:
    """Return people who wait, the first of them with an offer."""
    (leaving,) = filled(doors, 1)
    people_waiting = wait(doors, count)
    cancel(doors, leaving)
    until(lambda: offered(doors) == ids(people_waiting[:1]))
    return people_waiting


def test_an_offer_that_was_not_taken_lapses_and_the_next_gets_it(small: Doors) -> None:
    late, bea = offered_to_the_first(small, 2)
    let_the_hours_pass(small, late)

    the_schedule_comes()

    assert offered(small) == ids([bea])
    assert take(small, late) == 409
    assert take(small, bea) == 200
    assert agrees(small)


def test_an_offer_is_taken_late_as_long_as_nobody_has_looked(small: Doors) -> None:
    late, bea = offered_to_the_first(small, 2)
    let_the_hours_pass(small, late)

    assert take(small, late) == 200
    the_schedule_comes()

    assert offered(small) == []
    assert take(small, bea) == 409
    assert agrees(small)


def test_taken_at_the_moment_it_lapses_the_seat_is_theirs_or_the_nexts_and_never_both(small: Doors) -> None:
    late, bea = offered_to_the_first(small, 2)
    capacity = seats(small).capacity
    let_the_hours_pass(small, late)

    answers = small.at_once(lambda n: the_schedule_comes() if n % 4 == 0 else take(small, late))

    taken = 200 in answers
    assert set(answers) - {None} == ({200} if taken else {409})
    until(lambda: offered(small) == ([] if taken else ids([bea])))
    assert seats(small).taken == capacity
    assert agrees(small)


def test_who_cancels_with_an_offer_gives_it_to_the_next(small: Doors) -> None:
    ada, bea = offered_to_the_first(small, 2)

    small.at_once(lambda _: cancel(small, ada), 4)

    until(lambda: offered(small) == ids([bea]))
    assert agrees(small)
