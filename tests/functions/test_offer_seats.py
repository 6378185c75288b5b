"""A seat that comes free is offered to who has waited longest, and an offer that nobody took to the next one."""

from typing import Any

import pytest

from attendance.domain.attendee import Waiting
from attendance.domain.problem import Later
from attendance.store import retry, tallies
from infra import verify
from tests.builders import EVENT_ID
from tests.forum import Forum
from tests.gateway import ROOT, Context, handler_module


@pytest.fixture
def full(forum: Forum) -> Forum:
    """A forum whose first atelier is full, and whose offers stand for an hour."""
    forum.change(offer_hours=1)
    forum.set_clock("6:00")
    for name in ("Un", "Deux", "Trois"):
        forum.register(name, ateliers=["atelier-1"])
    return forum


def offer_seats() -> None:
    handler_module(ROOT / "functions/offer_seats/handler.py").handler({}, Context())


def wait(forum: Forum, *names: str, **chosen: Any) -> list[dict[str, Any]]:
    return [forum.register(name, waiting=["atelier-1"], **chosen) for name in names]


def places(forum: Forum, who: dict[str, Any]) -> tuple[Waiting, ...]:
    return forum.attendee(who["attendee_id"]).waiting


def offered(forum: Forum, people: list[dict[str, Any]]) -> list[bool]:
    return [any(place.is_offered for place in places(forum, who)) for who in people]


def free(seats: int) -> None:
    tallies.set_seats(EVENT_ID, "atelier-1", 3 + seats)


def test_a_freed_seat_is_offered_to_the_first_and_to_nobody_else(full: Forum) -> None:
    people = wait(full, "Ada", "Bea", "Cid")
    free(1)

    offer_seats()

    assert offered(full, people) == [True, False, False]
    assert verify.recount(EVENT_ID).differences == []


def test_as_many_are_offered_a_seat_as_there_are_seats(full: Forum) -> None:
    people = wait(full, "Ada", "Bea", "Cid")
    free(2)

    offer_seats()

    assert offered(full, people) == [True, True, False]


def test_being_woken_again_offers_nothing_twice(full: Forum) -> None:
    people = wait(full, "Ada", "Bea")
    free(1)
    offer_seats()
    before = [places(full, who) for who in people]

    offer_seats()

    assert [places(full, who) for who in people] == before
    assert tallies.seats(EVENT_ID, ["atelier-1"])["atelier-1"].taken == 4


def test_a_cancellation_makes_a_seat_for_the_first(full: Forum) -> None:
    free(1)
    leaving = full.register("Quatre", ateliers=["atelier-1"])
    people = wait(full, "Ada", "Bea")
    full.gateway.call("DELETE", "/api/registration", secret=leaving["pass"])

    offer_seats()

    assert offered(full, people) == [True, False]


def test_an_offer_that_was_not_taken_in_time_goes_to_the_next(full: Forum) -> None:
    people = wait(full, "Ada", "Bea")
    free(1)
    offer_seats()
    full.set_clock("7:01")

    offer_seats()

    assert places(full, people[0]) == ()
    assert offered(full, people) == [False, True]
    assert verify.recount(EVENT_ID).differences == []


def test_an_offer_stands_until_its_hour(full: Forum) -> None:
    people = wait(full, "Ada", "Bea")
    free(1)
    offer_seats()
    full.set_clock("6:58")

    offer_seats()

    assert offered(full, people) == [True, False]


def test_a_taken_offer_does_not_lapse(full: Forum) -> None:
    (ada,) = wait(full, "Ada")
    free(1)
    offer_seats()
    full.gateway.call("PATCH", "/api/registration", {"ateliers": ["atelier-1"]}, secret=ada["pass"])
    full.set_clock("8:30")

    offer_seats()

    assert full.attendee(ada["attendee_id"]).ateliers == ("atelier-1",)


def test_an_offer_is_taken_late_while_nobody_has_looked(full: Forum) -> None:
    (ada,) = wait(full, "Ada")
    free(1)
    offer_seats()
    full.set_clock("8:30")

    taken = full.gateway.call("PATCH", "/api/registration", {"ateliers": ["atelier-1"]}, secret=ada["pass"])

    assert taken.status == 200, taken.text
    assert verify.recount(EVENT_ID).differences == []


def test_once_it_lapsed_the_seat_is_the_next_ones(full: Forum) -> None:
    people = wait(full, "Ada", "Bea")
    free(1)
    offer_seats()
    full.set_clock("7:01")
    offer_seats()

    late = full.gateway.call("PATCH", "/api/registration", {"ateliers": ["atelier-1"]}, secret=people[0]["pass"])

    assert (late.status, late.body["code"]) == (409, "atelier_full")


def test_whose_offer_lapsed_may_join_again_at_the_end(full: Forum) -> None:
    people = wait(full, "Ada", "Bea")
    free(1)
    offer_seats()
    full.set_clock("7:01")
    offer_seats()

    again = full.gateway.call("PATCH", "/api/registration", {"waiting": ["atelier-1"]}, secret=people[0]["pass"])

    assert again.status == 200, again.text
    assert again.body["waiting"][0]["place"] == 1
    assert places(full, people[0])[0].since > places(full, people[1])[0].since


def test_by_hand_nothing_is_offered_and_yet_offers_lapse(full: Forum, organiser: str) -> None:
    full.change(waiting_list="by_hand")
    people = wait(full, "Ada", "Bea")
    free(1)
    offer_seats()
    assert offered(full, people) == [False, False]
    full.gateway.call("POST", "/api/ateliers/atelier-1/offers", {}, secret=organiser)
    full.set_clock("7:01")

    offer_seats()

    assert places(full, people[0]) == ()
    assert offered(full, people) == [False, False]


def test_a_seat_in_an_atelier_that_has_begun_is_offered_to_nobody(full: Forum) -> None:
    people = wait(full, "Ada", "Bea")
    free(1)
    full.set_clock("8:30")
    offer_seats()
    assert offered(full, people) == [True, False]
    full.set_clock("9:01")

    offer_seats()

    # The seat that was held is given back to the door; who waits is offered nothing any more.
    assert offered(full, people) == [False, False]
    assert tallies.seats(EVENT_ID, ["atelier-1"])["atelier-1"].taken == 3


def test_two_lists_are_served_side_by_side(full: Forum) -> None:
    tallies.set_seats(EVENT_ID, "atelier-3", 0)
    ada = full.register("Ada", waiting=["atelier-1", "atelier-3"])
    free(1)
    tallies.set_seats(EVENT_ID, "atelier-3", 1)

    offer_seats()

    assert full.attendee(ada["attendee_id"]).offers == ("atelier-1", "atelier-3")


def test_who_the_index_does_not_list_as_yet_is_found_the_next_time(
    full: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = wait(full, "Ada")
    free(1)
    with monkeypatch.context() as lagging:
        lagging.setattr("attendance.store.table.indexed", lambda *_, **__: iter(()))
        offer_seats()
    assert offered(full, people) == [False]

    offer_seats()

    assert offered(full, people) == [True]


def test_what_cannot_be_done_in_time_is_left_for_the_next_call(full: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    people = wait(full, "Ada")
    free(1)
    with monkeypatch.context() as hurried:
        hurried.setattr(retry, "RETRY_FOR_SECONDS", 0.0)
        with pytest.raises(Later):
            offer_seats()

    offer_seats()

    assert offered(full, people) == [True]


def test_where_nobody_waits_there_is_nothing_to_do(full: Forum) -> None:
    before = tallies.board(EVENT_ID)

    offer_seats()

    assert tallies.board(EVENT_ID) == before
