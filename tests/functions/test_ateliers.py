"""An organiser gives an atelier another room or other seats while the event goes on."""

import json
from typing import Any

import pytest

from attendance.domain.problem import Later
from attendance.edge import authority
from attendance.store import programmes, table, tallies
from attendance.store.retry import Deadline
from attendance.usecases import roster_reading
from infra import verify
from tests.builders import EVENT_ID
from tests.forum import Forum
from tests.gateway import ROOT, Context, Response, handler_module, template

PATH = "/api/ateliers/atelier-1"


def change(forum: Forum, secret: str, body: Any, path: str = PATH) -> Response:
    return forum.gateway.call("PATCH", path, body, secret=secret)


def stored() -> tuple[str, int, int]:
    """Return the room, and the seats by the programme and by the counters."""
    atelier = programmes.latest(EVENT_ID).atelier("atelier-1")
    assert atelier
    return atelier.room, atelier.capacity, tallies.seats(EVENT_ID, ["atelier-1"])["atelier-1"].capacity


def acts(forum: Forum, organiser: str) -> list[dict[str, Any]]:
    acts: list[dict[str, Any]] = forum.gateway.call("GET", "/api/acts", secret=organiser).body["acts"]
    return acts


def test_a_larger_room_has_its_seats_at_once_everywhere(forum: Forum, organiser: str) -> None:
    for name in ("Ada", "Bea", "Cid"):
        forum.register(name, ateliers=["atelier-1"])

    changed = change(forum, organiser, {"room": " Amphi B ", "capacity": 5})

    assert changed.status == 200
    assert changed.body == {
        "id": "atelier-1",
        "title": "Atelier 1",
        "room": "Amphi B",
        "capacity": 5,
        "seats": {"capacity": 5, "taken": 3, "waiting": 0},
        "revision": programmes.latest(EVENT_ID).revision,
    }
    body = forum.gateway.call("GET", "/api/programme").body
    assert (body["ateliers"][0]["room"], body["ateliers"][0]["seats_left"]) == ("Amphi B", 2)
    assert next(c["room"] for c in body["checkpoints"] if c["id"] == "atelier-1") == "Amphi B"
    forum.register("Dan", ateliers=["atelier-1"])
    assert verify.recount(EVENT_ID).differences == []


@pytest.mark.parametrize(
    ("body", "expected"), [({"room": "Amphi B"}, ("Amphi B", 3, 3)), ({"capacity": 9}, ("Salle 1", 9, 9))]
)
def test_what_is_left_out_stays(
    forum: Forum, organiser: str, body: dict[str, Any], expected: tuple[str, int, int]
) -> None:
    assert change(forum, organiser, body).status == 200

    assert stored() == expected
    (act,) = acts(forum, organiser)
    assert (act["what"], act["attendee_id"], act["details"].keys()) == ("atelier_changed", None, {"atelier", *body})


def test_fewer_seats_than_are_taken_are_told_as_they_are(forum: Forum, organiser: str) -> None:
    people = [forum.register(name, ateliers=["atelier-1"]) for name in ("Ada", "Bea")]

    changed = change(forum, organiser, {"capacity": 1})

    assert changed.body["seats"] == {"capacity": 1, "taken": 2, "waiting": 0}
    assert forum.headcounts(organiser)["checkpoints"]["atelier-1"]["seats"] == changed.body["seats"]
    assert forum.scan(organiser, people[1], "atelier-1")["verdict"] == "admitted"
    assert change(forum, organiser, {"capacity": 0}).status == 200


def test_the_same_again_changes_nothing(forum: Forum, organiser: str) -> None:
    first = change(forum, organiser, {"room": "Amphi B", "capacity": 5})
    revision = programmes.latest(EVENT_ID).revision

    again = change(forum, organiser, {"room": "Amphi B", "capacity": 5})

    assert again.body == first.body
    assert programmes.latest(EVENT_ID).revision == revision
    assert [act["details"] for act in acts(forum, organiser)] == [
        {
            "atelier": "atelier-1",
            "room": {"before": "Salle 1", "after": "Amphi B"},
            "capacity": {"before": 3, "after": 5},
        }
    ]


MALFORMED: list[object] = [
    {},
    {"room": ""},
    {"room": "   "},
    {"room": "x" * 81},
    {"room": "Amphi\u0007"},
    {"room": 7},
    {"room": None},
    {"capacity": -1},
    {"capacity": 10_001},
    {"capacity": 2.5},
    {"capacity": "30"},
    {"capacity": True},
    {"capacity": None},
    {"room": "Amphi B", "title": "Autre"},
    [],
    "no JSON",
]


def test_a_malformed_change_is_refused_and_changes_nothing(forum: Forum, organiser: str) -> None:
    for wrong in MALFORMED:
        refused = change(forum, organiser, wrong)
        assert (refused.status, refused.body["code"]) == (422, "invalid_request"), wrong
    assert stored() == ("Salle 1", 3, 3)
    assert acts(forum, organiser) == []


def test_an_atelier_that_is_not_there_is_not_found(forum: Forum, organiser: str) -> None:
    for atelier in ("atelier-9", "entrance", "a b"):
        assert change(forum, organiser, {"capacity": 5}, f"/api/ateliers/{atelier}").status == 404


def test_only_organisers_change_an_atelier(forum: Forum, entrance: str) -> None:
    ada = forum.register("Ada")

    for secret, status in ((None, 401), (entrance, 403), (ada["pass"], 403)):
        assert forum.gateway.call("PATCH", PATH, {"capacity": 5}, secret=secret).status == status
    assert stored() == ("Salle 1", 3, 3)


def test_of_two_changes_at_once_neither_is_lost(forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put, tries = programmes.put, []

    def interrupted(*given: Any) -> None:
        tries.append(given)
        if len(tries) == 1:
            change(forum, organiser, {"capacity": 7})
        put(*given)

    with monkeypatch.context() as patch:
        patch.setattr(programmes, "put", interrupted)
        changed = change(forum, organiser, {"room": "Amphi B"})

    assert (changed.body["room"], changed.body["capacity"]) == ("Amphi B", 7)
    assert stored() == ("Amphi B", 7, 7)
    assert len(acts(forum, organiser)) == 2


def test_programme_and_seats_are_stored_together_or_not_at_all(forum: Forum) -> None:
    programme = programmes.latest(EVENT_ID)
    change(forum, forum.invite(), {"room": "Amphi B"})

    with pytest.raises(table.Contended):
        programmes.put(programme, [tallies.capacity_set(EVENT_ID, "atelier-1", 9)])

    assert stored() == ("Amphi B", 3, 3)


def test_a_change_that_never_gets_its_turn_is_asked_for_later(
    forum: Forum, organiser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always_busy(*_: object) -> None:
        raise table.Contended

    monkeypatch.setattr(programmes, "put", always_busy)
    monkeypatch.setattr(Deadline, "from_now", classmethod(lambda cls: cls(0.0)))

    refused = change(forum, organiser, {"capacity": 5})

    assert (refused.status, refused.body["code"]) == (503, Later.code)
    assert stored() == ("Salle 1", 3, 3)


def test_phones_hear_of_it_with_their_next_roster(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_reading, "INDEX_LAG_SECONDS", 0)
    door, organiser = forum.invite("volunteer", "atelier-1"), forum.invite()
    had = {"if-none-match": forum.gateway.call("GET", "/api/roster", secret=door).headers["etag"]}
    assert forum.gateway.call("GET", "/api/roster", secret=door, headers=had).status == 304

    change(forum, organiser, {"room": "Amphi B", "capacity": 9})
    answer = forum.gateway.call("GET", "/api/roster", secret=door, headers=had)

    assert answer.status == 200
    assert [(c["room"], c["capacity"]) for c in answer.body["checkpoints"]] == [("Amphi B", 9)]


def test_more_seats_wake_the_waiting_list(forum: Forum, organiser: str) -> None:
    forum.set_clock("6:00")
    for name in ("Un", "Deux", "Trois"):
        forum.register(name, ateliers=["atelier-1"])
    ada = forum.register("Ada", waiting=["atelier-1"])
    (wanted,) = template()["Resources"]["SeatsMoved"]["Properties"]["FilterCriteria"]["Filters"]
    image = json.loads(wanted["Pattern"])["dynamodb"]["NewImage"]

    change(forum, organiser, {"capacity": 4})

    # What the stream tells of is the seats' item as it is then: its length of the list is not 0.
    key = {"PK": {"S": f"EVENT#{EVENT_ID}#TALLIES"}, "SK": {"S": "SEATS#atelier-1"}}
    item = table.client().get_item(TableName=table.name(), Key=key)["Item"]
    assert item["type"]["S"] in image["type"]["S"]
    assert item["waiting"]["N"] not in image["waiting"]["N"][0]["anything-but"]
    handler_module(ROOT / "functions/offer_seats/handler.py").handler({}, Context())
    assert forum.attendee(ada["attendee_id"]).offers == ("atelier-1",)


def test_a_revoked_organiser_changes_nothing(forum: Forum, organiser: str) -> None:
    revoking = forum.invite()
    listed = forum.gateway.call("GET", "/api/passes", secret=revoking).body["passes"]
    mine = next(p["id"] for p in listed if p["label"] == "Organiser")
    forum.gateway.call("DELETE", f"/api/passes/{mine}", secret=revoking)
    authority._cached.clear()

    statuses = {change(forum, secret, {"capacity": 5}).status for secret in (organiser, revoking)}

    assert statuses == {200, 401}
