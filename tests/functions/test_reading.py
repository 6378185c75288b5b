"""What is only read: the programme, headcounts, catering, the roster, people, the contract."""

import json

import pytest

from attendance.domain import badge
from tests.builders import EVENT_ID
from tests.forum import Forum
from tests.gateway import api_routes, contract, handler_module, routes


def test_the_programme_tells_which_seats_are_left(forum: Forum) -> None:
    forum.register(ateliers=["atelier-1"])

    told = forum.gateway.call("GET", "/api/programme").body

    assert {a["id"]: a["seats_left"] for a in told["ateliers"]} == {"atelier-1": 2, "atelier-2": 3, "atelier-3": 3}
    assert (told["event"]["date"], told["event"]["ends_at"]) == ("2022-08-30", "2022-08-30T14:00:00.000Z")


def test_headcounts_list_every_checkpoint_of_the_pass_at_zero_too(forum: Forum) -> None:
    everything = forum.headcounts(forum.invite())
    door = forum.headcounts(forum.invite("volunteer", "lunch"))

    assert len(everything["checkpoints"]) == 6
    assert set(door["checkpoints"]) == {"lunch"}
    assert door["checkpoints"]["lunch"]["arrivals"] == []


def test_organisers_are_told_what_is_usual_and_how_many_wait(forum: Forum, organiser: str, entrance: str) -> None:
    forum.set_clock("6:00")
    for name in ("Un", "Deux", "Trois"):
        forum.register(name, ateliers=["atelier-1"])
    forum.register("Ada", waiting=["atelier-1"])

    told = forum.headcounts(organiser)

    assert told["checkpoints"]["atelier-1"]["seats"] == {"capacity": 3, "taken": 3, "waiting": 1}
    assert told["checkpoints"]["lunch"]["seats"] is None
    assert told["usual"]["show_up"] == 0.8
    assert told["usual"]["arrivals"][:2] == [
        {"at": "2022-08-30T06:00:00.000Z", "share": 0.0},
        {"at": "2022-08-30T06:30:00.000Z", "share": 0.3},
    ]
    assert "usual" not in forum.headcounts(entrance)


def test_headcounts_are_sent_again_only_when_something_changed(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register()
    first = forum.gateway.call("GET", "/api/headcounts", secret=organiser)
    had = {"if-none-match": first.headers["etag"]}

    unchanged = forum.gateway.call("GET", "/api/headcounts", secret=organiser, headers=had)
    forum.scan(organiser, ada, "entrance")
    changed = forum.gateway.call("GET", "/api/headcounts", secret=organiser, headers=had)

    assert unchanged.status == 304
    assert changed.status == 200
    assert changed.body["inside"] == 1


def test_arrivals_are_counted_in_five_minute_steps(forum: Forum) -> None:
    organiser = forum.invite()
    for name, minute in (("Ada", 1), ("Bea", 4), ("Cid", 6)):
        forum.scan(organiser, forum.register(name), "entrance", at=f"2022-08-30T08:{minute:02}:00Z")

    arrivals = forum.headcounts(organiser)["checkpoints"]["entrance"]["arrivals"]

    assert arrivals == [
        {"from": "2022-08-30T08:00:00.000Z", "count": 2},
        {"from": "2022-08-30T08:05:00.000Z", "count": 1},
    ]


def test_catering_counts_by_diet_and_by_kind(forum: Forum) -> None:
    organiser = forum.invite()
    ada = forum.register("Ada", lunch=True, diet="vegan", village=True, drink=True)
    forum.register("Bea", lunch=True, kind="exhibitor")
    cid = forum.register("Cid", drink=True)
    forum.set_clock("10:30")
    for who in (ada, cid):
        forum.scan(organiser, who, "lunch", override=True)
    forum.scan(organiser, ada, "village")

    told = forum.gateway.call("GET", "/api/catering", secret=organiser).body

    lunch = told["lunch"]
    assert (lunch["booked"], lunch["booked_inside"], lunch["served"], lunch["served_not_booked"]) == (2, 1, 2, 1)
    for measure in ("booked", "booked_inside", "served"):
        assert sum(diet[measure] for diet in lunch["diets"].values()) == lunch[measure]
    assert told["village"]["exhibitors_booked"] == 1
    assert (told["village"]["announced"], told["village"]["visitors"]) == (1, 1)
    assert told["drink"] == {"announced": 2, "announced_inside": 2, "inside": 2}


def test_the_roster_holds_the_least_that_a_door_needs(forum: Forum) -> None:
    forum.register("Ada", ateliers=["atelier-1", "atelier-3"], lunch=True, diet="vegan", organisation="La Fonda")

    entrance = forum.gateway.call("GET", "/api/roster", secret=forum.invite("volunteer", "entrance"))
    lunch = forum.gateway.call("GET", "/api/roster", secret=forum.invite("volunteer", "lunch", "atelier-2")).body

    (ada,) = entrance.body["attendees"]
    assert ada["name"] == "Ada E."
    assert ada["booked"] == []
    assert "diet" not in ada
    assert "@" not in json.dumps(entrance.body)
    assert lunch["attendees"][0]["booked"] == ["atelier-1"]
    assert lunch["attendees"][0]["diet"] == "vegan"
    assert lunch["event_tag"] == badge.event_tag(EVENT_ID).hex()


def test_a_fresh_change_is_read_again_and_an_old_one_is_not(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    door = forum.invite("volunteer", "entrance")
    forum.register("Ada")
    fresh = forum.gateway.call("GET", "/api/roster", secret=door).headers["etag"]
    again = forum.gateway.call("GET", "/api/roster", secret=door, headers={"if-none-match": fresh})
    assert again.status == 200

    monkeypatch.setattr(handler_module(routes()["GET /api/roster"]), "INDEX_LAG_SECONDS", 0)
    old = forum.gateway.call("GET", "/api/roster", secret=door).headers["etag"]
    assert forum.gateway.call("GET", "/api/roster", secret=door, headers={"if-none-match": old}).status == 304
    forum.register("Bea")
    newer = forum.gateway.call("GET", "/api/roster", secret=door, headers={"if-none-match": old})
    assert newer.status == 200
    forum.change(retention_days=10)
    had = {"if-none-match": newer.headers["etag"]}
    assert forum.gateway.call("GET", "/api/roster", secret=door, headers=had).status == 200


def test_a_page_of_the_roster_that_is_not_there_is_not_found(forum: Forum) -> None:
    door = forum.invite("volunteer", "entrance")

    for page in ("NOBODY", "", "x" * 3_000, "a/b"):
        assert forum.gateway.call("GET", "/api/roster", secret=door, query={"page": page}).status == 404


def test_the_roster_tells_no_diet_of_who_cancelled(forum: Forum) -> None:
    ada = forum.register("Ada", lunch=True, diet="vegan")
    forum.gateway.call("DELETE", "/api/registration", secret=ada["pass"])

    (told,) = forum.gateway.call("GET", "/api/roster", secret=forum.invite("volunteer", "lunch")).body["attendees"]

    assert (told["cancelled"], told["lunch"], told["diet"]) == (True, False, "none")


def test_a_long_roster_comes_in_pages_that_miss_nobody(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handler_module(routes()["GET /api/roster"]), "PAGE_SIZE", 2)
    door = forum.invite("volunteer", "entrance")
    for name in ("Ada", "Bea", "Cid", "Dan", "Eve"):
        forum.register(name)

    names, page = [], None
    while True:
        told = forum.gateway.call("GET", "/api/roster", secret=door, query={"page": page} if page else None).body
        names += [person["name"] for person in told["attendees"]]
        page = told["next"]
        if page is None:
            break

    assert names == ["Ada E.", "Bea E.", "Cid E.", "Dan E.", "Eve E."]


@pytest.mark.parametrize("text", ["zoe", "ZOÉ", "Zoé e", "exem", "Exemple Z", "exe"])
def test_people_are_found_by_the_beginning_of_either_name_without_accents(forum: Forum, text: str) -> None:
    forum.register("Zoe", given_name="Zoé")

    found = forum.gateway.call("GET", "/api/attendees", secret=forum.invite(), query={"q": text}).body["attendees"]

    assert [person["name"] for person in found] == ["Zoé Exemple"]


def test_a_person_found_by_both_names_is_one(forum: Forum) -> None:
    forum.register("Exa", given_name="Exa")

    found = forum.gateway.call("GET", "/api/attendees", secret=forum.invite(), query={"q": "ex"}).body["attendees"]

    assert len(found) == 1


@pytest.mark.parametrize("attendee_id", ["x" * 3_000, "a#b", "a b", "é"])
def test_what_no_id_looks_like_is_not_found(forum: Forum, attendee_id: str) -> None:
    organiser = forum.invite()

    assert forum.gateway.call("GET", f"/api/attendees/{attendee_id}", secret=organiser).status == 404
    path = f"/api/attendees/{attendee_id}/scans/scan-0001/undo"
    assert forum.gateway.call("POST", path, secret=organiser).status == 404
    assert forum.gateway.call("DELETE", f"/api/passes/{attendee_id}", secret=organiser).status == 404


@pytest.mark.parametrize("query", [None, {"q": ""}, {"q": "  "}, {"q": "x" * 2_000}])
def test_a_search_for_nothing_is_refused(forum: Forum, query: dict[str, str] | None) -> None:
    assert forum.gateway.call("GET", "/api/attendees", secret=forum.invite(), query=query).status == 422


def test_a_persons_day_tells_every_scan_in_order(forum: Forum) -> None:
    organiser = forum.invite(label="Lola")
    ada = forum.register("Ada", ateliers=["atelier-1"])
    forum.scan(organiser, ada, "atelier-2", at="2022-08-30T09:00:00Z")
    forum.scan(organiser, ada, "atelier-1", at="2022-08-30T08:50:00Z")

    day = forum.gateway.call("GET", f"/api/attendees/{ada['attendee_id']}", secret=organiser).body

    assert [(s["checkpoint"], s["verdict"], s["by"]) for s in day["scans"]] == [
        ("atelier-1", "admitted", "Lola"),
        ("atelier-2", "not_booked", "Lola"),
    ]
    assert day["attendance"]["place"] == "atelier-1"
    assert forum.gateway.call("GET", "/api/attendees/NOBODY", secret=organiser).status == 404


def test_the_contract_tells_every_route_that_programs_call(forum: Forum) -> None:
    told = forum.gateway.call("GET", "/api/openapi.json").body

    announced = {f"{method.upper()} {path}" for path, methods in told["paths"].items() for method in methods}
    assert announced == api_routes()
    assert told == json.loads(json.dumps(contract()))


@pytest.mark.parametrize("key", sorted(api_routes()))
def test_a_route_is_closed_to_whoever_it_is_not_for(forum: Forum, key: str) -> None:
    method, path = key.split(" ")
    announced = contract()["paths"][path][method.lower()]
    if not announced.get("security") or {} in announced["security"]:
        return
    secrets = {
        "organiser": forum.invite(),
        "volunteer": forum.invite("volunteer", "entrance", walk_ins=True),
        "attendee": forum.register()["pass"],
    }
    filled = path.replace("{attendee_id}", "NOBODY").replace("{scan_id}", "scan-1").replace("{pass_id}", "none")

    assert forum.gateway.call(method, filled, {}).status == 401
    for role, secret in secrets.items():
        answer = forum.gateway.call(method, filled, {}, secret=secret)
        assert (answer.status == 403) == (role not in announced["x-roles"])
