"""Seats of people who did not come, given back while their atelier is under way."""

from dataclasses import replace
from datetime import datetime, timedelta

from attendance.domain.attendee import FACILITATOR, Attendee
from attendance.domain.person import Change, Person
from attendance.domain.programme import Atelier, Programme

PATIENCE = timedelta(minutes=10)
"""How long after its beginning an atelier is waited for those who booked it."""


def opens_at(programme: Programme, atelier: Atelier) -> datetime:
    return programme.hours(atelier).starts_at + PATIENCE


def closes_at(programme: Programme, atelier: Atelier) -> datetime:
    return programme.hours(atelier).ends_at


def holds(attendee: Attendee, atelier: str) -> bool:
    """Whether somebody holds a seat that may be given back. A facilitator's atelier is theirs, late or not."""
    return atelier in attendee.bookings and attendee.kind != FACILITATOR


def release(person: Person, atelier: str) -> Change:
    """Return the change that giving back the seat of somebody who was never in an atelier is.

    That they had booked it is kept. Who has been in there, by a phone's own decision too,
    keeps the seat, and who holds none loses none.
    """
    attendee = person.attendee
    if attendee is None or not holds(attendee, atelier) or atelier in person.attendance.first:
        return Change(before=person, after=person)
    kept = tuple(booked for booked in attendee.ateliers if booked != atelier)
    absent = replace(attendee, ateliers=kept, released=(*attendee.released, atelier))
    return Change(before=person, after=person.with_attendee(absent))
