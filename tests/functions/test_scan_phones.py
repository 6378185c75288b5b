"""What a phone says of itself, and how long it may say anything at all."""

import pytest

from attendance.store import keys, passes, retry, table
from tests.builders import at
from tests.forum import Forum


def test_an_empty_batch_is_a_phones_sign_of_life(forum: Forum, organiser: str) -> None:
    door = forum.invite("volunteer", "entrance", label="Porte A1")

    answer = forum.scanned(door, device="phone-9", outbox=4, battery=55)

    assert answer.body["results"] == []
    passes = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    (phone,) = next(p for p in passes if p["label"] == "Porte A1")["devices"]
    assert (phone["device"], phone["outbox"], phone["battery"]) == ("phone-9", 4, 55)


def test_a_sign_of_life_is_noted_at_most_every_thirty_seconds(forum: Forum, organiser: str) -> None:
    door = forum.invite("volunteer", "entrance", label="Porte A1")

    for outbox in (4, 9):
        forum.scanned(door, device="phone-9", outbox=outbox)

    passes = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    assert next(p for p in passes if p["label"] == "Porte A1")["outbox"] == 4


def test_a_sign_of_life_is_noted_again_when_the_rehearsals_clock_was_set_back(forum: Forum, organiser: str) -> None:
    door = forum.invite("volunteer", "entrance", label="Porte A1")
    forum.scanned(door, device="phone-9", outbox=4)

    forum.set_clock("7:00")
    forum.scanned(door, device="phone-9", outbox=9)

    passes = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    assert next(p for p in passes if p["label"] == "Porte A1")["outbox"] == 9


def test_a_pass_whose_checkpoints_are_gone_still_gives_a_sign_of_life(forum: Forum) -> None:
    assert forum.scanned(forum.invite("volunteer", "cellar")).body["results"] == []


def test_a_device_that_borrows_anothers_name_does_not_speak_for_it(forum: Forum, organiser: str) -> None:
    first, second = (forum.invite("volunteer", "entrance", label=label) for label in ("Gauche", "Droite"))
    forum.scanned(first, device="phone", outbox=30)
    forum.scanned(second, device="phone", outbox=0)

    passes = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]

    assert {p["label"]: p["outbox"] for p in passes if p["role"] == "volunteer"} == {"Gauche": 30, "Droite": 0}


def test_what_was_not_reached_in_time_comes_later_and_nothing_is_stored(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = forum.register()
    sent = forum.sent(ada, "entrance")
    monkeypatch.setattr(retry, "RETRY_FOR_SECONDS", 0)

    (result,) = forum.scanned(organiser, sent).body["results"]

    assert (result["problem"]["code"], result["problem"]["retry"]) == ("later", True)
    assert forum.headcounts(organiser)["inside"] == 0


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
    (only,) = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    assert 3590 < only["clock_skew_seconds"] < 3610


def test_whoever_holds_a_pass_without_a_label_is_known_by_the_name_they_give(forum: Forum, organiser: str) -> None:
    ada = forum.register()
    door = forum.invite("volunteer", "entrance", label="")

    forum.scanned(door, forum.sent(ada, "entrance"), name=" Zoé, côté cour ", device="phone-9")

    assert forum.scan(organiser, ada, "entrance")["by"] == "Zoé, côté cour"


def test_a_name_that_is_given_does_not_replace_the_passs_label(forum: Forum, organiser: str) -> None:
    ada = forum.register()
    door = forum.invite("volunteer", "entrance", label="Porte A1")

    forum.scanned(door, forum.sent(ada, "entrance"), name="Lola")

    assert forum.scan(organiser, ada, "entrance")["by"] == "Porte A1"


@pytest.mark.parametrize("name", [None, "", "   ", "\u2066\u3164\u2069"])
def test_without_label_and_name_the_device_is_named(forum: Forum, organiser: str, name: str | None) -> None:
    ada = forum.register()
    door = forum.invite("volunteer", "entrance", label="")

    forum.scanned(door, forum.sent(ada, "entrance"), name=name, device="phone-9")

    assert forum.scan(organiser, ada, "entrance")["by"] == "phone-9"


def test_no_answer_to_a_phone_tells_another_phones_device(forum: Forum) -> None:
    door, other = (forum.invite("volunteer", "entrance", label="") for _ in range(2))
    ada, bea = forum.register("Ada"), forum.register("Bea")
    device = "0e2f1c4a-77aa-4d7e-9d39-2f9a64f0b1c2"
    forum.scanned(door, forum.sent(ada, "entrance"), device=device)
    forum.scanned(door, forum.sent(bea, "entrance"))

    answers = [forum.scanned(other, forum.sent(who, "entrance"), device="phone-2") for who in (ada, bea)]
    answers += [forum.gateway.call("GET", path, secret=other) for path in ("/api/roster", "/api/headcounts")]
    answers += [forum.gateway.call("GET", "/api/registration/data", secret=who["pass"]) for who in (ada, bea)]

    assert answers[0].body["results"][0]["by"] == device[:8]
    for answer in answers:
        assert device not in answer.text
        assert passes.pass_id(door) not in answer.text


def test_a_scan_sent_again_under_another_name_keeps_its_first(forum: Forum, organiser: str) -> None:
    ada = forum.register()
    door = forum.invite("volunteer", "entrance", label="")
    sent = forum.sent(ada, "entrance")

    first, again = (forum.scanned(door, sent, name=name).body["results"] for name in ("Zoé", "Yan"))

    assert first == again
    assert forum.scan(organiser, ada, "entrance")["by"] == "Zoé"


def test_the_name_that_is_given_is_told_to_no_log_and_kept_on_no_counter(
    forum: Forum, caplog: pytest.LogCaptureFixture
) -> None:
    ada = forum.register()
    door = forum.invite("volunteer", "entrance", label="")

    forum.scanned(door, forum.sent(ada, "entrance"), name="Zoé-Prénom-Rare", device="phone-9")
    forum.scanned(door, name="Zoé-Prénom-Rare", device="phone-8")
    forum.scanned(door, forum.sent(ada, "cellar"), name="Zoé-Prénom-Rare", device="phone-9")

    assert len(caplog.records) == 4
    assert "Rare" not in str([vars(record) for record in caplog.records])
    assert "Rare" not in str(table.partition(keys.tallies(forum.event_id)))
