"""An organiser corrects, cancels, erases, and gives a new badge; attendees do so for themselves."""

from collections.abc import Callable
from typing import Any

import pytest

from attendance.store import acts, mails
from tests.forum import Forum
from tests.gateway import Response

type Act = Callable[..., Response]


@pytest.fixture(params=["attendee", "organiser"])
def act(request: pytest.FixtureRequest, forum: Forum) -> Act:
    """Act on somebody's registration, as themselves or as an organiser."""
    organiser = forum.invite()

    def call(method: str, who: dict[str, Any], path: str = "", body: Any = None) -> Response:
        if request.param == "organiser":
            return forum.gateway.call(method, f"/api/attendees/{who['attendee_id']}{path}", body, secret=organiser)
        return forum.gateway.call(method, f"/api/registration{path}", body, secret=who["pass"])

    return call


def taken(forum: Forum, atelier: str) -> int:
    seats: int = forum.headcounts(forum.invite())["checkpoints"][atelier]["seats"]["taken"]
    return seats


def reasons(forum: Forum, who: dict[str, Any]) -> set[str]:
    return {mail.kind for mail in mails.of(forum.event_id, who["attendee_id"])}


def test_other_choices_move_the_seat_and_are_told(forum: Forum, act: Act) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"])

    changed = act("PATCH", ada, body={"ateliers": ["atelier-2"], "lunch": True})

    assert (changed.status, changed.body["ateliers"], changed.body["lunch"]) == (200, ["atelier-2"], True)
    assert (taken(forum, "atelier-1"), taken(forum, "atelier-2")) == (0, 1)
    assert reasons(forum, ada) == {"confirmation", "change"}


def test_a_lost_badge_is_replaced_and_the_old_one_refused(forum: Forum, act: Act) -> None:
    ada, organiser = forum.register("Ada"), forum.invite()

    new = act("POST", ada, "/badge")

    assert (new.status, new.body["issue"]) == (200, 2)
    assert forum.scan(organiser, ada, "entrance")["verdict"] == "cancelled"
    assert forum.scan(organiser, {"badge": new.body["badge"]}, "entrance")["verdict"] == "admitted"
    assert reasons(forum, ada) == {"confirmation", "badge"}


def test_a_badge_that_is_asked_for_again_is_replaced_once(forum: Forum, act: Act) -> None:
    ada = forum.register("Ada")

    new = [act("POST", ada, "/badge", {"issue": 1}).body["badge"] for _ in range(2)]

    assert new[0] == new[1]
    assert forum.attendee(ada["attendee_id"]).issue == 2


@pytest.mark.parametrize("wrong", [{"issue": 0}, {"issue": "1"}, {"lost": 1}, "no JSON"])
def test_a_wish_for_a_badge_that_cannot_be_read_makes_none(forum: Forum, act: Act, wrong: object) -> None:
    ada = forum.register("Ada")

    assert act("POST", ada, "/badge", wrong).status == 422
    assert forum.attendee(ada["attendee_id"]).issue == 1


def test_a_cancelled_badge_is_refused_and_the_seat_free(forum: Forum, act: Act) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"])

    assert act("DELETE", ada).status == 200

    assert forum.scan(forum.invite(), ada, "entrance")["verdict"] == "cancelled"
    assert taken(forum, "atelier-1") == 0
    assert reasons(forum, ada) == {"confirmation", "cancellation"}


def test_erasing_leaves_no_name_anywhere_and_the_badge_refused(forum: Forum, act: Act) -> None:
    organiser = forum.invite()
    ada = forum.register("Adalbertine", organisation="La Fonda", ateliers=["atelier-1"])
    forum.scan(organiser, ada, "entrance")

    erased = act("POST", ada, "/erasure")

    assert erased.status == 200
    assert erased.body["erased_at"]
    day = forum.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=organiser)
    assert len(day.body["scans"]) == 1
    roster = forum.gateway.call("GET", "/api/roster", secret=organiser)
    assert roster.body["attendees"][0]["cancelled"]
    for answer in (day, roster):
        assert "adalbertine" not in answer.text.lower()
        assert "La Fonda" not in answer.text
    assert forum.gateway.call("GET", "/api/attendees", secret=organiser, query={"q": "adal"}).body["attendees"] == []
    assert forum.scan(organiser, ada, "entrance")["verdict"] == "cancelled"
    assert forum.gateway.call("GET", "/api/registration", secret=ada["pass"]).body["code"] == "pass_revoked"


def test_cancelling_and_erasing_are_answered_the_same_again(forum: Forum, act: Act) -> None:
    ada = forum.register("Ada")

    cancelled = [act("DELETE", ada).body for _ in range(2)]
    erased = [act("POST", ada, "/erasure").body for _ in range(2)]

    assert cancelled[0] == cancelled[1]
    assert erased[0] == erased[1]
    assert forum.attendee(ada["attendee_id"]).name is None


def test_who_was_erased_may_register_again(forum: Forum, act: Act) -> None:
    ada = forum.register("Ada", email="ada@example.org")
    act("POST", ada, "/erasure")

    assert forum.register("Ada", email="ada@example.org")["attendee_id"] != ada["attendee_id"]


@pytest.mark.parametrize("wrong", [{"ateliers": ["atelier-9"]}, {"waiting": ["atelier-1"]}, {"stand": "Six"}, {"x": 1}])
def test_what_is_wrong_changes_nothing(forum: Forum, act: Act, wrong: dict[str, object]) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"])
    before = forum.attendee(ada["attendee_id"])

    refused = act("PATCH", ada, body=wrong)

    assert (refused.status, refused.body["code"]) == (422, "invalid_request")
    assert refused.body["errors"][0]["field"] == next(iter(wrong))
    assert forum.attendee(ada["attendee_id"]) == before


def test_a_full_atelier_is_waited_for_in_order_and_left_again(forum: Forum, act: Act) -> None:
    for name in ("Bea", "Cid", "Dan"):
        forum.register(name, ateliers=["atelier-1"])
    eve, ada = forum.register("Eve", waiting=["atelier-1"]), forum.register("Ada")

    joined = act("PATCH", ada, body={"waiting": ["atelier-1"]})

    assert [(w["atelier"], w["place"], w["offered_until"]) for w in joined.body["waiting"]] == [("atelier-1", 2, None)]
    assert forum.gateway.call("GET", "/api/programme").body["ateliers"][0]["waiting"] == 2
    assert act("PATCH", eve, body={"waiting": []}).body["waiting"] == []
    assert forum.gateway.call("GET", "/api/programme").body["ateliers"][0]["waiting"] == 1


def test_a_freed_seat_is_left_to_who_waits(forum: Forum, act: Act) -> None:
    full = [forum.register(name, ateliers=["atelier-1"]) for name in ("Bea", "Cid", "Dan")]
    forum.register("Eve", waiting=["atelier-1"])
    ada = forum.register("Ada")
    act("DELETE", full[0])

    refused = act("PATCH", ada, body={"ateliers": ["atelier-1"]})

    assert (refused.status, refused.body["code"]) == (409, "atelier_full")
    assert forum.gateway.call("GET", "/api/programme").body["ateliers"][0]["seats_left"] == 0


def test_an_organiser_makes_a_speaker_of_a_participant_after_closing_too(forum: Forum) -> None:
    ada, path = forum.register("Ada"), "/api/attendees/{}"
    forum.set_clock("10:30")

    changed = forum.gateway.call("PATCH", path.format(ada["attendee_id"]), {"kind": "speaker"}, secret=forum.invite())

    assert (changed.status, changed.body["kind"]) == (200, "speaker")


def test_nothing_is_corrected_of_a_cancelled_registration(forum: Forum) -> None:
    ada, organiser = forum.register("Ada"), forum.invite()
    path = f"/api/attendees/{ada['attendee_id']}"
    forum.gateway.call("DELETE", path, secret=organiser)

    for method, suffix, body in (("PATCH", "", {"lunch": True}), ("POST", "/badge", None)):
        refused = forum.gateway.call(method, path + suffix, body, secret=organiser)
        assert (refused.status, refused.body["code"]) == (409, "registration_cancelled")


ACTS = [("PATCH", ""), ("DELETE", ""), ("POST", "/badge"), ("POST", "/erasure")]


@pytest.mark.parametrize(("method", "suffix"), ACTS)
def test_only_an_organiser_acts_on_somebody_else(forum: Forum, entrance: str, method: str, suffix: str) -> None:
    ada = forum.register("Ada")
    path = f"/api/attendees/{ada['attendee_id']}{suffix}"

    for secret, status in ((None, 401), (entrance, 403), (ada["pass"], 403)):
        assert forum.gateway.call(method, path, {}, secret=secret).status == status
    unknown = forum.gateway.call(method, f"/api/attendees/NOBODY{suffix}", {}, secret=forum.invite())
    assert (unknown.status, unknown.body["code"]) == (404, "not_found")


def test_one_is_told_everything_that_is_stored_about_oneself(forum: Forum) -> None:
    organiser = forum.invite(label="Porte A1 - Bea Bénévole")
    ada = forum.register("Ada", lunch=True, diet="vegan")
    forum.scan(organiser, ada, "entrance")

    answer = forum.gateway.call("GET", "/api/registration/data", secret=ada["pass"])

    assert answer.body["registration"]["diet"] == "vegan"
    assert answer.body["attendance"]["inside"]
    assert [scan["verdict"] for scan in answer.body["scans"]] == ["admitted"]
    assert [(mail["reason"], mail["attempts"]) for mail in answer.body["mails"]] == [("confirmation", 0)]
    assert (answer.body["badges"], answer.body["brought_by_a_list"]) == ([ada["badge"]], False)
    assert answer.body["link"].keys() == {"created_at", "expires_at"}
    assert ada["pass"] not in answer.text
    # Who stood at the door is somebody else's name.
    assert "Bénévole" not in answer.text


def mailed(forum: Forum, who: dict[str, Any], **asked: str) -> Response:
    path = f"/api/attendees/{who['attendee_id']}/mail"
    return forum.gateway.call("POST", path, asked or None, secret=forum.invite())


def test_a_badge_that_is_mailed_again_stays_the_same_and_is_sent_once_by_its_id(forum: Forum) -> None:
    ada = forum.register("Ada")

    first = mailed(forum, ada, mail_id="asked-on-the-phone")
    again = mailed(forum, ada, mail_id="asked-on-the-phone")

    assert (first.status, first.body["kind"], first.body["state"]) == (200, "again", "due")
    assert first.body == again.body
    assert (reasons(forum, ada), forum.attendee(ada["attendee_id"]).issue) == ({"confirmation", "again"}, 1)
    assert [act.what for act in acts.of(forum.event_id, ada["attendee_id"])] == ["mailed_again"]
    assert mailed(forum, ada).body["reason"] != first.body["reason"]


def test_a_badge_is_mailed_again_to_another_address_by_one_mail_and_the_old_one_is_told(forum: Forum) -> None:
    ada = forum.register("Ada", email="ada@example.org")

    for _ in range(2):
        assert mailed(forum, ada, mail_id="asked-on-the-phone", email="ada@example.com").status == 200

    assert forum.attendee(ada["attendee_id"]).email == "ada@example.com"
    assert reasons(forum, ada) == {"confirmation", "again", "address"}
    (act,) = acts.of(forum.event_id, ada["attendee_id"])
    assert (act.what, act.details) == ("mailed_again", {"fields": ["email"]})


def test_a_mail_to_another_address_needs_an_id_of_its_own(forum: Forum) -> None:
    ada = forum.register("Ada", email="ada@example.org")
    mailed(forum, ada, mail_id="asked-on-the-phone")

    refused = mailed(forum, ada, mail_id="asked-on-the-phone", email="ada@example.com")

    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "mail_id")
    assert forum.attendee(ada["attendee_id"]).email == "ada@example.org"


def test_no_badge_is_mailed_again_where_nobody_would_get_it(forum: Forum) -> None:
    ada, bea = forum.register("Ada"), forum.register("Bea", email="bea@example.org")
    cid = forum.gateway.call(
        "POST",
        "/api/attendees",
        {"given_name": "Cid", "family_name": "Exemple", "consent": True},
        secret=forum.invite(),
    ).body

    assert mailed(forum, cid).body["code"] == "no_address"
    assert mailed(forum, ada, email="bea@example.org").body["code"] == "already_registered"
    assert mailed(forum, ada, email="nobody").body["errors"][0]["field"] == "email"
    forum.gateway.call("DELETE", f"/api/attendees/{bea['attendee_id']}", secret=forum.invite())
    assert mailed(forum, bea).body["code"] == "registration_cancelled"
    assert mailed(forum, {"attendee_id": "nobody"}).status == 404
    assert (reasons(forum, ada), reasons(forum, cid)) == ({"confirmation"}, set())


def test_only_an_organiser_has_somebodys_badge_mailed_again(forum: Forum) -> None:
    ada = forum.register("Ada")
    volunteer = forum.invite("volunteer", "entrance")

    for secret, status in ((None, 401), (ada["pass"], 403), (volunteer, 403)):
        answer = forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/mail", secret=secret)
        assert answer.status == status


def corrected(forum: Forum, who: dict[str, Any], **changes: Any) -> Response:
    return forum.gateway.call("PATCH", f"/api/attendees/{who['attendee_id']}", changes, secret=forum.invite())


def test_who_is_moved_takes_a_seat_there_and_keeps_that_of_the_other_series(forum: Forum) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1", "atelier-3"])

    moved = [corrected(forum, ada, move_to="atelier-2") for _ in range(2)]

    assert [answer.status for answer in moved] == [200, 200]
    assert set(moved[0].body["ateliers"]) == {"atelier-2", "atelier-3"}
    assert moved[1].body == moved[0].body
    assert (taken(forum, "atelier-1"), taken(forum, "atelier-2")) == (0, 1)
    assert len(acts.of(forum.event_id, ada["attendee_id"])) == 1
    assert corrected(forum, ada, move_to="atelier-9").body["errors"][0]["field"] == "ateliers"


def test_nobody_is_moved_to_where_no_seat_is_left(forum: Forum) -> None:
    ada = forum.register("Ada", ateliers=["atelier-2"])
    for name in ("Bea", "Cid", "Dan"):
        forum.register(name, ateliers=["atelier-1"])

    assert corrected(forum, ada, move_to="atelier-1").body["code"] == "atelier_full"
    assert forum.attendee(ada["attendee_id"]).ateliers == ("atelier-2",)


def test_a_correction_is_mailed_unless_the_organiser_chose_otherwise(forum: Forum) -> None:
    ada = forum.register("Ada", email="ada@example.org")

    assert corrected(forum, ada, move_to="atelier-1", notify=False).status == 200
    assert reasons(forum, ada) == {"confirmation"}
    assert corrected(forum, ada, email="ada@example.com", notify=False).status == 200
    assert reasons(forum, ada) == {"confirmation", "address"}
    assert corrected(forum, ada, move_to="atelier-2").status == 200
    assert reasons(forum, ada) == {"confirmation", "address", "change"}


def test_an_attendee_cannot_change_their_registration_in_silence(forum: Forum) -> None:
    ada = forum.register("Ada")

    for changes in ({"lunch": True, "notify": False}, {"move_to": "atelier-1"}):
        assert forum.gateway.call("PATCH", "/api/registration", changes, secret=ada["pass"]).status == 422
