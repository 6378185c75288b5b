"""A scan is taken back: it stays, marked, and everything is counted without it."""

from tests.forum import Forum


def path(who: str, scan_id: str) -> str:
    return f"/api/attendees/{who}/scans/{scan_id}/undo"


def test_an_entry_undone_counts_no_more_and_an_undo_repeated_answers_the_same(forum: Forum) -> None:
    door = forum.invite("volunteer", "entrance")
    ada = forum.register()
    scan = forum.scan(door, ada, "entrance")

    first = forum.gateway.call("POST", path(ada["attendee_id"], scan["scan_id"]), secret=door)
    again = forum.gateway.call("POST", path(ada["attendee_id"], scan["scan_id"]), secret=door)

    assert first.body["headcounts"]["entrance"]["present"] == 0
    assert again.body["undone_at"] == first.body["undone_at"]
    assert forum.scan(door, ada, "entrance")["verdict"] == "admitted"


def test_a_refusal_undone_counts_no_more(forum: Forum) -> None:
    organiser = forum.invite()
    ada = forum.register(ateliers=["atelier-1"])
    scan = forum.scan(organiser, ada, "atelier-2")
    assert scan["verdict"] == "not_booked"

    forum.gateway.call("POST", path(ada["attendee_id"], scan["scan_id"]), secret=organiser)

    assert forum.headcounts(organiser)["checkpoints"]["atelier-2"]["refused"] == 0


def test_another_phones_scan_is_not_a_volunteers_to_undo(forum: Forum) -> None:
    ada = forum.register()
    scan = forum.scan(forum.invite("volunteer", "entrance"), ada, "entrance")
    other = forum.invite("volunteer", "entrance")

    refused = forum.gateway.call("POST", path(ada["attendee_id"], scan["scan_id"]), secret=other)

    assert (refused.status, refused.body["code"]) == (403, "forbidden")


def test_after_a_quarter_of_an_hour_only_an_organiser_undoes(forum: Forum) -> None:
    door, ada = forum.invite("volunteer", "entrance"), forum.register()
    scan = forum.scan(door, ada, "entrance")
    forum.pass_hours(0.3)

    refused = forum.gateway.call("POST", path(ada["attendee_id"], scan["scan_id"]), secret=door)
    undone = forum.gateway.call("POST", path(ada["attendee_id"], scan["scan_id"]), secret=forum.invite())

    assert (refused.status, refused.body["code"]) == (409, "undo_too_late")
    assert undone.status == 200


def test_a_scan_that_never_was_is_not_found(forum: Forum) -> None:
    ada = forum.register()

    for who in (ada["attendee_id"], "NOBODY", "stranger"):
        assert forum.gateway.call("POST", path(who, "scan-never"), secret=forum.invite()).status == 404


def test_a_strangers_scan_can_be_undone_too(forum: Forum) -> None:
    organiser = forum.invite()
    scan = forum.scan(organiser, {"badge": "no badge"}, "entrance", offline="admitted")
    assert forum.headcounts(organiser)["conflicts"] == 1

    assert forum.gateway.call("POST", path("stranger", scan["scan_id"]), secret=organiser).status == 200

    assert forum.headcounts(organiser)["conflicts"] == 0
    assert forum.gateway.call("GET", "/api/conflicts", secret=organiser).body["conflicts"] == []


def test_an_undo_that_puts_someone_back_over_the_seats_is_listed(forum: Forum) -> None:
    organiser = forum.invite()
    ada = forum.register("Ada")
    forum.scan(organiser, ada, "atelier-1", override=True)
    moved = forum.scan(organiser, ada, "atelier-2", override=True)
    for name in ("Bea", "Cid", "Dan"):
        forum.register(name, ateliers=["atelier-1"])

    forum.gateway.call("POST", path(ada["attendee_id"], moved["scan_id"]), secret=organiser)

    (conflict,) = forum.gateway.call("GET", "/api/conflicts", secret=organiser).body["conflicts"]
    assert conflict["conflicts"] == ["over_capacity"]
    assert forum.headcounts(organiser)["checkpoints"]["atelier-1"]["seats"] == {"capacity": 3, "taken": 4, "waiting": 0}
