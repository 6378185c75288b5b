"""Counters lie in several items, and what is read is their sum."""

from collections import Counter

from attendance.domain import registration
from attendance.domain.headcount import BOOKED
from attendance.domain.programme import ENTRANCE
from attendance.store import keys, people, programmes, table, tallies
from infra.verify import recount, repair
from tests.builders import EVENT_ID, at, attendee
from tests.forum import Forum

PEOPLE = [f"Personne {number}" for number in range(24)]


def register(forum: Forum, name: str) -> None:
    people.commit(registration.register(attendee(name), forum.programme, {}), forum.programme)


def items() -> dict[str, table.Item]:
    return {item["SK"]: item for item in table.partition(keys.tallies(EVENT_ID), prefix=keys.REGISTRATIONS)}


def test_registrations_move_several_items_and_count_as_one(forum: Forum) -> None:
    before = tallies.registrations(EVENT_ID).revision
    for name in PEOPLE:
        register(forum, name)

    assert len(items()) > 4
    assert tallies.registrations(EVENT_ID).revision == before + len(PEOPLE)
    assert tallies.board(EVENT_ID).totals[ENTRANCE, BOOKED] == len(PEOPLE)
    assert not recount(EVENT_ID).differences


def test_somebodys_registration_and_all_its_changes_move_one_item(forum: Forum) -> None:
    who = attendee()
    register(forum, "Ada")
    person = people.known(EVENT_ID, who.id)
    people.commit(registration.cancel(person, who, at("8:00")), forum.programme)

    assert [item["revision"] for item in items().values()] == [2]


def test_the_one_item_of_a_table_from_before_is_added_and_goes_on_counting(forum: Forum) -> None:
    for name in PEOPLE:
        register(forum, name)
    # As it was: all that they moved in one item.
    moved = tallies.board(EVENT_ID).totals
    for item in items().values():
        table.write(table.delete(keys.of(item)))
    single = tallies.moved_by_registration(EVENT_ID, "", moved, programmes.real_now()).parameters
    key = {"PK": {"S": keys.tallies(EVENT_ID)}, "SK": {"S": "REGISTRATIONS"}}
    table.write(table.Write("Update", {**single, "Key": key}))
    before = tallies.registrations(EVENT_ID)

    register(forum, "Ada")

    after = tallies.registrations(EVENT_ID)
    assert (before.revision, after.revision) == (1, 2)
    assert before.changed_at
    assert after.changed_at
    assert before.changed_at <= after.changed_at
    assert tallies.board(EVENT_ID).totals[ENTRANCE, BOOKED] == len(PEOPLE) + 1
    assert not recount(EVENT_ID).differences


def test_a_number_that_is_wrong_in_any_of_the_items_is_found_and_mended(forum: Forum) -> None:
    for name in PEOPLE:
        register(forum, name)
    for name in ("one", "another"):
        table.write(
            tallies.moved_by_registration(EVENT_ID, name, Counter({(ENTRANCE, BOOKED): -3}), programmes.real_now())
        )

    assert [str(one) for one in recount(EVENT_ID).differences] == [
        "entrance booked: the scans amount to 24, stored is 18"
    ]
    repair(recount(EVENT_ID))
    assert not recount(EVENT_ID).differences
