"""A person's day for their calendar, as an iCalendar file (RFC 5545)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from attendance.documents import day
from attendance.documents.day import Activity
from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme
from attendance.domain.translation import in_language

PRODUCT = "-//Pointage//Programme//FR"


def one(attendee: Attendee, programme: Programme, made_at: datetime) -> bytes:
    """Return the common sessions, the chosen ateliers, and lunch and village if chosen.

    Each place in the day keeps its UID, and a later file has a higher SEQUENCE: importing the new file
    after a change of atelier replaces the old activity.
    """
    programme = in_language(programme, attendee.language)
    event = programme.event
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", event.name)
    for activity in day.activities(attendee, programme):
        calendar.add_component(_event(activity, attendee, programme, made_at))
    # Two years of clock changes are enough for one day, without guessing their rules.
    calendar.add_missing_timezones(date(event.date.year, 1, 1), date(event.date.year + 2, 1, 1))
    written: bytes = calendar.to_ical()
    return written


def _event(activity: Activity, attendee: Attendee, programme: Programme, made_at: datetime) -> Event:
    event, zone = programme.event, ZoneInfo(programme.event.timezone)
    component = Event()
    component.add("uid", f"{activity.id}.{attendee.id}@{event.id}")
    component.add("sequence", max(0, int((made_at - attendee.registered_at).total_seconds())))
    component.add("dtstamp", made_at)
    component.add("dtstart", activity.starts_at.astimezone(zone))
    component.add("dtend", activity.ends_at.astimezone(zone))
    component.add("summary", activity.title)
    component.add("location", ", ".join(text for text in (activity.room, event.venue, event.address) if text))
    component.add("description", "\n".join(text for text in (activity.extra, event.name, event.contact) if text))
    return component
