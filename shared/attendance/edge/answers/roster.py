"""The roster that a phone keeps: the least it needs to decide offline."""

from collections.abc import Collection
from datetime import datetime
from typing import NotRequired, TypedDict

from attendance.domain.attendee import Attendee
from attendance.domain.passes import Pass
from attendance.domain.programme import LUNCH, Checkpoint, Programme
from attendance.domain.questions import Question
from attendance.edge.answers import questions
from attendance.edge.answers.questions import DoorQuestion, WithNotes


class PublicKey(TypedDict):
    """A JSON Web Key, as WebCrypto imports it."""

    kty: str
    crv: str
    x: str
    y: str


class RosterCheckpoint(TypedDict):
    id: str
    group: str
    title: str
    room: str
    opens_at: datetime
    closes_at: datetime
    capacity: int | None


class RosterAttendee(WithNotes):
    id: str
    issue: int
    name: str | None
    kind: str
    organisation: str
    booked: list[str]
    cancelled: bool
    lunch: NotRequired[bool]
    diet: NotRequired[str]


class RosterPass(TypedDict):
    """The permissions of the pass that asks. With an empty label, the phone asks its holder for a name."""

    label: str
    role: str
    walk_ins: bool
    supervisor: bool
    expires_at: datetime


_Pass = TypedDict("_Pass", {"pass": RosterPass})


class Roster(_Pass):
    event: str
    event_tag: str
    public_key: PublicKey
    server_time: datetime
    checkpoints: list[RosterCheckpoint]
    questions: list[DoorQuestion]
    attendees: list[RosterAttendee]
    next: str | None


def pass_shown(holder: Pass) -> RosterPass:
    """Return a pass's permissions; an organiser's has all, whatever was chosen when it was made."""
    return {
        "label": holder.label,
        "role": holder.role,
        "walk_ins": holder.may_register_others,
        "supervisor": holder.may_exceed_seats,
        "expires_at": holder.expires_at,
    }


def checkpoint_shown(checkpoint: Checkpoint, programme: Programme) -> RosterCheckpoint:
    atelier = programme.atelier(checkpoint.id)
    return {
        "id": checkpoint.id,
        "group": checkpoint.group,
        "title": checkpoint.title,
        "room": checkpoint.room,
        "opens_at": checkpoint.opens_at,
        "closes_at": checkpoint.closes_at,
        "capacity": atelier.capacity if atelier else None,
    }


def attendee_shown(
    attendee: Attendee, groups: frozenset[str], noted: Collection[Question], programme: Programme
) -> RosterAttendee:
    """Return the least of a person that the doors of some groups need to decide offline, and to note."""
    minimum: RosterAttendee = {
        "id": attendee.id,
        "issue": attendee.issue,
        "name": attendee.short_name,
        "kind": attendee.kind,
        "organisation": attendee.organisation,
        "booked": [a for a in attendee.bookings if programme.group(a) in groups],
        "cancelled": attendee.is_cancelled,
    }
    if LUNCH in groups:
        lunches = attendee.is_booked(LUNCH)
        minimum["lunch"], minimum["diet"] = lunches, attendee.diet if lunches else "none"
    if notes := questions.answers(attendee, noted):
        minimum["notes"] = notes
    return minimum
