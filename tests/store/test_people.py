"""People are stored whole, changed in one transaction, and found again."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attendance.domain import admission, programme_alteration, registration
from attendance.domain.admission import Basis
from attendance.domain.clock import Clock
from attendance.domain.person import Change, Person, ScanChange
from attendance.store import keys, names, people, programmes, table, tallies
from infra.reindex import reindex
from infra.verify import recount
from tests.builders import EVENT_ID, READER, at, attendee, scan
from tests.forum import Forum

CASES = json.loads((Path(__file__).parents[1] / "cases" / "folding.json").read_text())


def stored(forum: Forum, name: str = "Ada", **facts: object) -> Person:
    """Store somebody, and return them as they are read back."""
    who = attendee(name, **facts)
    seats = tallies.board(EVENT_ID).seats
    people.commit(registration.register(who, forum.programme, seats), forum.programme)
    return people.known(EVENT_ID, who.id)


def entered(forum: Forum, person: Person) -> ScanChange:
    assert person.attendee
    asked = scan(person.attendee, "entrance", "8:00")
    return admission.decide(person, asked, Basis(forum.programme, READER, at("8:00")))


def test_a_person_is_read_back_as_they_were_stored(forum: Forum) -> None:
    person = stored(forum, ateliers=("atelier-1",), lunch=True, diet="vegan")

    assert person.attendee == attendee(ateliers=("atelier-1",), lunch=True, diet="vegan")
    change = entered(forum, person)
    people.commit(change, forum.programme)
    assert people.known(EVENT_ID, person.attendee.id).scans == change.after.scans


def test_of_two_changes_decided_at_once_the_second_is_contended_and_leaves_no_trace(forum: Forum) -> None:
    person = stored(forum)
    assert person.attendee
    first, second = entered(forum, person), registration.cancel(person, person.attendee, at("8:00"))
    people.commit(first, forum.programme)
    before = tallies.board(EVENT_ID)

    with pytest.raises(table.Contended):
        people.commit(second, forum.programme)

    assert tallies.board(EVENT_ID) == before
    assert people.known(EVENT_ID, person.attendee.id).attendee == person.attendee


def test_a_seat_that_is_gone_by_now_makes_the_change_contended(forum: Forum) -> None:
    ada, bea = attendee("Ada", ateliers=("atelier-1",)), attendee("Bea", ateliers=("atelier-1",))
    seats = tallies.board(EVENT_ID).seats
    both = [registration.register(who, forum.programme, seats) for who in (ada, bea)]
    tallies.repair_seats(EVENT_ID, "atelier-1", 2)
    people.commit(both[0], forum.programme)

    with pytest.raises(table.Contended):
        people.commit(both[1], forum.programme)

    assert tallies.board(EVENT_ID).seats["atelier-1"].taken == 3
    assert people.known(EVENT_ID, bea.id).attendee is None


def test_seats_of_an_atelier_that_left_the_programme_are_not_made_anew(forum: Forum) -> None:
    ada = attendee("Ada", ateliers=("atelier-1",), kind="facilitator")
    change = registration.register(ada, forum.programme, tallies.board(EVENT_ID).seats)
    tallies.remove_seats(EVENT_ID, "atelier-1")

    with pytest.raises(table.Contended):
        people.commit(change, forum.programme)

    assert "atelier-1" not in tallies.board(EVENT_ID).seats


def test_a_strangers_scan_is_stored_once(forum: Forum) -> None:
    asked = replace(scan(attendee(), "entrance", "8:00"), badge="no badge")
    change = admission.decide(Person(None), asked, Basis(forum.programme, READER, at("8:00")))
    people.commit(change, forum.programme)

    with pytest.raises(table.Contended):
        people.commit(change, forum.programme)

    assert tallies.board(EVENT_ID).totals == {("entrance", "refused_unreadable"): 1}


def test_an_entry_stored_over_the_seats_is_contended_once_a_seat_is_free(forum: Forum) -> None:
    person = stored(forum)
    assert person.attendee
    tallies.repair_seats(EVENT_ID, "atelier-1", 3)
    asked = scan(person.attendee, "atelier-1", "9:00", offline="admitted", override=True)
    full = Basis(forum.programme, READER, at("9:00"), tallies.seats(EVENT_ID, ["atelier-1"]))
    change = admission.decide(person, asked, full)
    assert change.scan.conflicts == ("over_capacity",)
    tallies.repair_seats(EVENT_ID, "atelier-1", -1)

    with pytest.raises(table.Contended):
        people.commit(change, forum.programme)


def test_what_is_due_to_be_purged_reads_as_gone(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    person = stored(forum)
    assert person.attendee
    end = programmes.purge_at(forum.programme)

    monkeypatch.setattr("attendance.store.table.time.time", lambda: end + 1)

    assert people.known(EVENT_ID, person.attendee.id) == Person(None)
    assert list(people.by_name(EVENT_ID)) == []
    assert people.profile(EVENT_ID, person.attendee.id) is None


def test_a_rehearsal_keeps_data_no_longer_than_its_own_day_allows(forum: Forum) -> None:
    rehearsed = replace(forum.programme, clock=Clock(-(10**8)))

    assert programmes.purge_at(rehearsed) == pytest.approx(programmes.purge_at(forum.programme), abs=2)


def test_a_partition_longer_than_a_page_is_read_to_its_end(forum: Forum) -> None:
    person = stored(forum)
    assert person.attendee
    for n in range(12):
        bulky = replace(entered(forum, person).scan, scan_id=f"scan-{n:04}", text_sha256="x" * 120_000)
        change = ScanChange(before=person, after=person.with_scan(bulky), scan=bulky)
        people.commit(change, forum.programme)
        person = people.known(EVENT_ID, person.attendee.id)

    assert len(person.scans) == 12


def test_people_come_by_family_name_without_regard_to_accents(forum: Forum) -> None:
    for given, family in (("Zoé", "Été"), ("Ada", "Etat"), ("Bea", "d'Essai"), ("Ada", "Été")):
        stored(forum, f"{given}{family}", given_name=given, family_name=family)

    names = [who.name for who in people.by_name(EVENT_ID)]

    assert names == ["Bea d'Essai", "Ada Etat", "Ada Été", "Zoé Été"]


def test_letters_of_other_alphabets_stand_where_french_has_them(forum: Forum) -> None:
    for family in ("Zoli", "Łaski", "Lebon", "Œuvrard", "Odile", "Pons", "Lamy", "Ode Marie", "O’Hara"):
        stored(forum, family, given_name="Ada", family_name=family)

    names = [who.family_name for who in people.by_name(EVENT_ID)]

    assert names == ["Lamy", "Łaski", "Lebon", "O’Hara", "Ode Marie", "Odile", "Œuvrard", "Pons", "Zoli"]


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["name"])
def test_people_are_found_as_they_are_typed(forum: Forum, case: dict[str, Any]) -> None:
    given, family = case["name"].split(" ", 1)
    who = stored(forum, given_name=given, family_name=family).attendee
    stored(forum, "Bea", given_name="Zzz", family_name="Yyy")

    assert [typed for typed in case["by"] if people.search(EVENT_ID, typed, 5) != [who]] == []
    assert [typed for typed in case["not"] if people.search(EVENT_ID, typed, 5)] == []


def named(forum: Forum, person: Person, given: str, family: str) -> Person:
    assert person.attendee
    other = replace(person.attendee, given_name=given, family_name=family)
    people.commit(Change(before=person, after=person.with_attendee(other)), forum.programme)
    return people.known(EVENT_ID, other.id)


def found_by(person: Person) -> set[str]:
    """Return what somebody's own items say they are found by."""
    assert person.attendee
    items = table.partition(keys.attendee(EVENT_ID, person.attendee.id))
    return {item["words"].split()[0] for item in items if item["type"] == "name"}


def test_who_has_another_name_is_found_by_it_alone(forum: Forum) -> None:
    person = stored(forum, given_name="Anne Sophie", family_name="Martin-Durand d’Arc")
    assert found_by(person) == {"anne", "sophie", "martin", "durand", "d", "arc", "darc"}

    renamed = named(forum, person, "Anne", "Petit")

    assert found_by(renamed) == {"anne", "petit"}
    assert people.search(EVENT_ID, "durand", 5) == []


def test_an_erasure_leaves_no_word_of_a_name(forum: Forum) -> None:
    person = stored(forum, given_name="Anne Sophie", family_name="Martin-Durand")
    assert person.attendee

    people.commit(registration.erase(person, person.attendee, at("8:00")), forum.programme)

    assert found_by(people.known(EVENT_ID, person.attendee.id)) == set()
    assert people.search(EVENT_ID, "durand", 5) == []


def test_the_longest_names_change_in_one_transaction(forum: Forum) -> None:
    person = stored(forum, given_name=" ".join("abcdefghijklmnopqrst"), family_name=" ".join("ABCDEFGHIJKLMNOPQRST"))
    renamed = named(forum, person, " ".join("tsrqponmlkjihgfedcba"), "’".join("TSRQPONMLKJIHGFEDCBA"))

    assert renamed.attendee
    assert people.search(EVENT_ID, "t s r", 5) == [renamed.attendee]


def test_who_has_a_name_of_signs_alone_registers_and_is_offered_a_seat_by_who_may_delete_nothing() -> None:
    unicorn = attendee("🦄", family_name="—")

    registered = names.writes(EVENT_ID, None, unicorn, {})
    offered = names.writes(EVENT_ID, unicorn, replace(unicorn, ateliers=("atelier-1",)), {})

    assert [*registered, *offered] == []


def of_old(forum: Forum, **facts: Any) -> Person:
    """Store somebody as names were listed when each was found as a whole."""
    person = stored(forum, **facts)
    assert person.attendee
    who = person.attendee
    for item in table.partition(keys.attendee(EVENT_ID, who.id)):
        if item["type"] == "name":
            table.write(table.delete(keys.of(item)))
    for which, listed in (("family", "d'œuvre anne sophie"), ("given", "anne sophie d'œuvre")):
        body = {"type": "name", "attendee_id": who.id, "purge_at": programmes.purge_at(forum.programme)}
        place = {**keys.name(EVENT_ID, who.id, which), **keys.by_name(EVENT_ID, f"{listed} {who.id}")}
        table.write(table.put({**place, **body}))
    return person


def test_who_was_listed_by_whole_names_is_found_by_their_beginning_until_listed_anew(forum: Forum) -> None:
    person = of_old(forum, given_name="Anne Sophie", family_name="d'Œuvre")
    assert people.search(EVENT_ID, "anne", 5) == [person.attendee]
    assert people.search(EVENT_ID, "oeuvre", 5) == []

    assert reindex(EVENT_ID) == (1, 1, 0)

    assert people.search(EVENT_ID, "oeuvre", 5) == people.search(EVENT_ID, "sophie", 5) == [person.attendee]
    assert reindex(EVENT_ID) == (1, 0, 0)
    assert recount(EVENT_ID).differences == []


def test_who_is_erased_before_being_listed_anew_leaves_no_name(forum: Forum) -> None:
    person = of_old(forum, given_name="Anne Sophie", family_name="d'Œuvre")
    assert person.attendee

    people.commit(registration.erase(person, person.attendee, at("8:00")), forum.programme)

    items = table.partition(keys.attendee(EVENT_ID, person.attendee.id))
    assert [item for item in items if item["type"] == "name"] == []


def test_what_organisers_corrected_is_stored_with_what_the_file_says(forum: Forum) -> None:
    stored = programmes.latest(EVENT_ID)
    wanted: dict[Any, Any] = {("slots", "strategic", "starts_at"): at("9:15"), ("ateliers", "atelier-1", "capacity"): 9}
    programmes.put(programme_alteration.altered(stored, wanted))

    read = programmes.latest(EVENT_ID)

    assert read == replace(programme_alteration.altered(stored, wanted), revision=stored.revision + 1)
    assert programme_alteration.filed(read) == {key: programme_alteration.values(stored)[key] for key in wanted}


def test_a_programme_changed_meanwhile_is_not_overwritten(forum: Forum) -> None:
    stale = programmes.find(EVENT_ID)
    assert stale
    forum.change(retention_days=10)

    with pytest.raises(table.Contended):
        programmes.put(stale)
