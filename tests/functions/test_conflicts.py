"""What phones admitted and the rules would not: an organiser settles it."""

from typing import Any

import pytest

from attendance.domain.scan import Settlement
from attendance.store import items, keys, people, table
from infra import verify
from tests.builders import EVENT_ID, at, stored
from tests.forum import Forum, bystander


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


def test_an_entry_that_an_organiser_annuls_counts_no_more_and_the_journal_has_it(forum: Forum) -> None:
    organiser = forum.invite(label="Lola")
    ada = forum.register("Ada")
    scan = forum.scan(organiser, ada, "village", offline="admitted")
    path = f"/api/attendees/{ada['attendee_id']}/scans/{scan['scan_id']}/settle"

    first = forum.gateway.call("POST", path, {"note": "sortie tout de suite", "undo": True}, secret=organiser)
    again = forum.gateway.call("POST", path, {"note": "encore", "undo": True}, secret=organiser)

    assert (first.status, again.body) == (200, first.body)
    assert first.body["undone_at"]
    assert (first.body["verdict"], first.body["direction"]) == ("admitted", "in")
    assert first.body["settled"]["note"] == "sortie tout de suite"
    counts = forum.headcounts(organiser)
    assert (counts["inside"], counts["conflicts"], counts["checkpoints"]["village"]["ever"]) == (0, 0, 0)
    settled = forum.gateway.call("GET", "/api/conflicts", secret=organiser, query={"settled": "true"}).body
    assert [c["conflicts"] for c in settled["conflicts"]] == [scan["conflicts"]]
    (act,) = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    assert (act["what"], act["by"], act["name"]) == ("conflict_settled", "Lola", "Ada Exemple")
    assert act["details"] == {"checkpoint": "village", "conflicts": scan["conflicts"], "kept": False}
    assert verify.recount(EVENT_ID).differences == []


def test_settling_moves_no_other_number(forum: Forum) -> None:
    organiser = forum.invite()
    ada = forum.register("Ada")
    scan = forum.scan(organiser, ada, "village", offline="admitted")
    before = forum.headcounts(organiser)["checkpoints"]

    forum.gateway.call(
        "POST", f"/api/attendees/{ada['attendee_id']}/scans/{scan['scan_id']}/settle", {}, secret=organiser
    )

    assert forum.headcounts(organiser)["checkpoints"] == before


@pytest.mark.parametrize("by", ["organiser", "themselves"])
def test_of_who_was_erased_no_note_is_left_and_none_is_taken(forum: Forum, by: str) -> None:
    organiser = forum.invite()
    ada = forum.register("Ada")
    first, second = (forum.scan(organiser, ada, place, offline="admitted") for place in ("village", "lunch"))
    noted = settle(forum, organiser, ada, first, note="Adalbertine se sentait mal")
    own, path = ("/api/registration/erasure", f"/api/attendees/{ada['attendee_id']}/erasure")

    erased = forum.gateway.call(
        "POST", path if by == "organiser" else own, secret=organiser if by == "organiser" else ada["pass"]
    )
    late = settle(forum, organiser, ada, second, note="Adalbertine, bis")

    assert (noted["note"], erased.status, late["note"]) == ("Adalbertine se sentait mal", 200, "")
    assert late["by"] == "Organiser"
    assert "Adalbertine" not in str(bystander("dynamodb").scan(TableName="pointage"))
    assert forum.headcounts(organiser)["conflicts"] == 0
    assert verify.recount(EVENT_ID).differences == []


def test_more_notes_than_a_transaction_holds_are_forgotten_too(forum: Forum, organiser: str) -> None:
    ada = forum.register("Ada")
    settled = Settlement(at("9:00"), "Bureau", "une note")
    for number in range(120):
        scan = stored("village", "8:00", scan_id=f"scan-{number:04}", attendee_id=ada["attendee_id"], settled=settled)
        item = {**keys.scan(EVENT_ID, ada["attendee_id"], scan.scan_id), "type": "scan", **items.of(scan)}
        assert table.write(table.put(item))

    erased = forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)

    scans = people.known(EVENT_ID, ada["attendee_id"]).scans
    assert (erased.status, len(scans)) == (200, 120)
    assert {scan.settled.note for scan in scans if scan.settled} == {""}


def settle(forum: Forum, secret: str, who: dict[str, Any], scan: dict[str, Any], **fields: str) -> dict[str, Any]:
    path = f"/api/attendees/{who['attendee_id']}/scans/{scan['scan_id']}/settle"
    answer = forum.gateway.call("POST", path, fields, secret=secret)
    assert answer.status == 200, answer.text
    settled: dict[str, Any] = answer.body["settled"]
    return settled


def test_a_strangers_conflict_is_settled_under_stranger(forum: Forum) -> None:
    organiser = forum.invite()
    scan = forum.scan(organiser, {"badge": "no badge"}, "entrance", offline="admitted")

    settled = forum.gateway.call(
        "POST", f"/api/attendees/stranger/scans/{scan['scan_id']}/settle", {"note": "vu"}, secret=organiser
    )

    assert settled.body["settled"]["note"] == "vu"
    (act,) = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    assert (act["what"], act["attendee_id"], act["details"]["kept"]) == ("conflict_settled", None, True)


def test_a_scan_without_a_conflict_has_nothing_to_settle(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register()
    scan = forum.scan(organiser, ada, "entrance")

    path = f"/api/attendees/{ada['attendee_id']}/scans/{scan['scan_id']}/settle"
    assert forum.gateway.call("POST", path, {}, secret=organiser).status == 404


def test_malformed_questions_are_refused(forum: Forum) -> None:
    organiser = forum.invite()

    assert forum.gateway.call("GET", "/api/conflicts", secret=organiser, query={"settled": "maybe"}).status == 422
    path = "/api/attendees/stranger/scans/scan-1/settle"
    for wrong in ({"note": 7}, {"undo": "yes"}, {"undo": None}):
        assert forum.gateway.call("POST", path, wrong, secret=organiser).status == 422


def test_volunteers_do_not_see_conflicts(forum: Forum) -> None:
    assert forum.gateway.call("GET", "/api/conflicts", secret=forum.invite("volunteer", "entrance")).status == 403
