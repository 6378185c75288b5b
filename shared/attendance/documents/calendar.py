"""A person's day for their calendar, as an iCalendar file (RFC 5545)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from attendance.documents import day
from attendance.documents.day import Entry
from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme
from attendance.domain.translation import in_language

PRODUCT = "-//Pointage//Programme//FR"


def one(attendee: Attendee, programme: Programme, made_at: datetime) -> bytes:
    """Return the common sessions, the chosen ateliers, and lunch and village if chosen.

    Each place in the day keeps its UID, and a later file has a higher SEQUENCE: importing the new file
    after a change of atelier replaces the old entry.
    """
    programme = in_language(programme, attendee.language)
    event = programme.event
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", event.name)
    for entry in day.entries(attendee, programme):
        calendar.add_component(_event(entry, attendee, programme, made_at))
    # Two years of clock changes are enough for one day, without guessing their rules.
    calendar.add_missing_timezones(date(event.date.year, 1, 1), date(event.date.year + 2, 1, 1))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, attendee: Attendee, programme: Programme, made_at: datetime) -> Event:
    event, zone = programme.event, ZoneInfo(programme.event.timezone)
    entry_made = Event()
    entry_made.add("uid", f"{entry.id}.{attendee.id}@{event.id}")
    entry_made.add("sequence", max(0, int((made_at - attendee.registered_at).total_seconds())))
    entry_made.add("dtstamp", made_at)
    entry_made.add("dtstart", entry.starts_at.astimezone(zone))
    entry_made.add("dtend", entry.ends_at.astimezone(zone))
    entry_made.add("summary", entry.title)
    entry_made.add("location", ", ".join(text for text in (entry.room, event.venue, event.address) if text))
    entry_made.add("description", "\n".join(text for text in (entry.note, event.name, event.contact) if text))
    return entry_made
