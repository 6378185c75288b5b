"""The operator's recount finds every number that the scans do not amount to, and mends it."""

from collections import Counter
from random import Random

import pytest

from attendance.domain.person import Seats
from attendance.store import items, keys, people, programmes, table, tallies, waiting, wishes
from attendance.store.table import Item
from infra import verify
from tests.builders import EVENT_ID
from tests.forum import Forum, bystander

# Numbers of an item that nothing sums, and those of the registered.
NOT_DRIFTING = {"revision", "outbox", "clock_skew_tenths", "battery", "purge_at", "/booked", "/cancelled"}


@pytest.fixture
def day(forum: Forum) -> Forum:
    """A small day with a bit of everything."""
    organiser = forum.invite()
    ada = forum.register("Ada", ateliers=["atelier-1"], lunch=True, diet="vegan")
    bea = forum.register("Bea", ateliers=["atelier-2"])
    cid = forum.register("Cid", drink=True)
    forum.scan(organiser, ada, "entrance")
    forum.scan(organiser, ada, "atelier-1")
    forum.scan(organiser, bea, "atelier-1")
    forum.scan(organiser, bea, "atelier-1", override=True)
    forum.scan(organiser, cid, "village", offline="admitted")
    forum.scan(organiser, {"badge": "no badge"}, "entrance", offline="admitted")
    forum.scan(organiser, {"badge": "no badge"}, "entrance")
    undone = forum.scan(organiser, cid, "atelier-2", override=True)
    forum.gateway.call("POST", f"/api/attendees/{cid['attendee_id']}/scans/{undone['scan_id']}/undo", secret=organiser)
    forum.gateway.call("DELETE", "/api/registration", secret=bea["pass"])
    return forum


def test_after_any_day_the_scans_amount_to_what_is_counted(day: Forum) -> None:
    found = verify.recount(EVENT_ID)

    assert found.differences == []
    assert (found.people, found.scans) == (3, 8)


def test_held_seats_and_waiting_lists_are_recounted_too(day: Forum) -> None:
    organiser = day.invite()
    tallies.set_seats(EVENT_ID, "atelier-3", 0)
    for name in ("Eve", "Fil", "Gus"):
        day.register(name, waiting=["atelier-3"])
    tallies.set_seats(EVENT_ID, "atelier-3", 1)
    day.gateway.call("POST", "/api/ateliers/atelier-3/offers", {}, secret=organiser)

    found = verify.recount(EVENT_ID)

    assert found.differences == []
    assert (found.seats["atelier-3"], found.waiting["atelier-3"]) == (1, 2)


def test_a_waiting_list_that_is_counted_wrong_would_block_its_atelier_and_is_mended(day: Forum) -> None:
    tallies.repair_seats(EVENT_ID, "atelier-3", 0, 2)

    found = verify.recount(EVENT_ID)

    assert [str(d) for d in found.differences] == [
        "atelier-3 people waiting: the scans amount to 0, stored is 2",
    ]
    verify.repair(found)
    assert verify.recount(EVENT_ID).differences == []
    day.register("Hal", ateliers=["atelier-3"])


def test_a_counter_that_is_wrong_is_named_and_mended(day: Forum) -> None:
    tallies.repair(EVENT_ID, Counter({("atelier-1", "present"): 2, ("entrance", "ever"): -1}))
    tallies.repair_seats(EVENT_ID, "atelier-2", 1)

    found = verify.recount(EVENT_ID)

    assert [str(difference) for difference in found.differences] == [
        "atelier-1 present: the scans amount to 2, stored is 4",
        "entrance ever: the scans amount to 3, stored is 2",
        "atelier-2 seats taken: the scans amount to 0, stored is 1",
    ]
    verify.repair(found)
    assert verify.recount(EVENT_ID).differences == []


def test_who_came_for_a_booked_meal_is_counted_in_a_table_that_never_did(day: Forum) -> None:
    tallies.repair(EVENT_ID, Counter({("entrance", "mc_vegan"): -1}))

    found = verify.recount(EVENT_ID)

    assert [str(d) for d in found.differences] == ["entrance mc_vegan: the scans amount to 1, stored is 0"]
    verify.repair(found)
    assert tallies.board(EVENT_ID).totals["entrance", "mc_vegan"] == 1


def test_a_counter_below_zero_is_found_too(forum: Forum) -> None:
    tallies.repair(EVENT_ID, Counter({("lunch", "ever"): -2}))

    assert [str(d) for d in verify.recount(EVENT_ID).differences] == ["lunch ever: the scans amount to 0, stored is -2"]


def test_an_attendance_that_is_stale_is_found(day: Forum) -> None:
    ada = forum_person(day)
    key = keys.attendance(EVENT_ID, ada)
    table.write(table.update(key, "SET #place = :place", {":place": "atelier-9"}))

    (found,) = verify.recount(EVENT_ID).differences

    assert (found.where, found.what, found.stored) == (ada, "place", "atelier-9")


def test_a_place_in_a_list_that_is_lost_is_found_and_mended(day: Forum) -> None:
    tallies.set_seats(EVENT_ID, "atelier-3", 0)
    eve, fil = (day.register(name, waiting=["atelier-3"])["attendee_id"] for name in ("Eve", "Fil"))
    table.write(table.delete(keys.waiting(EVENT_ID, eve, "atelier-3")))
    late = table.update(keys.waiting(EVENT_ID, fil, "atelier-3"), "SET #offered_until = :now", {":now": "2022"})
    table.write(late)

    found = verify.recount(EVENT_ID)

    assert {(one.where, one.what, one.counted, one.stored) for one in found.differences} == {
        (eve, "listed in WAIT#atelier-3", True, False),
        (fil, "listed in WAIT#atelier-3", True, True),
    }
    verify.repair(found)
    assert verify.recount(EVENT_ID).differences == []
    assert [waiter.attendee_id for waiter in waiting.listed(EVENT_ID, "atelier-3")] == [eve, fil]


def test_words_for_the_caterer_that_nobody_gives_any_more_are_taken_off(day: Forum) -> None:
    ada = forum_person(day)
    stray = keys.wish(EVENT_ID, ada, "repas") | keys.by_wish(EVENT_ID, "repas", ada)
    table.write(table.put({**stray, "type": "wish", "question": "repas", "text": "Sans noix"}))

    found = verify.recount(EVENT_ID)

    assert [(one.what, one.counted, one.stored) for one in found.differences] == [("listed in WISH#repas", False, True)]
    verify.repair(found)
    assert wishes.listed(EVENT_ID) == {}


def forum_person(day: Forum) -> str:
    """Return somebody who is in no atelier."""
    return next(who.id for who in people.by_name(EVENT_ID) if people.known(EVENT_ID, who.id).attendance.place is None)


def test_counts_are_not_mended_away_once_the_people_are_purged(day: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tallies.board(EVENT_ID)
    later = programmes.purge_at(day.programme) + 1
    monkeypatch.setattr("attendance.store.table.time.time", lambda: later)

    assert verify.main(["--repair"]) == 1
    assert tallies.board(EVENT_ID) == before


def test_the_command_tells_by_its_exit_code(day: Forum, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main([]) == 0
    tallies.repair(EVENT_ID, Counter({("lunch", "ever"): 7}))
    assert verify.main([]) == 1
    assert verify.main(["--repair"]) == 0
    assert "lunch ever: the scans amount to 0, stored is 7" in capsys.readouterr().out


@pytest.mark.parametrize("seed", range(10))
def test_whatever_drifts_is_found_and_mended_exactly(day: Forum, seed: int) -> None:
    day.register("Eve", ateliers=["atelier-3"])
    right, chance = stored(), Random(seed)
    before = counted()

    for kind, key in chance.sample(sorted(right), k=3):
        drift(right[kind, key], chance)

    found = verify.recount(EVENT_ID)
    assert found.differences
    verify.repair(found)
    assert verify.recount(EVENT_ID).differences == []
    assert counted() == before
    assert {place: facts_of(item) for place, item in stored().items() if place[0] == "attendance"} == {
        place: facts_of(item) for place, item in right.items() if place[0] == "attendance"
    }
    verify.repair(verify.recount(EVENT_ID))
    assert counted() == before


def stored() -> dict[tuple[str, str], Item]:
    """Return all items that can drift: what is counted, and where people are."""
    kinds = {"tally", "registrations", "seats", "attendance"}
    found = map(items.plain, bystander("dynamodb").scan(TableName="pointage")["Items"])
    return {(item["type"], f"{item['PK']} {item['SK']}"): item for item in found if item["type"] in kinds}


def drift(item: Item, chance: Random) -> None:
    """Let an item say something else: a number more or less, one too many, or the whole item gone."""
    wrong: Item | None
    if item["type"] == "attendance":
        others: list[Item] = [{"inside": not item["inside"]}, {"place": "atelier-9"}, {"walk_in": ["lunch"]}]
        wrong = {**item, **chance.choice(others)} if chance.random() < 0.7 or not item["first_at"] else None
    elif item["type"] == "seats":
        name = chance.choice(["taken", "waiting"])
        wrong = {**item, name: item.get(name, 0) + chance.choice((-7, -1, 1, 40))}
    else:
        # More people than there are would be taken for purged ones: these people live in 2022.
        numbers = [n for n, number in item.items() if type(number) is int and n not in NOT_DRIFTING]
        name = chance.choice([*numbers, "ever"])
        is_gone = item["type"] == "tally" and numbers and chance.random() < 0.3
        wrong = None if is_gone else {**item, name: item.get(name, 0) + chance.choice((-7, -1, 1, 40))}
    table.write(table.put(wrong) if wrong else table.delete(keys.of(item)))


def counted() -> tuple[dict[tuple[str, str], int], dict[str, Seats]]:
    board = tallies.board(EVENT_ID)
    return {key: number for key, number in board.totals.items() if number}, board.seats


def facts_of(item: Item) -> Item:
    return {name: item[name] for name in people.ATTENDANCE if name in item}
