"""Invented people, places and scans, each with the one fact that a test is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.domain.passes import Pass
from attendance.domain.person import Person
from attendance.domain.programme import Atelier, Checkpoint, Event, Programme, Session, Slot
from attendance.domain.scan import Reader, Scan, StoredScan

EVENT_ID = "forum-essai"
DAY = datetime(2022, 8, 30, tzinfo=UTC)
READER = Reader("pass-1", "phone-1", "Porte A1")
VOLUNTEER = Pass("pass-1", "volunteer", EVENT_ID, "Porte A1", DAY, DAY + timedelta(hours=18), ("entrance",))
ORGANISER = replace(VOLUNTEER, id="pass-0", role="organiser")


def at(hour: str) -> datetime:
    """Return an hour of the event's day, in UTC."""
    hours, minutes = hour.split(":")
    return DAY + timedelta(hours=int(hours), minutes=int(minutes))


def programme(**facts: object) -> Programme:
    """A small forum: two ateliers in the morning, one in the afternoon, all with three seats."""
    slots = (
        Slot("strategic", "Ateliers stratégiques", at("9:00"), at("10:00")),
        Slot("prospective", "Ateliers prospectifs", at("13:00"), at("14:00")),
    )
    ateliers = tuple(
        Atelier(f"atelier-{n}", n, slot, f"Atelier {n}", "", f"Salle {n}", 3)
        for n, slot in ((1, "strategic"), (2, "strategic"), (3, "prospective"))
    )
    doors = {
        "entrance": ("entrance", "6:00", "17:00"),
        "atelier-1": ("strategic", "8:40", "10:00"),
        "atelier-2": ("strategic", "8:40", "10:00"),
        "atelier-3": ("prospective", "12:40", "14:00"),
        "lunch": ("lunch", "10:00", "12:00"),
        "village": ("village", "10:00", "12:00"),
    }
    checkpoints = tuple(
        Checkpoint(name, group, name.capitalize(), f"Salle {name}", at(opens), at(closes))
        for name, (group, opens, closes) in doors.items()
    )
    event = Event(EVENT_ID, "Forum d'essai", date(2022, 8, 30), "Europe/Paris", "Salle", "Rue", "essai@example.org")
    sessions = (Session("welcome", "Accueil", "welcome", at("7:00"), at("7:30")),)
    made = Programme(event, sessions, slots, ateliers, checkpoints, at("10:00"), 30)
    return replace(made, **facts)  # type: ignore[arg-type]


def attendee(name: str = "Ada", **facts: object) -> Attendee:
    """Somebody invented, with a badge whose signature is recognisable but not real."""
    attendee_id = badge.attendee_id(sha256(name.encode()).digest()[: badge.ID_BYTES])
    chosen: dict[str, object] = {
        "id": attendee_id,
        "registered_at": at("6:00"),
        "given_name": name,
        "family_name": "Exemple",
        "email": f"{name.lower()}@example.org",
        "signatures": (signature(attendee_id, 1),),
    }
    return Attendee(**(chosen | facts))  # type: ignore[arg-type]


def signature(attendee_id: str, issue: int) -> bytes:
    return sha256(f"{attendee_id} {issue}".encode()).digest() * 2


def twin(signature: bytes) -> bytes:
    """Return the other form of an ECDSA signature, which anybody can make of one."""
    s = int.from_bytes(signature[32:])
    return signature[:32] + (badge.ORDER - s).to_bytes(32)


def badge_of(person: Attendee, issue: int | None = None) -> str:
    issue = issue or person.issue
    return badge.text(EVENT_ID, person.id, issue, signature(person.id, issue))


def scan(person: Attendee, checkpoint: str, hour: str, **facts: object) -> Scan:
    """A scan of somebody's badge, asked of the server."""
    here = programme().checkpoint(checkpoint)
    assert here
    scan_id = f"scan-{checkpoint}-{hour.replace(':', '')}"
    made = Scan(scan_id, here, "in", at(hour), badge=badge_of(person))
    return replace(made, **facts)  # type: ignore[arg-type]


def stored(checkpoint: str, hour: str, verdict: str = "admitted", **facts: object) -> StoredScan:
    """A scan that was answered."""
    here = programme().checkpoint(checkpoint)
    assert here
    chosen: dict[str, object] = {
        "scan_id": f"scan-{checkpoint}-{hour.replace(':', '')}",
        "attendee_id": "somebody",
        "checkpoint": checkpoint,
        "group": here.group,
        "direction": "out" if verdict == "left" else "in",
        "at": at(hour),
        "received_at": at(hour),
        "reader": READER,
        "verdict": verdict,
    }
    return StoredScan(**(chosen | facts))  # type: ignore[arg-type]


def person(*scans: StoredScan, **facts: object) -> Person:
    who = attendee(**facts)  # type: ignore[arg-type]
    return Person(who, tuple(replace(s, attendee_id=who.id) for s in scans), version=1)
