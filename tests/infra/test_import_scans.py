"""What a phone could only save to a file is recorded from there, once, however often it is imported."""

import pytest

from infra import verify
from tests.builders import EVENT_ID
from tests.infra.outboxes import WALK_IN, Desk, desk, lines, saved, walk_in

__all__ = ["desk"]


def test_scans_of_a_revoked_phone_are_recorded_as_the_phone_decided(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    forum, ada, bea = desk.forum, desk.forum.register("Ada"), desk.forum.register("Bea")
    refused = {"problem": {"code": "pass_revoked"}}
    desk.save(
        saved(forum.sent(ada, "entrance", offline="admitted"), refused=refused),
        saved(forum.sent(bea, "lunch", offline="admitted"), name="Bea E."),
    )

    assert desk.bring() == 0

    answer = lines(capsys)
    assert "2 scans, 1 of them refused before; 0 walk-ins" in answer
    assert "admitted 2" in answer
    assert any(line.startswith("Bea E. at lunch") and "not_booked" in line for line in answer)
    assert desk.headcounts["inside"] == 2


def test_a_second_import_tells_the_same_and_moves_no_number(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    forum = desk.forum
    people = [forum.register(name) for name in ("Ada", "Bea", "Cid")]
    scans = [saved(forum.sent(who, "entrance", offline="admitted")) for who in people]
    visit = saved(forum.sent(people[0], "village", offline="admitted"), undo=True)
    stranger = saved(forum.sent({"badge": "no badge"}, "entrance", offline="admitted"), name=None, undo=True)
    desk.save(*scans, visit, stranger, registrations=[walk_in()])

    assert desk.bring() == 0
    first, counted = capsys.readouterr().out, desk.headcounts
    assert desk.bring() == 0

    assert capsys.readouterr().out == first
    assert desk.headcounts == counted
    assert (counted["registered"], counted["inside"]) == (4, 4)
    assert verify.recount(EVENT_ID).differences == []


def test_what_the_volunteer_took_back_is_taken_back(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    ada = desk.forum.register()
    desk.save(saved(desk.forum.sent(ada, "lunch", offline="admitted"), undo=True))

    assert desk.bring() == 0

    answer = lines(capsys)
    assert "taken back 1" in answer
    assert "with a conflict 0" in answer
    assert (desk.headcounts["inside"], desk.headcounts["conflicts"]) == (0, 0)


def test_a_walk_in_is_registered_and_let_in(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.save(registrations=[walk_in()])

    assert desk.bring() == 0

    assert {"registered 1", "admitted 1"} <= set(lines(capsys))
    (found,) = desk.forum.gateway.call("GET", "/api/attendees", secret=desk.organiser, query={"q": "wim"}).body[
        "attendees"
    ]
    day = desk.forum.gateway.call("GET", f"/api/attendees/{found['id']}", secret=desk.organiser).body
    assert [(scan["scan_id"], scan["at"]) for scan in day["scans"]] == [(WALK_IN, "2022-08-30T08:40:00.000Z")]


def test_a_walk_in_who_cannot_be_registered_is_named_and_the_others_are(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.forum.register("Ada", email="ada@example.org")
    body = walk_in()["body"]
    desk.save(
        registrations=[
            walk_in(registration_id="a-second-of-their-own", body=body | {"email": "ada@example.org"}),
            walk_in(registration_id="a-third-of-their-own", body=body | {"typo": 1, "given_name": "Yan"}),
            walk_in(),
        ]
    )

    assert desk.bring() == 1

    answer = lines(capsys)
    assert any("Wim Exemple, to be registered: already_registered" in line for line in answer)
    assert any("Yan Exemple, to be registered: invalid_request" in line for line in answer)
    assert {"registered 1", "refused 2"} <= set(answer)


def test_one_scan_that_is_wrong_is_told_by_name_and_keeps_no_other_out(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    forum, ada = desk.forum, desk.forum.register()
    wrong = saved(forum.sent(ada, "entrance", at="yesterday"), name="Bea\x1b[2J E.")
    desk.save(wrong, forum.sent(ada, "entrance"))

    assert desk.bring() == 1

    answer = lines(capsys)
    assert "admitted 1" in answer
    assert any("Bea?[2J E. at entrance, yesterday: invalid_request" in line for line in answer)


def test_a_scan_that_spoils_its_whole_request_is_refused_alone(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    forum, ada = desk.forum, desk.forum.register()
    desk.save(
        saved(forum.sent({"badge": "x" * 600_000}, "entrance"), name="Somebody's poster"), forum.sent(ada, "entrance")
    )

    assert desk.bring() == 1

    answer = lines(capsys)
    assert any("Somebody's poster" in line and "payload_too_large" in line for line in answer)
    assert desk.headcounts["inside"] == 1


def test_scans_go_in_batches_of_fifty_in_their_order_with_the_phones_name(desk: Desk) -> None:
    sent = [desk.forum.sent({"badge": f"no badge {n}"}, "entrance") for n in range(120)]
    desk.save(*sent)

    assert desk.bring() == 0

    batches = [body for route, body in desk.requests if route == "POST /api/scans"]
    assert [len(batch["scans"]) for batch in batches] == [50, 50, 20]
    assert [scan for batch in batches for scan in batch["scans"]] == sent
    assert {(batch["device"], batch["name"]) for batch in batches} == {("phone-9", "Porte A1")}


def test_the_rehearsals_clock_is_no_phones_wrong_clock(desk: Desk) -> None:
    desk.save(desk.forum.sent(desk.forum.register(), "entrance"))

    desk.bring()

    (only,) = desk.forum.gateway.call("GET", "/api/passes", secret=desk.organiser).body["passes"]
    assert abs(only["clock_skew_seconds"]) < 5


def test_half_a_surrogate_pair_in_a_badge_goes_through(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.save(saved(desk.forum.sent({"badge": "\ud800"}, "entrance"), name="\ud800"))

    assert desk.bring() == 0

    assert "unreadable 1" in lines(capsys)
