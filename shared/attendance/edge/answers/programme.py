"""The answer describing the event, with the seats left."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TypedDict

from attendance.domain.person import NO_SEATS, Seats
from attendance.domain.programme import Event, Programme
from attendance.domain.registration import BookableSeats
from attendance.domain.translation import in_language, untranslated
from attendance.edge.answers import questions
from attendance.edge.answers.questions import ChoiceOffered, QuestionShown, Translated


class EventShown(Translated):
    """The event. `ends_at` is when its last session ends."""

    id: str
    name: str
    date: str
    ends_at: datetime
    timezone: str
    venue: str
    address: str
    contact: str
    theme: str
    tagline: str
    access: list[str]
    organisations: list[str]
    further_reading: str
    note: str


class SessionShown(Translated):
    id: str
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    speakers: list[str]
    summary: str


class SlotShown(Translated):
    id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    summary: str


class AtelierShown(Translated):
    id: str
    number: int
    slot: str
    title: str
    summary: str
    room: str
    capacity: int
    seats_left: int
    waiting: int


class CheckpointShown(Translated):
    id: str
    group: str
    title: str
    room: str
    opens_at: datetime
    closes_at: datetime


class ProgrammeShown(TypedDict):
    """The event in one `language`; its own is the first of its `languages`."""

    language: str
    event: EventShown
    sessions: list[SessionShown]
    slots: list[SlotShown]
    ateliers: list[AtelierShown]
    checkpoints: list[CheckpointShown]
    languages: list[str]
    diets: list[str]
    diet_choices: list[ChoiceOffered]
    kinds: list[ChoiceOffered]
    questions: list[QuestionShown]
    registrations_close_at: datetime


def programme(
    shown: Programme,
    seats: Mapping[str, Seats],
    now: datetime,
    language: str,
    *,
    diets: list[ChoiceOffered],
    kinds: list[ChoiceOffered],
) -> ProgrammeShown:
    """Return the event in a language. The labels of its `diets` and `kinds` may come from the language's words."""
    bookable, shown = BookableSeats(shown, seats, now), in_language(shown, language)
    own = partial(untranslated, shown, language)
    return {
        "language": language,
        "event": _event(shown.event, shown.ends_at, own("event", shown.event)),
        "sessions": [
            {
                "id": s.id,
                "title": s.title,
                "kind": s.kind,
                "starts_at": s.starts_at,
                "ends_at": s.ends_at,
                "speakers": list(s.speakers),
                "summary": s.summary,
                "untranslated": own("sessions", s),
            }
            for s in shown.sessions
        ],
        "slots": [
            {
                "id": s.id,
                "title": s.title,
                "starts_at": s.starts_at,
                "ends_at": s.ends_at,
                "summary": s.summary,
                "untranslated": own("slots", s),
            }
            for s in shown.slots
        ],
        "ateliers": [
            {
                "id": a.id,
                "number": a.number,
                "slot": a.slot,
                "title": a.title,
                "summary": a.summary,
                "room": a.room,
                "capacity": a.capacity,
                "seats_left": bookable.free(a.id),
                "waiting": max(0, seats.get(a.id, NO_SEATS).waiting),
                "untranslated": own("ateliers", a),
            }
            for a in shown.ateliers
        ],
        "checkpoints": [
            {
                "id": c.id,
                "group": c.group,
                "title": c.title,
                "room": c.room,
                "opens_at": c.opens_at,
                "closes_at": c.closes_at,
                "untranslated": own("checkpoints", c),
            }
            for c in shown.checkpoints
        ],
        "languages": list(shown.languages),
        "diets": [diet.id for diet in shown.diets],
        "diet_choices": diets,
        "kinds": kinds,
        "questions": questions.asked(shown.asked_at(now), language, shown.language),
        "registrations_close_at": shown.registrations_close_at,
    }


def _event(event: Event, ends_at: datetime, untranslated: list[str]) -> EventShown:
    return {
        "id": event.id,
        "name": event.name,
        "date": event.date.isoformat(),
        "ends_at": ends_at,
        "timezone": event.timezone,
        "venue": event.venue,
        "address": event.address,
        "contact": event.contact,
        "theme": event.theme,
        "tagline": event.tagline,
        "access": list(event.access),
        "organisations": list(event.organisations),
        "further_reading": event.further_reading,
        "note": event.note,
        "untranslated": untranslated,
    }
