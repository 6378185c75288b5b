"""What phones admitted and the rules would not: an organiser settles it."""

from tests.conftest import Forum


def test_two_phones_that_admitted_one_person_are_one_conflict_until_it_is_settled(forum: Forum) -> None:
    organiser = forum.invite(label="Lola")
    ada = forum.register("Ada")
    forum.scan(organiser, ada, "entrance")
    double = forum.scan(organiser, ada, "entrance", offline="admitted")
    path = f"/api/attendees/{ada['attendee_id']}/scans/{double['scan_id']}/settle"

    (conflict,) = forum.gateway.call("GET", "/api/conflicts", secret=organiser).body["conflicts"]
    assert conflict["name"] == "Ada Exemple"
    assert conflict["conflicts"] == ["double_admission"]

    first = forum.gateway.call("POST", path, {"note": "deux téléphones"}, secret=organiser)
    again = forum.gateway.call("POST", path, {"note": "autre"}, secret=organiser)
    assert first.body["settled"]["note"] == "deux téléphones"
    assert again.body == first.body
    assert forum.headcounts(organiser)["conflicts"] == 0
    assert forum.gateway.call("GET", "/api/conflicts", secret=organiser).body["conflicts"] == []
    settled = forum.gateway.call("GET", "/api/conflicts", secret=organiser, query={"settled": "true"})
    assert [c["scan_id"] for c in settled.body["conflicts"]] == [double["scan_id"]]


def test_settling_moves_no_other_number(forum: Forum) -> None:
    organiser = forum.invite()
    ada = forum.register("Ada")
    scan = forum.scan(organiser, ada, "village", offline="admitted")
    before = forum.headcounts(organiser)["checkpoints"]

    forum.gateway.call(
        "POST", f"/api/attendees/{ada['attendee_id']}/scans/{scan['scan_id']}/settle", {}, secret=organiser
    )

    assert forum.headcounts(organiser)["checkpoints"] == before


def test_a_strangers_conflict_is_settled_under_stranger(forum: Forum) -> None:
    organiser = forum.invite()
    scan = forum.scan(organiser, {"badge": "no badge"}, "entrance", offline="admitted")

    settled = forum.gateway.call(
        "POST", f"/api/attendees/stranger/scans/{scan['scan_id']}/settle", {"note": "vu"}, secret=organiser
    )

    assert settled.body["settled"]["note"] == "vu"


def test_a_scan_without_a_conflict_has_nothing_to_settle(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register()
    scan = forum.scan(organiser, ada, "entrance")

    path = f"/api/attendees/{ada['attendee_id']}/scans/{scan['scan_id']}/settle"
    assert forum.gateway.call("POST", path, {}, secret=organiser).status == 404


def test_malformed_questions_are_refused(forum: Forum) -> None:
    organiser = forum.invite()

    assert forum.gateway.call("GET", "/api/conflicts", secret=organiser, query={"settled": "maybe"}).status == 422
    path = "/api/attendees/stranger/scans/scan-1/settle"
    assert forum.gateway.call("POST", path, {"note": 7}, secret=organiser).status == 422


def test_volunteers_do_not_see_conflicts(forum: Forum) -> None:
    assert forum.gateway.call("GET", "/api/conflicts", secret=forum.invite("volunteer", "entrance")).status == 403
