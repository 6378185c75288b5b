"""People: everything of one attendee in one partition, read whole and changed in one transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import islice

from attendance.domain import admission, effects, instant
from attendance.domain.attendee import Address, Attendee
from attendance.domain.journal import Act
from attendance.domain.person import Change, Person, ScanChange
from attendance.domain.programme import Programme
from attendance.domain.questions import for_the_caterer
from attendance.domain.repeat import FirstSending
from attendance.domain.scan import PhoneStatus, Scan, StoredScan
from attendance.store import (
    acts,
    attendances,
    items,
    keys,
    mailboxes,
    mails,
    names,
    programmes,
    recent_board,
    scans,
    table,
    tallies,
    told,
    waiting,
    wishes,
)
from attendance.store.table import Item, Write

STRANGER = "stranger"
ATTENDANCE = ("inside", "place", "first_at", "walk_in")


def known(event_id: str, attendee_id: str | None) -> Person:
    """Return an attendee with all of their scans; a person without attendee for an unknown id."""
    return made_of(table.partition(keys.attendee(event_id, attendee_id)) if attendee_id else ())


def made_of(found: Iterable[Item]) -> Person:
    """Return the person that the items of one partition form, an attendee's or a stranger's."""
    attendee, scans, former, version = None, [], [], 0
    for item in found:
        match item["type"]:
            case "profile":
                attendee = items.to(Attendee, item)
            case "scan":
                scans.append(items.to(StoredScan, item))
            case "former":
                former.append(items.to(Address, item))
        version = item.get("version", version)
    return Person(attendee, tuple(scans), version, former=tuple(sorted(former, key=lambda left: left.number)))


def profile(event_id: str, attendee_id: str) -> Attendee | None:
    """Return an attendee without their scans."""
    item = table.get(keys.profile(event_id, attendee_id))
    return items.to(Attendee, item) if item else None


def registered_before(event_id: str, registration_id: str | None) -> tuple[FirstSending, Attendee] | None:
    """Return the first sending of a registration, with the person as they are now."""
    first = mailboxes.registered_before(event_id, registration_id) if registration_id else None
    attendee = profile(event_id, first.attendee_id) if first else None
    return (first, attendee) if first and attendee else None


def scanned(event_id: str, scan: Scan) -> Person:
    """Return the person of a scan: an attendee, or a stranger together with this scan if it is stored."""
    person = admission.person_to_judge(scan, known(event_id, admission.attendee_id(scan, event_id)))
    return person if person.attendee else _stranger(event_id, scan.scan_id, person)


def of_scan(event_id: str, attendee_id: str, scan_id: str) -> Person:
    """Return an attendee, or the stranger of a scan."""
    if attendee_id == STRANGER:
        return _stranger(event_id, scan_id, Person(None))
    return known(event_id, attendee_id)


def commit(
    change: Change,
    programme: Programme,
    *,
    status: PhoneStatus | None = None,
    also: Sequence[Write] = (),
    act: Act | None = None,
    notify: bool = True,
) -> None:
    """Store a change of a person with everything that moves and the mails that become due, in one transaction.

    The write of the attendance requires the version that was read: of two changes of one person decided
    at once, one is Contended, whatever else they touch. `act` is the staff's act, if it was one.
    Without `notify`, mail becomes due only to a mailbox that is left.
    """
    if change.is_none:
        return
    event_id, now = programme.event.id, programmes.real_now()
    followed = effects.of(change, programme, now, notify=notify)
    purge = {"purge_at": programmes.purge_at(programme)}
    writes = [*also, *acts.writes(event_id, act, purge["purge_at"])]
    attendee = change.after.attendee
    if isinstance(change, ScanChange):
        scan = change.scan
        writes.append(scans.write(event_id, scan, change.after, purge))
        writes.append(tallies.moved_by_scan(event_id, scan.checkpoint, scan.reader, followed.moves, status))
    elif attendee:
        writes.append(tallies.moved_by_registration(event_id, attendee.id, followed.moves, now))
    if attendee:
        writes.append(attendances.write(event_id, attendee.id, change.after, purge))
        if amendment := followed.amendment:
            writes.append(table.put(profile_item(event_id, attendee, purge)))
            was = change.before.attendee if change.before else None
            writes += names.writes(event_id, was, attendee, purge)
            writes += told.writes(event_id, was, attendee, now, purge)
            writes += mailboxes.writes(event_id, attendee.id, amendment, purge)
            writes += waiting.writes(event_id, attendee.id, amendment, purge)
            writes += wishes.writes(event_id, attendee.id, amendment, purge)
            writes += mails.writes(event_id, amendment.mails, purge)
    writes += (tallies.seats_moved(event_id, move) for move in followed.seats)
    table.transact(writes)
    recent_board.add(event_id, followed)


def forget_settlement_notes(event_id: str, person: Person) -> None:
    """Delete organisers' notes about somebody's scans, before the person is erased.

    One by one, for there may be more than fit in a transaction. A note that comes in between takes the
    person's version, so that erasing them is contended and deletes it too.
    """
    for scan in (scan for scan in person.scans if scan.is_noted and scan.attendee_id):
        key = keys.scan(event_id, scan.attendee_id or "", scan.scan_id)
        table.write(table.update(key, "SET #settled.#note = :none", {":none": ""}, "attribute_exists(#settled)"))


def forget_answers(event_id: str, person: Person, attendee: Attendee, programme: Programme) -> None:
    """Store somebody without the diet and those of their answers that an attendee lacks. Raises Contended.

    The numbers stay: they were counted, and tell of nobody. Phones forget the answers with the next roster.
    """
    purge, before = {"purge_at": programmes.purge_at(programme)}, person.attendee or attendee
    now = programmes.real_now()
    gone = for_the_caterer(programme.questions, before.answers).keys() - {a.question for a in attendee.answers}
    table.transact(
        [
            *(wishes.forgotten(event_id, attendee.id, question) for question in gone),
            attendances.write(event_id, attendee.id, person, purge),
            table.put(profile_item(event_id, attendee, purge)),
            *told.writes(event_id, before, attendee, now, purge),
            tallies.moved_by_registration(event_id, attendee.id, Counter(), now),
        ]
    )


def record_opened(event_id: str, person: Person, attendee: Attendee, now: datetime) -> Person:
    """Store that an attendee's address was opened, and return the person. Raises Contended.

    No number moves, and no phone needs another roster: two attributes are written.
    """
    key, values = keys.attendance(event_id, attendee.id), {":version": person.version, ":next": person.version + 1}
    version = table.update(key, "SET #version = :next", values, table.UNCHANGED)
    profile = table.update(keys.profile(event_id, attendee.id), "SET #opened_at = :now", {":now": instant.text(now)})
    table.transact([version, profile])
    return replace(person, attendee=replace(attendee, opened_at=now), version=person.version + 1)


def by_name(event_id: str, after: Attendee | None = None, at_once: int | None = None) -> Iterator[Attendee]:
    """Go through all attendees by family name, after one if given; the index lags a little behind the people.

    A call reads `at_once` of them, for who needs no more; or as many as it can.
    """
    after_key = names.sort_key(after) if after else ""
    for item in table.indexed(keys.people(event_id), after=after_key, at_once=at_once):
        yield items.to(Attendee, item)


def name_digest(attendee: Attendee) -> str:
    """Return a digest of a person's place in the list of all: it changes with the place, and reveals no name."""
    return sha256(names.sort_key(attendee).encode()).hexdigest()[:8]


def search(event_id: str, text: str, most: int) -> list[Attendee]:
    """Return the attendees with all words of a text among the beginnings of their names' words."""
    # Several words of one person may match.
    return list(attendees(event_id, islice(names.found(event_id, text, 2 * most), most)).values())


def attendees(event_id: str, attendee_ids: Iterable[str]) -> dict[str, Attendee]:
    """Return attendees by their ids, in the given order; unknown ids are left out."""
    wanted = list(dict.fromkeys(attendee_ids))
    found = {i["id"]: items.to(Attendee, i) for i in table.get_each([keys.profile(event_id, a) for a in wanted])}
    return {attendee_id: found[attendee_id] for attendee_id in wanted if attendee_id in found}


def _stranger(event_id: str, scan_id: str, person: Person) -> Person:
    item = table.get(keys.stranger(event_id, scan_id))
    return replace(made_of([item]), impostor=person.impostor) if item else person


def profile_item(event_id: str, attendee: Attendee, purge: Item) -> Item:
    """Return the stored form of an attendee.

    An erased person stays listed: a phone refuses the badge only while its roster lists it as
    cancelled.
    """
    listed = keys.by_family_name(event_id, names.sort_key(attendee))
    return {**keys.profile(event_id, attendee.id), **listed, "type": "profile", **items.of(attendee), **purge}
