"""Seats of people who did not come are given back while their atelier is under way."""

from typing import Any

import pytest

from attendance.store import mails, people
from attendance.usecases import in_batches
from infra import verify
from tests.builders import EVENT_ID
from tests.forum import Forum
from tests.gateway import Response

PATH = "/api/ateliers/atelier-1/release"


@pytest.fixture
def under_way(forum: Forum) -> Forum:
    """A forum some ten minutes into its first ateliers."""
    forum.set_clock("9:11")
    return forum


def release(forum: Forum, secret: str | None = None, body: Any = None, path: str = PATH) -> Response:
    return forum.gateway.call("POST", path, {} if body is None else body, secret=secret or forum.invite())


def day_of(forum: Forum, who: dict[str, Any]) -> dict[str, Any]:
    day: dict[str, Any] = forum.gateway.call("GET", f"/api/attendees/{who['attendee_id']}", secret=forum.invite()).body
    return day


def book(forum: Forum, *names: str, **facts: Any) -> list[dict[str, Any]]:
    return [forum.register(name, ateliers=["atelier-1"], **facts) for name in names]


def test_the_seats_of_the_absent_are_free_for_who_stands_at_the_door(under_way: Forum) -> None:
    ada, _, cid = book(under_way, "Ada", "Bea", "Cid")
    dan, door = under_way.register("Dan"), under_way.invite("volunteer", "atelier-1")
    under_way.scan(door, ada, "atelier-1")
    assert under_way.scan(door, dan, "atelier-1", override=True)["verdict"] == "full"

    answer = release(under_way)

    assert (answer.status, answer.body) == (
        200,
        {"released": 2, "present": 1, "seats": {"capacity": 3, "taken": 1, "waiting": 0}, "next": None},
    )
    assert under_way.scan(door, dan, "atelier-1", override=True)["verdict"] == "admitted"
    assert day_of(under_way, cid)["registration"]["ateliers"] == []
    assert day_of(under_way, cid)["registration"]["released"] == ["atelier-1"]
    assert verify.recount(EVENT_ID).differences == []


def test_a_latecomer_is_judged_like_anybody_without_a_booking(under_way: Forum) -> None:
    (ada,), door = book(under_way, "Ada"), under_way.invite("volunteer", "atelier-1")
    release(under_way)

    refused = under_way.scan(door, ada, "atelier-1")
    let_in = under_way.scan(door, ada, "atelier-1", override=True)

    assert (refused["verdict"], refused["override_possible"], refused["booked"]) == ("not_booked", True, [])
    assert (let_in["verdict"], let_in["walk_in"]) == ("admitted", True)
    (listed,) = under_way.gateway.call("GET", "/api/roster", secret=door).body["attendees"]
    assert listed["booked"] == []


def test_it_is_still_known_how_many_had_booked(under_way: Forum) -> None:
    ada, _ = book(under_way, "Ada", "Bea")
    under_way.scan(under_way.invite(), ada, "atelier-1")

    release(under_way)

    counted = under_way.headcounts(under_way.invite())["checkpoints"]
    assert (counted["atelier-1"]["booked"], counted["atelier-1"]["released"]) == (1, 1)
    assert counted["atelier-1"]["absent"] == 0
    assert counted["atelier-2"]["released"] == 0


def test_each_release_is_an_act_and_nobody_gets_a_mail(under_way: Forum) -> None:
    (ada,) = book(under_way, "Ada")
    before = mails.of(EVENT_ID, ada["attendee_id"])

    release(under_way, under_way.invite(label="Bureau"))

    (act,) = day_of(under_way, ada)["acts"]
    assert (act["what"], act["by"], act["details"]) == ("seats_released", "Bureau", {"atelier": "atelier-1"})
    assert mails.of(EVENT_ID, ada["attendee_id"]) == before


def test_releasing_again_releases_nobody_twice(under_way: Forum) -> None:
    (ada,) = book(under_way, "Ada")

    first, again = release(under_way).body, release(under_way).body

    assert (first["released"], again["released"]) == (1, 0)
    assert day_of(under_way, ada)["registration"]["released"] == ["atelier-1"]
    assert len(day_of(under_way, ada)["acts"]) == 1


def test_who_was_let_in_by_a_phone_alone_keeps_the_seat(under_way: Forum) -> None:
    (ada,), door = book(under_way, "Ada"), under_way.invite("volunteer", "atelier-1")
    under_way.scan(door, ada, "atelier-1", offline="admitted", at="2022-08-30T09:04:00Z")

    assert release(under_way).body["released"] == 0
    assert day_of(under_way, ada)["registration"]["ateliers"] == ["atelier-1"]


def test_whom_a_phone_let_in_that_sends_too_late_sits_there_and_is_for_an_organiser_to_settle(under_way: Forum) -> None:
    (ada,), door = book(under_way, "Ada"), under_way.invite("volunteer", "atelier-1")
    release(under_way)

    late = under_way.scan(door, ada, "atelier-1", offline="admitted", at="2022-08-30T09:04:00Z")

    assert (late["verdict"], late["conflicts"]) == ("admitted", ["not_booked"])
    counted = under_way.headcounts(under_way.invite())["checkpoints"]["atelier-1"]
    assert (counted["present"], counted["seats"]["taken"], counted["released"]) == (1, 1, 0)
    assert verify.recount(EVENT_ID).differences == []


def test_who_is_scanned_at_the_same_moment_keeps_the_seat(under_way: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    (ada,), door = book(under_way, "Ada"), under_way.invite("volunteer", "atelier-1")
    commit, tries = people.commit, []

    def interrupted(*given: Any, **named: Any) -> None:
        tries.append(named)
        if len(tries) == 1:
            assert under_way.scan(door, ada, "atelier-1")["verdict"] == "admitted"
        commit(*given, **named)

    monkeypatch.setattr(people, "commit", interrupted)

    assert release(under_way).body["released"] == 0
    assert day_of(under_way, ada)["registration"]["ateliers"] == ["atelier-1"]
    assert day_of(under_way, ada)["acts"] == []
    assert verify.recount(EVENT_ID).differences == []


def test_no_seat_is_given_back_while_a_phone_at_the_door_may_hold_scans(forum: Forum) -> None:
    (ada,), door = book(forum, "Ada"), forum.invite("volunteer", "atelier-1", label="Porte 1")
    forum.set_clock("8:55")
    forum.scanned(door, device="phone-9", outbox=0)
    forum.set_clock("9:11")

    refused = release(forum)

    assert (refused.status, refused.body["code"]) == (409, "phones_unsent")
    (phone,) = refused.body["phones"]
    assert (phone["label"], phone["device"], phone["outbox"]) == ("Porte 1", "phone-9", 0)
    assert "2022-08-30T08:54" < phone["last_seen_at"] < "2022-08-30T08:56"
    assert day_of(forum, ada)["registration"]["ateliers"] == ["atelier-1"]
    assert release(forum, body={"anyway": False}).status == 409
    assert release(forum, body={"anyway": True}).body["released"] == 1


@pytest.mark.parametrize(
    ("doors", "outbox", "status"),
    [
        (("atelier-1",), 1, 409),
        (("atelier-2", "atelier-1"), 1, 409),
        (("atelier-2",), 1, 200),
        (("atelier-1",), 0, 200),
    ],
)
def test_a_phone_of_this_door_with_scans_to_bring_is_waited_for(
    under_way: Forum, doors: tuple[str, ...], outbox: int, status: int
) -> None:
    under_way.scanned(under_way.invite("volunteer", *doors), device="phone-9", outbox=outbox)

    assert release(under_way).status == status


def test_a_phone_that_was_heard_of_at_another_door_or_with_another_link_is_not_silent(forum: Forum) -> None:
    first, second = (forum.invite("volunteer", *doors) for doors in (("atelier-1",), ("atelier-2",)))
    forum.set_clock("8:55")
    forum.scanned(first, device="phone-9", outbox=4)
    forum.set_clock("9:11")
    forum.scanned(second, device="phone-9", outbox=0)

    assert release(forum).status == 200


def test_a_phone_of_another_door_or_of_the_day_before_is_not_waited_for(forum: Forum) -> None:
    door, other = (forum.invite("volunteer", place) for place in ("atelier-1", "atelier-2"))
    forum.set_clock("8:55")
    forum.scanned(other, device="phone-8", outbox=0)
    forum.set_clock("-3:00")
    forum.scanned(door, device="phone-9", outbox=7)
    forum.set_clock("9:11")

    assert release(forum).status == 200


def test_a_release_that_goes_on_does_not_ask_again(under_way: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_batches, "BATCH_SIZE", 1)
    book(under_way, "Ada", "Bea")
    page = release(under_way).body["next"]
    under_way.scanned(under_way.invite("volunteer", "atelier-1"), device="phone-9", outbox=7)

    assert release(under_way, body={"page": page}).body["released"] == 1


def test_a_facilitator_keeps_the_atelier_that_is_theirs(under_way: Forum) -> None:
    (ada,) = book(under_way, "Ada", secret=under_way.invite(), kind="facilitator")

    assert release(under_way).body["released"] == 0
    assert day_of(under_way, ada)["registration"]["ateliers"] == ["atelier-1"]


def test_the_other_atelier_of_somebody_stays_theirs(under_way: Forum) -> None:
    ada = under_way.register("Ada", ateliers=["atelier-1", "atelier-3"], lunch=True)

    release(under_way)

    registration = day_of(under_way, ada)["registration"]
    assert (registration["ateliers"], registration["lunch"]) == (["atelier-3"], True)


def test_one_sees_oneself_that_the_seat_was_given_back(under_way: Forum) -> None:
    (ada,) = book(under_way, "Ada")
    release(under_way)

    own = under_way.gateway.call("GET", "/api/registration", secret=ada["pass"]).body

    assert (own["ateliers"], own["released"]) == ([], ["atelier-1"])


def test_many_are_released_a_hundred_at_a_time_with_a_cursor(under_way: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_batches, "BATCH_SIZE", 2)
    book(under_way, "Ada", "Bea", "Cid")

    first = release(under_way).body
    second = release(under_way, body={"page": first["next"]}).body

    assert (first["released"], second["released"], second["next"]) == (2, 1, None)


def test_many_are_read_some_at_a_time_with_a_cursor(under_way: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_batches, "PAGE_SIZE", 2)
    under_way.register("Ada")
    under_way.register("Bea")
    book(under_way, "Cid", "Dan")

    released, page = [], None
    while True:
        answer = release(under_way, body={"page": page} if page else {}).body
        released.append(answer["released"])
        page = answer["next"]
        if page is None:
            break

    assert released == [0, 2]


@pytest.mark.parametrize(("hour", "code", "more"), [("9:09", "too_early", True), ("10:01", "too_late", False)])
def test_seats_are_released_only_while_the_atelier_is_under_way(forum: Forum, hour: str, code: str, more: bool) -> None:
    (ada,) = book(forum, "Ada")
    forum.set_clock(hour)

    refused = release(forum)

    assert (refused.status, refused.body["code"]) == (409, code)
    assert refused.body.get("from") == ("2022-08-30T09:10:00.000Z" if more else None)
    assert forum.attendee(ada["attendee_id"]).ateliers == ("atelier-1",)


def test_a_closed_event_releases_nobody(under_way: Forum) -> None:
    (ada,) = book(under_way, "Ada")
    under_way.change(closed_at=under_way.now)

    assert release(under_way).body["code"] == "event_closed"
    assert under_way.attendee(ada["attendee_id"]).ateliers == ("atelier-1",)


def test_a_malformed_wish_releases_nobody(under_way: Forum) -> None:
    (ada,) = book(under_way, "Ada")

    malformed: list[Any] = [
        {"page": 7},
        {"anyway": "yes"},
        {"page": "a b"},
        {"page": ""},
        {"people": []},
        [],
        "no JSON",
    ]
    for wrong in malformed:
        assert release(under_way, body=wrong).status == 422
    assert under_way.attendee(ada["attendee_id"]).ateliers == ("atelier-1",)


def test_a_place_or_a_page_that_is_not_there_is_not_found(under_way: Forum) -> None:
    for atelier in ("atelier-9", "lunch", "a b"):
        assert release(under_way, path=f"/api/ateliers/{atelier}/release").status == 404
    for page in ("Tk9CT0RZ", "_"):
        assert release(under_way, body={"page": page}).status == 404


def test_only_organisers_release_seats(under_way: Forum, entrance: str) -> None:
    (ada,) = book(under_way, "Ada")

    for secret, status in (("nobody's", 401), (entrance, 403), (ada["pass"], 403)):
        assert release(under_way, secret).status == status
    assert under_way.gateway.call("POST", PATH, {}).status == 401
    assert under_way.attendee(ada["attendee_id"]).ateliers == ("atelier-1",)
