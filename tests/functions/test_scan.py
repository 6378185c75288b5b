"""A volunteer's phone sends scans; each has its own answer, and that answer is its answer for ever."""

import json

import pytest

from attendance.store import contention
from tests.builders import at
from tests.conftest import Forum


@pytest.fixture
def organiser(forum: Forum) -> str:
    return forum.invite("organiser")


@pytest.fixture
def entrance(forum: Forum) -> str:
    return forum.invite("volunteer", "entrance", label="Porte A1")


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
    assert answer.body["headcounts"] == {"entrance": {"present": 1, "booked": 1, "seats": None}}


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


@pytest.mark.parametrize("text", ["https://example.org", "", " ", "é" * 500, "\ud800", "\x00"])
def test_a_text_that_is_no_badge_is_unreadable_and_never_a_problem(forum: Forum, entrance: str, text: str) -> None:
    result = forum.scan(entrance, {"badge": text}, "entrance")

    assert result["verdict"] == "unreadable"
    assert result["attendee"] is None


def test_a_strangers_scan_is_answered_the_same_again(forum: Forum, entrance: str) -> None:
    sent = forum.sent({"badge": "no badge"}, "entrance")

    first = forum.scanned(entrance, sent).body["results"]

    assert forum.scanned(entrance, sent).body["results"] == first
    assert forum.headcounts(entrance)["checkpoints"]["entrance"]["refused"] == 1


def test_a_forged_badge_of_somebody_is_not_theirs(forum: Forum, organiser: str) -> None:
    ada, eve = forum.register("Ada"), forum.register("Eve")
    forged = ada["badge"][:-6] + eve["badge"][-6:]

    result = forum.scan(organiser, {"badge": forged}, "entrance")

    assert result["verdict"] == "forged_badge"
    assert forum.headcounts(organiser)["checkpoints"]["entrance"]["refused_by_verdict"] == {"forged_badge": 1}


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
    assert forum.headcounts(organiser)["checkpoints"]["atelier-2"]["seats"] == {"capacity": 3, "taken": 3}


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
    assert counted["checkpoints"]["atelier-2"]["seats"] == {"capacity": 3, "taken": 4}
    assert counted["conflicts"] == 1


def test_a_strangers_offline_admission_is_listed_under_stranger(forum: Forum, organiser: str) -> None:
    forum.scan(organiser, {"badge": "no badge"}, "entrance", offline="admitted", scan_id="scan-stranger")

    (conflict,) = forum.gateway.call("GET", "/api/conflicts", secret=organiser).body["conflicts"]

    assert conflict["attendee_id"] == "stranger"
    assert conflict["conflicts"] == ["unknown_badge"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scan_id": "short"}, "scan_id"),
        ({"scan_id": 7}, "scan_id"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2022-08-30T09:00:00"}, "at"),
        ({"at": "0001-01-01T00:00:00+02:00"}, "at"),
        ({"at": 1661850000}, "at"),
        ({"checkpoint": "cellar"}, "checkpoint"),
        ({"checkpoint": None}, "checkpoint"),
        ({"direction": "up"}, "direction"),
        ({"override": "yes"}, "override"),
        ({"offline": "perhaps"}, "offline"),
        ({"offline": "left"}, "offline"),
        ({"attendee_id": "BOTH"}, "badge"),
        ({"badge": None}, "badge"),
        ({"scan_id": "\ud800-surrogate"}, "scan_id"),
        ({"typo\ud800": 1}, "typo?"),
        ({"attendee_id": "with#hash", "badge": None}, "attendee_id"),
        ({"badge": 7}, "badge"),
        ({"typo": 1}, "typo"),
    ],
)
def test_a_malformed_scan_gets_its_own_problem_with_the_field_named(
    forum: Forum, organiser: str, wrong: dict[str, object], field: str
) -> None:
    ada = forum.register()
    bad = {**forum.sent(ada, "entrance"), **wrong}
    bad = {k: v for k, v in bad.items() if v is not None or k not in wrong}

    answer = forum.scanned(organiser, bad, forum.sent(ada, "entrance"))

    problem, good = answer.body["results"]
    assert problem["problem"]["code"] == "invalid_request"
    assert problem["problem"]["errors"][0]["field"] == field
    assert good["verdict"] == "admitted"


@pytest.mark.parametrize("bad", [None, 7, "scan", [], [[]]])
def test_what_is_no_scan_at_all_gets_its_own_problem(forum: Forum, organiser: str, bad: object) -> None:
    (result,) = forum.scanned(organiser, bad).body["results"]  # type: ignore[arg-type]

    assert result["scan_id"] is None
    assert result["problem"]["code"] == "invalid_request"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 422),
        ("[" * 100_000, 422),
        ("NaN", 422),
        ("null", 422),
        ("[]", 422),
        (json.dumps({"scans": []}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": {}}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [], "outbox": -1}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [], "typo": 1}), 422),
        (json.dumps({"sent_at": "2022-08-30T09:00:00Z", "scans": [{}] * 51}), 413),
        ('"' + "x" * 600_000 + '"', 413),
    ],
)
def test_a_malformed_batch_is_a_problem_and_never_a_fault(forum: Forum, organiser: str, body: str, status: int) -> None:
    answer = forum.gateway.call("POST", "/api/scans", body, secret=organiser)

    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.body["status"] == status


def test_an_empty_batch_is_a_phones_sign_of_life(forum: Forum, organiser: str) -> None:
    door = forum.invite("volunteer", "entrance", label="Porte A1")

    answer = forum.scanned(door, device="phone-9", outbox=4, battery=55)

    assert answer.body["results"] == []
    told = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    (phone,) = next(p for p in told if p["label"] == "Porte A1")["devices"]
    assert (phone["device"], phone["outbox"], phone["battery"]) == ("phone-9", 4, 55)


def test_a_sign_of_life_is_noted_at_most_every_thirty_seconds(forum: Forum, organiser: str) -> None:
    door = forum.invite("volunteer", "entrance", label="Porte A1")

    for outbox in (4, 9):
        forum.scanned(door, device="phone-9", outbox=outbox)

    told = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    assert next(p for p in told if p["label"] == "Porte A1")["outbox"] == 4


def test_a_sign_of_life_is_noted_again_when_the_rehearsals_clock_was_set_back(forum: Forum, organiser: str) -> None:
    door = forum.invite("volunteer", "entrance", label="Porte A1")
    forum.scanned(door, device="phone-9", outbox=4)

    forum.set_clock("7:00")
    forum.scanned(door, device="phone-9", outbox=9)

    told = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    assert next(p for p in told if p["label"] == "Porte A1")["outbox"] == 9


def test_a_pass_whose_checkpoints_are_gone_still_gives_a_sign_of_life(forum: Forum) -> None:
    assert forum.scanned(forum.invite("volunteer", "cellar")).body["results"] == []


def test_a_device_that_borrows_anothers_name_does_not_speak_for_it(forum: Forum, organiser: str) -> None:
    first, second = (forum.invite("volunteer", "entrance", label=label) for label in ("Gauche", "Droite"))
    forum.scanned(first, device="phone", outbox=30)
    forum.scanned(second, device="phone", outbox=0)

    told = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]

    assert {p["label"]: p["outbox"] for p in told if p["role"] == "volunteer"} == {"Gauche": 30, "Droite": 0}


def test_what_was_not_reached_in_time_comes_later_and_nothing_is_stored(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = forum.register()
    sent = forum.sent(ada, "entrance")
    monkeypatch.setattr(contention, "PATIENCE_SECONDS", 0)

    (result,) = forum.scanned(organiser, sent).body["results"]

    assert (result["problem"]["code"], result["problem"]["retry"]) == ("later", True)
    assert forum.headcounts(organiser)["inside"] == 0


def test_many_unknown_fields_do_not_make_a_long_answer(forum: Forum, organiser: str) -> None:
    body = {"sent_at": "2022-08-30T09:00:00Z", "scans": []} | {f"field-{n}": 1 for n in range(20_000)}

    answer = forum.gateway.call("POST", "/api/scans", body, secret=organiser)

    assert answer.status == 422
    assert len(answer.text) < 10_000


def test_an_expired_pass_uploads_what_was_scanned_before_and_nothing_else(forum: Forum) -> None:
    ada, bea = forum.register("Ada"), forum.register("Bea")
    door = forum.invite("volunteer", "entrance", expires_at=at("18:00"))
    before, after = "2022-08-30T17:00:00Z", "2022-08-30T18:30:00Z"
    forum.set_clock("19:00")

    answer = forum.scanned(
        door,
        forum.sent(ada, "entrance", at=before, offline="admitted"),
        forum.sent(bea, "entrance", at=after, offline="admitted"),
    )

    uploaded, refused = answer.body["results"]
    assert uploaded["verdict"] == "admitted"
    assert refused["problem"]["code"] == "pass_expired"
    assert forum.scanned(door).body["code"] == "pass_expired"
    forum.pass_hours(48)
    assert forum.scanned(door, forum.sent(ada, "entrance", at=before)).body["code"] == "pass_expired"


def test_a_phone_an_hour_ahead_is_noted_with_its_skew(forum: Forum, organiser: str) -> None:
    ada = forum.register()
    ahead = forum.now.replace(hour=forum.now.hour + 1).isoformat()

    answer = forum.scanned(organiser, forum.sent(ada, "entrance", at=ahead), sent_at=ahead)

    (result,) = answer.body["results"]
    assert result["conflicts"] == ["clock"]
    (told,) = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    assert 3590 < told["clock_skew_seconds"] < 3610


def test_one_person_scanned_twice_in_one_batch_is_admitted_once(forum: Forum, entrance: str) -> None:
    ada = forum.register()

    answer = forum.scanned(entrance, forum.sent(ada, "entrance"), forum.sent(ada, "entrance"))

    assert [r["verdict"] for r in answer.body["results"]] == ["admitted", "already_admitted"]
