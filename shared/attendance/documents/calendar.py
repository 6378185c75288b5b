"""A person's day for their calendar, as an iCalendar file (RFC 5545)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from attendance.documents import day
from attendance.documents.day import Entry
from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme

PRODUCT = "-//Pointage//Programme//FR"


def one(attendee: Attendee, programme: Programme, made_at: datetime) -> bytes:
    """Return the sessions that everybody attends, the ateliers chosen, and lunch and village if they were.

    Each place in the day keeps its UID, and a file that was made later has a higher
    SEQUENCE: who changes atelier imports the new file, and it replaces the old entry.
    """
    event = programme.event
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", event.name)
    for entry in day.entries(attendee, programme):
        calendar.add_component(_event(entry, attendee, programme, made_at))
    # Two years of changes of the clock are enough for one day, and their rules need not be guessed.
    calendar.add_missing_timezones(date(event.date.year, 1, 1), date(event.date.year + 2, 1, 1))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, attendee: Attendee, programme: Programme, made_at: datetime) -> Event:
    event, zone = programme.event, ZoneInfo(programme.event.timezone)
    told = Event()
    told.add("uid", f"{entry.id}.{attendee.id}@{event.id}")
    told.add("sequence", max(0, int((made_at - attendee.registered_at).total_seconds())))
    told.add("dtstamp", made_at)
    told.add("dtstart", entry.starts_at.astimezone(zone))
    told.add("dtend", entry.ends_at.astimezone(zone))
    told.add("summary", entry.title)
    told.add("location", ", ".join(text for text in (entry.room, event.venue, event.address) if text))
    told.add("description", "\n".join(text for text in (entry.note, event.name, event.contact) if text))
    return told
