"""An organiser corrects hours, rooms and capacities of the whole programme, and tells those whose atelier moved."""

import time
from typing import Any

import pytest

from attendance.domain import instant
from attendance.store import programmes, tallies
from tests import mailroom as post
from tests.builders import EVENT_ID, at
from tests.forum import Forum
from tests.gateway import Response
from tests.mailroom import Mailroom

PATH, MAILS = "/api/programme", "/api/programme/mails"
LATER = {"slots": {"strategic": {"starts_at": "2022-08-30T09:15:00Z", "ends_at": "2022-08-30T10:15:00Z"}}}


def corrected(forum: Forum, secret: str | None, body: Any) -> Response:
    return forum.gateway.call("PATCH", PATH, body, secret=secret)


def preview(forum: Forum, secret: str | None, body: Any) -> Response:
    return forum.gateway.call("POST", f"{PATH}/preview", body, secret=secret)


def told(forum: Forum, secret: str | None, **body: Any) -> Response:
    return forum.gateway.call("POST", MAILS, {"ateliers": ["atelier-1"], **body}, secret=secret)


def acts(forum: Forum, organiser: str) -> list[tuple[str, dict[str, Any]]]:
    listed = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    return [(act["what"], act["details"]) for act in listed]


def thing(answer: Response, sort: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(t for t in answer.body["things"] if (t["sort"], t["id"]) == (sort, name))
    return found


def test_a_preview_shows_what_would_change_and_whom_it_concerns_and_stores_nothing(
    forum: Forum, organiser: str, entrance: str
) -> None:
    people = [forum.register(name, ateliers=["atelier-1"]) for name in ("Ada", "Bea")]
    forum.scan(entrance, people[0], "entrance")
    before = programmes.latest(EVENT_ID)
    wanted = LATER | {
        "ateliers": {"atelier-1": {"room": "Amphi", "capacity": 1}},
        "checkpoints": {"entrance": {"opens_at": "2022-08-30T06:30:00Z"}},
    }

    answer = preview(forum, organiser, wanted)

    assert answer.status == 200, answer.text
    assert {(c["sort"], c["id"], c["what"], c["before"], c["after"]) for c in answer.body["changes"]} == {
        ("slots", "strategic", "starts_at", instant.text(at("9:00")), instant.text(at("9:15"))),
        ("slots", "strategic", "ends_at", instant.text(at("10:00")), instant.text(at("10:15"))),
        ("ateliers", "atelier-1", "room", "Salle 1", "Amphi"),
        ("ateliers", "atelier-1", "capacity", 3, 1),
        ("checkpoints", "entrance", "opens_at", instant.text(at("6:00")), instant.text(at("6:30"))),
    }
    assert [(r["code"], r["id"], r["count"], r["blocks"]) for r in answer.body["remarks"]] == [
        ("fewer_than_taken", "atelier-1", 2, False),
        ("door_scanned", "entrance", 1, False),
    ]
    assert (answer.body["moved"], answer.body["bookings"]) == (["atelier-1", "atelier-2"], 2)
    assert thing(answer, "ateliers", "atelier-1")["filed"] == {"room": "Salle 1", "capacity": 3}
    assert programmes.latest(EVENT_ID) == before
    assert acts(forum, organiser) == []


def test_without_a_correction_a_preview_says_what_may_be_corrected(forum: Forum, organiser: str) -> None:
    answer = preview(forum, organiser, {})

    assert (answer.body["changes"], answer.body["remarks"], answer.body["moved"]) == ([], [], [])
    assert {(t["sort"], t["id"]) for t in answer.body["things"]} == {
        *(("sessions", "welcome"), ("slots", "strategic"), ("slots", "prospective")),
        *(("ateliers", f"atelier-{n}") for n in (1, 2, 3)),
        *(("checkpoints", door) for door in ("entrance", "lunch", "village")),
    }


def test_a_correction_holds_everywhere_at_once_and_is_in_the_journal(forum: Forum, organiser: str) -> None:
    ada = forum.register(ateliers=["atelier-1"])
    revision = preview(forum, organiser, {}).body["revision"]
    wanted = LATER | {"ateliers": {"atelier-1": {"room": "Amphi", "capacity": 9}}, "revision": revision}

    answer = corrected(forum, organiser, wanted)

    assert (answer.status, answer.body["revision"]) == (200, revision + 1)
    shown = forum.gateway.call("GET", PATH).body
    assert (shown["slots"][0]["starts_at"], shown["slots"][0]["ends_at"]) == (
        instant.text(at("9:15")),
        instant.text(at("10:15")),
    )
    door = next(c for c in shown["checkpoints"] if c["id"] == "atelier-1")
    assert (door["room"], door["opens_at"], door["closes_at"]) == (
        "Amphi",
        instant.text(at("8:55")),
        instant.text(at("10:15")),
    )
    assert tallies.seats(EVENT_ID, ["atelier-1"])["atelier-1"].capacity == 9
    phone = forum.invite("volunteer", "atelier-1")
    (held,) = forum.gateway.call("GET", "/api/roster", secret=phone).body["checkpoints"]
    assert (held["room"], held["opens_at"]) == ("Amphi", instant.text(at("8:55")))
    calendar = forum.gateway.call("GET", "/api/badge.ics", secret=ada["pass"]).text
    assert "T111500" in calendar
    assert "Amphi" in calendar
    ((what, details),) = acts(forum, organiser)
    assert what == "programme_corrected"
    assert {"place": ["ateliers", "atelier-1", "room"], "before": "Salle 1", "after": "Amphi"} in details["changes"]


def test_the_same_again_changes_nothing_and_is_no_conflict(forum: Forum, organiser: str) -> None:
    wanted = LATER | {"revision": programmes.latest(EVENT_ID).revision}
    first = corrected(forum, organiser, wanted)

    again = corrected(forum, organiser, wanted)

    assert (again.status, again.body["revision"]) == (200, first.body["revision"])
    assert len(acts(forum, organiser)) == 1


def test_what_somebody_else_changed_meanwhile_is_looked_at_before(forum: Forum, organiser: str) -> None:
    seen = preview(forum, organiser, {}).body["revision"]
    corrected(forum, organiser, {"ateliers": {"atelier-2": {"room": "Hall"}}})

    refused = corrected(forum, organiser, LATER | {"revision": seen})

    assert (refused.status, refused.body["code"]) == (409, "programme_changed")
    assert programmes.latest(EVENT_ID).slots[0].starts_at == at("9:00")


def test_an_end_before_the_beginning_is_shown_as_blocking_and_refused(forum: Forum, organiser: str) -> None:
    wrong = {"sessions": {"welcome": {"ends_at": "2022-08-30T06:00:00Z"}}}

    (remark,) = preview(forum, organiser, wrong).body["remarks"]
    refused = corrected(forum, organiser, wrong)

    assert (remark["code"], remark["blocks"]) == ("ends_first", True)
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "sessions.welcome")
    assert preview(forum, organiser, {}).body["things"][0]["filed"] == {}


MALFORMED: list[object] = [
    {"sessions": {"nobody": {"starts_at": "2022-08-30T06:00:00Z"}}},
    {"checkpoints": {"atelier-1": {"room": "Amphi"}}},
    {"ateliers": {"atelier-1": {"room": ""}}},
    {"ateliers": {"atelier-1": {"title": "Autre"}}},
    {"ateliers": {"atelier-1": {}}},
    {"ateliers": {"a b": {"room": "Amphi"}}},
    {"ateliers": {f"atelier-{n}": {"capacity": 1} for n in range(61)}},
    {"ateliers": ["atelier-1"]},
    {"slots": {"strategic": {"starts_at": "09:15"}}},
    {"slots": {"strategic": {"starts_at": 7}}},
    {"checkpoints": {"entrance": {"room": "x" * 81}}},
    {"revision": "7"},
    {"event": {"name": "Autre"}},
    [],
    "no JSON",
]


@pytest.mark.parametrize("call", [corrected, preview])
def test_what_is_malformed_or_not_there_is_refused_and_changes_nothing(forum: Forum, organiser: str, call: Any) -> None:
    before = programmes.latest(EVENT_ID)

    for wrong in MALFORMED:
        refused = call(forum, organiser, wrong)
        assert (refused.status, refused.body["code"]) == (422, "invalid_request"), wrong
    assert programmes.latest(EVENT_ID) == before


def test_only_organisers_correct_the_programme(forum: Forum, entrance: str) -> None:
    ada = forum.register()

    for secret, status in ((None, 401), (entrance, 403), (ada["pass"], 403)):
        for call in (corrected, preview):
            assert call(forum, secret, LATER).status == status
        assert told(forum, secret, revision=1).status == status


def test_a_closed_event_keeps_its_programme_also_for_a_function_that_read_it_before(
    forum: Forum, organiser: str
) -> None:
    corrected(forum, organiser, {})
    read = dict(programmes._cached)
    forum.change(closed_at=at("18:00"))
    programmes._cached.update(read)

    assert corrected(forum, organiser, LATER).body["code"] == "event_closed"
    room = forum.gateway.call("PATCH", "/api/ateliers/atelier-1", {"room": "Amphi"}, secret=organiser)
    assert room.body["code"] == "event_closed"


@pytest.mark.usefixtures("no_pauses")
def test_those_whose_atelier_moved_are_told_once_where_it_is_now(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    for name, ateliers in (("Ada", ["atelier-1"]), ("Bea", ["atelier-2"]), ("Cid", ["atelier-1", "atelier-3"])):
        forum.register(name, ateliers=ateliers, email=f"{name.lower()}@example.org")
    gone = forum.register("Dan", ateliers=["atelier-1"])
    forum.gateway.call("DELETE", "/api/registration", secret=gone["pass"])
    forum.register("Eva", secret=forum.invite(), ateliers=["atelier-2"], email=None)
    mailroom.deliver()
    confirmed = len(mailroom.sent)
    stale = programmes.latest(EVENT_ID)
    answer = corrected(forum, organiser, {"ateliers": {"atelier-1": {"room": "Amphi"}}})
    # The function that sends mails may have read the programme a moment before.
    programmes._cached[EVENT_ID] = time.monotonic(), stale
    revision = answer.body["revision"]

    first, again = (told(forum, organiser, revision=revision) for _ in range(2))
    mailroom.deliver()

    assert (first.body, again.body) == ({"asked": 2, "next": None}, {"asked": 0, "next": None})
    assert sorted(mail["To"] for mail in mailroom.sent[confirmed:]) == ["ada@example.org", "cid@example.org"]
    for mail in mailroom.sent[confirmed:]:
        assert mail["Subject"] == "Atelier n°\u00a01\u00a0: nouvelle salle, Amphi – Forum d'essai"
        assert "Amphi" in post.text(mail)
        assert "Et non plus : Salle 1" in " ".join(post.text(mail).split())
        assert "Atelier 3" not in post.text(mail)
        assert b"Amphi" in post.files(mail)["programme.ics"]
    assert acts(forum, organiser)[0] == ("move_told", {"ateliers": ["atelier-1"], "told": 2})


@pytest.mark.usefixtures("no_pauses")
def test_who_left_the_atelier_before_the_mail_goes_is_not_told(
    forum: Forum, organiser: str, mailroom: Mailroom
) -> None:
    ada = forum.register("Ada", ateliers=["atelier-1"])
    mailroom.deliver()
    confirmed = len(mailroom.sent)
    told(forum, organiser, revision=programmes.latest(EVENT_ID).revision)
    forum.gateway.call("PATCH", "/api/registration", {"ateliers": []}, secret=ada["pass"])

    mailroom.deliver()

    assert [mail["Subject"].partition(" – ")[0] for mail in mailroom.sent[confirmed:]] == [
        "Votre inscription est modifiée"
    ]


def test_what_never_moved_tells_nobody(forum: Forum, organiser: str) -> None:
    revision = programmes.latest(EVENT_ID).revision

    assert told(forum, organiser, revision=revision + 1).status == 404
    assert told(forum, organiser, revision=revision, ateliers=["atelier-9"]).status == 404
    wrongs: list[dict[str, Any]] = [
        {"revision": 0},
        {"ateliers": []},
        {"ateliers": ["atelier-1"] * 2},
        {"page": 7},
        {"tell": True},
    ]
    for wrong in wrongs:
        assert told(forum, organiser, **({"revision": revision} | wrong)).status == 422, wrong
    assert acts(forum, organiser) == []
