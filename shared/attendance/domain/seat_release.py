"""Seats of absent people, given back while their atelier is under way."""

from dataclasses import replace
from datetime import datetime, timedelta

from attendance.domain.attendee import Attendee
from attendance.domain.person import Change, Person
from attendance.domain.programme import Atelier, Programme
from attendance.vocabulary.codes import Kind
from attendance.vocabulary.limits import LATECOMER_SECONDS

LATECOMER_WINDOW = timedelta(seconds=LATECOMER_SECONDS)
"""How long an atelier waits for people who booked it, after it began."""


def possible_from(programme: Programme, atelier: Atelier) -> datetime:
    return programme.hours(atelier).starts_at + LATECOMER_WINDOW


def possible_until(programme: Programme, atelier: Atelier) -> datetime:
    return programme.hours(atelier).ends_at


def holds_releasable(attendee: Attendee, atelier: str) -> bool:
    """Whether somebody holds a seat that may be released. A facilitator's seat is never released."""
    return atelier in attendee.bookings and attendee.kind != Kind.FACILITATOR


def release(person: Person, atelier: str) -> Change:
    """Return the change that releases the seat of a person who was never in the atelier.

    The booking is remembered in `released`. A person who was in there, even by a phone's own decision,
    keeps the seat; a person without a seat loses none.
    """
    attendee = person.attendee
    if attendee is None or not holds_releasable(attendee, atelier) or atelier in person.attendance.first:
        return Change(before=person, after=person)
    kept = tuple(booked for booked in attendee.ateliers if booked != atelier)
    absent = replace(attendee, ateliers=kept, released=(*attendee.released, atelier))
    return Change(before=person, after=person.with_attendee(absent))
