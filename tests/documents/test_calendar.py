"""A calendar shows the day at the right hours, and a later file takes the place of an earlier one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from attendance.documents import calendar
from attendance.domain.attendee import Attendee
from attendance.domain.programme import Programme, Session
from tests.builders import at, attendee, programme

PARIS = ZoneInfo("Europe/Paris")
LATER = at("9:00")


def events(who: Attendee, forum: Programme | None = None, made_at: datetime = LATER) -> dict[str, Event]:
    """Return what another reader than the writer finds, by the place in the day."""
    text = calendar.one(who, forum or programme(), made_at).decode()
    return {str(e.uid).split(".")[0]: e for e in IcsCalendarStream.calendar_from_ics(text).events}


def on(given: date) -> Programme:
    """Return a forum of another day, with one session at nine and one from two to four at night."""
    local = [datetime(given.year, given.month, given.day, hour, tzinfo=PARIS).astimezone(UTC) for hour in (9, 10)]
    return replace(
        programme(),
        event=replace(programme().event, date=given),
        sessions=(Session("nine", "Neuf heures", "plenary", local[0], local[1]),),
        slots=(),
    )


def test_what_was_chosen_is_there_with_hours_and_room() -> None:
    found = events(attendee(ateliers=("atelier-2", "atelier-3"), lunch=True))

    assert found.keys() == {"session-welcome", "slot-strategic", "slot-prospective", "lunch"}
    atelier = found["slot-strategic"]
    assert atelier.summary == "Atelier-2 – Atelier 2"
    assert str(atelier.location).startswith("Salle 2, ")
    assert (atelier.dtstart, atelier.dtend) == (at("9:00"), at("10:00"))


@pytest.mark.parametrize(
    ("given", "utc"),
    [
        (date(2022, 8, 30), 7),
        (date(2022, 1, 15), 8),
        (date(2022, 3, 27), 7),
        (date(2022, 3, 26), 8),
        (date(2022, 10, 30), 8),
        (date(2022, 10, 29), 7),
        (date(2031, 12, 31), 8),
    ],
)
def test_nine_oclock_is_nine_oclock_before_and_after_the_clocks_change(given: date, utc: int) -> None:
    nine = events(attendee(), on(given))["session-nine"]

    begins: Any = nine.dtstart
    assert begins.hour == 9
    assert begins.astimezone(UTC).hour == utc
    assert f"{begins:%Y-%m-%d}" == given.isoformat()


def test_the_hours_are_the_forums_own_and_their_zone_is_explained() -> None:
    text = calendar.one(attendee(), programme(), LATER).decode()

    assert "DTSTART;TZID=Europe/Paris:20220830T090000" in text
    assert text.count("BEGIN:VTIMEZONE") == 1


def test_another_atelier_takes_the_place_of_the_first() -> None:
    before = events(attendee(ateliers=("atelier-1",)), made_at=LATER)
    after = events(attendee(ateliers=("atelier-2",)), made_at=LATER + timedelta(seconds=1))

    assert {e.uid for e in before.values()} == {e.uid for e in after.values()}
    assert before["slot-strategic"].summary != after["slot-strategic"].summary
    assert int(before["slot-strategic"].sequence or 0) < int(after["slot-strategic"].sequence or 0)


def test_two_people_in_one_calendar_do_not_replace_each_other() -> None:
    ada, bea = events(attendee("Ada")), events(attendee("Bea"))

    assert not {e.uid for e in ada.values()} & {e.uid for e in bea.values()}


def test_a_clock_set_back_for_a_rehearsal_never_counts_below_nothing() -> None:
    found = events(attendee(), made_at=at("6:00") - timedelta(days=3))

    assert {e.sequence for e in found.values()} == {0}


@pytest.mark.parametrize(
    "title",
    [
        "Semi;colon, comma\\backslash: colon",
        "é" * 200,
        "🎉 " * 60,
        "BEGIN:VEVENT",
        'Keynote : "L\'innovation"',
        "Deux\nlignes",
    ],
)
def test_a_title_says_the_same_on_the_other_side(title: str) -> None:
    session = replace(programme().sessions[0], title=title)

    assert events(attendee(), replace(programme(), sessions=(session,)))["session-welcome"].summary == title


def test_no_line_is_longer_than_a_calendar_must_read() -> None:
    session = replace(programme().sessions[0], title="é🎉" * 100)
    written = calendar.one(attendee(), replace(programme(), sessions=(session,)), LATER)

    assert written.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_neither_diet_nor_address_nor_pass_is_in_it() -> None:
    written = calendar.one(attendee(lunch=True, diet="no_pork"), programme(), LATER).decode()

    assert "pork" not in written
    assert "ada@" not in written
