"""A link that is handed out already: other doors, another schedule or name; and the mail that brings a link."""

from typing import Any

import pytest

from attendance.edge import authority
from attendance.store import passes
from attendance.vocabulary.codes import MailState
from tests.forum import Forum
from tests.gateway import Response
from tests.mailroom import Mailroom

MORNING = {"checkpoint": "entrance", "starts_at": "2022-08-30T08:00:00+02:00", "ends_at": "2022-08-30T11:00:00+02:00"}
NOON = {"checkpoint": "lunch", "starts_at": "2022-08-30T12:00:00+02:00", "ends_at": "2022-08-30T14:00:00+02:00"}
LOLA = {"role": "volunteer", "label": "Lola", "checkpoints": ["entrance", "lunch"], "schedule": [MORNING, NOON]}


@pytest.fixture
def lola(forum: Forum, organiser: str) -> dict[str, Any]:
    invited = forum.gateway.call("POST", "/api/passes", LOLA, secret=organiser)
    assert invited.status == 201, invited.text
    body: dict[str, Any] = invited.body
    return body


def change(forum: Forum, secret: str, invited: dict[str, Any], **changes: Any) -> Response:
    return forum.gateway.call("PATCH", f"/api/passes/{invited['id']}", changes, secret=secret)


def roster(forum: Forum, secret: str, had: str = "") -> Response:
    authority._cached.clear()
    return forum.gateway.call("GET", "/api/roster", secret=secret, headers={"if-none-match": had})


def doors(forum: Forum, secret: str) -> list[str]:
    return [door["id"] for door in roster(forum, secret).body["checkpoints"]]


def test_a_phone_is_told_where_its_holder_is_due(forum: Forum, lola: dict[str, Any]) -> None:
    told = roster(forum, lola["pass"]).body["pass"]["schedule"]

    assert [(shift["checkpoint"], shift["starts_at"]) for shift in told] == [
        ("entrance", "2022-08-30T06:00:00.000Z"),
        ("lunch", "2022-08-30T10:00:00.000Z"),
    ]
    assert lola["schedule"] == told


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ([{**MORNING, "checkpoint": "atelier-1"}], "schedule.0.checkpoint"),
        ([MORNING, {**NOON, "ends_at": NOON["starts_at"]}], "schedule.1.ends_at"),
        ([{**MORNING, "starts_at": "2022-08-29T08:00:00+02:00"}], "schedule.0.starts_at"),
        ([{**MORNING, "room": "A1"}], "schedule.0.room"),
        ([{**MORNING, "ends_at": "noon"}], "schedule.0.ends_at"),
        ([MORNING] * 21, "schedule"),
        ("all day", "schedule"),
    ],
)
def test_a_schedule_stays_within_the_day_and_the_doors_of_its_pass(
    forum: Forum, organiser: str, lola: dict[str, Any], wrong: object, field: str
) -> None:
    for refused in (
        forum.gateway.call("POST", "/api/passes", {**LOLA, "schedule": wrong}, secret=organiser),
        change(forum, organiser, lola, schedule=wrong),
    ):
        assert (refused.status, [error["field"] for error in refused.body["errors"]]) == (422, [field])


def test_other_doors_reach_the_phone_with_its_next_roster(forum: Forum, organiser: str, lola: dict[str, Any]) -> None:
    had = roster(forum, lola["pass"]).headers["etag"]

    changed = change(forum, organiser, lola, checkpoints=["lunch", "atelier-1"], label="Lola M.")

    assert (changed.status, changed.body["checkpoints"]) == (200, ["lunch", "atelier-1"])
    assert [shift["checkpoint"] for shift in changed.body["schedule"]] == ["lunch"]
    told = roster(forum, lola["pass"], had)
    assert (told.status, told.body["pass"]["label"]) == (200, "Lola M.")
    assert sorted(doors(forum, lola["pass"])) == ["atelier-1", "lunch"]


def test_what_a_phone_read_at_a_door_before_it_heard_of_the_change_is_recorded(
    forum: Forum, organiser: str, lola: dict[str, Any]
) -> None:
    ada, bea, cid = (forum.register(name) for name in ("Ada", "Bea", "Cid"))
    change(forum, organiser, lola, checkpoints=["lunch"])
    authority._cached.clear()

    assert forum.scan(lola["pass"], ada, "entrance")["verdict"] == "admitted"
    forum.set_clock("9:30")
    refused = forum.scan(lola["pass"], bea, "entrance")
    assert refused["problem"]["code"] == "forbidden"
    assert forum.scan(lola["pass"], cid, "entrance", offline="admitted")["verdict"] == "admitted"


def test_the_same_change_again_is_no_change_and_is_written_once(
    forum: Forum, organiser: str, lola: dict[str, Any]
) -> None:
    first = change(forum, organiser, lola, checkpoints=["lunch"])
    again = change(forum, organiser, lola, checkpoints=["lunch"])

    assert first.body == again.body
    acts = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    assert sorted(act["what"] for act in acts) == ["invited", "pass_changed"]
    (act,) = (act for act in acts if act["what"] == "pass_changed")
    assert act["details"] == {"role": "volunteer", "label": "Lola", "checkpoints": ["lunch"]}


def test_a_link_that_has_expired_may_be_given_more_time_and_a_revoked_one_is_over(
    forum: Forum, organiser: str, lola: dict[str, Any]
) -> None:
    change(forum, organiser, lola, expires_at="2022-08-30T08:00:00+02:00")
    assert roster(forum, lola["pass"]).status == 401
    change(forum, organiser, lola, expires_at="2022-08-30T20:00:00+02:00")
    assert roster(forum, lola["pass"]).status == 200

    forum.gateway.call("DELETE", f"/api/passes/{lola['id']}", secret=organiser)
    refused = change(forum, organiser, lola, label="Lola")
    assert (refused.status, refused.body["code"]) == (410, "link_over")


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"checkpoints": []},
        {"checkpoints": ["cellar"]},
        {"label": "x" * 61},
        {"role": "organiser"},
        {"id": "0"},
        {"revoked_at": None},
        {"email": "lola@example.org"},
        {"expires_at": 5},
        {"expires_at": None},
    ],
)
def test_a_malformed_change_is_refused(
    forum: Forum, organiser: str, lola: dict[str, Any], wrong: dict[str, object]
) -> None:
    assert change(forum, organiser, lola, **wrong).status == 422


def test_only_organisers_change_a_pass_of_the_staff_of_their_event(
    forum: Forum, organiser: str, lola: dict[str, Any]
) -> None:
    ada = forum.register("Ada")
    found = forum.gateway.call("GET", "/api/passes", secret=organiser).body["passes"]
    own = next(one for one in found if one["own"])
    foreign = {"id": passes.pass_id(forum.invite("volunteer", "lunch", event_id="autre-forum"))}

    assert change(forum, lola["pass"], lola, label="Reine").status == 403
    assert change(forum, organiser, own, label="").status == 422
    for nobodys in ({"id": "0" * 64}, {"id": passes.pass_id(ada["pass"])}, foreign):
        assert change(forum, organiser, nobodys, label="Reine").status == 404


def test_a_link_is_mailed_where_an_address_is_given_and_the_address_is_kept_nowhere(
    forum: Forum, mailroom: Mailroom, organiser: str
) -> None:
    wanted = {**LOLA, "email": "lola@example.org"}

    invited = forum.gateway.call("POST", "/api/passes", wanted, secret=organiser).body
    silent = forum.gateway.call("POST", "/api/passes", LOLA, secret=organiser).body

    assert (invited["mailed"], silent["mailed"]) == (MailState.SENT, None)
    (mail,) = mailroom.sent
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (mail["To"], invited["link"] in text) == ("lola@example.org", True)
    assert "8\u00a0h\u00a0– 11\u00a0h" in text
    listed = forum.gateway.call("GET", "/api/passes", secret=organiser)
    assert "@example.org" not in listed.text


def test_a_mail_that_cannot_go_leaves_the_link_to_be_copied(forum: Forum, organiser: str) -> None:
    invited = forum.gateway.call("POST", "/api/passes", {**LOLA, "email": "lola@example.org"}, secret=organiser)

    assert (invited.status, invited.body["mailed"]) == (201, MailState.FAILED)
    assert roster(forum, invited.body["pass"]).status == 200


@pytest.mark.usefixtures("no_pauses")
def test_a_team_that_shares_a_mailbox_gets_all_of_its_links(forum: Forum, organiser: str, mailroom: Mailroom) -> None:
    team = [{**LOLA, "label": f"Lola {n}", "email": "team@example.org"} for n in range(20)]

    answers = [forum.gateway.call("POST", "/api/passes", body, secret=organiser).body for body in team]

    assert ({answer["mailed"] for answer in answers}, len(mailroom.sent)) == ({"sent"}, 20)


@pytest.mark.parametrize("email", ["", "lola", "lola@example.org, max@example.org", 7])
def test_a_link_goes_to_one_complete_address(forum: Forum, organiser: str, email: object) -> None:
    assert forum.gateway.call("POST", "/api/passes", {**LOLA, "email": email}, secret=organiser).status == 422
