"""Who is where, door by door, for each pass what it may see."""

from tests.forum import Forum


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

    headcounts = forum.headcounts(organiser)

    assert headcounts["checkpoints"]["atelier-1"]["seats"] == {"capacity": 3, "taken": 3, "waiting": 1}
    assert headcounts["checkpoints"]["lunch"]["seats"] is None
    assert headcounts["usual"]["show_up"] == 0.72
    assert headcounts["usual"]["arrivals"][:2] == [
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
