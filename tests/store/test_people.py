"""People are stored whole, changed in one transaction, and found again."""

from dataclasses import replace

import pytest

from attendance.domain import admission, registration
from attendance.domain.admission import Door
from attendance.domain.clock import Clock
from attendance.domain.person import Person
from attendance.store import people, programmes, table, tallies
from tests.builders import EVENT_ID, READER, at, attendee, scan
from tests.conftest import Forum


def stored(forum: Forum, name: str = "Ada", **facts: object) -> Person:
    """Store somebody, and return them as they are read back."""
    who = attendee(name, **facts)
    seats = tallies.board(EVENT_ID).seats
    people.commit(registration.register(who, forum.programme, seats), forum.programme)
    return people.known(EVENT_ID, who.id)


def entered(forum: Forum, person: Person) -> admission.ScanChange:
    assert person.attendee
    asked = scan(person.attendee, "entrance", "8:00")
    return admission.decide(person, asked, Door(forum.programme, READER, at("8:00")))


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
    tallies.correct_seats(EVENT_ID, "atelier-1", 2)
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
    change = admission.decide(Person(None), asked, Door(forum.programme, READER, at("8:00")))
    people.commit(change, forum.programme)

    with pytest.raises(table.Contended):
        people.commit(change, forum.programme)

    assert tallies.board(EVENT_ID).totals == {("entrance", "refused_unreadable"): 1}


def test_an_entry_stored_over_the_seats_is_contended_once_a_seat_is_free(forum: Forum) -> None:
    person = stored(forum)
    assert person.attendee
    tallies.correct_seats(EVENT_ID, "atelier-1", 3)
    asked = scan(person.attendee, "atelier-1", "9:00", offline="admitted", override=True)
    full = Door(forum.programme, READER, at("9:00"), tallies.seats(EVENT_ID, ["atelier-1"]))
    change = admission.decide(person, asked, full)
    assert change.scan.conflicts == ("over_capacity",)
    tallies.correct_seats(EVENT_ID, "atelier-1", -1)

    with pytest.raises(table.Contended):
        people.commit(change, forum.programme)


def test_what_is_due_to_be_purged_reads_as_gone(forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    person = stored(forum)
    assert person.attendee
    end = programmes.purge_at(forum.programme)

    monkeypatch.setattr("attendance.store.table.time.time", lambda: end + 1)

    assert people.known(EVENT_ID, person.attendee.id) == Person(None)
    assert list(people.everybody(EVENT_ID)) == []
    assert people.profile(EVENT_ID, person.attendee.id) is None


def test_a_rehearsal_keeps_data_no_longer_than_its_own_day_allows(forum: Forum) -> None:
    rehearsed = replace(forum.programme, clock=Clock(-(10**8)))

    assert programmes.purge_at(rehearsed) == pytest.approx(programmes.purge_at(forum.programme), abs=2)


def test_a_partition_longer_than_a_page_is_read_to_its_end(forum: Forum) -> None:
    person = stored(forum)
    assert person.attendee
    for n in range(12):
        bulky = replace(entered(forum, person).scan, scan_id=f"scan-{n:04}", text_sha256="x" * 120_000)
        change = admission.ScanChange(before=person, after=person.with_scan(bulky), scan=bulky)
        people.commit(change, forum.programme)
        person = people.known(EVENT_ID, person.attendee.id)

    assert len(person.scans) == 12


def test_people_come_by_family_name_without_regard_to_accents(forum: Forum) -> None:
    for given, family in (("Zoé", "Été"), ("Ada", "Etat"), ("Bea", "d'Essai"), ("Ada", "Été")):
        stored(forum, f"{given}{family}", given_name=given, family_name=family)

    names = [who.name for who in people.everybody(EVENT_ID)]

    assert names == ["Bea d'Essai", "Ada Etat", "Ada Été", "Zoé Été"]


@pytest.mark.parametrize(
    ("text", "folded"), [("  Él  Ève ", "el eve"), ("ŒUVRE", "œuvre"), ("Ñandú", "nandu"), ("", "")]
)
def test_names_are_searched_folded(text: str, folded: str) -> None:
    assert people.folded(text) == folded


def test_a_programme_changed_meanwhile_is_not_overwritten(forum: Forum) -> None:
    stale = programmes.find(EVENT_ID)
    assert stale
    forum.change(retention_days=10)

    with pytest.raises(table.Contended):
        programmes.put(stale)
