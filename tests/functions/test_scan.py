"""A volunteer's phone sends scans; each has its own answer, and that answer is its answer for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from attendance.domain import badge
from attendance.domain.person import Change
from attendance.store import people
from tests import builders
from tests.builders import EVENT_ID
from tests.forum import Forum


def test_a_badge_shown_at_the_entrance_is_admitted(forum: Forum, entrance: str) -> None:
    ada = forum.register("Ada", organisation="La Fonda")

    answer = forum.scanned(entrance, forum.sent(ada, "entrance"))

    (result,) = answer.body["results"]
    assert result["verdict"] == "admitted"
    assert result["attendee"] == {
        "id": ada["attendee_id"],
        "name": "Ada E.",
        "kind": "participant",
        "organisation": "La Fonda",
    }
    assert answer.body["headcounts"] == {"entrance": {"present": 1, "booked": 1, "walk_ins": 0, "seats": None}}


def test_a_second_phone_is_told_since_when_and_by_whom(forum: Forum, entrance: str, organiser: str) -> None:
    ada = forum.register()
    first = forum.scan(entrance, ada, "entrance")

    second = forum.scan(organiser, ada, "entrance")

    assert second["verdict"] == "already_admitted"
    assert second["since"] == first["at"]
    assert second["by"] == "Porte A1"


def test_a_scan_sent_again_is_answered_the_same_whatever_happened_since(forum: Forum, entrance: str) -> None:
    ada = forum.register()
    sent = forum.sent(ada, "entrance")
    first = forum.scanned(entrance, sent).body["results"]
    forum.scan(entrance, ada, "entrance", direction="out")
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    again = forum.scanned(entrance, sent).body["results"]

    assert again == first


def test_a_scan_sent_again_moves_no_number(forum: Forum, organiser: str) -> None:
    ada = forum.register()
    sent = forum.sent(ada, "entrance")
    forum.scanned(organiser, sent)
    before = forum.headcounts(organiser)["checkpoints"]

    forum.scanned(organiser, sent, sent)

    assert forum.headcounts(organiser)["checkpoints"] == before


def test_a_stored_answer_comes_before_the_passs_scope(forum: Forum, organiser: str, entrance: str) -> None:
    ada = forum.register(ateliers=["atelier-1"])
    sent = forum.sent(ada, "atelier-1")
    answered = forum.scanned(organiser, sent).body["results"]

    assert forum.scanned(entrance, sent).body["results"] == answered


def test_a_checkpoint_that_the_pass_does_not_cover_is_forbidden_and_the_batch_goes_on(
    forum: Forum, entrance: str
) -> None:
    ada = forum.register(ateliers=["atelier-1"])

    answer = forum.scanned(entrance, forum.sent(ada, "atelier-1"), forum.sent(ada, "entrance"))

    refused, admitted = answer.body["results"]
    assert refused["problem"]["code"] == "forbidden"
    assert refused["problem"]["retry"] is False
    assert admitted["verdict"] == "admitted"


def test_a_scan_id_used_for_another_door_changes_nothing(forum: Forum, organiser: str) -> None:
    ada = forum.register(ateliers=["atelier-1"])
    forum.scan(organiser, ada, "entrance", scan_id="scan-of-ada")

    reused = forum.scan(organiser, ada, "atelier-1", scan_id="scan-of-ada")

    assert reused["problem"]["code"] == "scan_id_reused"
    assert forum.headcounts(organiser)["checkpoints"]["atelier-1"]["ever"] == 0


def test_a_phone_that_decided_while_waiting_replaces_the_answer_once(forum: Forum, organiser: str) -> None:
    ada = forum.register()
    sent = forum.sent(ada, "lunch")
    forum.set_clock("10:30")
    sent["at"] = forum.now.isoformat()
    assert forum.scanned(organiser, sent).body["results"][0]["verdict"] == "not_booked"

    (replaced,) = forum.scanned(organiser, {**sent, "offline": "admitted"}).body["results"]
    (again,) = forum.scanned(organiser, {**sent, "offline": "cancelled"}).body["results"]

    assert replaced["verdict"] == "admitted"
    assert replaced["server_verdict"] == "not_booked"
    assert replaced["conflicts"] == ["not_booked"]
    assert again == replaced
    counted = forum.headcounts(organiser)["checkpoints"]["lunch"]
    assert (counted["ever"], counted["refused"]) == (1, 0)


def test_an_answer_is_not_replaced_from_another_device_and_stays_as_it_was(forum: Forum, organiser: str) -> None:
    door, other = (forum.invite("volunteer", "entrance", label=label) for label in ("Gauche", "Droite"))
    ada = forum.register()
    sent = forum.sent(ada, "entrance")
    first = forum.scanned(door, sent, device="phone-1").body["results"]
    before = forum.headcounts(organiser)

    for secret, device in ((other, "phone-2"), (other, None), (door, "phone-2"), (door, None)):
        results = forum.scanned(secret, {**sent, "offline": "cancelled"}, device=device).body["results"]
        assert (results[0]["problem"]["code"], results[0]["problem"]["retry"]) == ("scan_id_reused", False)

    assert forum.scanned(other, sent, device="phone-2").body["results"] == first
    assert forum.headcounts(organiser)["checkpoints"] == before["checkpoints"]


@pytest.mark.parametrize("role", ["volunteer", "organiser"])
def test_an_answer_is_withdrawn_by_its_device_with_a_new_link_or_as_an_organiser_brings_it(
    forum: Forum, organiser: str, role: str
) -> None:
    ada = forum.register()
    sent = forum.sent(ada, "entrance")
    forum.scanned(forum.invite("volunteer", "entrance"), sent, device="phone-1")
    forum.pass_hours(3)
    bringing = {"volunteer": forum.invite("volunteer", "entrance"), "organiser": organiser}[role]

    (replaced,) = forum.scanned(bringing, {**sent, "offline": "cancelled"}, device="phone-1").body["results"]

    assert (replaced["verdict"], replaced["server_verdict"]) == ("cancelled", "admitted")
    assert replaced["conflicts"] == ["withdrawn"]
    (conflict,) = forum.gateway.call("GET", "/api/conflicts", secret=organiser).body["conflicts"]
    assert (conflict["name"], conflict["conflicts"]) == ("Ada Exemple", ["withdrawn"])
    assert (forum.headcounts(organiser)["inside"], forum.headcounts(organiser)["conflicts"]) == (0, 1)


def test_sending_a_scan_again_does_not_begin_the_quarter_of_an_hour_anew(forum: Forum) -> None:
    door, ada = forum.invite("volunteer", "entrance"), forum.register()
    sent = forum.sent(ada, "entrance")
    forum.scanned(door, sent, device="phone-1")
    forum.pass_hours(0.3)

    forum.scanned(door, {**sent, "offline": "admitted"}, device="phone-1")

    path = f"/api/attendees/{ada['attendee_id']}/scans/{sent['scan_id']}/undo"
    assert forum.gateway.call("POST", path, secret=door).body["code"] == "undo_too_late"


def test_an_answer_is_replaced_only_for_as_long_as_uploads_are_accepted(forum: Forum) -> None:
    door = forum.invite("volunteer", "entrance", expires_at=forum.now + timedelta(hours=1))
    ada = forum.register()
    sent = forum.sent(ada, "entrance")
    forum.scanned(door, sent, device="phone-1")
    forum.change(closed_at=forum.now)
    withdrawn = {**sent, "offline": "cancelled"}

    (closed,) = forum.scanned(door, withdrawn, device="phone-1").body["results"]
    forum.change(closed_at=None)
    forum.pass_hours(50)

    assert (closed["problem"]["code"], closed["problem"]["retry"]) == ("event_closed", True)
    assert forum.scanned(door, withdrawn, device="phone-1").body["code"] == "pass_expired"
    assert forum.headcounts(forum.invite(expires_at=forum.now + timedelta(hours=1)))["inside"] == 1


def test_a_strangers_answer_is_replaced_from_its_own_device_alone(forum: Forum, organiser: str) -> None:
    door, other = (forum.invite("volunteer", "entrance") for _ in range(2))
    sent = forum.sent({"badge": "no badge"}, "entrance")
    forum.scanned(door, sent, device="phone-1")
    let_in = {**sent, "offline": "admitted"}

    (refused,) = forum.scanned(other, let_in, device="phone-2").body["results"]
    (replaced,) = forum.scanned(door, let_in, device="phone-1").body["results"]

    assert refused["problem"]["code"] == "scan_id_reused"
    assert (replaced["verdict"], replaced["conflicts"]) == ("admitted", ["unknown_badge"])


def test_a_strangers_scan_is_answered_the_same_again(forum: Forum, entrance: str) -> None:
    sent = forum.sent({"badge": "no badge"}, "entrance")

    first = forum.scanned(entrance, sent).body["results"]

    assert forum.scanned(entrance, sent).body["results"] == first
    assert forum.headcounts(entrance)["checkpoints"]["entrance"]["refused"] == 1


def test_a_forged_badge_of_somebody_is_not_theirs(forum: Forum, organiser: str) -> None:
    ada, eve = forum.register("Ada"), forum.register("Eve")
    # The last three bytes: cut elsewhere, two badges' characters may together encode none.
    forged = ada["badge"][:-5] + eve["badge"][-5:]

    result = forum.scan(organiser, {"badge": forged}, "entrance")

    assert result["verdict"] == "forged_badge"
    assert forum.headcounts(organiser)["checkpoints"]["entrance"]["refused_by_verdict"] == {"forged_badge": 1}


@pytest.mark.parametrize("issued_low", [True, False], ids=["a badge of now", "a badge issued in the other form"])
def test_a_badge_in_either_form_of_its_signature_is_the_same_badge(
    forum: Forum, entrance: str, *, issued_low: bool
) -> None:
    ada = forum.register()
    if not issued_low:
        known = people.known(EVENT_ID, ada["attendee_id"])
        assert known.attendee
        was_issued = replace(known.attendee, signatures=(builders.twin(known.attendee.signatures[0]),))
        people.commit(Change(before=known, after=known.with_attendee(was_issued)), forum.programme)
    issued = badge.of(forum.attendee(ada["attendee_id"]), EVENT_ID)
    (own,) = forum.gateway.call("GET", "/api/registration/data", secret=ada["pass"]).body["badges"]
    read = badge.read(issued)
    assert read
    low = badge.text(EVENT_ID, read.attendee_id, read.issue, read.signature)
    high = badge.text(EVENT_ID, read.attendee_id, read.issue, builders.twin(read.signature))

    verdicts = [forum.scan(entrance, {"badge": shown}, "entrance")["verdict"] for shown in (low, high)]

    assert issued == own == (low if issued_low else high)
    assert verdicts == ["admitted", "already_admitted"]


def test_a_person_found_by_name_is_admitted_by_hand(forum: Forum, entrance: str) -> None:
    ada = forum.register()

    result = forum.scan(entrance, {}, "entrance", attendee_id=ada["attendee_id"])

    assert result["verdict"] == "admitted"
    day = forum.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=forum.invite()).body
    assert [scan["by_hand"] for scan in day["scans"]] == [True]


def test_an_id_that_nobody_has_is_an_unknown_badge(forum: Forum, entrance: str) -> None:
    assert forum.scan(entrance, {}, "entrance", attendee_id="NOBODY")["verdict"] == "unknown_badge"


def test_the_last_seat_is_given_to_one_override_and_refused_to_the_next(forum: Forum, organiser: str) -> None:
    supervised = forum.invite("volunteer", "atelier-2", label="Salle 2")
    for name in ("Ada", "Bea"):
        forum.register(name, ateliers=["atelier-2"])
    walk_ins = [forum.register(name, ateliers=["atelier-1"]) for name in ("Cid", "Dan")]

    verdicts = [forum.scan(supervised, who, "atelier-2", override=True)["verdict"] for who in walk_ins]

    assert verdicts == ["admitted", "full"]
    assert forum.headcounts(organiser)["checkpoints"]["atelier-2"]["seats"] == {"capacity": 3, "taken": 3, "waiting": 0}


def test_a_move_gives_the_seat_of_the_first_atelier_back(forum: Forum, organiser: str) -> None:
    ada = forum.register()
    forum.scan(organiser, ada, "atelier-1", override=True)

    moved = forum.scan(organiser, ada, "atelier-2", override=True)

    assert (moved["verdict"], moved["moved_from"]) == ("moved", "atelier-1")
    checkpoints = forum.headcounts(organiser)["checkpoints"]
    assert checkpoints["atelier-1"]["seats"]["taken"] == 0
    assert checkpoints["atelier-2"]["seats"]["taken"] == 1
    assert checkpoints["atelier-1"]["present"] == 0


def test_lunch_tells_the_diet_and_other_doors_do_not(forum: Forum, organiser: str) -> None:
    ada = forum.register(lunch=True, diet="vegan")
    forum.set_clock("10:30")

    assert forum.scan(organiser, ada, "lunch")["diet"] == "vegan"
    assert forum.scan(organiser, ada, "village")["diet"] is None


def test_an_offline_scan_over_the_seats_is_stored_and_listed(forum: Forum, organiser: str) -> None:
    for name in ("Ada", "Bea", "Cid"):
        forum.register(name, ateliers=["atelier-2"])
    dan = forum.register("Dan")

    result = forum.scan(organiser, dan, "atelier-2", offline="admitted")

    assert result["conflicts"] == ["over_capacity", "not_booked"]
    counted = forum.headcounts(organiser)
    assert counted["checkpoints"]["atelier-2"]["seats"] == {"capacity": 3, "taken": 4, "waiting": 0}
    assert counted["conflicts"] == 1


def test_a_strangers_offline_admission_is_listed_under_stranger(forum: Forum, organiser: str) -> None:
    forum.scan(organiser, {"badge": "no badge"}, "entrance", offline="admitted", scan_id="scan-stranger")

    (conflict,) = forum.gateway.call("GET", "/api/conflicts", secret=organiser).body["conflicts"]

    assert conflict["attendee_id"] == "stranger"
    assert conflict["conflicts"] == ["unknown_badge"]


def test_one_person_scanned_twice_in_one_batch_is_admitted_once(forum: Forum, entrance: str) -> None:
    ada = forum.register()

    answer = forum.scanned(entrance, forum.sent(ada, "entrance"), forum.sent(ada, "entrance"))

    assert [r["verdict"] for r in answer.body["results"]] == ["admitted", "already_admitted"]
