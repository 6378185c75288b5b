"""An attendee sees, changes and cancels their own registration."""

import pytest

from tests.forum import Forum

PATH = "/api/registration"


def taken(forum: Forum) -> dict[str, int]:
    checkpoints = forum.headcounts(forum.invite())["checkpoints"]
    return {name: c["seats"]["taken"] for name, c in checkpoints.items() if c["seats"]}


def test_one_sees_all_that_one_chose(forum: Forum) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"], lunch=True, diet="vegan")

    shown = forum.gateway.call("GET", PATH, secret=ada["pass"]).body

    assert shown["ateliers"] == ["atelier-1"]
    assert (shown["lunch"], shown["diet"]) == (True, "vegan")
    assert shown["badge"] == ada["badge"]


def test_another_atelier_hands_the_seat_over(forum: Forum) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"])

    changed = forum.gateway.call("PATCH", PATH, {"ateliers": ["atelier-2"]}, secret=ada["pass"])

    assert changed.body["ateliers"] == ["atelier-2"]
    assert taken(forum) == {"atelier-1": 0, "atelier-2": 1, "atelier-3": 0}


def test_a_full_atelier_keeps_the_old_seat(forum: Forum) -> None:
    for name in ("Bea", "Cid", "Dan"):
        forum.register(name, ateliers=["atelier-2"])
    ada = forum.register("Ada", ateliers=["atelier-1"])

    refused = forum.gateway.call("PATCH", PATH, {"ateliers": ["atelier-2"]}, secret=ada["pass"])

    assert (refused.status, refused.body["code"]) == (409, "atelier_full")
    assert taken(forum)["atelier-1"] == 1


def test_a_walk_in_who_books_where_they_are_is_one_no_more(forum: Forum) -> None:
    organiser = forum.invite()
    ada = forum.register("Ada")
    forum.scan(organiser, ada, "atelier-1", override=True)
    assert forum.headcounts(organiser)["checkpoints"]["atelier-1"]["walk_ins"] == 1

    forum.gateway.call("PATCH", PATH, {"ateliers": ["atelier-1"]}, secret=ada["pass"])

    counted = forum.headcounts(organiser)["checkpoints"]["atelier-1"]
    assert (counted["walk_ins"], counted["booked"], counted["seats"]["taken"]) == (0, 1, 1)


def test_a_change_of_diet_moves_the_caterers_numbers(forum: Forum) -> None:
    organiser = forum.invite()
    ada = forum.register("Ada", lunch=True, diet="vegan")
    forum.scan(organiser, ada, "entrance")

    forum.gateway.call("PATCH", PATH, {"diet": "no_pork"}, secret=ada["pass"])

    diets = forum.gateway.call("GET", "/api/catering", secret=organiser).body["lunch"]["diets"]
    counted = [(diets[diet]["booked"], diets[diet]["booked_inside"]) for diet in ("vegan", "no_pork")]
    assert counted == [(0, 0), (1, 1)]


def test_who_lunches_no_more_has_no_diet(forum: Forum) -> None:
    ada = forum.register("Ada", lunch=True, diet="vegan")

    changed = forum.gateway.call("PATCH", PATH, {"lunch": False}, secret=ada["pass"])

    assert changed.body["diet"] == "none"


def test_an_address_moves_with_its_claim(forum: Forum) -> None:
    organiser = forum.invite()
    ada, bea = forum.register("Ada", email="ada@example.org"), forum.register("Bea", email="bea@example.org")
    path = f"/api/attendees/{ada['attendee_id']}"

    refused = forum.gateway.call("PATCH", path, {"email": "BEA@example.org"}, secret=organiser)
    assert refused.body["code"] == "already_registered"
    assert forum.gateway.call("PATCH", path, {"email": "new@example.org"}, secret=organiser).status == 200
    assert forum.gateway.call("PATCH", PATH, {"email": "ada@example.org"}, secret=bea["pass"]).status == 200


def test_nobody_makes_themselves_a_speaker(forum: Forum) -> None:
    ada = forum.register("Ada")

    assert forum.gateway.call("PATCH", PATH, {"kind": "speaker"}, secret=ada["pass"]).status == 422
    assert forum.gateway.call("PATCH", PATH, {"kind": "exhibitor"}, secret=ada["pass"]).status == 200


@pytest.mark.parametrize(
    "wrong", [{"given_name": None}, {"typo": 1}, {"ateliers": ["nowhere"]}, {"consent": False}, []]
)
def test_what_is_wrong_changes_nothing(forum: Forum, wrong: object) -> None:
    ada = forum.register("Ada")
    before = forum.attendee(ada["attendee_id"])

    assert forum.gateway.call("PATCH", PATH, wrong, secret=ada["pass"]).status == 422
    assert forum.attendee(ada["attendee_id"]) == before


def test_after_closing_one_may_only_cancel(forum: Forum) -> None:
    ada = forum.register("Ada")
    forum.set_clock("11:00")

    refused = forum.gateway.call("PATCH", PATH, {"lunch": True}, secret=ada["pass"])

    assert refused.body["code"] == "registrations_closed"
    assert forum.gateway.call("DELETE", PATH, secret=ada["pass"]).status == 200


def test_cancelling_frees_seat_and_address_and_ends_the_links(forum: Forum) -> None:
    organiser = forum.invite()
    ada = forum.register("Ada", ateliers=["atelier-1"], email="ada@example.org", lunch=True)

    assert forum.gateway.call("DELETE", PATH, secret=ada["pass"]).status == 200

    counted = forum.headcounts(organiser)
    assert (counted["registered"], counted["cancelled"]) == (0, 1)
    assert counted["checkpoints"]["atelier-1"]["seats"]["taken"] == 0
    assert forum.gateway.call("GET", PATH, secret=ada["pass"]).body["code"] == "pass_revoked"
    assert forum.scan(organiser, ada, "entrance")["verdict"] == "cancelled"
    forum.register("Ada", email="ada@example.org")


def test_a_staff_pass_has_no_registration_of_its_own(forum: Forum) -> None:
    assert forum.gateway.call("GET", PATH, secret=forum.invite()).status == 403


def test_the_links_of_an_attendee_end_with_what_is_kept(forum: Forum) -> None:
    ada = forum.register("Ada")
    forum.pass_hours(24 * 40)

    assert forum.gateway.call("GET", PATH, secret=ada["pass"]).body["code"] == "pass_expired"
