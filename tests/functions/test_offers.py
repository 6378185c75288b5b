"""An organiser sees who waits for a full atelier, and offers a seat that came free by a click."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from attendance.domain.attendee import Waiting
from attendance.domain.person import Change
from attendance.store import keys, people, table, tallies
from infra import verify
from tests.builders import EVENT_ID, at
from tests.forum import Forum
from tests.gateway import Response

AT_DAWN = "2022-08-30T05:00:00.000Z"


@pytest.fixture
def by_hand(forum: Forum) -> Forum:
    """A forum whose first atelier is full, and nothing is offered but by hand."""
    forum.change(waiting_list="by_hand")
    for name in ("Un", "Deux", "Trois"):
        forum.register(name, ateliers=["atelier-1"])
    return forum


def one_more_seat(atelier: str = "atelier-1", capacity: int = 4) -> None:
    tallies.set_seats(EVENT_ID, atelier, capacity)


def offer(forum: Forum, secret: str | None, given: Any = None, atelier: str = "atelier-1") -> Response:
    return forum.gateway.call("POST", f"/api/ateliers/{atelier}/offers", given or {}, secret=secret)


def waiting_list(forum: Forum, organiser: str, atelier: str = "atelier-1") -> dict[str, Any]:
    lists = forum.gateway.call("GET", "/api/waiting", secret=organiser).body["ateliers"]
    return next(shown for shown in lists if shown["atelier"] == atelier)


def test_every_atelier_has_a_list_with_its_people_in_the_order_of_joining(by_hand: Forum, organiser: str) -> None:
    ada = by_hand.register("Ada", waiting=["atelier-1"], ateliers=["atelier-2"])
    bea = by_hand.register("Bea", waiting=["atelier-1"])

    shown = waiting_list(by_hand, organiser)

    assert (shown["title"], shown["capacity"], shown["taken"]) == ("Atelier 1", 3, 3)
    assert [p["attendee_id"] for p in shown["waiting"]] == [ada["attendee_id"], bea["attendee_id"]]
    assert [p["name"] for p in shown["waiting"]] == ["Ada Exemple", "Bea Exemple"]
    assert [p["booked"] for p in shown["waiting"]] == ["atelier-2", None]
    assert {p["offered_until"] for p in shown["waiting"]} == {None}
    assert waiting_list(by_hand, organiser, "atelier-3")["waiting"] == []


def test_a_free_seat_is_offered_to_who_has_waited_longest(by_hand: Forum, organiser: str) -> None:
    ada = by_hand.register("Ada", waiting=["atelier-1"])
    by_hand.register("Bea", waiting=["atelier-1"])
    one_more_seat()

    answer = offer(by_hand, organiser)

    assert answer.status == 200, answer.text
    assert answer.body["taken"] == 4
    first, second = answer.body["waiting"]
    assert first["attendee_id"] == ada["attendee_id"]
    # The atelier begins at 9:00, long before the 24 hours of the programme are over.
    assert first["offered_until"] == "2022-08-30T09:00:00.000Z"
    assert second["offered_until"] is None
    assert verify.recount(EVENT_ID).differences == []


def test_an_organiser_may_choose_somebody_else_than_the_first(by_hand: Forum, organiser: str) -> None:
    by_hand.register("Ada", waiting=["atelier-1"])
    bea = by_hand.register("Bea", waiting=["atelier-1"])
    one_more_seat()

    shown = offer(by_hand, organiser, {"attendee_id": bea["attendee_id"]}).body["waiting"]

    assert [p["offered_until"] is not None for p in shown] == [False, True]


def test_choosing_somebody_twice_holds_one_seat(by_hand: Forum, organiser: str) -> None:
    ada = by_hand.register("Ada", waiting=["atelier-1"])
    one_more_seat(capacity=5)

    first, again = (offer(by_hand, organiser, {"attendee_id": ada["attendee_id"]}) for _ in range(2))

    assert first.body == again.body
    assert again.body["taken"] == 4


OFFER = {"offer_id": "0c8f1bb2-6a60-4b7e-9d3a-0d3d8a6c0f11"}


def test_an_offer_to_the_first_that_is_sent_again_holds_no_second_seat(by_hand: Forum, organiser: str) -> None:
    for name in ("Ada", "Bea"):
        by_hand.register(name, waiting=["atelier-1"])
    one_more_seat(capacity=5)

    first, again = (offer(by_hand, organiser, OFFER) for _ in range(2))

    assert (first.status, again.status) == (200, 200)
    assert first.body == again.body
    assert again.body["taken"] == 4
    assert verify.recount(EVENT_ID).differences == []


def test_another_offer_or_one_of_another_atelier_is_no_repeat(by_hand: Forum, organiser: str) -> None:
    for name in ("Ada", "Bea"):
        by_hand.register(name, waiting=["atelier-1"])
    one_more_seat(capacity=5)

    offer(by_hand, organiser, OFFER)
    other = offer(by_hand, organiser, {"offer_id": OFFER["offer_id"][::-1]})
    elsewhere = offer(by_hand, organiser, OFFER, atelier="atelier-3")

    assert other.body["taken"] == 5
    assert elsewhere.body["code"] == "nobody_waits"


def test_an_offer_that_was_taken_or_lapsed_meanwhile_is_not_made_again(by_hand: Forum, organiser: str) -> None:
    ada = by_hand.register("Ada", waiting=["atelier-1"])
    by_hand.register("Bea", waiting=["atelier-1"])
    one_more_seat(capacity=5)
    chosen = OFFER | {"attendee_id": ada["attendee_id"]}
    offer(by_hand, organiser, chosen)
    by_hand.gateway.call("PATCH", "/api/registration", {"ateliers": ["atelier-1"]}, secret=ada["pass"])

    again = offer(by_hand, organiser, chosen)

    assert (again.status, again.body["taken"]) == (200, 4)
    assert [place["offered_until"] for place in again.body["waiting"]] == [None]


def test_an_offer_that_was_refused_may_be_made_under_the_same_id(by_hand: Forum, organiser: str) -> None:
    by_hand.register("Ada", waiting=["atelier-1"])
    refused = offer(by_hand, organiser, OFFER)
    one_more_seat()

    made = offer(by_hand, organiser, OFFER)

    assert (refused.body["code"], made.status, made.body["taken"]) == ("no_seat", 200, 4)


@pytest.mark.parametrize("wrong", ["short", "x" * 65, "not an id at all!", 7])
def test_an_offer_needs_a_name_that_is_met_by_no_chance(by_hand: Forum, organiser: str, wrong: object) -> None:
    assert offer(by_hand, organiser, {"offer_id": wrong}).status == 422


def test_an_offer_is_seen_by_who_got_it_and_taken_with_one_change(by_hand: Forum, organiser: str) -> None:
    ada = by_hand.register("Ada", waiting=["atelier-1"], ateliers=["atelier-2"])
    one_more_seat()
    offer(by_hand, organiser)

    (place,) = by_hand.gateway.call("GET", "/api/registration", secret=ada["pass"]).body["waiting"]
    taken = by_hand.gateway.call("PATCH", "/api/registration", {"ateliers": ["atelier-1"]}, secret=ada["pass"])

    assert place["place"] is None
    assert place["offered_until"]
    assert taken.status == 200, taken.text
    assert (taken.body["ateliers"], taken.body["waiting"]) == (["atelier-1"], [])
    assert tallies.seats(EVENT_ID, ["atelier-1"])["atelier-1"].taken == 4
    assert tallies.seats(EVENT_ID, ["atelier-2"])["atelier-2"].taken == 0


def test_a_full_atelier_has_no_seat_to_offer(by_hand: Forum, organiser: str) -> None:
    by_hand.register("Ada", waiting=["atelier-1"])

    answer = offer(by_hand, organiser)

    assert (answer.status, answer.body["code"], answer.body["atelier"]) == (409, "no_seat", "atelier-1")


def test_where_nobody_waits_nothing_is_offered(by_hand: Forum, organiser: str) -> None:
    answer = offer(by_hand, organiser, atelier="atelier-3")

    assert (answer.status, answer.body["code"]) == (409, "nobody_waits")


@pytest.mark.parametrize("who", ["0000000000000000", "stranger"])
def test_somebody_who_does_not_wait_is_offered_nothing(by_hand: Forum, organiser: str, who: str) -> None:
    by_hand.register("Ada", waiting=["atelier-1"])
    one_more_seat()

    answer = offer(by_hand, organiser, {"attendee_id": who})

    assert (answer.status, answer.body["code"]) == (409, "nobody_waits")


def test_who_has_left_the_list_is_passed_over(by_hand: Forum, organiser: str) -> None:
    ada = by_hand.register("Ada", waiting=["atelier-1"])
    bea = by_hand.register("Bea", waiting=["atelier-1"])
    by_hand.gateway.call("PATCH", "/api/registration", {"waiting": []}, secret=ada["pass"])
    one_more_seat()

    shown = offer(by_hand, organiser).body["waiting"]

    assert [p["attendee_id"] for p in shown] == [bea["attendee_id"]]


def test_who_the_index_still_lists_although_they_left_is_passed_over(by_hand: Forum, organiser: str) -> None:
    gone = by_hand.register("Ada")
    bea = by_hand.register("Bea", waiting=["atelier-1"])
    lag = {"type": "waiting", "attendee_id": gone["attendee_id"], "atelier": "atelier-1", "since": AT_DAWN}
    listed = keys.by_waiting(EVENT_ID, "atelier-1", AT_DAWN, gone["attendee_id"])
    table.write(table.put({**keys.waiting(EVENT_ID, gone["attendee_id"], "atelier-1"), **listed, **lag}))
    one_more_seat()

    shown = offer(by_hand, organiser).body["waiting"]

    assert [(p["attendee_id"], p["offered_until"] is None) for p in shown] == [(bea["attendee_id"], False)]


def test_who_cancelled_waits_no_longer(by_hand: Forum, organiser: str) -> None:
    ada = by_hand.register("Ada", waiting=["atelier-1"])
    by_hand.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    assert waiting_list(by_hand, organiser)["waiting"] == []
    assert tallies.seats(EVENT_ID, ["atelier-1"])["atelier-1"].waiting == 0


@pytest.mark.parametrize(("atelier", "hour"), [("atelier-1", "9:01"), ("atelier-3", "10:01")])
def test_nothing_is_offered_any_more_once_nobody_could_take_it(
    by_hand: Forum, organiser: str, atelier: str, hour: str
) -> None:
    tallies.set_seats(EVENT_ID, "atelier-3", 0)
    by_hand.register("Ada", waiting=[atelier])
    tallies.set_seats(EVENT_ID, atelier, 9)
    by_hand.set_clock(hour)

    answer = offer(by_hand, organiser, atelier=atelier)

    assert (answer.status, answer.body["code"]) == (409, "registrations_closed")


def test_an_atelier_that_the_programme_lacks_is_not_found(by_hand: Forum, organiser: str) -> None:
    assert offer(by_hand, organiser, atelier="atelier-77").status == 404


@pytest.mark.parametrize(
    "given",
    [{"attendee_id": 7}, {"attendee_id": ""}, {"attendee_id": "a b"}, {"attendee": "A"}, "[]", "no json", '{"a":'],
)
def test_an_offer_that_makes_no_sense_is_refused(by_hand: Forum, organiser: str, given: Any) -> None:
    answer = offer(by_hand, organiser, given)

    assert (answer.status, answer.body["code"]) == (422, "invalid_request")


@pytest.mark.parametrize("role", ["volunteer", "attendee", "nobody"])
def test_only_an_organiser_sees_who_waits_and_offers(by_hand: Forum, role: str) -> None:
    secrets: dict[str, Callable[[], str | None]] = {
        "volunteer": lambda: by_hand.invite("volunteer", "atelier-1", walk_ins=True, supervisor=True),
        "attendee": lambda: by_hand.register("Ada", waiting=["atelier-1"])["pass"],
        "nobody": lambda: None,
    }
    secret = secrets[role]()
    status = 401 if role == "nobody" else 403

    assert by_hand.gateway.call("GET", "/api/waiting", secret=secret).status == status
    assert offer(by_hand, secret).status == status


def test_a_newcomer_cannot_take_the_seat_that_somebody_waits_for(by_hand: Forum, organiser: str) -> None:
    by_hand.register("Ada", waiting=["atelier-1"])
    one_more_seat()
    body = {"given_name": "Zoe", "family_name": "Exemple", "email": "zoe@example.org", "consent": True}

    answer = by_hand.gateway.call("POST", "/api/registrations", body | {"ateliers": ["atelier-1"]})

    assert (answer.status, answer.body["code"]) == (409, "atelier_full")


def test_a_held_seat_is_taken_for_an_override_at_the_door(by_hand: Forum, organiser: str) -> None:
    by_hand.register("Ada", waiting=["atelier-1"])
    passer_by = by_hand.register("Bea")
    door = by_hand.invite("volunteer", "atelier-1")
    one_more_seat()
    offer(by_hand, organiser)

    result = by_hand.scan(door, passer_by, "atelier-1", override=True)

    assert result["verdict"] == "full"


def test_who_stands_at_the_door_may_be_let_in_where_somebody_waits_without_an_offer(by_hand: Forum) -> None:
    by_hand.register("Ada", waiting=["atelier-1"])
    passer_by = by_hand.register("Bea")
    door = by_hand.invite("volunteer", "atelier-1")
    one_more_seat()

    assert by_hand.scan(door, passer_by, "atelier-1", override=True)["verdict"] == "admitted"
    assert verify.recount(EVENT_ID).differences == []


def test_who_is_let_in_with_an_offer_takes_one_seat_not_two(by_hand: Forum, organiser: str) -> None:
    ada = by_hand.register("Ada", waiting=["atelier-1"])
    door = by_hand.invite("volunteer", "atelier-1")
    one_more_seat()
    offer(by_hand, organiser)

    assert by_hand.scan(door, ada, "atelier-1", override=True)["verdict"] == "admitted"
    assert tallies.seats(EVENT_ID, ["atelier-1"])["atelier-1"].taken == 4
    assert by_hand.attendee(ada["attendee_id"]).offers == ("atelier-1",)
    assert verify.recount(EVENT_ID).differences == []


def test_two_who_joined_at_the_same_moment_are_served_in_the_order_that_is_shown(
    by_hand: Forum, organiser: str
) -> None:
    ids = [by_hand.register(name, waiting=["atelier-1"])["attendee_id"] for name in ("Ada", "Bea")]
    same = Waiting("atelier-1", at("7:00"))
    for who in ids:
        put_in_list(by_hand, who, same)
    one_more_seat()

    shown = offer(by_hand, organiser).body["waiting"]

    assert [p["attendee_id"] for p in shown] == sorted(ids)
    assert [p["offered_until"] is not None for p in shown] == [True, False]


def put_in_list(forum: Forum, attendee_id: str, place: Waiting) -> None:
    """Give somebody's place another beginning, as if they had joined then."""
    person = people.known(EVENT_ID, attendee_id)
    assert person.attendee
    moved = person.with_attendee(replace(person.attendee, waiting=(place,)))
    people.commit(Change(before=person, after=moved), forum.programme)
