"""The roster that a phone keeps: the least it needs to decide offline."""

import base64
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NotRequired, TypedDict

from attendance.domain import badge
from attendance.domain.attendee import Attendee
from attendance.domain.family_hint import family_hint
from attendance.domain.passes import Pass
from attendance.domain.programme import ENTRANCE, LUNCH, Checkpoint, Programme
from attendance.domain.questions import Question
from attendance.domain.texts import OWN
from attendance.edge.answers import passes, questions
from attendance.edge.answers.questions import DoorQuestion, WithNotes
from attendance.usecases.caller import Caller
from attendance.vocabulary.codes import NO_DIET
from attendance.vocabulary.words import spoken


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
    """`booked` are ateliers of the pass's doors; `ateliers`, all of them, for the entrance, which tells the way."""

    id: str
    issue: int
    name: str | None
    family_hint: str
    kind: str
    organisation: str
    booked: list[str]
    cancelled: bool
    ateliers: NotRequired[list[str]]
    lunch: NotRequired[bool]
    diet: NotRequired[str]


class RosterPass(TypedDict):
    """What the pass that asks permits, and where its holder is due. Without a label, the phone asks for a name."""

    label: str
    role: str
    walk_ins: bool
    supervisor: bool
    expires_at: datetime
    schedule: list[passes.ShiftShown]


_Pass = TypedDict("_Pass", {"pass": RosterPass})


class RosterChanges(TypedDict):
    """People of whom something else is told since a cursor; whoever is not among them, and all else, is as it was."""

    whole: bool
    cursor: str
    server_time: datetime
    attendees: list[RosterAttendee]
    next: str | None


class Roster(_Pass):
    """`next` asks for the next page, and `cursor`, the same on each page, for who changes from now on."""

    whole: bool
    cursor: str
    event: str
    event_tag: str
    public_key: PublicKey
    server_time: datetime
    checkpoints: list[RosterCheckpoint]
    questions: list[DoorQuestion]
    attendees: list[RosterAttendee]
    next: str | None


# A client reads the whole one; only one that sends a cursor is answered by what has changed.
type Read = RosterChanges | Roster


def roster(
    caller: Caller, listed: Iterable[Attendee], following: str | None, cursor: str, public_point: tuple[bytes, bytes]
) -> Roster:
    """Return what a phone has to know about the doors of its pass, and about some people there."""
    programme, doors = caller.programme, caller.holder.visible(caller.programme)
    return {
        "whole": True,
        "cursor": cursor,
        "event": caller.event_id,
        "event_tag": badge.event_tag(caller.event_id).hex(),
        "public_key": _public_key(*public_point),
        "server_time": caller.now,
        "pass": _pass(caller.holder),
        "checkpoints": [_checkpoint(door, programme) for door in doors],
        "questions": [
            *questions.at_doors(questions.of_doors(doors, programme), programme, OWN),
            _memo(programme),
        ],
        "attendees": _attendees(listed, doors, programme),
        "next": following,
    }


def changes(caller: Caller, changed: Iterable[Attendee], following: str | None, cursor: str) -> RosterChanges:
    """Return what has changed of what the doors of a pass know: people alone, or the cursor would not hold."""
    return {
        "whole": False,
        "cursor": cursor,
        "server_time": caller.now,
        "attendees": _attendees(changed, caller.holder.visible(caller.programme), caller.programme),
        "next": following,
    }


def _public_key(x: bytes, y: bytes) -> PublicKey:
    x_text, y_text = (base64.urlsafe_b64encode(number).decode().rstrip("=") for number in (x, y))
    return {"kty": "EC", "crv": "P-256", "x": x_text, "y": y_text}


def _pass(holder: Pass) -> RosterPass:
    """Return a pass's permissions; an organiser's has all, whatever was chosen when it was made."""
    return {
        "label": holder.label,
        "role": holder.role,
        "walk_ins": holder.may_register_others,
        "supervisor": holder.may_exceed_seats,
        "expires_at": holder.expires_at,
        "schedule": passes.schedule(holder),
    }


def _memo(programme: Programme) -> DoorQuestion:
    """Return how doors call the staff's memo."""
    label = spoken("records.fields", programme.language)["memo"]
    return {"id": questions.MEMO, "label": label, "choices": [], "until": programme.ends_at}


def _checkpoint(checkpoint: Checkpoint, programme: Programme) -> RosterCheckpoint:
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


def _attendees(listed: Iterable[Attendee], doors: Collection[Checkpoint], programme: Programme) -> list[RosterAttendee]:
    groups, noted = frozenset(door.group for door in doors), questions.of_doors(doors, programme)
    return [_attendee(who, groups, noted, programme) for who in listed]


def _attendee(
    attendee: Attendee, groups: frozenset[str], noted: Collection[Question], programme: Programme
) -> RosterAttendee:
    """Return the least of a person that the doors of some groups need to decide offline, to note, and to tell the way.

    Whoever comes in by the entrance is told where their atelier is.
    """
    minimum: RosterAttendee = {
        "id": attendee.id,
        "issue": attendee.issue,
        "name": attendee.short_name,
        "family_hint": family_hint(attendee.family_name),
        "kind": attendee.kind,
        "organisation": attendee.organisation,
        "booked": [a for a in attendee.bookings if programme.group(a) in groups],
        "cancelled": attendee.is_cancelled,
    }
    if ENTRANCE in groups:
        minimum["ateliers"] = list(attendee.bookings)
    if LUNCH in groups:
        lunches = attendee.is_booked(LUNCH)
        minimum["lunch"], minimum["diet"] = lunches, attendee.diet if lunches else NO_DIET
    if notes := questions.notes(attendee, noted):
        minimum["notes"] = notes
    return minimum
