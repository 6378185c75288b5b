"""One person's day in order: common sessions, and between them their choices."""

from datetime import datetime

from attendance.documents import places
from attendance.domain.attendee import Attendee
from attendance.domain.frozen import frozen
from attendance.domain.programme import LUNCH, VILLAGE, Checkpoint, Programme, Slot
from attendance.vocabulary.codes import Kind
from attendance.vocabulary.words import spoken


@frozen
class Activity:
    """One activity of a day.

    `id` names the place in the day, not what was chosen for it: after a change of atelier within a slot
    the id stays, so that a calendar replaces the old one.
    """

    id: str
    starts_at: datetime
    ends_at: datetime
    title: str
    room: str = ""
    extra: str = ""
    is_chosen: bool = False


def activities(attendee: Attendee, programme: Programme) -> list[Activity]:
    """Return the day in order; if two activities begin together, the common session comes first."""
    found = [Activity(f"session-{s.id}", s.starts_at, s.ends_at, s.title) for s in programme.sessions]
    found += [activity for slot in programme.slots for activity in _slot(slot, attendee, programme)]
    if attendee.lunch:
        found += _at_midday(LUNCH, programme)
    if attendee.village or attendee.kind == Kind.EXHIBITOR:
        found += _at_midday(VILLAGE, programme, stand=attendee.stand)
    return sorted(found, key=lambda activity: activity.starts_at)


def _slot(slot: Slot, attendee: Attendee, programme: Programme) -> list[Activity]:
    """Return the chosen ateliers of a slot, or the slot itself: the hour is not free."""
    name = f"slot-{slot.id}"
    chosen = [a for a in programme.ateliers if a.slot == slot.id and a.id in attendee.bookings]
    if not chosen:
        extra = "" if attendee.kind == Kind.SPEAKER else spoken("attendee", attendee.language)["noAtelierChosen"]
        return [Activity(name, slot.starts_at, slot.ends_at, slot.title, extra=extra)]
    # A facilitator may lead several ateliers of one slot.
    names = [name, *(f"{name}-{place}" for place in range(2, len(chosen) + 1))]
    return [
        Activity(name, slot.starts_at, slot.ends_at, places.full_title(a.id, programme), a.room, is_chosen=True)
        for name, a in zip(names, chosen, strict=True)
    ]


def _at_midday(checkpoint_id: str, programme: Programme, *, stand: str = "") -> list[Activity]:
    door = programme.checkpoint(checkpoint_id)
    if door is None:
        return []
    starts_at, ends_at = _printed_hours(door, programme)
    return [Activity(checkpoint_id, starts_at, ends_at, door.title, door.room, stand, is_chosen=True)]


def _printed_hours(door: Checkpoint, programme: Programme) -> tuple[datetime, datetime]:
    """Return the hours of a door's break: the door itself opens earlier and closes later."""
    breaks = [s for s in programme.sessions if s.kind == "break"]
    during = [s for s in breaks if s.starts_at < door.closes_at and s.ends_at > door.opens_at]
    return (during[0].starts_at, during[0].ends_at) if during else (door.opens_at, door.closes_at)
