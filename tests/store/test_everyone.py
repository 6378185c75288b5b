"""Everybody with all their scans, and every stranger once, whatever became of their scan."""

from attendance.domain.scan import StoredScan
from attendance.store import everyone, scans
from tests.builders import EVENT_ID
from tests.forum import Forum


def strangers() -> list[str]:
    return sorted(scan.scan_id for scan in scans.strangers(EVENT_ID))


def test_everybody_comes_by_family_name_with_every_scan_of_theirs(forum: Forum) -> None:
    door = forum.invite()
    ada = forum.register("Ada", family_name="Zola")
    forum.register("Bea", family_name="Abel")
    for checkpoint in ("entrance", "atelier-1", "entrance"):
        forum.scan(door, ada, checkpoint)

    people = list(everyone.with_scans(EVENT_ID))

    assert [(p.attendee.given_name if p.attendee else None, len(p.scans)) for p in people] == [("Bea", 0), ("Ada", 3)]


def test_people_keep_their_order_however_many_are_read_at_once(forum: Forum) -> None:
    made = list(everyone.side_by_side(lambda number: number * 2, iter(range(1_000))))

    assert made == [number * 2 for number in range(1_000)]


def test_who_was_erased_has_scans_still(forum: Forum) -> None:
    organiser, ada = forum.invite(), forum.register("Ada")
    forum.scan(organiser, ada, "entrance")
    forum.gateway.call("POST", f"/api/attendees/{ada['attendee_id']}/erasure", secret=organiser)

    (person,) = everyone.with_scans(EVENT_ID)

    assert person.attendee
    assert person.attendee.name is None
    assert len(person.scans) == 1


def test_a_strangers_scan_is_listed_once_from_refusal_to_settlement(forum: Forum) -> None:
    organiser = forum.invite()
    refused = forum.scan(organiser, {"badge": "no badge"}, "entrance")["scan_id"]
    let_in = forum.scan(organiser, {"badge": "nor this"}, "entrance", offline="admitted")["scan_id"]
    assert strangers() == sorted([refused, let_in])
    scan = f"/api/attendees/stranger/scans/{let_in}"

    forum.gateway.call("POST", f"{scan}/settle", {"note": "vu"}, secret=organiser)
    settled = strangers()
    forum.gateway.call("POST", f"{scan}/undo", secret=organiser)

    assert settled == strangers() == sorted([refused, let_in])


def test_a_strangers_scan_is_listed_once_when_it_is_settled_meanwhile(forum: Forum) -> None:
    organiser = forum.invite()
    ids = [forum.scan(organiser, {"badge": name}, "entrance", offline="admitted")["scan_id"] for name in ("un", "deux")]
    going_by = scans.strangers(EVENT_ID)

    met = [next(going_by).scan_id]
    for act in ("settle", "undo"):
        for scan_id in ids:
            path = f"/api/attendees/stranger/scans/{scan_id}/{act}"
            forum.gateway.call("POST", path, {"note": "vu"} if act == "settle" else None, secret=organiser)
    met += [scan.scan_id for scan in going_by]

    assert sorted(met) == sorted(ids)


def test_no_attendees_scan_is_taken_for_a_strangers(forum: Forum) -> None:
    door, ada = forum.invite(), forum.register("Ada")
    for _ in range(2):
        forum.scan(door, ada, "entrance", offline="admitted")

    listed: list[StoredScan] = list(scans.strangers(EVENT_ID))

    assert listed == []
